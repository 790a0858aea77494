//! What to do next: who gets how much energy.

mod anew;
mod attack;
mod chain;
mod cover;
mod demand;
mod poll;
mod recall;
mod sample;
mod state;
mod stuck;
mod sweep;
mod ticket;

pub(crate) use cover::View;
pub(crate) use state::Schedule;
