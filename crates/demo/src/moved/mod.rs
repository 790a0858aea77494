//! Notes, at a place that is not the one that its document names.

mod notes;

pub(crate) use notes::{Moved, SPEC};
