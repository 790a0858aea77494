use std::sync::Arc;

use bedlam_model::{CredentialUse, Operation};

use crate::corpus::Entry;
use crate::diagnose::reached;
use crate::job::{Plan, Seen};
use crate::vary::{Tried, variable};

/// Refusals that help nobody before single inputs are varied, and between two such steps: each
/// strategy has its turn meanwhile.
const PATIENCE: u32 = 9;
/// Steps from one base, and how often another base is begun with.
const ROUNDS: usize = 5;
const BASES: u32 = 4;

/// What is refused again and again without a word of which input is to blame.
#[derive(Debug, Default)]
pub(super) struct Stuck {
    /// Such refusals since inputs were varied last.
    times: u32,
    /// The request that got farthest, and how far.
    base: Option<(u8, Arc<Entry>)>,
    rounds: usize,
    bases: u32,
}

impl Stuck {
    pub(super) fn saw(&mut self, seen: &Seen, covered: bool) {
        if covered {
            *self = Stuck::default();
            return;
        }
        let named = |fact: &bedlam_model::Fact| fact.address.is_some();
        let told = seen
            .refusal
            .as_ref()
            .is_some_and(|r| r.facts.iter().any(named));
        let dumb = matches!(seen.status, 400 | 404 | 409 | 422 | 500) && !told && !seen.success();
        let case = seen
            .case
            .as_ref()
            .filter(|case| case.mutations.is_empty() && case.credentials == CredentialUse::Main);
        let Some(case) = case.filter(|_| dumb) else {
            return;
        };
        self.times += 1;
        let far = reached(seen.status);
        // A later request was made with more knowledge; while one is varied, it stays.
        let better = |best: u8| far > best || (far == best && self.rounds == 0);
        if self.base.as_ref().is_none_or(|(best, _)| better(*best)) {
            let case = case.clone();
            self.base = Some((far, Arc::new(Entry { case })));
            self.rounds = 0;
        }
    }

    /// The next step, if it is time for one.
    pub(super) fn next(&mut self, operation: &Operation) -> Option<Plan> {
        if self.times < PATIENCE || self.rounds >= ROUNDS || !variable(operation) {
            return None;
        }
        let (far, entry) = self.base.clone()?;
        // What is said of a thing hangs on which thing it is, and what happened to it.
        let thing = [404, 409].map(reached).contains(&far);
        if thing && operation.path.contains('{') {
            return None;
        }
        let from = self.rounds * (crate::worker::VARIED - 1);
        self.times = 0;
        self.rounds += 1;
        Some(Plan::Vary { entry, from })
    }

    /// Goes on from what got farther.
    pub(super) fn tried(&mut self, tried: &Tried) {
        let farther = tried.farther.as_ref().filter(|_| self.bases < BASES);
        if let Some(entry) = farther {
            let last = tried.altered.iter().rev().find(|altered| altered.farther);
            let far = last.map_or(0, |altered| reached(altered.status));
            self.base = Some((far, entry.clone()));
            self.rounds = 0;
            self.bases += 1;
            // At once.
            self.times = PATIENCE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::{some_api, some_seen};
    use bedlam_model::{Case, OperationId};

    fn refused(status: u16) -> Seen {
        let mut seen = some_seen(status, "no");
        seen.case = Some(Case::new(OperationId(0)));
        seen
    }

    #[test]
    fn inputs_are_varied_after_some_refusals_that_tell_nothing_and_not_for_ever() {
        let ok = "responses: {'200': {description: d}}";
        let query = "parameters: [{name: q, in: query, schema: {type: string}}]";
        let api = some_api(&format!(
            "  /a: {{get: {{{query}, {ok}}}, post: {{{ok}}}}}\n  /a/{{id}}: {{get: {{{query}, {ok}}}}}\n"
        ));
        let steps = |operation: usize, status: u16, times: u32| {
            let mut stuck = Stuck::default();
            let mut steps = 0;
            for _ in 0..times {
                stuck.saw(&refused(status), false);
                steps += usize::from(stuck.next(&api.operations[operation]).is_some());
            }
            steps
        };
        assert_eq!(steps(0, 400, PATIENCE - 1), 0);
        assert_eq!(steps(0, 400, PATIENCE), 1);
        assert_eq!(steps(0, 400, 100 * PATIENCE), ROUNDS);
        assert_eq!(steps(0, 401, 100), 0);
        // Nothing to vary.
        assert_eq!(steps(1, 400, 100), 0);
        // Another thing is to be tried, or another state of it.
        assert!(steps(0, 409, 100) > 0 && steps(2, 400, 100) > 0);
        assert_eq!((steps(2, 409, 100), steps(2, 404, 100)), (0, 0));
    }
}
