//! Hinders: a closed set of values that only the refusal tells.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];

/// `POST /tickets`
pub(super) fn open(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let priority = visit.input.string("priority");
    if !PRIORITIES.contains(&priority) {
        let values = PRIORITIES.join(", ");
        let message = format!("must be one of the following values: {values}");
        return Err(Problem::blame(400, "body", "priority", message));
    }
    let body = json!({"id": visit.ids.uuid(), "priority": priority, "state": "open"});
    Ok(Answer::json(201, &body))
}
