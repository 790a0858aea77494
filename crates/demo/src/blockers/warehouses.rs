//! Hinders: things that are addressed by a natural key instead of an id.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// `POST /warehouses`
pub(super) fn create(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let code = visit.input.string("code");
    if state.warehouses.has(code) {
        let message = format!("Warehouse {code} already exists.");
        return Err(Problem::conflict(message));
    }
    let warehouse = json!({
        "code": code,
        "city": visit.input.string("city"),
        "docks": visit.input.property("docks").as_i64().unwrap_or(1),
    });
    state.warehouses.put(code, warehouse.clone());
    Ok(Answer::json(201, &warehouse))
}

/// `GET /warehouses/{warehouse}`
pub(super) fn get(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let found: Option<&Value> = state.warehouses.get(visit.input.text("warehouse"));
    let found = found.ok_or_else(unknown)?;
    Ok(Answer::json(200, found))
}

/// `DELETE /warehouses/{warehouse}`
pub(super) fn close(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let found = state.warehouses.remove(visit.input.text("warehouse"));
    found.map(|_| Answer::empty(204)).ok_or_else(unknown)
}

fn unknown() -> Problem {
    Problem::new(404, "Not found.")
}
