use std::sync::atomic::AtomicU64;

use bedlam_model::{
    Api, Case, Content, Input, InputAddress, Location, OperationId, inputs, resource_line,
};

use super::Hints;

/// An input that hints speak for.
#[derive(Debug)]
pub(super) struct Hinted {
    pub(super) input: Input,
    /// The hints that match it, by their numbers.
    pub(super) offers: Vec<usize>,
}

/// One hint as requests take it.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) group: usize,
    pub(super) value: String,
    /// When it was taken last; 0: never.
    pub(super) last: AtomicU64,
}

/// Which inputs of an API are hinted, and by what.
#[derive(Debug, Default)]
pub(crate) struct HintedInputs {
    pub(super) offers: Vec<Offer>,
    /// By operation; empty where there are no hints at all.
    operations: Vec<Vec<Hinted>>,
    /// Counts what is taken, so that one sees what was not taken lately.
    pub(super) clock: AtomicU64,
}

impl HintedInputs {
    /// Searches all hints in all resource lines.
    pub(crate) fn new(hints: &Hints, api: &Api) -> Self {
        if hints.is_empty() {
            return HintedInputs::default();
        }
        let operations = api.operations.iter().map(|operation| {
            let hinted = inputs(api, operation).into_iter().filter_map(|input| {
                let line = resource_line(operation, &input.address);
                let all = hints.all().enumerate();
                let matching = all.filter(|(_, (_, hint))| hint.pattern.is_match(&line));
                let offers: Vec<usize> = matching.map(|(number, _)| number).collect();
                (!offers.is_empty()).then_some(Hinted { input, offers })
            });
            hinted.collect()
        });
        let offers = hints.all().map(|(group, hint)| Offer {
            group,
            value: hint.value.clone(),
            last: AtomicU64::new(0),
        });
        HintedInputs {
            operations: operations.collect(),
            offers: offers.collect(),
            clock: AtomicU64::new(0),
        }
    }

    /// The hinted inputs of an operation.
    pub(super) fn of(&self, operation: OperationId) -> &[Hinted] {
        let known = self.operations.get(operation.index());
        known.map_or(&[], Vec::as_slice)
    }

    /// Whether any input of the operation is hinted.
    pub(crate) fn speak_for(&self, operation: OperationId) -> bool {
        !self.of(operation).is_empty()
    }

    /// Whether a case is written such that no hint can speak for its path or its body.
    pub(crate) fn hidden_in(&self, case: &Case) -> bool {
        let bytes = matches!(&case.body, Some(body) if matches!(body.content, Content::Raw(_)));
        let raw = bytes && !case.mutations.is_empty();
        let at = |location: Location| {
            let mut hinted = self.of(case.operation).iter();
            hinted.any(|hinted| hinted.input.address.location == location)
        };
        ((raw || case.wire.drop_body) && at(Location::Body))
            || (case.wire.path_suffix.is_some() && at(Location::Path))
    }

    /// Whether an input is hinted, or something inside of it.
    pub(crate) fn reach(&self, operation: OperationId, address: &InputAddress) -> bool {
        self.of(operation).iter().any(|hinted| {
            let within = &hinted.input.address;
            within.location == address.location && within.path.starts_with(&address.path)
        })
    }
}
