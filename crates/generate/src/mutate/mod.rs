//! Mutators: small changes of a case, most of them of one that succeeded.

mod aim;
mod argument;
mod catalog;
mod change;
mod judge;
mod leaves;
mod mark;
mod mutator;
mod payload;
mod run;
mod spot;
mod structure;
mod sweep;
mod value;
mod violate;
mod wire;

pub use catalog::MUTATORS;
pub use leaves::{Leaf, leaves};
pub(crate) use mark::{Marks, of_schemas};
pub use mutator::{Family, Mutator};
