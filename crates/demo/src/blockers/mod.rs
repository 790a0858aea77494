//! An API in which each thing that hinders coverage stands once.

mod access;
mod answers;
mod assets;
mod bookings;
mod catalog;
mod codes;
mod contacts;
mod documents;
mod events;
mod feedback;
mod geocoder;
mod operations;
mod quotes;
mod renders;
mod restricted;
mod sessions;
mod shipments;
mod sites;
mod state;
mod style;
mod subscribers;
mod teams;
mod tickets;
mod vault;
mod warehouses;

pub(crate) use access::CREDENTIALS;
pub use catalog::{BLOCKERS, Blocker, Clue, Remedy};
pub(crate) use operations::{ROWS, SPEC};
use state::State;
