use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::{OperationId, normalise};

use super::Schedule;
use super::cover::View;
use crate::corpus::Entry;
use crate::depend::KeyId;
use crate::job::{Plan, Seen};
use crate::pool::path_text;

/// A thing of the target: the name of its kind and its id.
type Thing = (KeyId, String);
/// Cases in order, the last of which led to a state.
type Chain = Vec<Arc<Entry>>;

/// Which cases, values and all, have led things to the states that answers showed.
#[derive(Debug, Default)]
pub(super) struct Chains {
    histories: HashMap<Thing, Chain>,
    /// Things in the order of their first appearance: the oldest are forgotten.
    order: VecDeque<Thing>,
    /// A short way to each state of each kind of thing, and how often it was gone.
    ways: HashMap<(KeyId, String), (Chain, u32)>,
    /// What came before a success of an operation.
    proven: HashMap<OperationId, Chain>,
    /// The words with which an operation refused the state of a thing last.
    refusals: HashMap<OperationId, HashSet<String>>,
    /// How often a state was tried for an operation.
    tried: HashMap<(OperationId, String), u32>,
}

/// Things remembered, cases in one chain, states, and words of one refusal.
const THINGS: usize = 2000;
const STEPS: usize = 10;
const WAYS: usize = 400;
const WORDS: usize = 60;
/// How often a way is gone before another one to the same state takes its place.
const PATIENCE: u32 = 3;
/// How often an operation that refuses the state of things gets one in another state.
const LED: f64 = 0.65;
/// The same where the way to a state that the refusal names was hardly gone yet.
const CALLED: f64 = 0.9;
const HARDLY: u32 = 12;
/// How much likelier a state is that the refusal names, and how much less each time it was tried.
const NAMED: f64 = 4.0;
const AGAIN: f64 = 0.6;

impl Chains {
    /// Learns from what a worker saw.
    pub(super) fn saw(&mut self, seen: &Seen, covered: bool) {
        let Some(case) = &seen.case else {
            return;
        };
        let Some(harvest) = seen.harvest.as_ref().filter(|_| seen.success()) else {
            let plain = case.mutations.is_empty() && !covered;
            if plain && matches!(seen.status, 400 | 403 | 409 | 412 | 422 | 423) {
                self.refused(seen);
            }
            return;
        };
        if !seen.changes {
            return;
        }
        let histories = harvest.ids.iter().filter_map(|id| self.histories.get(id));
        let before = histories.max_by_key(|chain| chain.len()).cloned();
        let before = before.unwrap_or_default();
        if !before.is_empty() {
            let known = self.proven.get(&seen.operation);
            if known.is_none_or(|known| before.len() <= known.len()) {
                self.proven.insert(seen.operation, before.clone());
            }
        }
        // What happened before to a thing that was there already is not known.
        let begins = harvest.ids.is_empty() || !before.is_empty();
        if !begins || before.len() >= STEPS {
            return;
        }
        let entry = Arc::new(Entry { case: case.clone() });
        let mut chain = before;
        chain.push(entry.clone());
        let made: Vec<Thing> = harvest
            .made()
            .map(|(key, value)| (key, path_text(value)))
            .collect();
        for (key, _) in harvest.ids.iter().chain(&made) {
            for state in &harvest.states {
                self.lead(*key, state, &chain);
            }
        }
        for id in &harvest.ids {
            if let Some(history) = self.histories.get_mut(id).filter(|h| h.len() < STEPS) {
                history.push(entry.clone());
            }
        }
        for thing in made
            .into_iter()
            .filter(|thing| !harvest.ids.contains(thing))
        {
            if self
                .histories
                .insert(thing.clone(), chain.clone())
                .is_none()
            {
                self.order.push_back(thing);
            }
        }
        while self.order.len() > THINGS {
            if let Some(oldest) = self.order.pop_front() {
                self.histories.remove(&oldest);
            }
        }
    }

