use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bedlam_generate::Generator;
use bedlam_model::{Api, Location, RequestId};
use bedlam_oracle::Oracle;
use bedlam_transport::Base;

use crate::depend::Graph;
use crate::hints::{HintedInputs, Hints};
use crate::keys::{Concealer, Locks};
use crate::outage::Outage;
use crate::patience::Patience;
use crate::standstill::Standstill;
use crate::success::Success;

/// What all workers of a campaign share. Nothing here decides; what is decided comes with the job.
pub(crate) struct Shared<T> {
    pub(crate) api: Arc<Api>,
    pub(crate) graph: Graph,
    pub(crate) generator: Generator,
    pub(crate) hints: HintedInputs,
    pub(crate) success: Success,
    pub(crate) base: Base,
    pub(crate) transport: Arc<T>,
    pub(crate) oracles: Vec<&'static dyn Oracle>,
    /// Whether every exchange is told to the listener.
    pub(crate) tell: bool,
    pub(crate) started: Instant,
    pub(crate) deadline: Option<Instant>,
    pub(crate) max_requests: u64,
    /// Set from outside: the user wants the campaign to end.
    pub(crate) interrupted: Arc<AtomicBool>,
    /// Names of the one whose credentials are used.
    pub(crate) identity: Vec<String>,
    /// Where credentials go that the user did not give.
    pub(crate) locks: Locks,
    /// Those that were found, to be told to nobody.
    pub(crate) concealer: Concealer,
    /// Which operations lately asked for patience.
    pub(crate) patience: Patience,
    /// Whether the API is there.
    pub(crate) outage: Outage,
    /// Whether it answers anything.
    pub(crate) standstill: Standstill,
    /// Set by the campaign: no more requests.
    pub(crate) over: AtomicBool,
    requests: AtomicU64,
    /// Requests that made findings small.
    minimising: AtomicU64,
    novelty: Mutex<HashSet<u64>>,
    buckets: Mutex<HashSet<u64>>,
    mutants: Mutex<HashSet<u64>>,
}

/// Requests that may make findings small at first, and the share of all that may do so later.
const MINIMISED: u64 = 60;
const MINIMISING: f64 = 0.03;

/// What was seen is remembered up to here: beyond, an endless stream of novelty is noise.
const MEMORY: usize = 400_000;

impl<T> Shared<T> {
    #[expect(clippy::too_many_arguments, reason = "built in one place, once")]
    pub(crate) fn new(
        api: Arc<Api>,
        base: Base,
        transport: Arc<T>,
        oracles: Vec<&'static dyn Oracle>,
        tell: bool,
        deadline: Option<Instant>,
        max_requests: Option<u64>,
        interrupted: Arc<AtomicBool>,
        identity: Vec<String>,
        given: &[(Location, String)],
        hints: &Hints,
        success: Success,
    ) -> Self {
        Shared {
            graph: Graph::new(&api),
            hints: HintedInputs::new(hints, &api),
            success,
            locks: Locks::new(&api, given),
            concealer: Concealer::default(),
            generator: Generator::new(api.clone()),
            api,
            base,
            transport,
            oracles,
            tell,
            started: Instant::now(),
            deadline,
            max_requests: max_requests.unwrap_or(u64::MAX),
            interrupted,
            identity,
            patience: Patience::default(),
            outage: Outage::default(),
            standstill: Standstill::default(),
            over: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            minimising: AtomicU64::new(0),
            novelty: Mutex::default(),
            buckets: Mutex::default(),
            mutants: Mutex::default(),
        }
    }

    /// Milliseconds since the campaign began.
    pub(crate) fn now_ms(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }

    /// The number of the next request, as long as another one may be sent.
    pub(crate) fn next_request(&self) -> Option<RequestId> {
        if self.ends() {
            return None;
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        (number < self.max_requests).then_some(RequestId(number + 1))
    }

    /// How many requests were sent.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Whether one more request may go to making findings small, which is counted.
    pub(crate) fn may_minimise(&self) -> bool {
        let spent = self.minimising.load(Ordering::Relaxed);
        let may = spent < MINIMISED + (self.requests() as f64 * MINIMISING) as u64;
        self.minimising.fetch_add(u64::from(may), Ordering::Relaxed);
        may
    }

    /// Whether no further request may be sent.
    pub(crate) fn ends(&self) -> bool {
        self.over.load(Ordering::Relaxed)
            || self.interrupted.load(Ordering::Relaxed)
            || self.requests.load(Ordering::Relaxed) >= self.max_requests
            || self
                .deadline
                .is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Whether nobody has seen this before; from now on it is seen.
    pub(crate) fn is_new(&self, novelty: u64) -> bool {
        first(&self.novelty, novelty)
    }

    /// Gives a bucket back: what looked like its fault was none, but a later one may be.
    pub(crate) fn release(&self, bucket: u64) {
        self.buckets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&bucket);
    }

    /// Whether this change to this operation was not made before; from now on it was.
    pub(crate) fn is_new_mutant(&self, mutant: u64) -> bool {
        first(&self.mutants, mutant)
    }

    /// Takes a change for not made: what it met had nothing to do with it.
    pub(crate) fn forget_mutant(&self, mutant: u64) {
        self.mutants
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&mutant);
    }

    /// Whether this bucket is the caller's to confirm: each is given out once.
    pub(crate) fn claim(&self, bucket: u64) -> bool {
        first(&self.buckets, bucket)
    }
}

fn first(seen: &Mutex<HashSet<u64>>, item: u64) -> bool {
    // A worker that panicked cannot have left a set of numbers half written.
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    seen.len() < MEMORY && seen.insert(item)
}
