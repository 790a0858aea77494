//! Hinders: a thing under four parents, each of which must be there and belong to the one above.

use serde_json::{Value, json};

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::stage::Visit;

/// The path parameters from the top down, and what they name.
const LEVELS: [(&str, &str); 4] = [
    ("regionId", "region"),
    ("siteId", "site"),
    ("buildingId", "building"),
    ("roomId", "room"),
];

/// The keys of the first levels of a path; a thing is kept under its ancestors' ids and its own.
fn parents(state: &State, visit: &Visit<'_>, depth: usize) -> Result<String, Problem> {
    let mut key = String::new();
    for (parameter, what) in &LEVELS[..depth] {
        key += &format!("/{}", visit.input.uuid(parameter));
        if !state.places.has(&key) {
            return Err(Problem::new(404, format!("Couldn't find {what}")));
        }
    }
    Ok(key)
}

fn create(state: &mut State, visit: &Visit<'_>, depth: usize) -> Result<Answer, Problem> {
    let above = parents(state, visit, depth)?;
    let id = visit.ids.uuid();
    let place = json!({"id": id, "name": visit.input.string("name")});
    state.places.put(format!("{above}/{id}"), place.clone());
    Ok(Answer::json(201, &place))
}

/// `POST /regions`
pub(super) fn create_region(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    create(state, visit, 0)
}

/// `POST /regions/{regionId}/sites`
pub(super) fn create_site(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    create(state, visit, 1)
}

/// `POST .../sites/{siteId}/buildings`
pub(super) fn create_building(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    create(state, visit, 2)
}

/// `POST .../buildings/{buildingId}/rooms`
pub(super) fn create_room(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    create(state, visit, 3)
}

/// `GET .../rooms/{roomId}`
pub(super) fn get_room(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let key = parents(state, visit, 4)?;
    let room = state.places.get(&key).unwrap_or(&Value::Null);
    Ok(Answer::json(200, room))
}
