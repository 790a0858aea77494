//! Requests as command lines to be pasted into a shell.

mod command;
mod raw;
mod secret;
mod shell;
#[cfg(test)]
mod tests;

pub use command::{Command, curl};
pub(crate) use shell::quote;
