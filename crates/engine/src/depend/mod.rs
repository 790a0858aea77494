//! What feeds what: names of values as producers show them and as consumers ask for them.

mod field;
mod graph;
mod key;
mod kind;
mod link;
mod list;
mod member;
mod memo;
mod mirror;
mod place;
mod prose;
mod reader;
mod role;
mod route;
mod segment;
mod ticket;
mod verb;

pub(crate) use field::wants_field;
pub(crate) use graph::owner_of;
pub(crate) use graph::{Graph, PathInput};
pub(crate) use key::{KeyId, is_a, is_envelope, refers};
pub(crate) use link::Answered;
pub use list::{Dependency, Reason, dependencies};
pub(crate) use segment::{ends_with_variable, segments, takes_id};
pub(crate) use ticket::{IF_MATCH, Ticket, is_next_page, takes_version};
pub(crate) use verb::takes_away;
