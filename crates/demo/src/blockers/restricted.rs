//! Hinders: places that the credentials at hand do not admit to, because others are wanted, because
//! they are not good there, or because they are not enough.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `GET /partners/settlements`
pub(super) fn settlements(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let one = json!({"partner": "Northwind", "amount": 1250.4, "currency": "EUR"});
    Ok(Answer::json(200, &json!({"settlements": [one]})))
}

/// `GET /billing/invoices`
pub(super) fn invoices(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let one = json!({"number": "2026-0117", "total": 480, "paid": false});
    Ok(Answer::json(200, &json!({"count": 1, "results": [one]})))
}

/// `GET /admin/audit-log`
pub(super) fn audit_log(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let one = json!({"actor": "robin", "action": "team.created"});
    Ok(Answer::json(200, &json!({"entries": [one]})))
}
