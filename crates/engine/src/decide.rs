mod aftermath;
mod found;
mod learn;
mod tell;

use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::{
    Api, Event, EventKind, Experience, Finding, OperationTally, Purpose, StopReason, Tally,
};
use bedlam_transport::Transport;

use crate::budget::Limits;
use crate::campaign::doing;
use crate::config::{Config, Listener, Summary};
use crate::corpus::Corpus;
use crate::coverage::Unexercised;
use crate::daring::Daring;
use crate::depend::Graph;
use crate::diagnose::{Campaign, Record, diagnose};
use crate::experience;
use crate::job::{Plan, Report, Seen};
use crate::knowledge::Knowledge;
use crate::pressure::Pressure;
use crate::progress::Pace;
use crate::relogin::Relogin;
use crate::schedule::{Schedule, View};
use crate::session::Session;
use crate::shared::Shared;
use crate::upheaval::{Suspicion, Upheaval};

/// The one that decides: everything that changes during a campaign belongs to it.
pub(crate) struct Decider {
    knowledge: Arc<Knowledge>,
    corpus: Corpus,
    schedule: Schedule,
    limits: Limits,
    rng: Rng,
    tally: Tally,
    /// What each operation answered before its first success.
    records: Vec<Record>,
    /// What of each operation was not exercised yet.
    unexercised: Vec<Unexercised>,
    session: Session,
    relogin: Relogin,
    /// Position of each operation in the tally, if it is tested.
    places: Vec<Option<usize>>,
    findings: Vec<Finding>,
    faults: Vec<String>,
    pace: Pace,
    pressure: Pressure,
    upheaval: Upheaval,
    /// Suspicions to be looked into.
    suspicions: Vec<Suspicion>,
    /// How often the session was lost, or there again.
    turns: u32,
    doing: String,
}

impl Decider {
    pub(crate) fn new(
        api: &Api,
        graph: &Graph,
        config: &Config,
        limits: Limits,
        known: Experience,
    ) -> Self {
        let count = api.operations.len();
        let mut places = vec![None; count];
        for (place, id) in config.operations.iter().enumerate() {
            places[id.index()] = Some(place);
        }
        let fresh = |id: &bedlam_model::OperationId| OperationTally {
            label: api.operation(*id).label(),
            ..OperationTally::default()
        };
        let mut knowledge = Knowledge::new(graph.key_count(), count);
        let mut corpus = Corpus::new(count);
        let mut schedule = Schedule::new(&api.operations, &config.operations);
        experience::recall(api, known, &mut knowledge, &mut corpus, &mut schedule);
        Decider {
            knowledge: Arc::new(knowledge),
            corpus,
            schedule,
            limits,
            rng: Rng::new(config.seed ^ 0xc0de),
            tally: Tally {
                operations: config.operations.iter().map(fresh).collect(),
                ..Tally::default()
            },
            records: vec![Record::default(); count],
            unexercised: (0..count).map(|_| Unexercised::default()).collect(),
            session: Session::new(api),
            relogin: Relogin::default(),
            places,
            findings: Vec::new(),
            faults: Vec::new(),
            pace: Pace::default(),
            pressure: Pressure::new(config.concurrency, count),
            upheaval: Upheaval::default(),
            suspicions: Vec::new(),
            turns: 0,
            doing: "probing".into(),
        }
    }

    /// What is known now. Jobs keep it; what changes later is copied then, not now.
    pub(crate) fn snapshot(&self) -> Arc<Knowledge> {
        self.knowledge.clone()
    }

    pub(crate) fn next<T>(
        &mut self,
        shared: &Shared<T>,
        rng: &mut Rng,
    ) -> Option<(Purpose, Vec<Plan>)> {
        if let Some(steps) = self.look_into() {
            self.schedule.begin(&steps);
            return Some((Purpose::Cover, steps));
        }
        let view = View {
            api: &shared.api,
            graph: &shared.graph,
            knowledge: &self.knowledge,
            locks: &shared.locks,
            corpus: &self.corpus,
            daring: self.daring(shared),
            now_ms: shared.now_ms(),
            to_come: self.to_come(shared),
        };
        let login = self.relogin.next();
        let login = login.and_then(|id| self.corpus.success(id, rng));
        let (purpose, steps) = match login {
            Some(entry) => {
                let entry = entry.clone();
                (Purpose::Cover, vec![Plan::Again { entry, times: 1 }])
            }
            None => self.schedule.next(&view, rng)?,
        };
        if let Some(last) = steps.last() {
            let label = shared.api.operation(last.operation()).label();
            self.doing = format!("{} {label}", doing(purpose));
        }
        Some((purpose, steps))
    }

    /// What may be taken away by now.
    pub(crate) fn daring<T>(&self, shared: &Shared<T>) -> Daring {
        Daring::after(|share| self.spent(shared, share))
    }

    /// Whether more than this share of the budget is spent, whatever it is counted in.
    fn spent<T>(&self, shared: &Shared<T>, share: f64) -> bool {
        let requests = shared.requests() as f64 / shared.max_requests as f64;
        // Under `auto` the quiet at the end may be broken any time: its second half is late.
        let quiet = self.limits.quiet_share(self.tally.operations.len());
        requests > share || self.limits.spent(share) || quiet > 2.0 * share - 1.0
    }

    /// Requests until the end, at the pace so far; infinity: nobody knows.
    fn to_come<T>(&self, shared: &Shared<T>) -> f64 {
        let sent = shared.requests() as f64;
        let pace = sent / shared.now_ms().max(1.0);
        let left = self
            .limits
            .left_ms()
            .map_or(f64::INFINITY, |left| left * pace);
        left.min(shared.max_requests as f64 - sent)
    }

