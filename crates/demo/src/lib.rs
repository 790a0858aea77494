//! Small REST APIs, the shop on a real embedded database, made to be fuzzed: `bedlam demo` serves them, and
//! tests of the whole tool aim at them. The crate knows nothing of the fuzzer.

mod app;
mod blockers;
mod chains;
mod contract;
mod error;
mod exchange;
mod fault;
mod ids;
mod moved;
mod problem;
mod server;
mod shelf;
mod shop;
mod stage;
mod wire;

#[cfg(test)]
mod tests;

pub use app::{App, faults, spec};
pub use blockers::{BLOCKERS, Blocker, Clue, Remedy};
pub use error::Error;
pub use fault::Fault;
pub use server::Server;
