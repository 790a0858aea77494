use std::collections::HashMap;

use bedlam_generate::Rng;
use bedlam_model::{Api, OperationId};

use super::Schedule;
use super::state::{Last, State};
use crate::corpus::Corpus;
use crate::daring::Daring;
use crate::depend::{Graph, KeyId, PathInput};
use crate::job::Plan;
use crate::keys::Locks;
use crate::knowledge::Knowledge;
use crate::strategy::STRATEGIES;

/// Every operation gets this many tries before covering shares its energy with attacking.
const FIRST: u64 = 6;
/// So many tries halve the hope for an operation; ten times as many leave a hundredth of it.
const HOPELESS: f64 = 12.0;
/// The least hope while anything is open: what takes a long way to reach is reached late.
const LEAST: f64 = 0.4;
/// How much more something that deletes a whole kind promises once it may be told what to delete.
const TOLD: f64 = 12.0;
/// What varying single inputs counts in tries: it takes more requests, but teaches more too.
const VARIED: u64 = 3;
/// What ends the session gets so many when the campaign is about to end.
const ENDING: u64 = 2;

/// So many times as many at most: what is obeyed by a redirect never counts as covered.
const ENDING_MOST: u64 = 8;

/// After so many tries, how often what an operation needs is made otherwise than before.
const OTHERWISE: (u64, f64) = (4, 0.3);

/// How much less a try promises for which no credential is known.
const LOCKED: f64 = 0.3;

/// What the schedule looks at when it decides.
pub(crate) struct View<'a> {
    pub(crate) api: &'a Api,
    pub(crate) graph: &'a Graph,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) locks: &'a Locks,
    pub(crate) corpus: &'a Corpus,
    /// What may be taken away by now.
    pub(crate) daring: Daring,
    /// Milliseconds since the campaign began.
    pub(crate) now_ms: f64,
    /// Requests until it ends, at the pace so far; infinity: nobody knows.
    pub(crate) to_come: f64,
}

impl Schedule {
    /// The share of jobs that go to covering: large while much is uncovered and little tried.
    pub(super) fn cover_share(&self, view: &View<'_>) -> f64 {
        let (mut hope, mut any) = (0.0_f64, false);
        let late = view.daring >= Daring::Others;
        let ending = view.daring == Daring::Ourselves;
        for id in &self.selected {
            let state = &self.states[id.index()];
            let ends = state.last == Last::Ends;
            if ends && ending && !state.covered && state.tries < ENDING && state.busy == 0 {
                return 1.0;
            }
            let open = late || !state.last.is_late() || self.may_sweep(*id, view);
            if !state.covered && open && !ends {
                if state.tries < FIRST && state.busy == 0 {
                    return 1.0;
                }
                hope += 1.0 / (1.0 + (state.tries as f64 / HOPELESS).powi(2));
                any = true;
            }
        }
        if any {
            hope = hope.max(LEAST);
        }
        hope / (hope + 1.5)
    }

