//! The terminal: progress on standard error, the result on standard output.

mod ending;
mod explain;
mod findings;
mod live;
mod options;
mod reporter;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod uncovered;

pub use explain::explain;
pub use options::ConsoleOptions;
pub use reporter::Console;
