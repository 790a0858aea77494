use bedlam_generate::Rng;
use bedlam_model::{OperationId, Purpose};

use super::Schedule;
use super::cover::{View, again};
use crate::job::Plan;

/// Fresh cases that an operation gets early after it was covered, to learn what else it takes.
const WIDE: u64 = 40;
/// The share of attacks on operations that are not covered.
const REFUSED: f64 = 0.1;
/// Mutants in one job at most.
const BURST: u64 = 32;
/// The share of refusals for the state from which on an operation is taken to use up its things.
const SPENT: f64 = 0.2;
/// The same as long as single changes are left to be gone through; and where there is time for all
/// of them, which then come first.
const FEW: (u64, u64) = (12, 4);
/// How many requests each of those changes is likely to take, with all that goes on beside.
const EACH: f64 = 3.0;
/// Single changes in one job at least.
const SEVERAL: u64 = 8;
/// How much rather an operation is attacked as long as such changes are left; the same in time.
const RATHER: (f64, f64) = (2.0, 6.0);
/// The share of its attacks that go through them; the same in time.
const SWEEP: (f64, f64) = (0.5, 0.85);

impl Schedule {
    /// The next job: why, and its steps. None: nothing can be done before something under way is.
    pub(crate) fn next(&mut self, view: &View<'_>, rng: &mut Rng) -> Option<(Purpose, Vec<Plan>)> {
        let cover = rng.chance(self.cover_share(view));
        let first = if cover {
            self.cover(view, rng).map(|s| (Purpose::Cover, s))
        } else {
            None
        };
        let chosen = first
            .or_else(|| self.attack(view, rng).map(|s| (Purpose::Attack, s)))
            .or_else(|| self.cover(view, rng).map(|s| (Purpose::Cover, s)))?;
        self.begin(&chosen.1);
        Some(chosen)
    }

    fn attack(&mut self, view: &View<'_>, rng: &mut Rng) -> Option<Vec<Plan>> {
        if rng.chance(0.3)
            && let Some(walk) = self.walk(view, rng)
        {
            return Some(walk);
        }
        let systematic = self.swept_in_time(view);
        let rather = if systematic { RATHER.1 } else { RATHER.0 };
        let mut offers: Vec<(OperationId, f64)> = Vec::new();
        for id in &self.selected {
            let state = &self.states[id.index()];
            let untried = !state.covered && state.tries < 10;
            let held = state.held_ms > view.now_ms;
            if held || state.last.is_late() || untried || state.busy >= 4 {
                continue;
            }
            let share = 1.0 / (10.0 + state.attacks as f64);
            let slow = 0.4_f64.powi(state.slow as i32);
            let alive = if state.covered { 1.0 } else { 0.1 };
            let swept = state.covered && state.sweep.is_empty();
            let unswept = if swept { 1.0 } else { rather };
            offers.push((*id, (0.2 + state.fruit) * share * slow * alive * unswept));
        }
        let id = Self::draw(&offers, rng)?;
        // What refuses every request refuses its mutants too.
        if !self.states[id.index()].covered && !rng.chance(REFUSED) {
            self.states[id.index()].attacks += 1;
            return Some(self.try_to_cover(id, view, rng));
        }
        let state = &mut self.states[id.index()];
        if state.covered
            && let Some(widest) = view.corpus.widest(id)
            && let Some(survey) = state.sweep.survey(widest)
        {
            return Some(vec![survey]);
        }
        let state = &mut self.states[id.index()];
        let wide = if state.widened < WIDE { 0.4 } else { 0.08 };
        if state.covered && rng.chance(wide) {
            state.widened += 1;
            state.attacks += 1;
            let turn = rng.below(64) as u64;
            let mut steps = self.makers_for(id, false, view, rng);
            steps.push(Plan::Fresh {
                operation: id,
                turn,
            });
            return Some(steps);
        }
        let many = (1 + state.attacks / 4).min(BURST);
        let count = if state.slow > 0 { 1 } else { many };
        let tries = state.sweep.tries();
        let sweep = if systematic { SWEEP.1 } else { SWEEP.0 };
        if state.covered && (tries > 0 || rng.chance(sweep)) && !state.sweep.is_empty() {
            // What is made for them should serve several.
            let count = if state.slow > 0 { 1 } else { many.max(SEVERAL) };
            let mut steps = self.anew(id, tries, view, rng);
            let sweep = &mut self.states[id.index()].sweep;
            steps.extend(sweep.next(count as usize));
            return Some(steps);
        }
        let mut steps = self.makers_for(id, false, view, rng);
        let state = &self.states[id.index()];
        let used_up = state.spent > SPENT && !steps.is_empty();
        let count = match (used_up, state.sweep.is_empty()) {
            (true, _) => 1,
            (false, true) => count,
            (false, false) if systematic => count.min(FEW.1),
            (false, false) => count.min(FEW.0),
        };
        let entry = view.corpus.base(id, rng)?.clone();
        steps.push(Plan::Burst {
            entry,
            count: count as u32,
        });
        Some(steps)
    }

