use std::sync::Arc;
use std::time::Duration;

use bedlam_generate::Rng;
use bedlam_model::{Operation, Purpose};
use bedlam_transport::Transport;

use super::make::{Burst, Ready};
use super::seen::{keys_in, look};
use super::standstill::stands_still;
use super::sweep::hinders;
use crate::choose::Local;
use crate::confirm::{Suspect, confirm};
use crate::depend::takes_away;
use crate::diagnose::{Witness, said};
use crate::harvest::harvest;
use crate::job::{Job, Plan, Report, Seen};
use crate::judge::{judge, observation};
use crate::learn;
use crate::minimise::origins;
use crate::mutators::mutator_index;
use crate::novelty::novelty;
use crate::pool::Origin;
use crate::shared::Shared;
use crate::step::{Sent, send};
use crate::upheaval::is_general;

/// Does one job: makes its cases, sends them, looks at the answers, and says what it saw.
pub(crate) async fn work<T: Transport>(shared: Arc<Shared<T>>, job: Job) -> Report {
    let mut worker = Worker {
        shared: &shared,
        job: &job,
        rng: Rng::new(job.seed),
        local: Local::default(),
        report: Report::default(),
        rereads: false,
    };
    for (at, plan) in job.steps.iter().enumerate() {
        let seen = worker.report.seen.len();
        if worker.step(plan).await.is_none() {
            break;
        }
        let failed = worker.report.seen.get(seen).is_some_and(|s| !s.success());
        let rest = &job.steps[at + 1..];
        if let Some(last @ Plan::Sweep { .. }) = rest.last() {
            let failed = failed.then(|| plan.operation());
            worker.report.led = Some((last.operation(), failed));
        }
        if failed && !rest.is_empty() && worker.gives_up(rest) {
            for plan in rest {
                if let Plan::Sweep { entry, pairs } = plan {
                    worker.give_back(entry, pairs);
                }
            }
            break;
        }
    }
    worker.report
}

/// One worker on one job.
pub(super) struct Worker<'a, T> {
    pub(super) shared: &'a Shared<T>,
    pub(super) job: &'a Job,
    pub(super) rng: Rng,
    pub(super) local: Local,
    pub(super) report: Report,
    /// Whether what a mutant has written is read next.
    pub(super) rereads: bool,
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
                        mutant: None,
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
                    let at = self.report.seen.len();
                    self.try_one(ready).await?;
                    if self.report.seen.get(at).is_some_and(Seen::put_off) {
                        break;
                    }
                }
                Some(())
            }
            Plan::Watch { operation, looks } => self.watch(*operation, *looks).await,
            Plan::Undo { suspicion, entries } => self.undo(suspicion, entries).await,
            Plan::Vary { entry, from } => self.vary(entry, *from).await,
            Plan::Survey { entry } => {
                let survey = self.survey(entry);
                self.report.surveys.push(survey);
                Some(())
            }
            Plan::Sweep { entry, pairs } => self.sweep(entry, pairs).await,
        }
    }

    /// Whether the rest of a job is not worth its requests after a step has failed: what takes away
    /// would take another thing than the one meant for it, and what wears things out finds none.
    fn gives_up(&mut self, rest: &[Plan]) -> bool {
        let Some(last) = rest.last() else {
            return false;
        };
        let operation = self.shared.api.operation(last.operation());
        let deletes = operation.method.as_str() == "DELETE";
        let thing = self.shared.graph.path(operation).last();
        let mut names = thing.iter().flat_map(|thing| &thing.keys);
        let made = names.any(|key| self.local.newest(*key).is_some());
        let takes = deletes || (takes_away(operation) && !made);
        let sweeps = matches!(last, Plan::Sweep { .. });
        takes || sweeps || self.rng.chance(0.5)
    }

    pub(super) async fn try_one(&mut self, ready: Ready) -> Option<()> {
        let shared = self.shared;
        let sent_ms = shared.now_ms();
        let mut sent = send(shared, &ready.case, self.job.purpose).await?;
        let operation = shared.api.operation(ready.case.operation);
        let report = &mut self.report;
        if sent.is_late()
            && Box::pin(stands_still(shared, operation.id, &sent, sent_ms, report)).await?
        {
            // That is no answer of this operation.
            sent.wait = Some(Duration::ZERO);
        }
        if sent.success {
            let took = sent.exchange.timing.total_ms;
            shared.standstill.keep(&ready.case, &operation.method, took);
        }
        let lore = self.job.knowledge.lore(operation.id);
        let novelty = novelty(operation.id, &sent.exchange, sent.json.as_ref());
        let new = shared.is_new(novelty);
        let mut seen = look(operation, &sent);
        seen.keys = keys_in(shared, self.job.knowledge.barred, &sent);
        seen.intent = ready.case.intent;
        seen.new = new && sent.wait.is_none();
        seen.path_way = ready.path_way;
        seen.mutators = ready
            .case
            .mutations
            .iter()
            .filter_map(|m| mutator_index(&m.mutator))
            .collect();
        self.reap(operation, &ready, &sent, &mut seen);
        if !seen.success()
            && (new || self.job.purpose != Purpose::Attack || ready.case.mutations.is_empty())
            && sent.wait.is_none()
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
        if is_general(seen.status) && !seen.success() && ready.case.mutations.is_empty() {
            let response = sent.exchange.response();
            seen.complaint = response.and_then(|response| said(response, sent.json.as_ref()));
        }
        let learns = self.job.purpose != Purpose::Attack || ready.case.mutations.is_empty();
        // What has happened to a thing is known only where every change of it is.
        let changed = seen.changes && seen.harvest.is_some();
        if seen.new || changed || seen.success() && !lore.covered || (learns && sent.wait.is_none())
        {
            seen.case = Some(ready.case.clone());
        }
        if !lore.covered {
            seen.witness = Witness::of(&ready.case, &sent);
        }
        if shared.tell {
            seen.exchange = Some(sent.exchange.clone());
        }
        seen.at_ms = shared.now_ms();
        let success = seen.success();
        if let Some(mutant) = ready.mutant.filter(|_| hinders(&seen, &ready.case)) {
            shared.forget_mutant(mutant);
        }
        self.report.seen.push(seen);
        if sent.wait.is_some() {
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
            // Rare and large: kept apart, so that a worker stays small.
            let found = Box::pin(confirm(shared, suspect, one, &mut self.report)).await;
            self.report.findings.extend(found);
        }
        Some(())
    }

    /// Takes the resources out of a success.
    fn reap(&mut self, operation: &Operation, ready: &Ready, sent: &Sent, seen: &mut Seen) {
        let Some(response) = sent.exchange.response().filter(|_| sent.success) else {
            return;
        };
        seen.specimen = self.specimen(ready, sent, response.body.len());
        // A flood of like answers to mutants brings nothing new to the pool; what later requests
        // need, and the version that a change has left, are always kept.
        let mutant = !ready.case.mutations.is_empty();
        let leads = match mutant {
            true => self.rereads,
            false => self.job.steps.len() > 1,
        };
        let versioned = !operation.method.is_safe() && response.header("etag").is_some();
        let needed = leads || versioned;
        let repeats = self.job.purpose == Purpose::Attack && !seen.new && !needed;
        let deletes = operation.method.as_str() == "DELETE";
        if repeats && (operation.method.is_safe() || (mutant && !deletes && self.rng.chance(0.8))) {
            return;
        }
        let makes = matches!(operation.method.as_str(), "POST" | "PUT");
        let origin = makes.then(|| {
            let needs = origins(&ready.used, &ready.case);
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
