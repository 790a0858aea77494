//! Hinders: a name that nothing else may have, while the example is taken.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// The team that every account begins with.
const FIRST: &str = "Platform";

/// `POST /teams`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let name = visit.input.string("name");
    if name == FIRST || state.teams.has(name) {
        let message = "has already been taken";
        return Err(Problem::blame(422, "body", "name", message));
    }
    state.teams.put(name, ());
    let body = json!({"id": visit.ids.uuid(), "name": name});
    Ok(Answer::json(201, &body))
}
