//! Hinders: a token against forged requests, which another answer hands out.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `GET /feedback/form`
pub(super) fn form(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let token = visit.ids.token();
    state.form_tokens.put(token.clone(), ());
    let body = json!({"topics": ["praise", "complaint"], "csrfToken": token});
    Ok(Answer::json(200, &body))
}

/// `POST /feedback`
pub(super) fn send(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let token = visit.header("x-csrf-token");
    if token.is_none_or(|token| !state.form_tokens.has(token)) {
        let message = "CSRF Failed: X-CSRF-Token missing or incorrect.";
        return Err(Problem::new(403, message));
    }
    Ok(Answer::json(201, &json!({"id": visit.ids.uuid()})))
}