    fn lead(&mut self, key: KeyId, state: &str, chain: &Chain) {
        let full = self.ways.len() >= WAYS;
        let place = (key, state.to_owned());
        let known = self.ways.get(&place);
        // Something that happened unseen may have been part of a way that leads nowhere.
        let better = known.map_or(!full, |(known, gone)| {
            chain.len() < known.len() || (*gone >= PATIENCE && !same(chain, known))
        });
        if better {
            self.ways.insert(place, (chain.clone(), 0));
        }
    }

    fn refused(&mut self, seen: &Seen) {
        let conflict = matches!(seen.status, 409 | 412 | 423);
        let refusal = seen.refusal.iter();
        let said = refusal.flat_map(|refusal| &refusal.messages);
        let said: HashSet<String> = said
            .flat_map(|message| message.split(|c: char| !c.is_alphanumeric() && c != '_'))
            .filter(|word| word.len() > 2)
            .take(WORDS)
            .map(normalise)
            .collect();
        // Other refusals are about a state only where they name one.
        let names = || self.ways.keys().any(|(_, state)| said.contains(state));
        if conflict || names() {
            self.refusals.insert(seen.operation, said);
        }
    }

    /// A way to a thing in another state, for an operation that refuses the states it met; for
    /// one that succeeded before, the way that led there.
    fn way(&mut self, id: OperationId, keys: &[KeyId], rng: &mut Rng) -> Option<Chain> {
        let said = self.refusals.get(&id)?;
        let mut offers: Vec<(&(KeyId, String), f64)> = Vec::new();
        for place in self.ways.keys().filter(|(key, _)| keys.contains(key)) {
            let tried = self.tried.get(&(id, place.1.clone())).copied();
            let named = if said.contains(&place.1) { NAMED } else { 1.0 };
            offers.push((place, named * AGAIN.powi(tried.unwrap_or(0).min(20) as i32)));
        }
        // The order of a map is no seed's.
        offers.sort_by(|a, b| a.0.cmp(b.0));
        let place = Schedule::draw(&offers, rng)?.clone();
        *self.tried.entry((id, place.1.clone())).or_default() += 1;
        let (chain, gone) = self.ways.get_mut(&place)?;
        *gone += 1;
        Some(chain.clone())
    }

    /// Whether the refusal of an operation names a state to which a way is known.
    fn calls(&self, id: OperationId, keys: &[KeyId]) -> bool {
        let Some(said) = self.refusals.get(&id) else {
            return false;
        };
        let fresh = |state: &String| {
            let tried = self.tried.get(&(id, state.clone()));
            tried.is_none_or(|tried| *tried < HARDLY)
        };
        let mut known = self.ways.keys();
        known.any(|(key, state)| keys.contains(key) && said.contains(state) && fresh(state))
    }

    /// Forgets what came before a success of an operation: it leads there no more.
    pub(super) fn forget(&mut self, id: OperationId) {
        self.proven.remove(&id);
    }

    /// What came before a success of an operation.
    fn proven(&self, id: OperationId) -> Option<&Chain> {
        self.proven.get(&id)
    }
}

/// Whether two chains are made of the same operations.
fn same(one: &Chain, other: &Chain) -> bool {
    let operations = |chain: &Chain| -> Vec<OperationId> {
        chain.iter().map(|entry| entry.case.operation).collect()
    };
    operations(one) == operations(other)
}

impl Schedule {
    /// Steps that bring a new thing to a state in which an operation may succeed; none: nothing is
    /// known of states.
    pub(super) fn lead(
        &mut self,
        id: OperationId,
        view: &View<'_>,
        rng: &mut Rng,
    ) -> Option<Vec<Plan>> {
        let covered = self.states[id.index()].covered;
        let last = view.graph.path(view.api.operation(id)).last()?;
        let called = !covered && self.chains.calls(id, &last.keys);
        let chain = match covered {
            _ if !rng.chance(if called { CALLED } else { LED }) => return None,
            true if self.states[id.index()].spent < 0.2 => return None,
            true => self
                .chains
                .proven(id)
                .filter(|chain| chain.len() > 1)
                .cloned(),
            false => self.chains.way(id, &last.keys, rng),
        }?;
        let steps = chain
            .into_iter()
            .map(|entry| Plan::Again { entry, times: 1 });
        Some(steps.collect())
    }
}
