use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::document::{Kind, Part, number};

/// How deep a description may be to be queried.
const DEPTH: usize = 500;

/// How many values documents of so many nodes may unfold to, by aliases and updates: what real ones
/// do stays well below.
pub(super) fn room(nodes: usize) -> usize {
    100_000 + 8 * nodes
}

/// One step of the way to a target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// A description as a plain value, for queries; kept in step with the tree that has the places.
pub(super) struct Shadow {
    value: Value,
    /// How many values it holds, and may hold.
    size: usize,
    room: usize,
}

impl Shadow {
    /// None: it unfolds to more than `room` values.
    pub(super) fn of(part: Part<'_>, room: usize) -> Option<Shadow> {
        let mut left = room;
        let value = value(part, DEPTH, &mut left)?;
        Some(Shadow {
            value,
            size: room - left,
            room,
        })
    }

    /// A part of another document.
    pub(super) fn of_value(value: Value) -> Shadow {
        Shadow {
            size: count(&value),
            room: 0,
            value,
        }
    }

    pub(super) fn value(&self) -> &Value {
        &self.value
    }

    /// The ways to all that a path selects.
    ///
    /// # Errors
    /// The text is no JSONPath; why.
    pub(super) fn select(&self, path: &str) -> Result<Vec<Vec<Step>>, String> {
        let path = JsonPath::parse(path).map_err(|error| error.to_string())?;
        let found = path.query_located(&self.value);
        let ways = found.locations().map(|location| {
            let steps = location.iter().map(|element| match element {
                PathElement::Name(name) => Step::Key((*name).to_owned()),
                PathElement::Index(index) => Step::Index(*index),
            });
            steps.collect()
        });
        Ok(ways.collect())
    }

    /// Whether an update may be merged into so many places.
    pub(super) fn has_room(&self, update: &Shadow, places: usize) -> bool {
        let more = update.size.saturating_mul(places);
        self.size.saturating_add(more) <= self.room
    }

    /// Merges a value into the one at the end of the way.
    pub(super) fn merge(&mut self, way: &[Step], update: &Shadow) {
        self.size += update.size;
        if let Some(target) = at(&mut self.value, way) {
            match target {
                Value::Array(items) => match &update.value {
                    Value::Array(more) => items.extend(more.iter().cloned()),
                    one => items.push(one.clone()),
                },
                target => merge(target, &update.value),
            }
        }
    }

    /// Takes away the value at the end of the way.
    pub(super) fn remove(&mut self, way: &[Step]) {
        let Some((last, above)) = way.split_last() else {
            return;
        };
        match (at(&mut self.value, above), last) {
            (Some(Value::Object(map)), Step::Key(key)) => {
                map.shift_remove(key);
            }
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            _ => {}
        }
    }
}

fn at<'v>(root: &'v mut Value, way: &[Step]) -> Option<&'v mut Value> {
    way.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.as_object_mut()?.get_mut(key),
        Step::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(key) {
                    Some(inner) => merge(inner, value),
                    None => {
                        target.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => target.extend(update.iter().cloned()),
        (target, update) => *target = update.clone(),
    }
}

/// How many values it is made of.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

fn value(part: Part<'_>, depth: usize, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    Some(match part.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(text) => number(text).map_or(Value::Null, Value::Number),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List(_) => {
            let items = part.items().map(|item| value(item, depth, left));
            Value::Array(items.collect::<Option<_>>()?)
        }
        Kind::Map(_) => {
            let entries = part
                .entries()
                .map(|(key, inner)| Some((key.to_owned(), value(inner, depth, left)?)));
            Value::Object(entries.collect::<Option<_>>()?)
        }
    })
}
