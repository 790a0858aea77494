use std::collections::{HashMap, HashSet, VecDeque};

use bedlam_model::OperationId;

use crate::depend::KeyId;

/// A thing of the target: the name of its kind and its id.
type Thing = (KeyId, String);

/// What has happened to each thing, and so what has to happen to a new one before an operation
/// succeeds on it: a cart must be filled before it can be checked out.
#[derive(Debug, Default)]
pub(crate) struct Recipes {
    histories: HashMap<Thing, Vec<OperationId>>,
    /// Things in the order of their first appearance: the oldest are forgotten.
    order: VecDeque<Thing>,
    recipes: HashMap<OperationId, Vec<OperationId>>,
    /// How often the steps of a recipe failed since they led somewhere.
    failed: HashMap<OperationId, u32>,
    /// Recipes that turned out to be none: something else had happened unseen.
    refuted: HashSet<(OperationId, Vec<OperationId>)>,
}

/// Things remembered, and operations in one history.
const THINGS: usize = 4000;
const STEPS: usize = 8;
/// How often in a row the steps of a recipe may fail.
const PATIENCE: u32 = 5;
/// Refuted recipes remembered.
const REFUTED: usize = 2000;

impl Recipes {
    /// An operation succeeded on `ids` (the things in its path) and made other things.
    pub(crate) fn succeeded(
        &mut self,
        operation: OperationId,
        changes: bool,
        ids: &[Thing],
        made: &[Thing],
    ) {
        let longest = ids
            .iter()
            .filter_map(|id| self.histories.get(id))
            .max_by_key(|h| h.len());
        let before: Vec<OperationId> = longest
            .into_iter()
            .flatten()
            .copied()
            .filter(|op| *op != operation)
            .collect();
        let known = self.recipes.get(&operation);
        let shorter = known.is_none_or(|known| before.len() < known.len());
        if shorter && !before.is_empty() && !self.is_refuted(operation, &before) {
            self.recipes.insert(operation, before.clone());
        }
        if !changes {
            return;
        }
        for id in ids {
            if let Some(history) = self.histories.get_mut(id)
                && !history.contains(&operation)
                && history.len() < STEPS
            {
                history.push(operation);
            }
        }
        let mut history = before;
        history.push(operation);
        history.truncate(STEPS);
        for thing in made.iter().filter(|thing| !ids.contains(thing)) {
            if self
                .histories
                .insert(thing.clone(), history.clone())
                .is_none()
            {
                self.order.push_back(thing.clone());
            }
        }
        while self.order.len() > THINGS {
            if let Some(oldest) = self.order.pop_front() {
                self.histories.remove(&oldest);
            }
        }
    }

    fn is_refuted(&self, operation: OperationId, way: &[OperationId]) -> bool {
        !self.refuted.is_empty() && self.refuted.contains(&(operation, way.to_vec()))
    }

    /// Learns which of the steps that were to make a thing for an operation failed; none: all of
    /// them succeeded. Whether the recipe is given up for that.
    pub(crate) fn led(&mut self, operation: OperationId, failed: Option<OperationId>) -> bool {
        let Some(failed) = failed else {
            self.failed.remove(&operation);
            return false;
        };
        if !self.of(operation).contains(&failed) {
            return false;
        }
        let times = self.failed.entry(operation).or_default();
        *times += 1;
        if *times < PATIENCE || self.refuted.len() >= REFUTED {
            return false;
        }
        self.failed.remove(&operation);
        let refuted = self.recipes.remove(&operation);
        self.refuted.extend(refuted.map(|way| (operation, way)));
        true
    }

    /// Takes over what an earlier campaign found out.
    pub(crate) fn remember(&mut self, operation: OperationId, mut way: Vec<OperationId>) {
        way.retain(|step| *step != operation);
        way.truncate(STEPS);
        if !way.is_empty() {
            self.recipes.insert(operation, way);
        }
    }

    /// The operations that came before the first success of this one on a thing made by us.
    pub(crate) fn of(&self, operation: OperationId) -> &[OperationId] {
        self.recipes.get(&operation).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CART: OperationId = OperationId(0);
    const ITEM: OperationId = OperationId(1);
    const CHECKOUT: OperationId = OperationId(2);
    const PAY: OperationId = OperationId(3);

    fn thing(key: u32, value: &str) -> Thing {
        (KeyId(key), value.to_owned())
    }

    #[test]
    fn what_happened_to_a_thing_before_is_the_recipe() {
        let mut recipes = Recipes::default();
        recipes.succeeded(CART, true, &[], &[thing(0, "c1")]);
        recipes.succeeded(ITEM, true, &[thing(0, "c1")], &[]);
        recipes.succeeded(CHECKOUT, true, &[thing(0, "c1")], &[thing(1, "o1")]);
        recipes.succeeded(PAY, true, &[thing(1, "o1")], &[]);
        assert_eq!(recipes.of(CHECKOUT), [CART, ITEM]);
        assert_eq!(recipes.of(PAY), [CART, ITEM, CHECKOUT]);
        assert_eq!(recipes.of(CART), []);
    }

    #[test]
    fn a_way_that_keeps_failing_gives_place_to_a_longer_one() {
        let mut recipes = Recipes::default();
        recipes.succeeded(CART, true, &[], &[thing(0, "c1")]);
        recipes.succeeded(CHECKOUT, true, &[thing(0, "c1")], &[]);
        assert_eq!(recipes.of(CHECKOUT), [CART]);
        for _ in 0..PATIENCE {
            recipes.led(CHECKOUT, Some(CART));
        }
        assert_eq!(recipes.of(CHECKOUT), []);
        recipes.succeeded(CART, true, &[], &[thing(0, "c2")]);
        recipes.succeeded(CHECKOUT, true, &[thing(0, "c2")], &[]);
        assert_eq!(
            recipes.of(CHECKOUT),
            [],
            "what was refuted is not believed again"
        );
        recipes.succeeded(CART, true, &[], &[thing(0, "c3")]);
        recipes.succeeded(ITEM, true, &[thing(0, "c3")], &[]);
        recipes.succeeded(CHECKOUT, true, &[thing(0, "c3")], &[]);
        assert_eq!(recipes.of(CHECKOUT), [CART, ITEM]);
    }

    #[test]
    fn the_shortest_way_is_kept() {
        let mut recipes = Recipes::default();
        recipes.succeeded(CART, true, &[], &[thing(0, "c1")]);
        recipes.succeeded(ITEM, true, &[thing(0, "c1")], &[]);
        recipes.succeeded(PAY, true, &[thing(0, "c1")], &[]);
        recipes.succeeded(CART, true, &[], &[thing(0, "c2")]);
        recipes.succeeded(PAY, true, &[thing(0, "c2")], &[]);
        assert_eq!(recipes.of(PAY), [CART]);
    }
}
