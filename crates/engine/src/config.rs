use std::time::Duration;

use bedlam_model::{Amendment, Event, Finding, Location, OperationId, StopReason, Tally};

use crate::hints::Hints;
use crate::success::Success;

/// How long a campaign goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Until every operation had its fair share and nothing new turns up.
    Auto,
    /// This long.
    For(Duration),
}

/// What a campaign is asked to do.
#[derive(Clone, Debug)]
pub struct Config {
    /// All chance comes from here.
    pub seed: u64,
    /// How long.
    pub budget: Budget,
    /// End after this many requests.
    pub max_requests: Option<u64>,
    /// The fair share of an operation under [`Budget::Auto`].
    pub min_requests_per_operation: u64,
    /// Requests under way at the same time. With 1, the same seed against a server that answers
    /// alike gives the same requests in the same order.
    pub concurrency: usize,
    /// End after this many findings.
    pub max_findings: Option<usize>,
    /// The operations to test.
    pub operations: Vec<OperationId>,
    /// Ids of the rules to judge by.
    pub rules: Vec<&'static str>,
    /// Names under which the API knows the one whose credentials are used, as far as they tell:
    /// things of that name are not changed before the end.
    pub identity: Vec<String>,
    /// Where the user's credentials go: credentials for other places are looked for in answers.
    pub given: Vec<(Location, String)>,
    /// Values that the user gives to inputs.
    pub hints: Hints,
    /// What counts as success.
    pub success: Success,
    /// Version of the tool, told in the first event.
    pub version: String,
}

/// Hears what happens. Events come in one order, from one task.
pub trait Listener: Send {
    /// Whether every exchange is to be told; they cost time and memory.
    fn wants_exchanges(&self) -> bool;
    /// Something happened.
    fn event(&mut self, event: &Event);
}

/// How a campaign ended.
#[derive(Clone, Debug)]
pub struct Summary {
    /// All counts.
    pub tally: Tally,
    /// All findings, in the order in which they were found.
    pub findings: Vec<Finding>,
    /// What the spec should say and does not.
    pub amendments: Vec<Amendment>,
    /// Why it ended.
    pub reason: StopReason,
    /// What broke on our side, where something did: a panic in a worker, told with its seed.
    pub faults: Vec<String>,
}

/// Why a campaign cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The API never answered.
    #[error("{url} does not answer: {reason}")]
    Unreachable {
        /// The base URL.
        url: String,
        /// What happened.
        reason: String,
    },
    /// Every path is unknown under this base URL, but not under another one.
    #[error("every path of the spec answers 404 under {url}, but not under {better}")]
    WrongPrefix {
        /// The base URL.
        url: String,
        /// The base URL that works.
        better: String,
    },
    /// No operation is left to test.
    #[error("no operation is left to test")]
    NothingToTest,
}
