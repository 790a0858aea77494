use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::{Case, OperationId};

/// A case kept because it succeeded or showed something new.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The case.
    pub(crate) case: Case,
}

/// What the campaign starts mutations from.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    operations: Vec<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    successes: Vec<Arc<Entry>>,
    others: Vec<Arc<Entry>>,
    remembered: Vec<Arc<Entry>>,
}

/// Entries kept of one operation, of each kind.
const MOST: usize = 24;

impl Corpus {
    pub(crate) fn new(operations: usize) -> Self {
        let mut corpus = Corpus::default();
        corpus.operations.resize_with(operations, Kept::default);
        corpus
    }

    /// Keeps a case. When the corpus of its operation is full, chance decides which one goes, but
    /// never the first success.
    pub(crate) fn keep(&mut self, case: Case, success: bool, rng: &mut Rng) {
        let kept = &mut self.operations[case.operation.index()];
        let list = if success {
            &mut kept.successes
        } else {
            &mut kept.others
        };
        let entry = Arc::new(Entry { case });
        if list.len() < MOST {
            list.push(entry);
        } else {
            let at = 1 + rng.below(MOST - 1);
            list[at] = entry;
        }
    }

    /// Takes in what succeeded in earlier campaigns, best first. Only an attempt shows whether it
    /// still does, so it is no success yet.
    pub(crate) fn remember(&mut self, operation: OperationId, cases: Vec<Case>) {
        let entries = cases.into_iter().map(|case| Arc::new(Entry { case }));
        self.operations[operation.index()].remembered = entries.collect();
    }

    /// What succeeded in earlier campaigns, best first.
    pub(crate) fn remembered(&self, operation: OperationId) -> &[Arc<Entry>] {
        &self.operations[operation.index()].remembered
    }

    /// What succeeded in this campaign, as far as it is kept.
    pub(crate) fn successes(&self, operation: OperationId) -> &[Arc<Entry>] {
        &self.operations[operation.index()].successes
    }

    /// A success of this operation, unmutated ones and late ones preferred.
    pub(crate) fn success(&self, operation: OperationId, rng: &mut Rng) -> Option<&Arc<Entry>> {
        let list = &self.operations[operation.index()].successes;
        let plain: Vec<&Arc<Entry>> = list
            .iter()
            .filter(|e| e.case.mutations.is_empty())
            .collect();
        if rng.chance(0.8) && !plain.is_empty() {
            return rng.pick(&plain).copied();
        }
        rng.pick(list)
    }

    /// The plain success of this operation that gives the most inputs.
    pub(crate) fn widest(&self, operation: OperationId) -> Option<&Arc<Entry>> {
        let list = self.operations[operation.index()].successes.iter();
        list.filter(|entry| entry.case.mutations.is_empty())
            .max_by_key(|entry| entry.case.sources.len())
    }

    /// Something to mutate: mostly what succeeded, now and then what only showed something new.
    pub(crate) fn base(&self, operation: OperationId, rng: &mut Rng) -> Option<&Arc<Entry>> {
        let kept = &self.operations[operation.index()];
        if !kept.others.is_empty() && (kept.successes.is_empty() || rng.chance(0.15)) {
            return rng.pick(&kept.others);
        }
        if rng.chance(0.3) {
            return kept.successes.last();
        }
        self.success(operation, rng)
    }
}
