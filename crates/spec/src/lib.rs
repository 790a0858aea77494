//! Reads API descriptions of every dialect into [`bedlam_model::Api`].
//!
//! Does no I/O: bytes come in, and further documents come through a function handed in.

mod body;
mod content;
mod dialect;
mod document;
mod error;
mod examples;
mod issue;
mod link;
mod load;
mod operation;
mod overlay;
mod parameter;
mod reader;
mod reference;
mod response;
mod scalar;
mod schema;
mod security;
mod server;

pub use error::{Error, Problem};
pub use load::{amend, load, load_with};
