use bedlam_model::{Case, Operation, Outcome};

use crate::challenge::Challenge;
use crate::job::{Report, Seen};
use crate::keys::{ShownKey, shown_keys};
use crate::pressure::Load;
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
        load: Load::of(sent),
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
        keys: Vec::new(),
        specimen: None,
        refusal: None,
        complaint: None,
        witness: None,
        exchange: None,
    }
}

/// The credentials that a success shows, where any may be of use. `barred`: somebody was refused for
/// want of one.
pub(super) fn keys_in<T>(shared: &Shared<T>, barred: bool, sent: &Sent) -> Vec<ShownKey> {
    let json = sent.json.as_ref().filter(|_| sent.success);
    let json = json.filter(|_| shared.locks.any(barred));
    json.map_or_else(Vec::new, |json| shown_keys(json, &sent.exchange.request))
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
    seen.keys = keys_in(shared, false, &sent);
    seen.exchange = shared.tell.then_some(sent.exchange);
    report.seen.push(seen);
}
