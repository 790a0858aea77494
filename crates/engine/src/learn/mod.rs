//! What answers teach: which sources work, what refusals ask for.

mod absorb;
mod header;
mod ladder;
mod media;
mod read;
mod refusal;
mod ticket;
mod worn;

pub(crate) use absorb::{absorb, missed};
pub(crate) use header::learn_headers;
pub(crate) use media::MediaLore;
pub(crate) use read::{read, sent_value};
pub(crate) use refusal::Refusal;
pub(crate) use ticket::expired;
