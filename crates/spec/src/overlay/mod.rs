//! OpenAPI Overlay 1.0: a document of changes, applied to a description before it is read.

mod apply;
mod read;
mod shadow;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use apply::apply;
