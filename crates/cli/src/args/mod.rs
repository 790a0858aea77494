//! What was typed: flags, environment and configuration file, still as text.

mod command;
mod describe;
mod groups;
mod layers;
mod origin;
mod store;

pub(crate) use command::{Cli, Command, DemoArgs, RunArgs};
pub(crate) use describe::{DescribeArgs, Described};
pub(crate) use groups::{EffortArgs, HelpArgs, OutputArgs, SelectionArgs, TargetArgs};
pub(crate) use layers::{Stop, parse};
pub(crate) use origin::Origins;
pub(crate) use store::{ShownArgs, StoreArgs, StoredArgs};
