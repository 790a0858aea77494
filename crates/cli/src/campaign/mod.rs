//! A campaign as the process sees it: wired up, interrupted, and turned into an exit code.

mod amend;
mod interrupt;
mod issuer;
mod keeper;
mod launch;
mod verdict;
mod wait;

pub(crate) use interrupt::Interrupt;
pub(crate) use launch::{Launch, launch};
