use bedlam_model::{normalise, words};
use serde_json::Value;

use crate::depend::is_envelope;

/// States taken from one answer, and the greatest length of one.
const MOST: usize = 4;
const LONGEST: usize = 32;

/// The states that an answer says the thing to be in that it is about, as one word each.
pub(super) fn states_in(json: &Value) -> Vec<String> {
    let mut found = Vec::new();
    inside(json, 0, &mut found);
    found
}

fn inside(value: &Value, depth: u8, found: &mut Vec<String>) {
    let Value::Object(properties) = value else {
        return;
    };
    for (name, value) in properties {
        match value {
            Value::String(text) if tells_state(name) => {
                let state = normalise(text);
                let plain = !state.is_empty() && text.len() <= LONGEST;
                if plain && found.len() < MOST && !found.contains(&state) {
                    found.push(state);
                }
            }
            Value::Object(_) if depth < 2 && (depth == 0 || is_envelope(name)) => {
                inside(value, depth + 1, found);
            }
            _ => {}
        }
    }
}

/// Whether a property of this name tells the state of a thing.
fn tells_state(property: &str) -> bool {
    let last = words(property).pop().unwrap_or_default();
    ["status", "state", "phase", "stage"].contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn states_are_read_off_the_thing_and_what_wraps_it() {
        let check = |answer: Value, expected: &[&str]| assert_eq!(states_in(&answer), expected);
        check(json!({"id": 1, "status": "Under Review"}), &["underreview"]);
        check(json!({"data": {"orderState": "paid"}}), &["paid"]);
        check(json!({"status": 200, "name": "x"}), &[]);
        check(json!([{"status": "paid"}]), &[]);
    }
}
