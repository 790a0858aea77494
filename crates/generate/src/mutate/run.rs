use bedlam_model::{Case, InputAddress, Mutation, Segment, ValueSource};

use super::catalog::MUTATORS;
use super::change::{Change, Done, Worst};
use super::mark::met;
use super::mutator::Mutator;
use crate::{Generator, Rng};

/// How many mutators are tried before it is said that none applies.
const TRIES: usize = 24;

impl Generator {
    /// The case changed by a mutator ([`MUTATORS`], by index); none: it does not apply. What was
    /// changed stands in the case's last mutation; the intent is the worse of before and now.
    pub fn mutate(&self, base: &Case, mutator: usize, rng: &mut Rng) -> Option<Case> {
        let mut change = self.change(base, rng)?;
        let done = (MUTATORS.get(mutator)?.apply)(&mut change)?;
        Some(finish(change.case, mutator, done))
    }

    /// The case changed by any mutator that applies, chosen by weight: one weight for each of
    /// [`MUTATORS`], in their order. Weights of those that did not apply are lowered, so that many
    /// mutants of one case cost little.
    pub fn mutate_any(&self, base: &Case, weights: &mut [u32], rng: &mut Rng) -> Option<Case> {
        let mut change = self.change(base, rng)?;
        let found = change.marks();
        let mut live = weights.to_vec();
        let mut tries = 0;
        while tries < TRIES {
            let mutator = change.rng.weighted(&live)?;
            let Mutator { wants, apply, .. } = MUTATORS.get(mutator)?;
            if !met(*wants, found) {
                live[mutator] = 0;
                continue;
            }
            if let Some(done) = apply(&mut change) {
                return Some(finish(change.case, mutator, done));
            }
            weights[mutator] /= 4;
            live[mutator] = weights[mutator];
            tries += 1;
        }
        None
    }

    /// The case changed by this mutator at this place, as [`Generator::sweep`] offers them; no place:
    /// anywhere. None: it does not apply there.
    pub fn mutate_at(
        &self,
        base: &Case,
        mutator: usize,
        place: Option<&InputAddress>,
        rng: &mut Rng,
    ) -> Option<Case> {
        let Mutator { reach, apply, .. } = MUTATORS.get(mutator)?;
        let mut change = self.change(base, rng)?;
        if let Some(address) = place {
            change.aim = Some(change.aim_at(*reach, address)?);
        }
        // What chance suggests may be what is there already.
        let done = (0..TRIES).find_map(|_| apply(&mut change))?;
        Some(finish(change.case, mutator, done))
    }

    pub(super) fn change<'a>(&'a self, base: &Case, rng: &'a mut Rng) -> Option<Change<'a>> {
        Some(Change {
            generator: self,
            operation: self.api.operations.get(base.operation.index())?,
            inputs: self.inputs.get(base.operation.index())?,
            case: base.clone(),
            rng,
            aim: None,
        })
    }
}

/// Writes down what was done.
fn finish(mut case: Case, mutator: usize, done: Done) -> Case {
    case.intent = case.intent.max_of(done.intent);
    if let Some(address) = &done.address {
        let mut sources = case.sources.iter_mut();
        match sources.find(|(known, _)| is_general(known, address)) {
            Some((_, source)) => *source = ValueSource::Mutation,
            None => case
                .sources
                .push((address.general(), ValueSource::Mutation)),
        }
    }
    case.mutations.push(Mutation {
        mutator: MUTATORS[mutator].id.into(),
        address: done.address,
        before: done.before,
        after: done.after,
        breaks: done.breaks.map(Into::into),
        payload: done.payload.map(Into::into),
    });
    case
}

/// Whether the first is the general address of the second.
fn is_general(general: &InputAddress, address: &InputAddress) -> bool {
    let one = |(general, segment): (&Segment, &Segment)| match segment {
        Segment::Index(_) => *general == Segment::Item,
        other => general == other,
    };
    general.location == address.location
        && general.path.len() == address.path.len()
        && general.path.iter().zip(&*address.path).all(one)
}
