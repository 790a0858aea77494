//! One value replaced by another of its kind.

mod backwards;
mod date;
mod fresh;
mod number;
mod swap;
mod text;
mod tweak;
mod unicode;

pub(super) use backwards::backwards;
pub(super) use date::date_edge;
pub(super) use fresh::{other_member, regenerate, regenerate_tree, sensible};
pub(super) use number::{number_edge, number_extreme, number_maximum, number_minimum};
pub(super) use swap::swap;
pub(super) use text::{
    empty_text, length_edge, length_maximum, length_minimum, long_text, resized,
};
pub(super) use tweak::{flip, letter_case, near_number, tweak_text};
pub(super) use unicode::unicode;
