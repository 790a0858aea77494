//! One campaign: probe, choose, send, learn, judge, keep, explain.
//!
//! Begin with `campaign.rs`.

mod bandit;
mod budget;
mod campaign;
mod challenge;
mod choose;
mod clock;
mod config;
mod confirm;
mod corpus;
mod coverage;
mod daring;
mod decide;
mod depend;
mod diagnose;
mod experience;
mod harvest;
mod hints;
mod job;
mod judge;
mod keys;
mod knowledge;
mod learn;
mod memory;
mod minimise;
mod mutators;
mod novelty;
mod ourselves;
mod outage;
mod patience;
mod pattern;
mod pool;
mod pressure;
mod probe;
mod progress;
mod recipe;
mod relogin;
mod schedule;
mod session;
mod shared;
mod specimen;
mod standstill;
mod step;
mod strategy;
mod success;
mod upheaval;
mod vary;
mod worker;

pub use campaign::run;
pub use config::{Budget, Config, Error, Listener, Summary};
pub use depend::{Dependency, Reason, dependencies};
pub use hints::{Hint, HintError, HintGroup, Hints, UnusedHint};
pub use memory::{Forgetful, Memory};
pub use success::{BodyCondition, Success, SuccessRule};
