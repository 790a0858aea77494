//! One document about the whole campaign; docs/report.schema.json is its schema.

mod coverage;
mod diagnosis;
mod reporter;
#[cfg(test)]
mod tests;
mod wire;

pub(crate) use reporter::Json;
