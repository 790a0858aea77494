//! What a campaign tells, made readable: every reporter takes the stream of events and nothing
//! else, so any report can also be made from recorded events.

mod catalog;
mod clock;
mod console;
mod curl;
mod error;
mod har;
mod json;
mod ndjson;
mod paste;
mod reporter;
#[cfg(test)]
mod sample;
mod sink;

pub use catalog::{FILE_REPORTS, FileReport};
pub use console::{Console, ConsoleOptions, explain};
pub use curl::{Command, curl};
pub use error::Error;
pub use reporter::{FanOut, Reporter};
