use std::sync::Arc;
use std::time::Duration;

use bedlam_model::{
    Case, Exchange, Finding, InputAddress, Intent, OperationId, Purpose, TransportFault,
};

use crate::challenge::Challenge;
use crate::corpus::Entry;
use crate::daring::Daring;
use crate::diagnose::Witness;
use crate::harvest::Harvest;
use crate::keys::ShownKey;
use crate::knowledge::Knowledge;
use crate::learn::Refusal;
use crate::pressure::Load;
use crate::specimen::Specimen;
use crate::upheaval::Suspicion;
use crate::vary::Tried;

/// Work for one worker: steps in order, each of which may use what the ones before have made.
/// Its seed and its snapshot of knowledge make it possible to make the same job again.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// All its chance.
    pub(crate) seed: u64,
    /// Why.
    pub(crate) purpose: Purpose,
    /// What.
    pub(crate) steps: Vec<Plan>,
    /// What it may take away.
    pub(crate) daring: Daring,
    /// What was known when it was made.
    pub(crate) knowledge: Arc<Knowledge>,
}

/// One step of a job.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    /// A new case for this operation.
    Fresh {
        /// Which operation.
        operation: OperationId,
        /// How often it was tried: decides the strategy.
        turn: u64,
    },
    /// One thing read again and again until it says that it is finished.
    Watch {
        /// The operation that reads it.
        operation: OperationId,
        /// How often at most.
        looks: u32,
    },
    /// Successes that may have changed how the whole API answers, to be taken back.
    Undo {
        /// What is suspected.
        suspicion: Arc<Suspicion>,
        /// A success of each suspect, where one is kept.
        entries: Vec<Option<Arc<Entry>>>,
    },
    /// A case that succeeded before, on a live resource.
    Again {
        /// The case.
        entry: Arc<Entry>,
        /// Send it this often.
        times: u32,
    },
    /// A refused case with one input changed at a time.
    Vary {
        /// The case.
        entry: Arc<Entry>,
        /// The change to begin with.
        from: usize,
    },
    /// A list of all single changes that can be made to a case; nothing is sent.
    Survey {
        /// The base.
        entry: Arc<Entry>,
    },
    /// Single changes of such a list.
    Sweep {
        /// The base.
        entry: Arc<Entry>,
        /// Which.
        pairs: Vec<Pair>,
    },
    /// Cases made from one of the corpus by mutators.
    Burst {
        /// The base.
        entry: Arc<Entry>,
        /// How many.
        count: u32,
    },
}

impl Plan {
    /// The operation that the step is about.
    pub(crate) fn operation(&self) -> OperationId {
        match self {
            Plan::Fresh { operation, .. } | Plan::Watch { operation, .. } => *operation,
            Plan::Undo { suspicion, .. } => suspicion.suspects[0],
            Plan::Again { entry, .. }
            | Plan::Burst { entry, .. }
            | Plan::Survey { entry }
            | Plan::Vary { entry, .. }
            | Plan::Sweep { entry, .. } => entry.case.operation,
        }
    }
}

/// A mutator, by its place in the catalog, and where it works; none: anywhere.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) mutator: usize,
    pub(crate) place: Option<InputAddress>,
    /// How often it was tried before.
    pub(crate) tries: u8,
}

/// What can be changed about an operation's requests, in the order in which to try it.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) operation: OperationId,
    pub(crate) pairs: Vec<Pair>,
}

/// What came of taking back what had changed the whole API.
#[derive(Debug)]
pub(crate) struct Undone {
    pub(crate) suspicion: Arc<Suspicion>,
    /// Who had done it, and has taken it back; none: nobody was found.
    pub(crate) by: Option<OperationId>,
}

/// What a worker saw while it did a job.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Each exchange, in order.
    pub(crate) seen: Vec<Seen>,
    /// What was judged a fault, confirmed already.
    pub(crate) findings: Vec<Finding>,
    /// Lists of changes that it made.
    pub(crate) surveys: Vec<Survey>,
    /// What changing single inputs brought.
    pub(crate) tried: Vec<Tried>,
    /// What it found out about a change of the whole API.
    pub(crate) undone: Vec<Undone>,
    /// Changes that something else hindered, to be tried again.
    pub(crate) again: Vec<(OperationId, Pair)>,
    /// For the operation of a sweep: which of the steps before failed, if one did.
    pub(crate) led: Option<(OperationId, Option<OperationId>)>,
}

/// What is left of one exchange after the worker looked at it.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Of which operation.
    pub(crate) operation: OperationId,
    /// Whether the operation is one that changes something.
    pub(crate) changes: bool,
    /// Why it was sent.
    pub(crate) purpose: Purpose,
    /// What the case was meant to be.
    pub(crate) intent: Intent,
    /// The status; 0: no answer.
    pub(crate) status: u16,
    /// Whether the answer was a success.
    pub(crate) success: bool,
    /// How long the API put us off, if it did (429, 503 with Retry-After): then this is not its
    /// answer.
    pub(crate) wait: Option<Duration>,
    /// Why there was no answer.
    pub(crate) fault: Option<TransportFault>,
    /// What it tells of the load.
    pub(crate) load: Load,
    /// Whether it says that the API does not know, or does not let in, who asks.
    pub(crate) denied: bool,
    /// The token that a success hands out.
    pub(crate) token: Option<String>,
    /// What the answer asked to be shown, where it asked for credentials.
    pub(crate) challenge: Option<Challenge>,
    /// Milliseconds to the end of the answer.
    pub(crate) total_ms: f64,
    /// When it ended, milliseconds from the campaign's begin.
    pub(crate) at_ms: f64,
    /// Whether it showed something that nobody had seen before.
    pub(crate) new: bool,
    /// The case, where there is something to learn from it.
    pub(crate) case: Option<Case>,
    /// By which way the path was filled, where that was chosen.
    pub(crate) path_way: Option<usize>,
    /// The mutators that changed the case.
    pub(crate) mutators: Vec<usize>,
    /// Resources that the answer showed or took away.
    pub(crate) harvest: Option<Harvest>,
    /// Credentials that it showed.
    pub(crate) keys: Vec<ShownKey>,
    /// What the answer showed, where that is kept.
    pub(crate) specimen: Option<Arc<Specimen>>,
    /// What a refusal said.
    pub(crate) refusal: Option<Refusal>,
    /// The words of a refusal that may be about the state of the whole API.
    pub(crate) complaint: Option<String>,
    /// A refusal of what was meant to succeed, as long as its operation is not covered.
    pub(crate) witness: Option<Box<Witness>>,
    /// The whole exchange, where a listener wants it.
    pub(crate) exchange: Option<Exchange>,
}

impl Seen {
    /// Whether the API put us off.
    pub(crate) fn put_off(&self) -> bool {
        self.wait.is_some()
    }

    /// Whether the answer was a success.
    pub(crate) fn success(&self) -> bool {
        self.success
    }
}
