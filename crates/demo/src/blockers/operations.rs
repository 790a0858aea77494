//! Which operation is guarded by whom, handled by whom, and how it refuses.

use super::access::{accountant, admin, member, open, paced, service, unlocked};
use super::style::{coded, django, fastapi, laravel, nest, plain, problem, rails};
use super::{
    State, answers, assets, bookings, codes, contacts, documents, events, feedback, geocoder,
    quotes, renders, restricted, sessions, shipments, sites, subscribers, teams, tickets, vault,
    warehouses,
};
use crate::stage::{Guard, Handler, Row, Style};

/// The document.
pub(crate) const SPEC: &str = include_str!("openapi.yaml");

/// Every operation.
pub(crate) const ROWS: &[Row<State>] = &[
    row("login", open, sessions::login, laravel),
    row("getProfile", member, sessions::me, laravel),
    row("logout", member, sessions::logout, laravel),
    row("listSettlements", service, restricted::settlements, plain),
    row("listInvoices", accountant, restricted::invoices, django),
    row("listAuditLog", admin, restricted::audit_log, django),
    row("unlockVault", member, vault::unlock, plain),
    row("listSecrets", unlocked, vault::list, plain),
    row("putSecret", unlocked, vault::put, plain),
    row("getSecret", unlocked, vault::get, plain),
    row("createShipment", member, shipments::create, coded),
    row("trackConsignment", member, shipments::track, coded),
    row("createWarehouse", member, warehouses::create, django),
    row("getWarehouse", member, warehouses::get, django),
    row("closeWarehouse", member, warehouses::close, django),
    row("createRegion", member, sites::create_region, rails),
    row("createSite", member, sites::create_site, rails),
    row("createBuilding", member, sites::create_building, rails),
    row("createRoom", member, sites::create_room, rails),
    row("getRoom", member, sites::get_room, rails),
    row("activateLicence", member, codes::activate, plain),
    row("redeemVoucher", member, codes::redeem, laravel),
    row("createContact", member, contacts::create, fastapi),
    row("registerAsset", member, assets::register, plain),
    row("createBooking", member, bookings::create, laravel),
    row("getQuote", member, quotes::get, coded),
    row("openTicket", member, tickets::open, nest),
    row("createTeam", member, teams::create, rails),
    Row {
        as_declared: false,
        ..row("subscribe", member, subscribers::subscribe, problem)
    },
    row("geocode", paced, geocoder::search, plain),
    row("getPlace", paced, geocoder::place, plain),
    row("exportLedger", member, answers::export, nest),
    row("sendMessage", member, answers::send, fastapi),
    row("createRender", member, renders::create, problem),
    row("getRender", member, renders::get, problem),
    row("getRenderResult", member, renders::result, problem),
    row("createDocument", member, documents::create, problem),
    row("getDocument", member, documents::get, problem),
    row("replaceDocument", member, documents::replace, problem),
    row("deleteDocument", member, documents::delete, problem),
    row("getFeedbackForm", member, feedback::form, django),
    row("sendFeedback", member, feedback::send, django),
    row("listEvents", member, events::first, coded),
    row("listMoreEvents", member, events::more, coded),
];

const fn row(
    id: &'static str,
    guard: Guard<State>,
    handler: Handler<State>,
    style: Style,
) -> Row<State> {
    Row {
        id,
        guard,
        handler,
        style,
        as_declared: true,
    }
}
