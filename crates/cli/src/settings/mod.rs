//! What the arguments mean: validated, resolved, ready to be used.

mod auth;
mod effort;
mod endpoint;
mod hints;
mod identity;
mod output;
mod run;
mod secrets;
mod selection;
mod store;
mod success;
mod value;

pub(crate) use auth::{Auth, LoginRequest, Source, TokenPlace, auth};
pub(crate) use effort::Effort;
pub(crate) use endpoint::{Endpoint, parse_base};
pub(crate) use hints::{hints, tell_unused};
pub(crate) use identity::{given, identity};
pub(crate) use output::{Output, report_failure};
pub(crate) use run::RunSettings;
pub(crate) use secrets::secrets;
pub(crate) use selection::Selection;
pub(crate) use store::{store, store_folder};
pub(crate) use success::success;
pub(crate) use value::Value;
