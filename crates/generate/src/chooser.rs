use bedlam_model::{InputAddress, Operation, SchemaId, ValueSource};
use serde_json::Value;

use crate::Rng;

/// An input for which a value is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The operation whose input it is.
    pub operation: &'a Operation,
    /// Where it stands; general: array positions are [`bedlam_model::Segment::Item`].
    pub address: &'a InputAddress,
    /// What values it takes. Where several schemas speak for it: the first.
    pub schema: SchemaId,
    /// Whether it must be given where its parent is.
    pub required: bool,
}

/// Who decides where values come from while a case is made. Asked for every parameter, and inside
/// of parameters and bodies for every object, array and leaf, before it is descended into.
pub trait Chooser {
    /// A value that the campaign knows for this input; none: one is made. For an object or array
    /// it stands for the whole.
    fn known(&mut self, site: &Site<'_>, rng: &mut Rng) -> Option<(Value, ValueSource)>;

    /// Which of the sources that the description offers to use. Called only where there is more
    /// than one; the answer is one of `available`.
    fn source(&mut self, site: &Site<'_>, available: &[ValueSource], rng: &mut Rng) -> ValueSource;

    /// Whether to give this optional input; none: as the plan's fullness says.
    fn include(&mut self, site: &Site<'_>, rng: &mut Rng) -> Option<bool>;

    /// Items that this list must hold at least, whatever its schema says.
    fn least(&mut self, _site: &Site<'_>) -> usize {
        0
    }

    /// Properties to add to an object although its schema does not declare them.
    fn extra(&mut self, _site: &Site<'_>, _rng: &mut Rng) -> Vec<(String, Value)> {
        Vec::new()
    }
}

/// Knows nothing and leaves everything to chance: the chooser where no campaign stands behind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

/// How often chance takes each source that the description offers.
pub(crate) fn by_chance(available: &[ValueSource], rng: &mut Rng) -> ValueSource {
    let weight = |source: &ValueSource| match source {
        ValueSource::Example => 4,
        ValueSource::Enum => 6,
        ValueSource::Meaning => 4,
        _ => 2,
    };
    let weights: Vec<u32> = available.iter().map(weight).collect();
    let index = rng.weighted(&weights).unwrap_or(0);
    available.get(index).copied().unwrap_or(ValueSource::Schema)
}

impl Chooser for Chance {
    fn known(&mut self, _: &Site<'_>, _: &mut Rng) -> Option<(Value, ValueSource)> {
        None
    }

    fn source(&mut self, _: &Site<'_>, available: &[ValueSource], rng: &mut Rng) -> ValueSource {
        by_chance(available, rng)
    }

    fn include(&mut self, _: &Site<'_>, _: &mut Rng) -> Option<bool> {
        None
    }
}
