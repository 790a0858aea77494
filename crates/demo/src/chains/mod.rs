//! Claims and manuscripts: states that only sequences of six and more requests reach. The document
//! is honest about everything; what hinders is depth alone.

mod claims;
mod manuscripts;
mod operations;
mod payments;
mod state;

pub(crate) use operations::{CREDENTIALS, ROWS, SPEC};
use state::State;
