//! Hinders: a thing that is there only some time after it was ordered, as its state tells whoever
//! asks for it again and again.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// How often the state is looked at before the work is done.
const LOOKS: u32 = 3;

/// `POST /renders`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.ids.uuid();
    state.renders.put(id.clone(), 0);
    let place = format!("/renders/{id}");
    let body = json!({"renderId": id, "status": "queued"});
    Ok(Answer::json(202, &body).with("location", place))
}

/// `GET /renders/{renderId}`
pub(super) fn get(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.input.uuid("renderId");
    let looks = state.renders.get_mut(&id);
    let looks = looks.ok_or_else(|| Problem::not_found("render"))?;
    let status = match *looks {
        0 => "queued",
        LOOKS.. => "done",
        _ => "running",
    };
    *looks = looks.saturating_add(1);
    Ok(Answer::json(
        200,
        &json!({"renderId": id, "status": status}),
    ))
}

/// `GET /renders/{renderId}/result`
pub(super) fn result(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.input.uuid("renderId");
    let looks = state.renders.get(&id);
    let looks = looks.ok_or_else(|| Problem::not_found("render"))?;
    if *looks <= LOOKS {
        let message = "The render has not finished yet.";
        return Err(Problem::conflict(message));
    }
    let body = json!({"renderId": id, "pages": 4, "bytes": 88120});
    Ok(Answer::json(200, &body))
}
