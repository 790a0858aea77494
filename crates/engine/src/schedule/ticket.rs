use bedlam_generate::Rng;
use bedlam_model::{FactKind, InputAddress, Operation, OperationId};

use super::Schedule;
use super::cover::View;
use super::demand::lacking;
use crate::choose::wants_version;
use crate::depend::{KeyId, Ticket};
use crate::job::{Plan, Seen};

/// How often a thing is made anew for an operation that refuses those that there are.
const MADE: f64 = 0.6;
/// Operations remembered as handing out tickets under one name.
const SHOWERS: usize = 4;
/// How often a thing is read right before an operation that wants to be told its version, and how
/// often a ticket is fetched anew although one is held.
const READ: f64 = 0.6;
const ANEW: f64 = 0.04;

impl Schedule {
    /// Steps that come before an operation: what makes the things that it needs, hands out the
    /// tickets that it takes, and shows the version of its thing. `anew`: its thing is made anew
    /// wherever that can be done.
    pub(super) fn makers_for(
        &mut self,
        id: OperationId,
        anew: bool,
        view: &View<'_>,
        rng: &mut Rng,
    ) -> Vec<Plan> {
        let led = self.lead(id, view, rng);
        let mut steps = led.unwrap_or_else(|| self.things_for(id, anew, view, rng));
        let operation = view.api.operation(id);
        if !self.states[id.index()].covered {
            steps.extend(self.lacked(id, view, rng));
        }
        for keys in wanted(operation, view) {
            let stocked = keys
                .iter()
                .any(|key| !view.knowledge.pool.shelf(*key).resources.is_empty());
            if stocked && !rng.chance(ANEW) {
                continue;
            }
            let showers: Vec<OperationId> = keys
                .iter()
                .filter_map(|key| self.showers.get(key))
                .flatten()
                .copied()
                .filter(|shower| *shower != id)
                .collect();
            if let Some(shower) = rng.pick(&showers) {
                steps.push(success_of(*shower, view, rng));
            }
        }
        if wants_version(operation, view.knowledge.lore(id)) && rng.chance(READ) {
            let reads =
                |other: &&Operation| other.method.as_str() == "GET" && other.path == operation.path;
            let reader = view.api.operations.iter().find(reads);
            steps.extend(reader.map(|reader| success_of(reader.id, view, rng)));
        }
        steps.extend(self.wait_for(id, view, rng));
        steps
    }

    /// Steps that make what the operation did not find outside of its path.
    fn lacked(&self, id: OperationId, view: &View<'_>, rng: &mut Rng) -> Vec<Plan> {
        let mut steps = Vec::new();
        for keys in lacking(id, view) {
            let makers = keys.iter().find_map(|key| self.makers.get(key));
            let makers = makers.into_iter().flatten().filter(|maker| **maker != id);
            let makers: Vec<OperationId> = makers.copied().collect();
            if let Some(maker) = rng.pick(&makers).filter(|_| rng.clone().chance(MADE)) {
                steps.push(success_of(*maker, view, rng));
            }
        }
        steps
    }

    /// Remembers who hands out tickets.
    pub(super) fn showed(&mut self, seen: &Seen) {
        for (key, _) in seen.harvest.iter().flat_map(|harvest| &harvest.tickets) {
            let showers = self.showers.entry(*key).or_default();
            if !showers.contains(&seen.operation) && showers.len() < SHOWERS {
                showers.push(seen.operation);
            }
        }
    }
}

/// For each ticket that an operation does not go without: the names that it may be kept under.
fn wanted(operation: &Operation, view: &View<'_>) -> Vec<Vec<KeyId>> {
    let lore = view.knowledge.lore(operation.id);
    let declared = operation.parameters.iter().filter(|parameter| {
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        let told = lore.inputs.get(&address);
        let told = told.is_some_and(|input| input.facts.contains(&FactKind::Required));
        let token = || Ticket::of(&parameter.name) == Some(Ticket::Token);
        parameter.required || told || (!lore.covered && token())
    });
    let declared = declared.filter_map(|parameter| {
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        Some((Ticket::wanted(&address)?, parameter.name.as_str()))
    });
    let told = lore.headers.iter();
    let told = told.filter_map(|name| Some((Ticket::of(name)?, name.as_str())));
    declared
        .chain(told)
        .filter(|(ticket, _)| *ticket != Ticket::Version)
        .map(|(ticket, name)| view.graph.tickets(operation, ticket, name))
        .collect()
}

/// What an operation succeeded with before, else a new case.
pub(super) fn success_of(id: OperationId, view: &View<'_>, rng: &mut Rng) -> Plan {
    match view.corpus.success(id, rng) {
        Some(entry) => Plan::Again {
            entry: entry.clone(),
            times: 1,
        },
        None => Plan::Fresh {
            operation: id,
            turn: 0,
        },
    }
}