    /// Jobs that may be under way at the same time, now.
    pub(crate) fn concurrency(&self) -> usize {
        self.pressure.level()
    }

    /// Whether an operation waits until it may be asked again.
    pub(crate) fn waits(&self, now_ms: f64) -> bool {
        self.schedule.waits(now_ms)
    }

    pub(crate) fn done(&mut self, steps: &[Plan]) {
        self.schedule.done(steps);
    }

    pub(crate) fn broke(&mut self, what: String) {
        self.faults.push(what);
    }

    /// Takes in what a worker saw: counts, learns, keeps, tells.
    pub(crate) fn take<T: Transport>(
        &mut self,
        shared: &Shared<T>,
        report: Report,
        listener: &mut dyn Listener,
    ) {
        let mut tell = |at_ms: f64, kind: EventKind| listener.event(&Event { at_ms, kind });
        for mut seen in report.seen {
            let opened = self.take_keys(shared, &mut seen);
            opened.into_iter().for_each(|it| tell(seen.at_ms, it));
            let label = || shared.api.operation(seen.operation).label();
            if let Some(exchange) = seen.exchange.take() {
                let exchanged = EventKind::Exchanged {
                    operation: label(),
                    purpose: seen.purpose,
                    intent: seen.intent,
                    exchange: Box::new(exchange),
                };
                tell(seen.at_ms, exchanged);
            }
            if self.count(&seen) {
                let covered = EventKind::Covered {
                    operation: label(),
                    status: seen.status,
                };
                tell(seen.at_ms, covered);
            }
            let operation = shared.api.operation(seen.operation);
            if let Some(turn) = self.session.saw(operation, &seen) {
                let notice = self.turned(&shared.api, turn, seen.status);
                notice.into_iter().for_each(|it| tell(seen.at_ms, it));
            }
            if let Some(token) = self.relogin.saw(operation, &mut seen) {
                shared.transport.renew(&token);
            }
            let covered = self.knowledge.lore(seen.operation).covered;
            if !self.session.is_over() {
                self.suspicions.extend(self.upheaval.saw(&seen, covered));
            }
            self.learn(shared, seen);
        }
        for undone in report.undone {
            let notice = self.undone(&shared.api, undone);
            notice.into_iter().for_each(|it| tell(shared.now_ms(), it));
        }
        for tried in report.tried {
            self.schedule.tried(&tried);
            self.records[tried.operation.index()].vary(tried.altered);
        }
        for survey in report.surveys {
            self.schedule.surveyed(survey);
        }
        if let Some((operation, failed)) = report.led {
            self.schedule.led(operation, failed);
        }
        for (operation, pair) in report.again {
            self.schedule.hindered(operation, pair);
        }
        for finding in report.findings {
            let found = EventKind::Found {
                finding: Box::new(finding.clone()),
            };
            tell(finding.found_ms, found);
            self.findings.push(finding);
        }
    }

    /// Counts an exchange; whether it covered its operation for the first time.
    fn count(&mut self, seen: &Seen) -> bool {
        self.tally.requests += 1;
        self.limits.count(seen.new);
        self.schedule.saw(seen);
        self.pressure.count(seen.operation, seen.load);
        let Some(place) = self.places[seen.operation.index()] else {
            return false;
        };
        let tally = &mut self.tally.operations[place];
        tally.tries += 1;
        *tally.statuses.entry(seen.status).or_default() += 1;
        tally.latency.add(seen.total_ms);
        let first = seen.success() && tally.covered_ms.is_none();
        if first {
            tally.covered_ms = Some(seen.at_ms);
        }
        first
    }

    pub(crate) fn reached(&self) -> Option<StopReason> {
        self.limits.reached(
            self.schedule.fewest(),
            self.tally.operations.len(),
            self.findings.len(),
        )
    }

    pub(crate) fn progress(&mut self, now_ms: f64) -> EventKind {
        EventKind::Progress {
            covered: self.tally.covered(),
            operations: self.tally.operations.len(),
            requests: self.tally.requests,
            rate: self.pace.rate(now_ms, self.tally.requests),
            findings: self.findings.len(),
            doing: self.doing.clone(),
        }
    }

    /// What later campaigns on the same API may begin with.
    pub(crate) fn experience(&self, api: &Api) -> Experience {
        experience::keep(api, &self.knowledge, &self.corpus, &self.schedule)
    }

    pub(crate) fn finish<T>(&mut self, shared: &Shared<T>, reason: StopReason) -> Summary {
        self.tally.elapsed_ms = shared.now_ms();
        let campaign = Campaign {
            api: &shared.api,
            graph: &shared.graph,
            knowledge: &self.knowledge,
            corpus: &self.corpus,
            records: &self.records,
            places: &self.places,
            session_lost: self.session.was_lost(),
        };
        let amendments = diagnose(&campaign, &mut self.tally.operations);
        for (index, place) in self.places.iter().enumerate() {
            let Some(place) = place else {
                continue;
            };
            let tally = &mut self.tally.operations[*place];
            let operation = &shared.api.operations[index];
            tally.coverage = self.unexercised[index].count(&shared.api, operation, &tally.statuses);
        }
        Summary {
            tally: std::mem::take(&mut self.tally),
            findings: std::mem::take(&mut self.findings),
            amendments,
            reason,
            faults: std::mem::take(&mut self.faults),
        }
    }
}
