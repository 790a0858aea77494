use std::sync::Arc;

use bedlam_model::{Case, Finding, Operation, Purpose, Reproduction};
use bedlam_transport::Transport;

use crate::job::Report;
use crate::judge::{Claimed, observation, says_again};
use crate::minimise::{fewest_inputs, story};
use crate::novelty::Hash;
use crate::pool::Resource;
use crate::shared::Shared;
use crate::step::{Sent, send};
use crate::worker::{note, stands_still};

/// An exchange that looks like a fault, with what is needed to see it again.
pub(crate) struct Suspect<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) case: &'a Case,
    pub(crate) sent: &'a Sent,
    /// Resources that the case used.
    pub(crate) used: &'a [Arc<Resource>],
    /// The same case on other live resources, with fresh values where they must be unique: what
    /// deletes or creates cannot be repeated as it stands.
    pub(crate) renewed: Case,
    pub(crate) covered: bool,
}

/// Sends what a violation needs to become a finding: its control, then the same request again, and
/// if need be its renewed form. None: the control speaks against it.
pub(crate) async fn confirm<T: Transport>(
    shared: &Shared<T>,
    suspect: Suspect<'_>,
    claimed: Claimed,
    report: &mut Report,
) -> Option<Finding> {
    let Suspect {
        operation, covered, ..
    } = suspect;
    let Claimed {
        oracle,
        verdict,
        bucket,
    } = claimed;
    let seen = observation(shared, operation, suspect.case, suspect.sent, covered);
    let mut shown = None;
    if let Some(control) = &verdict.control {
        let sent_ms = shared.now_ms();
        let sent = send(shared, &control.case, Purpose::Confirm).await?;
        // What nothing is answered to says nothing of what this is answered.
        let doubtful =
            sent.is_late() && !shared.standstill.is_first(suspect.sent.exchange.request.id);
        let hangs = doubtful && stands_still(shared, operation.id, &sent, sent_ms, report).await?;
        let stands = !hangs && {
            let answered = observation(shared, operation, &control.case, &sent, covered);
            oracle.settle(&verdict, &seen, &answered)
        };
        // A control that repeats the request is its second sending.
        if stands && control.case == *suspect.case {
            shown = Some((suspect.case, sent.exchange.clone()));
        }
        note(shared, operation, &control.case, sent, report);
        if !stands {
            shared.release(bucket);
            return None;
        }
    }
    for case in [suspect.case, &suspect.renewed] {
        if shown.is_some() {
            break;
        }
        let Some(sent) = send(shared, case, Purpose::Confirm).await else {
            break;
        };
        let says = {
            let seen = observation(shared, operation, case, &sent, covered);
            says_again(oracle, &verdict, &seen)
        };
        if says {
            shown = Some((case, sent.exchange.clone()));
        }
        note(shared, operation, case, sent, report);
        if says || *case == suspect.renewed {
            break;
        }
    }
    let reproduction = match shown {
        Some(_) => Reproduction::Confirmed,
        None => Reproduction::Flaky,
    };
    let (case, fault) = shown.unwrap_or_else(|| (suspect.case, suspect.sent.exchange.clone()));
    let least = match reproduction == Reproduction::Confirmed && case == suspect.case {
        true => {
            let said = (oracle, &verdict);
            fewest_inputs(shared, operation, case, &fault, said, covered, report).await
        }
        false => None,
    };
    let (case, fault) = least.unwrap_or_else(|| (case.clone(), fault));
    let mut exchanges = story(suspect.used, &case, &fault);
    exchanges.push(fault);
    let violation = verdict.violation;
    let label = operation.label();
    let id = Hash::new()
        .bytes(violation.rule.as_bytes())
        .bytes(b"\0")
        .bytes(label.as_bytes());
    let id = id.bytes(b"\0").bytes(violation.detail.as_bytes()).finish();
    Some(Finding {
        id: format!("{id:016x}")[..12].to_owned(),
        rule: violation.rule,
        level: violation.level,
        operation: label,
        place: shared.api.locate(operation.place),
        summary: violation.summary,
        detail: violation.detail,
        evidence: violation.evidence,
        exchanges,
        reproduction,
        found_ms: shared.now_ms(),
    })
}
