use bedlam_model::{Case, Operation, Outcome};

use crate::challenge::Challenge;
use crate::job::{Report, Seen};
use crate::relogin::token_in;
use crate::session::denies;
use crate::shared::Shared;
use crate::step::Sent;

/// What every exchange leaves behind.
pub(super) fn look(operation: &Operation, sent: &Sent) -> Seen {
    let json = sent.json.as_ref().filter(|_| sent.success);
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
        denied: sent.exchange.response().is_some_and(denies),
        token: json.and_then(token_in).map(str::to_owned),
        challenge: sent.exchange.response().and_then(Challenge::of),
        total_ms: sent.exchange.timing.total_ms,
        at_ms: 0.0,
        new: false,
        wait: sent.wait,
        case: None,
        path_way: None,
        mutators: Vec::new(),
        harvest: None,
        refusal: None,
        complaint: None,
        witness: None,
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
