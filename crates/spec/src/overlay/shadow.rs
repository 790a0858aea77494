use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::document::{Kind, Part, number};

/// How deep and how large a description may unfold to be queried.
const DEPTH: usize = 500;
const UNFOLDED: usize = 5_000_000;

/// One step of the way to a target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// A description as a plain value, for queries; kept in step with the tree that has the places.
pub(super) struct Shadow(Value);

impl Shadow {
    /// None: it unfolds to too much.
    pub(super) fn of(part: Part<'_>) -> Option<Shadow> {
        let mut left = UNFOLDED;
        value(part, DEPTH, &mut left).map(Shadow)
    }

    /// The ways to all that a path selects.
    ///
    /// # Errors
    /// The text is no JSONPath; why.
    pub(super) fn select(&self, path: &str) -> Result<Vec<Vec<Step>>, String> {
        let path = JsonPath::parse(path).map_err(|error| error.to_string())?;
        let found = path.query_located(&self.0);
        let ways = found.locations().map(|location| {
            let steps = location.iter().map(|element| match element {
                PathElement::Name(name) => Step::Key((*name).to_owned()),
                PathElement::Index(index) => Step::Index(*index),
            });
            steps.collect()
        });
        Ok(ways.collect())
    }

    /// Merges a value into the one at the end of the way.
    pub(super) fn merge(&mut self, way: &[Step], update: &Shadow) {
        if let Some(target) = at(&mut self.0, way) {
            match target {
                Value::Array(items) => match &update.0 {
                    Value::Array(more) => items.extend(more.iter().cloned()),
                    one => items.push(one.clone()),
                },
                target => merge(target, &update.0),
            }
        }
    }

    /// Takes away the value at the end of the way.
    pub(super) fn remove(&mut self, way: &[Step]) {
        let Some((last, above)) = way.split_last() else {
            return;
        };
        match (at(&mut self.0, above), last) {
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
