use std::sync::Arc;

use crate::corpus::Entry;
use crate::job::{Pair, Plan, Survey};

/// So many other changes come before one that was hindered is tried again.
const SOON: usize = 3;

/// Goes through every single change that can be made to a success of one operation, each once:
/// chance alone leaves some of them out for a long time.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    asked: bool,
    entry: Option<Arc<Entry>>,
    /// What is left, the next one last.
    left: Vec<Pair>,
}

impl Sweep {
    /// The next step of at most `count` changes. None: nothing is left, or the list is still made.
    pub(super) fn next(&mut self, widest: &Arc<Entry>, count: usize) -> Option<Plan> {
        if !self.asked {
            self.asked = true;
            self.entry = Some(widest.clone());
            return Some(Plan::Survey {
                entry: widest.clone(),
            });
        }
        let entry = self.entry.clone().filter(|_| !self.left.is_empty())?;
        let rest = self.left.len().saturating_sub(count);
        let pairs = self.left.drain(rest..).rev().collect();
        Some(Plan::Sweep { entry, pairs })
    }

    /// Takes in the list.
    pub(super) fn begin(&mut self, mut survey: Survey) {
        survey.pairs.reverse();
        self.left = survey.pairs;
    }

    /// Takes back what has to be tried again, soon: the step that comes next makes things anew.
    pub(super) fn again(&mut self, pair: Pair) {
        let at = self.left.len().saturating_sub(SOON);
        self.left.insert(at, pair);
    }

    /// Whether the next change was hindered before.
    pub(super) fn hindered(&self) -> bool {
        self.left.last().is_some_and(|pair| pair.tries > 0)
    }

    /// Whether a success that gives more inputs is worth a sweep of its own.
    pub(super) fn widen(&mut self, widest: &Arc<Entry>) {
        let inputs = |entry: &Arc<Entry>| entry.case.sources.len();
        let wider = self
            .entry
            .as_ref()
            .is_some_and(|entry| inputs(widest) > inputs(entry));
        if wider && self.left.is_empty() {
            self.asked = false;
        }
    }
}
