//! Which handler answers which operation of the document.

use super::{State, claims, manuscripts, payments};
use crate::exchange::Request;
use crate::problem::Problem;
use crate::stage::{Handler, Row, bearer};

/// The document.
pub(crate) const SPEC: &str = include_str!("openapi.yaml");
/// The header that admits to everything.
pub(crate) const CREDENTIALS: &str = "Authorization: Bearer desk-3a91";
/// The token of [`CREDENTIALS`].
const TOKEN: &str = "desk-3a91";

/// Every operation.
pub(crate) const ROWS: &[Row<State>] = &[
    row("listAdjusters", claims::adjusters),
    row("createClaim", claims::create),
    row("getClaim", claims::get),
    row("addClaimItem", claims::add_item),
    row("submitClaim", claims::submit),
    row("assignClaim", claims::assign),
    row("approveClaim", claims::approve),
    row("schedulePayment", payments::schedule),
    row("releasePayment", payments::release),
    row("closeClaim", payments::close),
    row("createManuscript", manuscripts::create),
    row("addVersion", manuscripts::add_version),
    row("requestReview", manuscripts::request_review),
    row("decideReview", manuscripts::decide),
    row("publishManuscript", manuscripts::publish),
    row("archiveManuscript", manuscripts::archive),
];

const fn row(id: &'static str, handler: Handler<State>) -> Row<State> {
    Row {
        id,
        guard: member,
        handler,
        style: Problem::answer,
        as_declared: true,
    }
}

fn member(_: &mut State, request: &Request) -> Result<(), Problem> {
    match bearer(request) {
        Some(TOKEN) => Ok(()),
        Some(_) => Err(Problem::unauthorized("The token is not valid.")),
        None => Err(Problem::unauthorized("A bearer token is required.")),
    }
}
