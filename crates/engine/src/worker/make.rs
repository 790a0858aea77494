use std::sync::Arc;

use bedlam_generate::{Fullness, Plan, Rng};
use bedlam_model::{Argument, Case, Mutation, Operation, OperationId};
use bedlam_transport::Transport;

use super::work::Worker;
use crate::challenge::Challenge;
use crate::choose::{Choice, Manners, keeps_hints};
use crate::corpus::Entry;
use crate::daring::Daring;
use crate::depend::takes_away;
use crate::knowledge::Lore;
use crate::novelty::Hash;
use crate::pool::{Resource, path_text};
use crate::specimen::Specimen;
use crate::step::Sent;
use crate::strategy::{STRATEGIES, Strategy};

/// What the mutants of one burst share.
pub(super) struct Burst {
    weights: Vec<u32>,
    /// How many more mutants may be thrown away because they were made before.
    patience: u32,
}

/// Share of the optional inputs that are given where a body with few of them was refused as empty.
const FILLED: f64 = 0.4;
/// Mutants that one burst may throw away.
const PATIENCE: u32 = 8;

/// Cases that are made at most instead of one that changes the account that asks.
const OTHERS: usize = 4;

/// How often credentials are shown that were asked for, and that were not; the tries before those.
const ANSWERED: f64 = 0.7;
const UNASKED: f64 = 0.5;
const RESORT: u64 = 2;

/// Mutators that let a request be carried out as one of another method.
const DISGUISES: [&str; 2] = ["wire-method", "wire-method-override"];

/// How often what a success showed takes the place of what an earlier one did.
const RENEWED: f64 = 0.02;

/// How often a mutant may change what a hint gave, and how many are thrown away to find one that
/// does not.
pub(super) const UNHINTED: f64 = 0.02;
const SPARING: u32 = 24;

impl Burst {
    pub(super) fn new(lore: &Lore) -> Self {
        Burst {
            weights: lore.mutators.weights().to_vec(),
            patience: PATIENCE,
        }
    }
}

/// A case about to be sent, with what was chosen for it.
pub(super) struct Ready {
    pub(super) case: Case,
    pub(super) used: Vec<Arc<Resource>>,
    pub(super) path_way: Option<usize>,
    /// Its change as a number, remembered as made; forgotten again where something else hindered it.
    pub(super) mutant: Option<u64>,
}

