use std::collections::HashMap;
use std::sync::Arc;

use bedlam_model::InputAddress;

use crate::corpus::Entry;
use crate::job::{Pair, Plan, Survey};

/// So many other changes come before one that was hindered is tried again.
const SOON: usize = 3;

/// A mutator and the general address of its place.
type Change = (usize, Option<InputAddress>);

/// Goes through every single change that can be made to a success of one operation, each once:
/// chance alone leaves some of them out for a long time.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// Whether the list is being made.
    asked: bool,
    entry: Option<Arc<Entry>>,
    /// What is left, the next one last.
    left: Vec<Pair>,
    /// How often each change was handed out.
    given: HashMap<Change, u8>,
}

impl Sweep {
    /// The list of changes has to be made, for the first time or because there is a success by now
    /// that gives more inputs.
    pub(super) fn survey(&mut self, widest: &Arc<Entry>) -> Option<Plan> {
        let inputs = |entry: &Arc<Entry>| entry.case.sources.len();
        let known = self.entry.as_ref();
        let wider = known.is_none_or(|entry| inputs(widest) > inputs(entry));
        if self.asked || !wider {
            return None;
        }
        self.asked = true;
        self.entry = Some(widest.clone());
        Some(Plan::Survey {
            entry: widest.clone(),
        })
    }

    /// The next step of at most `count` changes. None: nothing is left.
    pub(super) fn next(&mut self, count: usize) -> Option<Plan> {
        let entry = self.entry.clone().filter(|_| !self.left.is_empty())?;
        let rest = self.left.len().saturating_sub(count);
        let pairs: Vec<Pair> = self.left.drain(rest..).rev().collect();
        for pair in &pairs {
            *self.given.entry(change(pair)).or_default() += 1;
        }
        Some(Plan::Sweep { entry, pairs })
    }

    /// Takes in the list; what was handed out before is not handed out again.
    pub(super) fn begin(&mut self, survey: Survey) {
        self.asked = false;
        let mut given = self.given.clone();
        let mut pairs = survey.pairs;
        pairs.retain(|pair| match given.get_mut(&change(pair)) {
            Some(times) if *times > 0 => {
                *times -= 1;
                false
            }
            _ => true,
        });
        pairs.reverse();
        self.left = pairs;
    }

    /// Takes back what has to be tried again, and soon: the step that comes next makes things anew.
    /// What was not tried at all comes first.
    pub(super) fn again(&mut self, pair: Pair) {
        if let Some(times) = self.given.get_mut(&change(&pair)) {
            *times = times.saturating_sub(1);
        }
        let later = if pair.tries > 0 { SOON } else { 0 };
        let at = self.left.len().saturating_sub(later);
        self.left.insert(at, pair);
    }

    /// Whether nothing is left, or the list is still made.
    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// How many changes are left.
    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    /// How often the next change was hindered.
    pub(super) fn tries(&self) -> u8 {
        self.left.last().map_or(0, |pair| pair.tries)
    }
}

fn change(pair: &Pair) -> Change {
    let place = pair.place.as_ref().map(InputAddress::general);
    (pair.mutator, place)
}