    /// A job to cover an operation; none: all are covered or under way.
    pub(super) fn cover(&mut self, view: &View<'_>, rng: &mut Rng) -> Option<Vec<Plan>> {
        let mut best: Option<(f64, OperationId)> = None;
        self.choose_sample(view, rng);
        for id in &self.selected {
            let told = self.may_sweep(*id, view);
            let state = &self.states[id.index()];
            let held = state.held_ms > view.now_ms;
            let kept = match state.last {
                Last::Ends => {
                    view.daring < Daring::Ourselves || state.tries >= ENDING * ENDING_MOST
                }
                last => last.is_late() && view.daring < Daring::Others && !told,
            };
            // What took for ever once would take the rest of the time as well.
            let stuck = state.last.is_late() && !state.answered && state.tries > 1;
            if held || kept || stuck || state.covered || state.busy >= 2 {
                continue;
            }
            let known = if told { TOLD } else { 1.0 };
            let score = self.promise(*id, state, view) * known * (0.7 + 0.3 * rng.float());
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, *id));
            }
        }
        let (_, id) = best?;
        Some(self.try_to_cover(id, view, rng))
    }

    /// One more try at this operation.
    pub(super) fn try_to_cover(
        &mut self,
        id: OperationId,
        view: &View<'_>,
        rng: &mut Rng,
    ) -> Vec<Plan> {
        let state = &mut self.states[id.index()];
        let turn = state.tries.saturating_sub(state.varied);
        if let Some(step) = state.stuck.next(view.api.operation(id)) {
            state.tries += VARIED;
            state.varied += VARIED;
            return vec![step];
        }
        state.tries += 1;
        let mut steps = self.makers_for(id, false, view, rng);
        let remembered = view.corpus.remembered(id);
        steps.push(match remembered.get(turn as usize) {
            Some(entry) => Plan::Again {
                entry: entry.clone(),
                times: 1,
            },
            None => Plan::Fresh {
                operation: id,
                turn: turn - remembered.len() as u64,
            },
        });
        steps
    }

    /// How much a try at this operation promises.
    fn promise(&self, id: OperationId, state: &State, view: &View<'_>) -> f64 {
        let operation = view.api.operation(id);
        let inputs = view.graph.path(operation);
        let ready = self.ready(id, view);
        let wanted = self.wanted(id, view);
        let method = match operation.method.as_str() {
            "POST" => 1.0,
            "GET" | "HEAD" => 0.95,
            "PUT" => 0.9,
            _ => 0.7,
        };
        let last = match state.last {
            Last::No => 1.0,
            Last::Deletes if self.others_tried() => 0.8,
            // What is made for it alone is missed by nobody.
            Last::Deletes if self.is_made(inputs) => 0.5,
            Last::Deletes => 0.05,
            Last::Sweeps => 0.05,
            Last::Ends => 0.9,
        };
        let shallow = 1.0 / (1.0 + 0.1 * inputs.len() as f64);
        let tried = 1.0 / (1.0 + state.tries as f64).powf(1.2);
        let busy = 0.25_f64.powi(state.busy as i32);
        let slow = 0.6_f64.powi(state.slow as i32);
        let locked = view.knowledge.keyring.is_empty() && view.locks.wants(id);
        let open = if locked { LOCKED } else { 1.0 };
        open * ready * wanted * method * last * shallow * tried * busy * slow
    }

    /// Whether somebody has made a thing of the kind that the last of these inputs names.
    fn is_made(&self, inputs: &[PathInput]) -> bool {
        let keys = inputs.last().map_or(&[][..], |last| &last.keys);
        keys.iter().any(|key| self.makers.contains_key(key))
    }

    /// Whether every operation that deletes nothing had its first tries.
    fn others_tried(&self) -> bool {
        let others = self.selected.iter().map(|id| &self.states[id.index()]);
        others
            .filter(|s| s.last == Last::No)
            .all(|s| s.covered || s.tries >= 3)
    }

    /// Steps that first make what the operation needs: a thing to delete, one that has run out, or
    /// a new one in the state in which the operation has succeeded before.
    pub(super) fn things_for(
        &self,
        id: OperationId,
        anew: bool,
        view: &View<'_>,
        rng: &mut Rng,
    ) -> Vec<Plan> {
        let operation = view.api.operation(id);
        let Some(last) = view.graph.path(operation).last() else {
            return Vec::new();
        };
        let state = &self.states[id.index()];
        let stocked = last
            .keys
            .iter()
            .any(|key| !view.knowledge.pool.shelf(*key).resources.is_empty());
        let appetite = match (state.last, state.covered, state.tries) {
            (Last::Deletes, ..) if !self.others_tried() => 1.0,
            (Last::Deletes, ..) => 0.85,
            // Only an earlier campaign can have told what has to happen before the first success.
            (_, false, ..2) if self.recipes.of(id).len() > 1 => 1.0,
            // What refuses the things that are there may want a new one.
            (_, false, 2..) => 0.5,
            (_, true, _) if !operation.method.is_safe() => (0.2 + state.spent).min(0.9),
            _ => 0.0,
        };
        if stocked && !anew && !rng.chance(appetite) {
            return Vec::new();
        }
        let mut way = self.recipes.of(id).to_vec();
        if way.is_empty() {
            let makers = makers_of(&self.makers, &last.keys).copied();
            let makers: Vec<OperationId> = makers.filter(|maker| *maker != id).collect();
            if let Some(maker) = rng.pick(&makers) {
                way.extend(self.recipes.of(*maker));
                way.push(*maker);
            }
        }
        way.retain(|step| *step != id);
        let mut steps = again(&way, view, rng);
        // All that was made in one way may lack the same: a project without the module for it.
        if !state.covered && state.tries >= OTHERWISE.0 && rng.chance(OTHERWISE.1) {
            let makers: Vec<&OperationId> = makers_of(&self.makers, &last.keys).collect();
            let made = steps
                .iter_mut()
                .find(|step| makers.contains(&&step.operation()));
            if let Some(step) = made {
                *step = Plan::Fresh {
                    operation: step.operation(),
                    turn: rng.below(STRATEGIES.len()) as u64,
                };
            }
        }
        steps
    }
}

/// The operations that make things of these names.
fn makers_of<'a>(
    makers: &'a HashMap<KeyId, Vec<OperationId>>,
    keys: &'a [KeyId],
) -> impl Iterator<Item = &'a OperationId> {
    keys.iter().filter_map(|key| makers.get(key)).flatten()
}

/// Steps that repeat a success of each of these operations, else what succeeded in an earlier
/// campaign.
pub(super) fn again(way: &[OperationId], view: &View<'_>, rng: &mut Rng) -> Vec<Plan> {
    let entries = way.iter().filter_map(|id| {
        let now = view.corpus.success(*id, rng);
        now.or_else(|| view.corpus.remembered(*id).first()).cloned()
    });
    entries
        .map(|entry| Plan::Again { entry, times: 1 })
        .collect()
}
