//! OpenAPI Overlay 1.0: a document of changes, applied to a description before it is read.

mod apply;
mod find;
mod narrow;
mod path;
mod read;
mod shadow;
#[cfg(test)]
mod tests;
mod tree;
mod write;
#[cfg(test)]
mod write_tests;

pub(crate) use apply::apply;
pub(crate) use write::write;
