use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bedlam_generate::Rng;
use bedlam_model::{Api, Event, EventKind, Purpose, StopReason};
use bedlam_oracle::{ORACLES, Oracle};
use bedlam_transport::{Base, Transport};
use tokio::task::JoinSet;

use crate::budget::Limits;
use crate::clock;
use crate::config::{Budget, Config, Error, Listener, Summary};
use crate::decide::Decider;
use crate::job::{Job, Plan, Report};
use crate::keys::Discreet;
use crate::memory::Memory;
use crate::probe::probe;
use crate::shared::Shared;
use crate::worker::work;

/// How often figures are told.
const TICK: Duration = Duration::from_millis(200);
/// How long requests under way are waited for when the campaign is over.
const GRACE: Duration = Duration::from_millis(800);

/// How long an API may be away from a campaign that has no end of its own.
const GONE: Duration = Duration::from_secs(60);

/// Runs one campaign.
///
/// One task decides: it owns scheduler, corpus, pool and facts, hands out jobs and takes in what
/// the workers saw. Workers make requests from their job, send them, judge the answers and confirm
/// what looks like a fault. `memory` says what earlier campaigns learned, and takes in what this one
/// did. `stop` ends the campaign from outside; what was found is kept.
///
/// # Errors
/// If there is nothing to test, the API never answers, or the base URL has a wrong prefix.
pub async fn run<T: Transport>(
    api: Arc<Api>,
    base: Base,
    config: Config,
    transport: Arc<T>,
    listener: &mut dyn Listener,
    memory: &mut dyn Memory,
    stop: Arc<AtomicBool>,
) -> Result<Summary, Error> {
    if config.operations.is_empty() {
        return Err(Error::NothingToTest);
    }
    let limits = Limits::new(&config, Instant::now());
    let oracles: Vec<&'static dyn Oracle> = ORACLES
        .iter()
        .copied()
        .filter(|oracle| config.rules.contains(&oracle.rule().id))
        .collect();
    let tell = listener.wants_exchanges();
    let shared = Arc::new(Shared::new(
        api,
        base,
        transport,
        oracles,
        tell,
        limits.deadline,
        config.max_requests,
        stop,
        config.identity.clone(),
        &config.given,
        &config.hints,
        config.success.clone(),
    ));
    let listener = &mut Discreet::new(listener, &shared.concealer);
    tell_start(&shared, &config, listener);
    let known = memory.recall();
    let mut decider = Decider::new(&shared.api, &shared.graph, &config, limits, known);
    let probed = probe(&shared, &config, &decider.snapshot()).await?;
    decider.take(&shared, probed, listener);
    let reason = decide(&shared, &config, &mut decider, listener).await;
    let mut experience = decider.experience(&shared.api);
    shared.concealer.forget(&mut experience);
    let mut summary = decider.finish(&shared, reason);
    shared.concealer.summary(&mut summary);
    tell_event(
        &shared,
        listener,
        EventKind::Ended {
            reason,
            tally: summary.tally.clone(),
        },
    );
    memory.keep(&summary, experience);
    Ok(summary)
}

/// The loop: hand out jobs while workers are free, take in what comes back.
async fn decide<T: Transport>(
    shared: &Arc<Shared<T>>,
    config: &Config,
    decider: &mut Decider,
    listener: &mut dyn Listener,
) -> StopReason {
    let mut rng = Rng::new(config.seed ^ 0x5eed);
    let mut workers: JoinSet<(Vec<Plan>, Report)> = JoinSet::new();
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let reason = loop {
        if let Some(notice) = decider.notice() {
            tell_event(shared, listener, notice);
        }
        if let Some(message) = shared.outage.notice(shared.now_ms()) {
            tell_event(shared, listener, EventKind::Notice { message });
        }
        if let Some(reason) = over(shared, decider) {
            break reason;
        }
        while workers.len() < decider.concurrency() {
            let Some((purpose, steps)) = decider.next(shared, &mut rng) else {
                break;
            };
            let job = Job {
                seed: rng.bits(),
                purpose,
                steps,
                daring: decider.daring(shared),
                knowledge: decider.snapshot(),
            };
            hire(&mut workers, shared, job);
        }
        if workers.is_empty() && !decider.waits(shared.now_ms()) {
            break StopReason::Plateau;
        }
        tokio::select! {
            biased;
            done = workers.join_next(), if !workers.is_empty() => if let Some(done) = done {
                receive(shared, decider, done, listener);
            },
            _ = tick.tick() => {
                let progress = decider.progress(shared.now_ms());
                tell_event(shared, listener, progress);
            }
        }
    };
    shared.over.store(true, Ordering::Relaxed);
    let last = async {
        while let Some(done) = workers.join_next().await {
            receive(shared, decider, done, listener);
        }
    };
    // What does not come back in time was not going to tell anything new.
    let _ = tokio::time::timeout(GRACE, last).await;
    workers.abort_all();
    reason
}

fn hire<T: Transport>(
    workers: &mut JoinSet<(Vec<Plan>, Report)>,
    shared: &Arc<Shared<T>>,
    job: Job,
) {
    let shared = shared.clone();
    workers.spawn(async move {
        let steps = job.steps.clone();
        (steps, work(shared, job).await)
    });
}

fn receive<T: Transport>(
    shared: &Shared<T>,
    decider: &mut Decider,
    done: Result<(Vec<Plan>, Report), tokio::task::JoinError>,
    listener: &mut dyn Listener,
) {
    match done {
        Ok((steps, report)) => {
            decider.done(&steps);
            decider.take(shared, report, listener);
        }
        Err(broken) => decider.broke(broken.to_string()),
    }
}

fn over<T>(shared: &Shared<T>, decider: &Decider) -> Option<StopReason> {
    if shared.interrupted.load(Ordering::Relaxed) {
        return Some(StopReason::Interrupted);
    }
    if let Some(reason) = decider.reached() {
        return Some(reason);
    }
    if shared
        .deadline
        .is_some_and(|deadline| Instant::now() >= deadline)
    {
        return Some(StopReason::Duration);
    }
    let gone = shared.outage.lasts().is_some_and(|lasts| lasts > GONE);
    if gone && shared.deadline.is_none() {
        return Some(StopReason::Unreachable);
    }
    shared.ends().then_some(StopReason::Requests)
}

fn tell_start<T>(shared: &Shared<T>, config: &Config, listener: &mut dyn Listener) {
    let labels = config
        .operations
        .iter()
        .map(|id| shared.api.operation(*id).label());
    let started = EventKind::Started {
        version: config.version.clone(),
        clock: clock::now(),
        title: shared.api.title.clone(),
        url: format!("{}{}", shared.base.origin, shared.base.prefix),
        seed: config.seed,
        operations: labels.collect(),
        duration_ms: match config.budget {
            Budget::Auto => None,
            Budget::For(duration) => Some(duration.as_secs_f64() * 1000.0),
        },
    };
    tell_event(shared, listener, started);
    for issue in &shared.api.issues {
        let issue = EventKind::SpecIssue {
            place: shared.api.locate(issue.place),
            message: issue.message.clone(),
        };
        tell_event(shared, listener, issue);
    }
}

fn tell_event<T>(shared: &Shared<T>, listener: &mut dyn Listener, kind: EventKind) {
    listener.event(&Event {
        at_ms: shared.now_ms(),
        kind,
    });
}

/// Words for what a purpose does.
pub(crate) fn doing(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Probe => "probing",
        Purpose::Cover => "covering",
        Purpose::Attack => "attacking",
        Purpose::Confirm => "confirming",
    }
}
