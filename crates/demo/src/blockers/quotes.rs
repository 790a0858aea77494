//! Hinders: optional inputs that are wanted together, and others of which exactly one is.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `GET /quotes`
pub(super) fn get(_: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let source = visit.input.text_or_none("sourceCurrency");
    let target = visit.input.text_or_none("targetCurrency");
    let (Some(source), Some(target)) = (source, target) else {
        let message = "sourceCurrency and targetCurrency must be provided together";
        return Err(Problem::bad_request(message));
    };
    let amount = |name| visit.input.parameters.get(name);
    let amount = match (amount("sourceAmount"), amount("targetAmount")) {
        (Some(amount), None) | (None, Some(amount)) => amount,
        _ => {
            let message = "Specify either sourceAmount or targetAmount, but not both";
            return Err(Problem::bad_request(message));
        }
    };
    let body = json!({"source": source, "target": target, "amount": amount, "rate": 1.0821});
    Ok(Answer::json(200, &body))
}