    /// Whether all single changes that are left can be gone through before the campaign ends.
    fn swept_in_time(&self, view: &View<'_>) -> bool {
        let left = self.selected.iter();
        let left = left.map(|id| self.states[id.index()].sweep.len());
        left.sum::<usize>() as f64 * EACH < view.to_come
    }

    /// A new thing, and then several operations on that very thing, some of them twice: states that
    /// no single request reaches.
    fn walk(&mut self, view: &View<'_>, rng: &mut Rng) -> Option<Vec<Plan>> {
        let mut kinds: Vec<_> = self.makers.keys().copied().collect();
        kinds.sort_unstable();
        let key = *rng.pick(&kinds)?;
        let makers = self.makers.get(&key)?;
        let maker = rng.pick(makers)?;
        let mut way = self.recipes.of(*maker).to_vec();
        way.push(*maker);
        let mut steps = again(&way, view, rng);
        let users: Vec<OperationId> = self
            .selected
            .iter()
            .copied()
            .filter(|id| self.uses(*id, key, view))
            .collect();
        let length = 2 + rng.below(5);
        for _ in 0..length {
            let Some(id) = rng.pick(&users) else {
                break;
            };
            let state = &self.states[id.index()];
            if state.held_ms > view.now_ms || state.last.is_late() || state.slow > 2 {
                continue;
            }
            let entry = view.corpus.success(*id, rng);
            steps.push(match entry {
                Some(entry) if rng.chance(0.7) => {
                    let twice = if rng.chance(0.3) { 2 } else { 1 };
                    Plan::Again {
                        entry: entry.clone(),
                        times: twice,
                    }
                }
                Some(entry) if rng.chance(0.4) => Plan::Burst {
                    entry: entry.clone(),
                    count: 1,
                },
                _ => Plan::Fresh {
                    operation: *id,
                    turn: rng.below(64) as u64,
                },
            });
        }
        // What is only repeated was not attacked, and a mutant counts when it is seen.
        for step in &steps {
            if let Plan::Fresh { operation, .. } = step {
                self.states[operation.index()].attacks += 1;
            }
        }
        (steps.len() > 1).then_some(steps)
    }

    /// Whether an operation takes a thing of this name in its path or, as far as it has shown, in
    /// another input.
    fn uses(&self, id: OperationId, key: crate::depend::KeyId, view: &View<'_>) -> bool {
        let operation = view.api.operation(id);
        let in_path = view
            .graph
            .path(operation)
            .iter()
            .any(|input| input.keys.first() == Some(&key));
        in_path
            || view
                .knowledge
                .lore(id)
                .inputs
                .iter()
                .any(|(address, lore)| {
                    lore.source(bedlam_model::ValueSource::Pool) != crate::bandit::Arm::default()
                        && view.graph.wanted(operation, address).first() == Some(&key)
                })
    }
}
