//! Why operations are not covered, and what would help.

mod amend;
mod around;
mod blame;
mod campaign;
mod cause;
mod credentials;
mod keywords;
mod record;
mod remedy;
mod said;
mod stage;
#[cfg(test)]
mod testing;
mod witness;

pub(crate) use campaign::{Campaign, diagnose};
pub(crate) use cause::is_login;
pub(crate) use credentials::header_in;
pub(crate) use record::{Record, reached};
pub(crate) use said::said;
#[cfg(test)]
pub(crate) use testing::{api as some_api, operation as some_operation, seen as some_seen};
pub(crate) use witness::Witness;