impl<T: Transport> Worker<'_, T> {
    fn choice(&mut self, operation: OperationId) -> Choice<'_> {
        Choice::new(
            &self.shared.api,
            &self.shared.graph,
            self.shared.api.operation(operation),
            &self.job.knowledge,
            &self.local,
            Manners {
                daring: self.job.daring,
                identity: &self.shared.identity,
            },
            &mut self.rng,
        )
        .hinted(&self.shared.hints)
    }

    pub(super) fn fresh(&mut self, id: OperationId, turn: u64) -> Ready {
        let mut ready = self.fresh_once(id, turn);
        for _ in 0..OTHERS {
            if !self.hits_us(&ready.case) {
                break;
            }
            ready = self.fresh_once(id, turn);
        }
        ready
    }

    fn fresh_once(&mut self, id: OperationId, turn: u64) -> Ready {
        let operation = self.shared.api.operation(id);
        let mut rng = self.rng.fork();
        let strategy = &STRATEGIES[Strategy::at(turn)];
        let plan = strategy.plan(operation, turn, &mut rng);
        self.by_plan(id, plan, turn, strategy.row(turn), rng)
    }

    /// A new case by this plan.
    pub(super) fn fresh_by(&mut self, id: OperationId, plan: Plan) -> Ready {
        let rng = self.rng.fork();
        self.by_plan(id, plan, 0, None, rng)
    }

    fn by_plan(
        &mut self,
        id: OperationId,
        mut plan: Plan,
        turn: u64,
        row: Option<u64>,
        mut rng: Rng,
    ) -> Ready {
        let shared = self.shared;
        let operation = shared.api.operation(id);
        let job = self.job;
        let lore = job.knowledge.lore(id);
        let echoes = STRATEGIES[Strategy::at(turn)].echoes && !lore.covered;
        let mut choice = self.choice(id);
        if let Some(row) = row {
            choice.follow(row);
        }
        plan.drop_body &= !choice.wants_body() && !choice.needs_body() && !choice.needs_more();
        if plan.fullness == Fullness::Smallest && choice.needs_more() {
            plan.fullness = Fullness::Share(FILLED);
        }
        let mut case = shared
            .generator
            .make_case(operation, &plan, &mut choice, &mut rng);
        let borrow = (turn > 1 && rng.chance(0.5)) || sweeps(operation);
        if let Some(body) = choice.undeclared_body(borrow, &mut rng) {
            case.body = Some(body);
        }
        if echoes {
            choice.echo(&mut case, &mut rng);
        }
        choice.relate(&mut case, &mut rng);
        choice.name_itself(&mut case, &mut rng);
        if !lore.covered {
            job.knowledge.accounts.lend(&mut case, &mut rng);
        }
        choice.leave_out(&mut case, &mut rng);
        choice.stamp(&mut case, &mut rng);
        choice.hint(&shared.generator, &mut case, &mut rng);
        let (used, path_way) = choice.finish();
        let lore = self.job.knowledge.lore(id);
        let asked = lore.challenge.filter(|_| rng.chance(ANSWERED));
        // The last resort, where nothing is asked for.
        let desperate = !lore.covered && lore.challenge.is_none() && turn >= RESORT;
        let hidden = Challenge::hidden(operation).filter(|_| desperate);
        let shown = asked.or_else(|| hidden.filter(|_| rng.chance(UNASKED)));
        if let Some(challenge) = shown {
            challenge.answer(operation, &mut case);
        }
        self.unlock(&mut case);
        Ready {
            case,
            used,
            path_way,
            mutant: None,
        }
    }

    /// What a success showed, where none of its kind is kept yet, and now and then a newer one.
    pub(super) fn specimen(
        &mut self,
        ready: &Ready,
        sent: &Sent,
        bytes: usize,
    ) -> Option<Arc<Specimen>> {
        let id = ready.case.operation;
        let kept = self.job.knowledge.lore(id).specimen.is_some();
        if !ready.case.mutations.is_empty() || (kept && !self.rng.chance(RENEWED)) {
            return None;
        }
        let path = self.shared.graph.path(self.shared.api.operation(id)).iter();
        let path = path.filter_map(|input| {
            let mut arguments = ready.case.arguments.iter();
            let own = arguments.find(|argument| argument.parameter == input.parameter)?;
            Some(path_text(&own.value))
        });
        Specimen::of(sent.json.as_ref()?, bytes, path.collect()).map(Arc::new)
    }

    /// The case on other things, its mutations left as they are.
    pub(super) fn renewed(&mut self, case: &Case) -> Case {
        self.alive(case.clone(), true).case
    }

    /// A case that succeeded, brought back to life.
    pub(super) fn again(&mut self, entry: &Entry) -> Ready {
        let mutated = self.rng.chance(UNHINTED);
        let ready = self.alive(entry.case.clone(), mutated);
        match mutated || !self.shared.hints.hidden_in(&ready.case) {
            true => ready,
            false => self.fresh(entry.case.operation, 0),
        }
    }

    /// `mutated`: what mutators changed of hinted inputs stays so.
    fn alive(&mut self, mut case: Case, mutated: bool) -> Ready {
        let shared = self.shared;
        let mut rng = self.rng.fork();
        let mut choice = self.choice(case.operation);
        if !mutated {
            choice.unmutate(&mut case);
        }
        choice.refresh(&shared.generator, &mut case, &mut rng);
        let (used, path_way) = choice.finish();
        self.unlock(&mut case);
        Ready {
            case,
            used,
            path_way,
            mutant: None,
        }
    }

    /// Puts to a case what an operation wants to be shown and an answer has shown.
    fn unlock(&mut self, case: &mut Case) {
        let known = &self.job.knowledge;
        let lore = known.lore(case.operation);
        let ways = self.shared.locks.ways(case.operation, lore);
        case.keys = known.keyring.choose(&ways, lore, &mut self.rng);
    }

    /// A case a little off from one that succeeded. What was made of this operation before is made
    /// again only when nothing new comes to mind.
    pub(super) fn mutated(&mut self, entry: &Entry, burst: &mut Burst) -> Option<Ready> {
        let mut ready = self.again(entry);
        let free = self.rng.chance(UNHINTED);
        let changes = if self.rng.chance(0.85) {
            1
        } else {
            2 + self.rng.below(3)
        };
        if changes > 1 {
            for _ in 0..changes {
                ready.case = self.mutant(&ready.case, burst, free)?;
            }
            return Some(ready);
        }
        loop {
            let mutant = self.mutant(&ready.case, burst, free)?;
            let change = mutant.mutations.last().map(|change| key(&mutant, change));
            let new = change.is_none_or(|change| self.shared.is_new_mutant(change));
            if new || burst.patience == 0 {
                ready.case = mutant;
                ready.mutant = change.filter(|_| new);
                return Some(ready);
            }
            burst.patience -= 1;
        }
    }

    /// One change. `free`: to anything, also to what the user gave by a hint.
    fn mutant(&mut self, case: &Case, burst: &mut Burst, free: bool) -> Option<Case> {
        let operation = self.shared.api.operation(case.operation);
        let mut mutant = None;
        for _ in 0..SPARING {
            let generator = &self.shared.generator;
            let made = generator.mutate_any(case, &mut burst.weights, &mut self.rng)?;
            let good = (free || keeps_hints(operation, case, &made)) && self.spares_us(&made);
            mutant = Some(made);
            if good {
                break;
            }
        }
        mutant
    }

    /// Whether a case changes the account that asks, which a guessed id may name.
    fn hits_us(&self, case: &Case) -> bool {
        let operation = self.shared.api.operation(case.operation);
        let makes = operation.method.as_str() == "POST" && !takes_away(operation);
        let spared = self.job.daring < Daring::Ourselves && !operation.method.is_safe() && !makes;
        let us = &self.job.knowledge.ourselves;
        spared && us.named_in(&self.shared.graph, operation, case)
    }

    /// Whether a mutant leaves the account alone that asks: a reader in the disguise of another
    /// method may delete it.
    pub(super) fn spares_us(&self, mutant: &Case) -> bool {
        let disguised = |mutation: &Mutation| DISGUISES.contains(&&*mutation.mutator);
        if self.job.daring == Daring::Ourselves || !mutant.mutations.iter().any(disguised) {
            return true;
        }
        let operation = self.shared.api.operation(mutant.operation);
        let identity = &self.shared.identity;
        let named = |argument: &Argument| identity.contains(&path_text(&argument.value));
        let us = &self.job.knowledge.ourselves;
        !us.named_in(&self.shared.graph, operation, mutant) && !mutant.arguments.iter().any(named)
    }
}

/// Whether an operation deletes all of a kind, unless it is told what to delete.
fn sweeps(operation: &Operation) -> bool {
    operation.method.as_str() == "DELETE" && !operation.path.contains('{')
}

/// A change to an operation as a number.
pub(super) fn key(case: &Case, mutation: &Mutation) -> u64 {
    let hash = Hash::new()
        .number(u64::from(case.operation.0))
        .bytes(mutation.mutator.as_bytes());
    let address = mutation
        .address
        .as_ref()
        .map(|address| address.general().to_string());
    let hash = hash.bytes(address.unwrap_or_default().as_bytes());
    let hash = match &mutation.after {
        Some(after) => hash.json(after),
        None => hash,
    };
    hash.finish()
}
