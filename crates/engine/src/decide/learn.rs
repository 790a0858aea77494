use std::sync::Arc;

use bedlam_model::{Operation, ValueSource};

use super::Decider;
use crate::choose::found_strays;
use crate::job::Seen;
use crate::learn::{absorb, expired, learn_headers, missed, sent_value};
use crate::novelty::Hash;
use crate::shared::Shared;

/// Exercised inputs and members remembered of one operation.
const EXERCISED: usize = 1000;

impl Decider {
    /// Keeps of an exchange what it teaches, and its case where that is worth it.
    pub(super) fn learn<T>(&mut self, shared: &Shared<T>, mut seen: Seen) {
        let operation = shared.api.operation(seen.operation);
        if let Some(case) = seen.case.as_ref().filter(|_| seen.success()) {
            self.unexercised[seen.operation.index()].take(&shared.api, operation, case);
        }
        // Whoever is signed out is often sent on to the page where one signs in.
        let obeyed = seen.success() || matches!(seen.status, 300..400);
        if obeyed && self.schedule.ends_session(seen.operation) {
            self.session.ended();
        }
        self.records[seen.operation.index()].take(&seen, self.session.is_over());
        if seen.denied && self.session.is_over() {
            return;
        }
        let fresh = seen.mutators.is_empty();
        let teaches = (seen.case.is_some() || !fresh) && !seen.put_off();
        let first = seen.success() && !self.knowledge.lore(seen.operation).covered;
        if teaches || first || seen.harvest.is_some() || seen.specimen.is_some() {
            let knowledge = Arc::make_mut(&mut self.knowledge);
            if first {
                let found = found_strays(&knowledge.pool, &shared.graph, operation, &seen);
                knowledge.lore_mut(seen.operation).strays.extend(found);
            }
            if let Some(harvest) = &seen.harvest {
                harvest.store(&mut knowledge.pool);
                knowledge.ourselves.saw(&shared.graph, operation, harvest);
            }
            let dead = expired(&shared.graph, operation, &seen).into_iter();
            for (keys, value) in dead.chain(missed(&shared.graph, operation, &seen)) {
                knowledge.pool.miss(&keys, &value);
            }
            let lore = knowledge.lore_mut(seen.operation);
            lore.covered |= seen.success();
            if let Some(specimen) = seen.specimen.take() {
                lore.specimen = Some(specimen);
            }
            if !lore.covered && seen.challenge.is_some() {
                lore.challenge = seen.challenge;
            }
            if !fresh {
                lore.mutators.add(&seen.mutators, seen.new);
            }
            learn_headers(&mut knowledge.headers, operation, &seen);
            let lore = knowledge.lore_mut(seen.operation);
            let declared = shared.graph.inputs(&shared.api, operation);
            absorb(lore, operation, &shared.graph, declared, &seen);
            let bodied = seen.case.as_ref().is_some_and(|case| case.body.is_some());
            if seen.success() && operation.body.is_none() && fresh && bodied {
                knowledge.remember_body(operation);
            }
        }
        // A success is worth keeping for what it showed, and for what it gave.
        let wider = seen.success() && fresh && self.widens(operation, &seen);
        if let Some(case) = seen.case.take().filter(|_| seen.new || wider) {
            self.corpus.keep(case, seen.success(), &mut self.rng);
        }
    }

    /// Whether a success exercised an input, or a member of an enumeration, for the first time.
    fn widens(&mut self, operation: &Operation, seen: &Seen) -> bool {
        let Some(case) = &seen.case else {
            return false;
        };
        let exercised = case.sources.iter().map(|(address, source)| {
            let hash = Hash::new().bytes(address.to_string().as_bytes());
            let member =
                sent_value(operation, case, address).filter(|_| *source == ValueSource::Enum);
            hash.bytes(
                member
                    .map(|value| value.to_string())
                    .unwrap_or_default()
                    .as_bytes(),
            )
            .finish()
        });
        let known = &self.knowledge.lore(operation.id).exercised;
        let new: Vec<u64> = exercised.filter(|item| !known.contains(item)).collect();
        if new.is_empty() || known.len() > EXERCISED {
            return false;
        }
        Arc::make_mut(&mut self.knowledge)
            .lore_mut(operation.id)
            .exercised
            .extend(new);
        true
    }
}
