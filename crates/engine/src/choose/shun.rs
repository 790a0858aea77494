use bedlam_generate::Rng;
use bedlam_model::{FactKind, InputAddress, Location};

use super::Choice;

/// Requests after which a header is believed to hinder, and how often it helped at most.
const SURE: f32 = 4.0;
const HELPED: f32 = 0.1;
/// How often it is given then.
const GIVEN: f64 = 0.04;

impl Choice<'_> {
    /// Whether to give an optional header that has hindered wherever it was given; none: it has not.
    pub(super) fn shuns(&self, address: &InputAddress, rng: &mut Rng) -> Option<bool> {
        let name = address
            .name()
            .filter(|_| address.location == Location::Header)?;
        let arm = self.knowledge.headers.get(name)?;
        let (good, all) = arm.counts();
        let lore = self.lore.inputs.get(address);
        let asked = lore.is_some_and(|lore| lore.facts.contains(&FactKind::Required));
        let hinders = all >= SURE && good <= HELPED * all && !asked;
        hinders.then(|| rng.chance(GIVEN))
    }
}
