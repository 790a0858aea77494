//! Values by meaning: what an input's name, format and description tell of it.

mod dictionary;
mod lookup;
mod prose;
mod range;
mod sense;
mod template;

pub(crate) use lookup::{is_risky, likely_range};
pub(crate) use prose::Prose;
pub use range::is_range;
pub(crate) use sense::Sense;
