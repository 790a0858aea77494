//! Makes findings small: the fewest inputs that still show the fault, the fewest requests before.

mod cut;
mod inputs;
mod story;

pub(crate) use inputs::fewest_inputs;
pub(crate) use story::{origins, story};
