//! Hinders: a media type other than the one declared.

use serde_json::json;

use super::State;
use crate::contract::percent::{decode_form, pairs};
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

const FORM: &str = "application/x-www-form-urlencoded";

/// `POST /subscribers`, declared as JSON.
pub(super) fn subscribe(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let content_type = visit.header("content-type").unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(FORM) {
        let message = format!("Content-Type '{essence}' is not supported.");
        return Err(Problem::new(415, message).with("accept", FORM));
    }
    let mut fields = pairs(&visit.request.body)
        .filter_map(|(name, value)| decode_form(name).zip(decode_form(value)));
    let email = fields.find(|(name, _)| name == "email");
    let bad = |message: &str| Err(Problem::bad_request(message));
    match email {
        None => bad("Required parameter 'email' is not present."),
        Some((_, email)) if !email.contains('@') => {
            bad("email must be a well-formed email address")
        }
        Some((_, email)) => Ok(Answer::json(201, &json!({"email": email}))),
    }
}
