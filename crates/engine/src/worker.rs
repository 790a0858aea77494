use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::{Case, Mutation, Operation, OperationId, Outcome, Purpose};
use bedlam_transport::Transport;

use crate::challenge::Challenge;
use crate::choose::{Choice, Local, Manners, keeps_hints};
use crate::confirm::{Suspect, confirm};
use crate::corpus::Entry;
use crate::harvest::harvest;
use crate::job::{Job, Plan, Report, Seen};
use crate::judge::{judge, observation};
use crate::knowledge::Lore;
use crate::learn;
use crate::mutators::mutator_index;
use crate::novelty::{Hash, novelty};
use crate::pool::{Origin, Resource};
use crate::shared::Shared;
use crate::step::{Sent, send};
use crate::strategy::{STRATEGIES, Strategy};

/// Does one job: makes its cases, sends them, looks at the answers, and says what it saw.
pub(crate) async fn work<T: Transport>(shared: Arc<Shared<T>>, job: Job) -> Report {
    let mut worker = Worker {
        shared: &shared,
        job: &job,
        rng: Rng::new(job.seed),
        local: Local::default(),
        report: Report::default(),
    };
    for plan in &job.steps {
        if worker.step(plan).await.is_none() {
            break;
        }
    }
    worker.report
}

/// What the mutants of one burst share.
struct Burst {
    weights: Vec<u32>,
    /// How many more mutants may be thrown away because they were made before.
    patience: u32,
}

/// Mutants that one burst may throw away.
const PATIENCE: u32 = 8;

/// How often a mutant may change what a hint gave, and how many are thrown away to find one that
/// does not.
const UNHINTED: f64 = 0.02;
const SPARING: u32 = 24;

impl Burst {
    fn new(lore: &Lore) -> Self {
        Burst {
            weights: lore.mutators.weights().to_vec(),
            patience: PATIENCE,
        }
    }
}

struct Worker<'a, T> {
    shared: &'a Shared<T>,
    job: &'a Job,
    rng: Rng,
    local: Local,
    report: Report,
}

/// A case about to be sent, with what was chosen for it.
struct Ready {
    case: Case,
    used: Vec<Arc<Resource>>,
    path_way: Option<usize>,
}

