//! What answers teach: which sources work, what refusals ask for.

mod absorb;
mod read;
mod refusal;

pub(crate) use absorb::{absorb, missed};
pub(crate) use read::{read, sent_value};
pub(crate) use refusal::Refusal;
