//! Hinders: a pattern that is told in an English sentence only.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /assets`
pub(super) fn register(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let tag = visit.input.string("assetTag");
    if !fits(tag) {
        let message = "must be two uppercase letters, followed by a hyphen and five digits";
        return Err(Problem::blame(422, "body", "assetTag", message));
    }
    let body = json!({"assetTag": tag, "state": "active"});
    Ok(Answer::json(201, &body))
}

fn fits(tag: &str) -> bool {
    tag.split_once('-').is_some_and(|(letters, digits)| {
        let upper = letters.bytes().all(|b| b.is_ascii_uppercase());
        let number = digits.bytes().all(|b| b.is_ascii_digit());
        letters.len() == 2 && upper && digits.len() == 5 && number
    })
}
