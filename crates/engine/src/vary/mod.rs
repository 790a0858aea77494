//! One input at a time: which of them a refusal hangs on, where its words do not tell.

mod change;
mod pairs;
mod tried;

pub(crate) use change::{How, changes, variable};
pub(crate) use pairs::pairwise;
pub(crate) use tried::{Altered, Tried};
