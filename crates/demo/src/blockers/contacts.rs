//! Hinders: a required property that the document does not declare.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /contacts`
pub(super) fn create(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let refuse = |message: &str| Err(Problem::blame(422, "body", "countryCode", message));
    match visit.input.property("countryCode").as_str() {
        None => refuse("is required"),
        Some(code) if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) => {
            let body = json!({"id": visit.ids.uuid(), "name": visit.input.string("name")});
            Ok(Answer::json(201, &body))
        }
        Some(_) => refuse("must be two uppercase letters"),
    }
}
