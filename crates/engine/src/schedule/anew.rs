use bedlam_generate::Rng;
use bedlam_model::{InputAddress, Location, OperationId, ValueSource};

use super::Schedule;
use super::cover::View;
use super::ticket::success_of;
use crate::depend::{KeyId, refers};
use crate::job::Plan;

/// From so many failures on, also the other things that a way to success takes are made anew.
const ALSO: u8 = 2;
/// So many of them at most.
const MOST: usize = 3;
/// How often such a thing is made as it was made before, and not otherwise.
const AS_BEFORE: f64 = 0.4;

impl Schedule {
    /// Steps that come before single changes: what changes something is tried on things made for
    /// that. `tries`: how often something else hindered the next change.
    pub(super) fn anew(
        &mut self,
        id: OperationId,
        tries: u8,
        view: &View<'_>,
        rng: &mut Rng,
    ) -> Vec<Plan> {
        let safe = view.api.operation(id).method.is_safe();
        let steps = self.makers_for(id, tries > 0 || !safe, view, rng);
        if tries < ALSO || safe {
            return steps;
        }
        let mut all = self.others(id, &steps, view, rng);
        all.extend(steps);
        all
    }

    /// What hinders may lie in things that the steps take as they find them: steps that make those.
    fn others(&self, id: OperationId, steps: &[Plan], view: &View<'_>, rng: &mut Rng) -> Vec<Plan> {
        let mut way: Vec<OperationId> = steps.iter().map(Plan::operation).collect();
        way.push(id);
        let mut others: Vec<OperationId> = Vec::new();
        for step in &way {
            for keys in taken(*step, view) {
                let makers = keys.iter().filter_map(|key| self.makers.get(key));
                let makers = makers.flatten().copied().filter(|maker| {
                    let operation = view.api.operation(*maker);
                    // Only what needs nothing else to be there.
                    let creates = operation.method.as_str() == "POST";
                    creates && view.graph.path(operation).is_empty() && !way.contains(maker)
                });
                let makers: Vec<OperationId> = makers.collect();
                let made = makers.iter().any(|maker| others.contains(maker));
                let maker = rng.pick(&makers).filter(|_| !made);
                others.extend(maker.filter(|_| others.len() < MOST));
            }
        }
        let plans = others.into_iter().map(|maker| {
            if rng.chance(AS_BEFORE) {
                return success_of(maker, view, rng);
            }
            Plan::Fresh {
                operation: maker,
                turn: rng.below(64) as u64,
            }
        });
        plans.collect()
    }
}

/// The names of the things that an operation takes: those of its path, and those that a success
/// referred to elsewhere.
fn taken(id: OperationId, view: &View<'_>) -> Vec<Vec<KeyId>> {
    let operation = view.api.operation(id);
    let in_path = view.graph.path(operation).iter();
    let mut taken: Vec<Vec<KeyId>> = in_path.map(|input| input.keys.clone()).collect();
    let sources = view.corpus.widest(id).map(|entry| &entry.case.sources);
    let refer = |(address, source): &&(InputAddress, ValueSource)| {
        let named = || address.name().is_some_and(refers);
        address.location != Location::Path && (*source == ValueSource::Pool || named())
    };
    let elsewhere = sources.into_iter().flatten().filter(refer);
    taken.extend(elsewhere.map(|(address, _)| view.graph.wanted(operation, address)));
    taken
}
