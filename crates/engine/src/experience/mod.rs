//! From what is known to what outlives the campaign, and back.

mod keep;
mod recall;

pub(crate) use keep::keep;
pub(crate) use recall::recall;
