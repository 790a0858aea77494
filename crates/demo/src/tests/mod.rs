//! Tests of whole apps: every operation, every planted fault, every refusal.

mod blockers;
mod call;
mod chains;
mod conform;
mod faults;
mod refusals;
mod target;
mod walk;
