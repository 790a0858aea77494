use std::sync::Arc;

use bedlam_model::{Case, Content, Location, Operation, OperationId};
use bedlam_transport::Transport;
use serde_json::Value;

use super::make::Ready;
use super::work::Worker;
use crate::corpus::Entry;
use crate::job::Undone;
use crate::upheaval::{Suspicion, refusal};

/// Words for the two directions of a switch.
const OPPOSITES: &[(&str, &str)] = &[
    ("on", "off"),
    ("enable", "disable"),
    ("enabled", "disabled"),
    ("activate", "deactivate"),
    ("active", "inactive"),
    ("lock", "unlock"),
    ("block", "unblock"),
    ("freeze", "unfreeze"),
    ("pause", "resume"),
    ("suspend", "resume"),
    ("stop", "start"),
    ("close", "open"),
    ("true", "false"),
];

impl<T: Transport> Worker<'_, T> {
    /// Finds out which of several successes has changed how the whole API answers, and takes it
    /// back: each is sent with its switches turned. None: the campaign is over.
    pub(super) async fn undo(
        &mut self,
        suspicion: &Arc<Suspicion>,
        entries: &[Option<Arc<Entry>>],
    ) -> Option<()> {
        let Some(probe) = suspicion.hit.first().copied() else {
            return Some(());
        };
        if !self.still(suspicion, probe).await? {
            return Some(());
        }
        let mut by = None;
        'suspects: for (suspect, entry) in suspicion.suspects.iter().zip(entries) {
            for ready in self.ways_back(*suspect, entry.as_ref()) {
                self.try_one(ready).await?;
                if !self.still(suspicion, probe).await? {
                    by = Some(*suspect);
                    break 'suspects;
                }
            }
        }
        self.report.undone.push(Undone {
            suspicion: suspicion.clone(),
            by,
        });
        Some(())
    }

    /// Whether the refusal is still heard.
    async fn still(&mut self, suspicion: &Suspicion, probe: OperationId) -> Option<bool> {
        let at = self.report.seen.len();
        let ready = self.fresh(probe, 0);
        self.try_one(ready).await?;
        Some(self.report.seen.get(at).and_then(refusal) == Some(suspicion.refusal))
    }

    fn ways_back(&mut self, suspect: OperationId, entry: Option<&Arc<Entry>>) -> Vec<Ready> {
        let shared = self.shared;
        let operation = shared.api.operation(suspect);
        let mut ways = Vec::new();
        let mut turned = match entry {
            Some(entry) => self.again(entry),
            None => self.fresh(suspect, 0),
        };
        if turn(operation, &mut turned.case) {
            ways.push(turned);
        }
        if let Some(opposite) = opposite(operation, &shared.api.operations) {
            ways.push(self.fresh(opposite, 0));
        }
        ways
    }
}

/// Turns all switches of a case; whether there are any.
fn turn(operation: &Operation, case: &mut Case) -> bool {
    let mut turned = false;
    for argument in &mut case.arguments {
        let parameter = operation.parameters.get(argument.parameter);
        if parameter.is_some_and(|p| matches!(p.location, Location::Query | Location::Path)) {
            turned |= turn_value(&mut argument.value);
        }
    }
    if let Some(Content::Value(value)) = case.body.as_mut().map(|body| &mut body.content) {
        turned |= turn_value(value);
    }
    turned
}

fn turn_value(value: &mut Value) -> bool {
    match value {
        Value::Bool(on) => *on = !*on,
        Value::String(word) => match opposite_word(word) {
            Some(other) => other.clone_into(word),
            None => return false,
        },
        Value::Array(items) => {
            return items
                .iter_mut()
                .fold(false, |any, item| turn_value(item) | any);
        }
        Value::Object(map) => {
            return map
                .values_mut()
                .fold(false, |any, item| turn_value(item) | any);
        }
        _ => return false,
    }
    true
}

fn opposite_word(word: &str) -> Option<&'static str> {
    let either = |(one, other): &(&'static str, &'static str)| match word.to_lowercase() {
        word if word == *one => Some(*other),
        word if word == *other => Some(*one),
        _ => None,
    };
    OPPOSITES.iter().find_map(either)
}

/// The operation whose path ends with the opposite word.
fn opposite(operation: &Operation, all: &[Operation]) -> Option<OperationId> {
    let (above, last) = operation.path.trim_end_matches('/').rsplit_once('/')?;
    let path = format!("{above}/{}", opposite_word(last)?);
    let found = all
        .iter()
        .find(|other| other.path.trim_end_matches('/') == path && other.method == operation.method);
    found.map(|other| other.id)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn switches_are_turned_and_nothing_else() {
        let check = |mut value: Value, expected: Option<Value>| {
            let before = value.clone();
            let turned = turn_value(&mut value);
            assert_eq!(turned.then(|| value.clone()), expected, "{before}");
        };
        check(json!({"enabled": true}), Some(json!({"enabled": false})));
        check(
            json!({"mode": "On", "deep": [{"locked": false}], "name": "stop it"}),
            Some(json!({"mode": "off", "deep": [{"locked": true}], "name": "stop it"})),
        );
        check(json!({"name": "river", "count": 1}), None);
    }
}
