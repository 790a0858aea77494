use bedlam_model::{Case, Operation};
use bedlam_oracle::{Observation, Oracle, Verdict};
use bedlam_transport::Transport;

use crate::novelty::Hash;
use crate::shared::Shared;
use crate::step::Sent;

/// A verdict whose bucket is this worker's to confirm.
pub(crate) struct Claimed {
    pub(crate) oracle: &'static dyn Oracle,
    pub(crate) verdict: Verdict,
    /// The bucket as a number, to be given back when the verdict does not stand.
    pub(crate) bucket: u64,
}

/// What the oracles get to see.
pub(crate) fn observation<'a, T>(
    shared: &'a Shared<T>,
    operation: &'a Operation,
    case: &'a Case,
    sent: &'a Sent,
    covered: bool,
) -> Observation<'a> {
    Observation {
        api: &shared.api,
        operation,
        case,
        exchange: &sent.exchange,
        json: sent.json.as_ref(),
        covered,
    }
}

/// The key of a violation's bucket as a number.
fn bucket(verdict: &Verdict, operation: &Operation) -> u64 {
    Hash::new()
        .bytes(verdict.violation.bucket(operation.id).as_bytes())
        .finish()
}

/// Who takes a 2xx for consent; where the user knows better, it has nothing to say.
const TAKES_2XX_FOR_CONSENT: &str = "invalid-request-spec";

/// Asks all selected oracles; what was seen before is dropped here, at no further cost.
pub(crate) fn judge<T: Transport>(
    shared: &Shared<T>,
    seen: &Observation<'_>,
    success: bool,
) -> Vec<Claimed> {
    let mut claimed = Vec::new();
    for oracle in &shared.oracles {
        if !success && oracle.rule().id == TAKES_2XX_FOR_CONSENT {
            continue;
        }
        for verdict in oracle.judge(seen) {
            let bucket = bucket(&verdict, seen.operation);
            if shared.claim(bucket) {
                claimed.push(Claimed {
                    oracle: *oracle,
                    verdict,
                    bucket,
                });
            }
        }
    }
    claimed
}

/// Whether the oracle says the same of another exchange.
pub(crate) fn says_again(oracle: &dyn Oracle, verdict: &Verdict, seen: &Observation<'_>) -> bool {
    let same = |other: &Verdict| other.violation.detail == verdict.violation.detail;
    oracle.judge(seen).iter().any(same)
}