impl<T: Transport> Worker<'_, T> {
    /// None: the campaign is over.
    async fn step(&mut self, plan: &Plan) -> Option<()> {
        match plan {
            Plan::Fresh { operation, turn } => {
                let ready = self.fresh(*operation, *turn);
                self.try_one(ready).await
            }
            Plan::Again { entry, times } => {
                let ready = self.again(entry);
                for _ in 1..*times {
                    let same = Ready {
                        case: ready.case.clone(),
                        used: ready.used.clone(),
                        path_way: None,
                    };
                    self.try_one(same).await?;
                }
                self.try_one(ready).await
            }
            Plan::Burst { entry, count } => {
                let mut burst = Burst::new(self.job.knowledge.lore(entry.case.operation));
                for _ in 0..*count {
                    let Some(ready) = self.mutated(entry, &mut burst) else {
                        continue;
                    };
                    self.try_one(ready).await?;
                }
                Some(())
            }
        }
    }

    fn choice(&mut self, operation: OperationId) -> Choice<'_> {
        Choice::new(
            &self.shared.api,
            &self.shared.graph,
            self.shared.api.operation(operation),
            &self.job.knowledge,
            &self.local,
            Manners {
                bold: self.job.bold,
                identity: &self.shared.identity,
            },
            &mut self.rng,
        )
        .hinted(&self.shared.hints)
    }

    fn fresh(&mut self, id: OperationId, turn: u64) -> Ready {
        let shared = self.shared;
        let operation = shared.api.operation(id);
        let mut rng = self.rng.fork();
        let mut plan = STRATEGIES[Strategy::at(turn)].plan(operation, turn, &mut rng);
        let mut choice = self.choice(id);
        plan.drop_body &= !choice.wants_body();
        let mut case = shared
            .generator
            .make_case(operation, &plan, &mut choice, &mut rng);
        if let Some(body) = choice.undeclared_body(turn > 1 && rng.chance(0.5), &mut rng) {
            case.body = Some(body);
        }
        choice.hint(&shared.generator, &mut case, &mut rng);
        let (used, path_way) = choice.finish();
        let challenge = &self.job.knowledge.lore(id).challenge;
        if let Some(challenge) = challenge.as_ref().filter(|_| rng.chance(0.7)) {
            challenge.answer(operation, &mut case);
        }
        Ready {
            case,
            used,
            path_way,
        }
    }

    /// The case on other things, its mutations left as they are.
    fn renewed(&mut self, case: &Case) -> Case {
        self.alive(case.clone(), true).case
    }

    /// A case that succeeded, brought back to life.
    fn again(&mut self, entry: &Entry) -> Ready {
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
        Ready {
            case,
            used,
            path_way,
        }
    }

    /// A case a little off from one that succeeded. What was made of this operation before is made
    /// again only when nothing new comes to mind.
    fn mutated(&mut self, entry: &Entry, burst: &mut Burst) -> Option<Ready> {
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
            let new = mutant
                .mutations
                .last()
                .is_none_or(|m| self.shared.is_new_mutant(key(&mutant, m)));
            if new || burst.patience == 0 {
                ready.case = mutant;
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
            let good = free || keeps_hints(operation, case, &made);
            mutant = Some(made);
            if good {
                break;
            }
        }
        mutant
    }

    async fn try_one(&mut self, ready: Ready) -> Option<()> {
        let shared = self.shared;
        let sent = send(shared, &ready.case, self.job.purpose).await?;
        let operation = shared.api.operation(ready.case.operation);
        let lore = self.job.knowledge.lore(operation.id);
        let novelty = novelty(operation.id, &sent.exchange, sent.json.as_ref());
        let new = shared.is_new(novelty);
        let mut seen = look(operation, &sent);
        seen.intent = ready.case.intent;
        seen.new = new && !sent.put_off;
        seen.path_way = ready.path_way;
        seen.mutators = ready
            .case
            .mutations
            .iter()
            .filter_map(|m| mutator_index(&m.mutator))
            .collect();
        self.reap(operation, &ready, &sent, &mut seen);
        if !seen.success()
            && (new || self.job.purpose != Purpose::Attack)
            && !sent.put_off
            && let Some(response) = sent.exchange.response()
        {
            seen.refusal = learn::read(
                &shared.graph,
                &shared.api,
                operation,
                &ready.case,
                response,
                sent.json.as_ref(),
            );
        }
        let learns = self.job.purpose != Purpose::Attack || ready.case.mutations.is_empty();
        if seen.new || seen.success() && !lore.covered || (learns && !sent.put_off) {
            seen.case = Some(ready.case.clone());
        }
        if shared.tell {
            seen.exchange = Some(sent.exchange.clone());
        }
        seen.at_ms = shared.now_ms();
        let success = seen.success();
        self.report.seen.push(seen);
        if sent.put_off {
            return Some(());
        }
        let claimed = {
            let observed = observation(
                shared,
                operation,
                &ready.case,
                &sent,
                lore.covered || success,
            );
            judge(shared, &observed, success)
        };
        for one in claimed {
            let suspect = Suspect {
                operation,
                case: &ready.case,
                sent: &sent,
                used: &ready.used,
                renewed: self.renewed(&ready.case),
                covered: lore.covered || success,
            };
            let found = confirm(shared, suspect, one, &mut self.report).await;
            self.report.findings.extend(found);
        }
        Some(())
    }

    /// Takes the resources out of a success.
    fn reap(&mut self, operation: &Operation, ready: &Ready, sent: &Sent, seen: &mut Seen) {
        let Some(response) = sent.exchange.response().filter(|_| sent.success) else {
            return;
        };
        // A flood of like answers to mutants brings nothing new to the pool.
        let repeats = self.job.purpose == Purpose::Attack && !seen.new;
        let deletes = operation.method.as_str() == "DELETE";
        let mutant = !ready.case.mutations.is_empty();
        if repeats && (operation.method.is_safe() || (mutant && !deletes && self.rng.chance(0.8))) {
            return;
        }
        let makes = matches!(operation.method.as_str(), "POST" | "PUT");
        let origin = makes.then(|| {
            let needs = ready
                .used
                .iter()
                .filter_map(|resource| resource.origin.clone())
                .collect();
            Arc::new(Origin::new(sent.exchange.clone(), needs))
        });
        let graph = &self.shared.graph;
        let found = harvest(
            graph,
            operation,
            &ready.case,
            response,
            sent.json.as_ref(),
            origin.as_ref(),
        );
        if !found.is_empty() {
            found.remember(&mut self.local);
            seen.harvest = Some(found);
        }
    }
}

/// What every exchange leaves behind.
fn look(operation: &Operation, sent: &Sent) -> Seen {
    Seen {
        operation: operation.id,
        changes: !operation.method.is_safe(),
        purpose: sent.purpose,
        intent: bedlam_model::Intent::Valid,
        status: sent.exchange.status().unwrap_or(0),
        success: sent.success,
        fault: match &sent.exchange.outcome {
            Outcome::Fault(fault) => Some(fault.clone()),
            Outcome::Response(_) => None,
        },
        challenge: sent.exchange.response().and_then(Challenge::of),
        total_ms: sent.exchange.timing.total_ms,
        at_ms: 0.0,
        new: false,
        put_off: sent.put_off,
        case: None,
        path_way: None,
        mutators: Vec::new(),
        harvest: None,
        refusal: None,
        exchange: None,
    }
}

/// Counts and tells an exchange that only served to confirm.
pub(crate) fn note<T>(
    shared: &Shared<T>,
    operation: &Operation,
    case: &Case,
    sent: Sent,
    report: &mut Report,
) {
    let mut seen = look(operation, &sent);
    seen.intent = case.intent;
    seen.case = seen.success().then(|| case.clone());
    seen.at_ms = shared.now_ms();
    seen.exchange = shared.tell.then_some(sent.exchange);
    report.seen.push(seen);
}

/// A change to an operation as a number.
fn key(case: &Case, mutation: &Mutation) -> u64 {
    let hash = Hash::new()
        .number(u64::from(case.operation.0))
        .bytes(mutation.mutator.as_bytes());
    let address = mutation
        .address
        .as_ref()
        .map(|address| address.general().to_string());
    let hash = hash.bytes(address.unwrap_or_default().as_bytes());
    let after = mutation
        .after
        .as_ref()
        .map(|value| value.to_string())
        .unwrap_or_default();
    hash.bytes(after.as_bytes()).finish()
}
