//! Hinders: a cursor that only the page before hands out.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// How many events a page has.
const PAGE: u64 = 5;
/// How many events there are.
const ALL: u64 = 42;

fn page(state: &mut State, visit: &Visit<'_>, from: u64) -> Answer {
    let event = |number: u64| json!({"sequence": number, "kind": "asset.registered"});
    let events: Vec<Value> = (from..ALL.min(from + PAGE)).map(event).collect();
    let next = (from + PAGE < ALL).then(|| {
        let cursor = visit.ids.token();
        state.cursors.put(cursor.clone(), from + PAGE);
        cursor
    });
    Answer::json(200, &json!({"data": events, "paging": {"next": next}}))
}

/// `GET /events`
pub(super) fn first(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(page(state, visit, 0))
}

/// `GET /events/more`
pub(super) fn more(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let from = state.cursors.get(visit.input.text("cursor")).copied();
    let from = from.ok_or_else(|| Problem::bad_request("Invalid cursor"))?;
    Ok(page(state, visit, from))
}
