//! Ways in which English asks something of an input. One file a kind, one table.

mod catalog;
mod content;
mod example;
mod format;
mod hit;
mod invalid;
mod length;
mod missing;
mod order;
mod pair;
mod pattern;
mod phrases;
mod range;
mod required;
mod sequence;
mod taken;
mod template;
mod types;
mod unknown;

pub(super) use hit::{About, Want};
pub(super) use pattern::regex_of;
pub(super) use phrases::wants;
pub(super) use types::type_fact;
