//! Hinders: two dates of which one must come before the other.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /bookings`
pub(super) fn create(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let start = visit.input.string("startDate");
    let end = visit.input.string("endDate");
    // Full dates (RFC 3339) stand in order as texts do.
    if start >= end {
        let message = "must be a date after start date";
        return Err(Problem::blame(422, "body", "endDate", message));
    }
    let body = json!({"reference": visit.ids.uuid(), "startDate": start, "endDate": end});
    Ok(Answer::json(201, &body))
}
