//! One input at a time: which of them a refusal hangs on, where its words do not tell.

mod change;
mod tried;

pub(crate) use change::{How, changes, variable};
pub(crate) use tried::{Altered, Tried};
