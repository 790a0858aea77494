//! The web shop, once with planted faults and once without.

mod auth;
mod carts;
mod categories;
mod checkout;
mod database;
mod faults;
mod files;
mod items;
mod notes;
mod operations;
mod orders;
mod pages;
mod payments;
mod product_list;
mod products;
mod reports;
mod reviews;
mod search;
mod service;
mod trace;
mod users;
mod visit;

pub(crate) use auth::CREDENTIALS;
pub(crate) use faults::FAULTS;
pub(crate) use service::{SPEC, Shop};
