//! Values that the user gives to inputs: what hints say, which inputs they hit, which one a request
//! takes, and how it comes into a case.

mod address;
mod group;
mod hint;
mod nearest;
mod place;
mod take;
mod typed;

pub(crate) use address::HintedInputs;
pub use group::{HintGroup, Hints, UnusedHint};
pub use hint::{Hint, HintError};
