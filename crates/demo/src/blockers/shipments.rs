//! Hinders: an id that its consumer calls otherwise than its producer.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /shipments`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let waybill = format!("{}GB", &visit.ids.token().to_ascii_uppercase()[..12]);
    let destination = visit.input.property("destination").clone();
    state.shipments.put(waybill.clone(), destination.clone());
    let body = json!({"waybill": waybill, "destination": destination, "state": "announced"});
    Ok(Answer::json(201, &body))
}

/// `GET /tracking/{consignment}`
pub(super) fn track(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let consignment = visit.input.text("consignment");
    let found: Option<&Value> = state.shipments.get(consignment);
    let destination = found.ok_or_else(|| Problem::new(404, "We do not know this consignment."))?;
    let scan = json!({"place": "Leipzig", "note": "Received"});
    let body = json!({"consignment": consignment, "destination": destination, "scans": [scan]});
    Ok(Answer::json(200, &body))
}
