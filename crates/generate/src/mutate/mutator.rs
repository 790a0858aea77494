use super::change::{Change, Done};
use super::mark::{Marks, SCHEMAS};

/// A small change that can be made to a case.
#[derive(Clone, Copy, Debug)]
pub struct Mutator {
    /// Its name in events and findings.
    pub id: &'static str,
    /// What it changes.
    pub family: Family,
    /// How gladly it is chosen, against the weights of the others.
    pub weight: u32,
    /// Whether its requests hold many kilobytes: they cost as much as a hundred others.
    pub heavy: bool,
    /// How many results are worth trying at one place, where each place is tried in turn.
    pub variants: u8,
    /// What it does, one line.
    pub about: &'static str,
    /// What it is aimed at.
    pub(super) reach: Reach,
    /// What a case must have for it.
    pub(super) wants: Marks,
    /// Does it; none: it does not apply, and nothing was changed.
    pub(super) apply: Apply,
}

impl Mutator {
    /// Whether it works along a line that the spec itself draws: a bound, a list of members, what is
    /// required, what may be there.
    pub fn is_drawn(&self) -> bool {
        let given = matches!(self.reach, Reach::Property | Reach::Gap);
        self.wants & SCHEMAS != 0 || given || self.family == Family::Argument
    }
}

/// How a mutator changes a case.
pub(super) type Apply = fn(&mut Change<'_>) -> Option<Done>;

/// What a mutator is aimed at, when it is aimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// A value at any depth of a parameter or of the body.
    Value,
    /// A property that is there.
    Property,
    /// A declared property that is not there.
    Gap,
    /// A parameter, given or not.
    Parameter,
    /// The case as a whole.
    Case,
}

/// What a mutator changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// One value, in a parameter or at any depth of the body.
    Value,
    /// The shape of a value: properties, items, nesting.
    Structure,
    /// One keyword of a schema, which is broken.
    Violation,
    /// Which parameters are given.
    Argument,
    /// One value, made to provoke a certain kind of fault.
    Payload,
    /// The request below the level of values.
    Wire,
}
