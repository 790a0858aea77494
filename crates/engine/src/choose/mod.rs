//! Which value an input gets: resources, successes and facts first, the spec's own sources else.

mod blank;
mod coerce;
mod echo;
mod fact;
mod field;
mod form;
mod hint;
mod input;
mod itself;
mod list;
mod local;
mod manners;
mod omit;
mod path;
mod refresh;
mod relate;
mod row;
mod shun;
mod spare;
mod stray;
mod ticket;
mod undeclared;

pub(crate) use coerce::coerce;
pub(crate) use hint::keeps_hints;
pub(crate) use input::Choice;
pub(crate) use local::Local;
pub(crate) use manners::Manners;
pub(crate) use stray::found_strays;
pub(crate) use ticket::wants_version;
