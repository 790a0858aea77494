//! Who we are on the wire, and what of it may be shown afterwards.

mod challenge;
mod digest;
mod found;
mod fresh;
mod identity;
mod login;
mod names;
mod redact;

pub use challenge::AuthChallenge;
pub(crate) use found::show;
pub(crate) use fresh::Fresh;
pub use fresh::{Issuer, Issuing, Renewal};
pub(crate) use identity::Identities;
pub(crate) use login::Login;
pub(crate) use redact::Redactor;
