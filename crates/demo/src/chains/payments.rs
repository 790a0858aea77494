//! What follows the approval of a claim: its payment, and its end.

use serde_json::{Value, json};

use super::State;
use super::claims::{Stand, find};
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

fn payment(id: &str, amount: Option<f64>, status: &str) -> Value {
    json!({"id": id, "amount": amount, "status": status})
}

/// `POST /claims/{claimId}/payments`
pub(super) fn schedule(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (_, claim) = find(state, visit)?;
    claim.must_be(Stand::Approved, "paid")?;
    let id = visit.ids.uuid();
    let body = payment(&id, claim.approved, "scheduled");
    claim.payment = Some(id);
    claim.stand = Stand::PaymentScheduled;
    Ok(Answer::json(201, &body))
}

/// `POST /claims/{claimId}/payments/{paymentId}/release`
pub(super) fn release(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (_, claim) = find(state, visit)?;
    let id = visit.input.uuid("paymentId");
    if claim.payment.as_deref() != Some(id.as_str()) {
        return Err(Problem::not_found("payment"));
    }
    if claim.stand != Stand::PaymentScheduled {
        return Err(Problem::conflict("The payment was already released."));
    }
    claim.stand = Stand::Paid;
    Ok(Answer::json(200, &payment(&id, claim.approved, "released")))
}

/// `POST /claims/{claimId}/close`
pub(super) fn close(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, claim) = find(state, visit)?;
    claim.must_be(Stand::Paid, "closed")?;
    claim.stand = Stand::Closed;
    Ok(Answer::json(200, &claim.shown(&id)))
}
