//! The app's own document as its gate: what a request must be is read from the document that
//! clients read, so that the two cannot drift apart.

mod body;
pub(crate) mod document;
mod format;
mod gate;
mod input;
mod multipart;
mod operation;
pub(crate) mod parameter;
pub(crate) mod percent;
pub(crate) mod schema;
mod uri;

pub(crate) use gate::{Contract, Waiver};
pub(crate) use input::{Input, integer};
