//! Hinders: values that cannot be guessed; one stands in the document as an example, the other
//! nowhere.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /licences/activate`
pub(super) fn activate(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    match visit.input.string("licenceKey") {
        "4F2K-99QA-M3TT-X7PD" => Ok(Answer::json(200, &json!({"edition": "team", "seats": 25}))),
        _ => Err(Problem::new(422, "The licence key was not recognised.")),
    }
}

/// `POST /vouchers/redeem`
pub(super) fn redeem(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    match visit.input.string("voucher") {
        "SPRING-7QX4-81" => Ok(Answer::json(
            200,
            &json!({"discount": 15, "unit": "percent"}),
        )),
        _ => Err(Problem::new(422, "Invalid voucher.")),
    }
}
