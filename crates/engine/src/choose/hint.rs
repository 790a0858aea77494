use bedlam_generate::{Generator, Rng};
use bedlam_model::{Case, InputAddress, Location, Operation, ValueSource, Wire};

use super::Choice;
use crate::hints::HintedInputs;
use crate::learn::sent_value;
use crate::pool::path_text;

impl<'a> Choice<'a> {
    /// The same choices, the user's hints before all others.
    pub(crate) fn hinted(mut self, hints: &'a HintedInputs) -> Self {
        self.hints = Some(hints);
        self
    }

    /// Whether an input, or one inside of it, is hinted.
    pub(super) fn wants(&self, address: &InputAddress) -> bool {
        self.hints
            .is_some_and(|hints| hints.reach(self.operation.id, address))
    }

    /// Whether hints speak for the body.
    pub(crate) fn wants_body(&self) -> bool {
        self.wants(&InputAddress::body())
    }

    /// Takes back what mutators changed of hinted inputs, so that hints speak for them again.
    pub(crate) fn unmutate(&self, case: &mut Case) {
        let count = case.mutations.len();
        case.mutations.retain(|mutation| {
            let address = mutation.address.as_ref().map(InputAddress::general);
            !address.is_some_and(|address| self.wants(&address))
        });
        if case.mutations.len() < count {
            // How it was written belonged to what it was.
            case.wire = Wire::default();
        }
    }

    /// Gives hinted inputs their values, whatever else was chosen for them; what a mutator changed
    /// stays.
    pub(crate) fn hint(&mut self, generator: &Generator, case: &mut Case, rng: &mut Rng) {
        let Some(hints) = self
            .hints
            .filter(|hints| hints.speak_for(self.operation.id))
        else {
            return;
        };
        let before = case.clone();
        let operation = self.operation;
        let mutated = |address: &InputAddress| {
            let mutations = before.mutations.iter();
            let mut changed = mutations.filter_map(|mutation| mutation.address.as_ref());
            changed.any(|other| other.general() == *address)
        };
        let placed = hints.apply(generator, operation, case, mutated, rng);
        for address in &placed {
            // The thing that was chosen here is not the one that is asked now.
            let replaced = sent_value(operation, &before, address)
                .filter(|old| Some(*old) != sent_value(operation, case, address))
                .map(path_text);
            if let Some(replaced) = replaced {
                self.used
                    .retain(|resource| path_text(&resource.value) != replaced);
            }
            if address.location == Location::Path {
                self.path.way = None;
            }
        }
    }
}

/// Whether a mutant keeps what hints gave to the case that it was made of.
pub(crate) fn keeps_hints(operation: &Operation, case: &Case, mutant: &Case) -> bool {
    let written = |address: &InputAddress| match address.location {
        Location::Body => !mutant.wire.drop_body,
        Location::Path => mutant.wire.path_suffix.is_none(),
        _ => true,
    };
    let hinted = |(_, source): &&(InputAddress, ValueSource)| *source == ValueSource::Hint;
    case.sources.iter().filter(hinted).all(|(address, _)| {
        written(address)
            && sent_value(operation, case, address) == sent_value(operation, mutant, address)
    })
}
