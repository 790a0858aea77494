//! Hinders: an operation that always fails, and one that says 200 whatever happens.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /ledger/export`
pub(super) fn export(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    Err(Problem::new(500, "Internal Server Error"))
}

/// `POST /messages`
pub(super) fn send(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let error = |message: &str| {
        let body = json!({"ok": false, "error": message});
        Ok(Answer::json(200, &body))
    };
    let channel = visit.input.string("channel");
    if !channel.starts_with('#') {
        return error("channel must start with '#'");
    }
    let body = json!({"ok": true, "error": null, "messageId": visit.ids.uuid()});
    Ok(Answer::json(200, &body))
}
