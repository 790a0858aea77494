//! Reads refusals: what an API's own words ask of the inputs of an operation.
//!
//! Begin with `read.rs`. An answer goes through the readers of `reader/catalog.rs`, one for each
//! stack's documented form; what none of them took is read as plain English (`sentence.rs`):
//! `clause/` cuts text into clauses and finds names of inputs, `phrase/` knows the ways of asking.

mod answer;
mod clause;
mod html;
mod inputs;
mod notes;
mod phrase;
mod place;
mod read;
mod reader;
mod relation;
mod sentence;
mod stock;
mod subject;
#[cfg(test)]
mod tests;
mod unnamed;
mod words;

pub(crate) use read::{Known, Refusal, read_refusal};
