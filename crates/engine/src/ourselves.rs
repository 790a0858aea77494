use std::collections::HashSet;

use bedlam_model::{Case, Operation, normalise};

use crate::depend::{Graph, KeyId, PathInput, segments};
use crate::harvest::Harvest;
use crate::pool::path_text;

/// Ids of the one who asks, and of what that one is shown to belong to: who changes these may lock
/// himself out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ourselves {
    /// Under their names.
    ids: HashSet<(KeyId, String)>,
    /// Those that nothing else goes by.
    telling: HashSet<String>,
}

/// Ids kept, with all their names, and the length from which one is telling.
const MOST: usize = 200;
const TELLING: usize = 8;
/// What the one who asks is called elsewhere.
const NOUNS: [&str; 4] = ["user", "account", "member", "users"];

impl Ourselves {
    /// Takes in what an operation has shown, if it shows the one who asks.
    pub(crate) fn saw(&mut self, graph: &Graph, operation: &Operation, harvest: &Harvest) {
        if !shows_us(operation) {
            return;
        }
        let own = graph.shown(graph.noun(operation), "id");
        let above = operation.path.trim_end_matches('/').rsplit('/').nth(1);
        let nouns = NOUNS.into_iter().chain(above);
        let elsewhere: HashSet<KeyId> = nouns
            .flat_map(|noun| graph.shown(Some(noun), "id"))
            .collect();
        for (key, value) in harvest.shown() {
            let value = path_text(value);
            if self.ids.len() >= MOST {
                return;
            }
            if value.len() >= TELLING && value.bytes().any(|b| b.is_ascii_digit()) {
                self.telling.insert(value.clone());
            }
            if own.contains(&key) {
                let ids = elsewhere.iter().map(|key| (*key, value.clone()));
                self.ids.extend(ids);
            }
            self.ids.insert((key, value));
        }
    }

    /// Whether a case is about the one who asks.
    pub(crate) fn named_in(&self, graph: &Graph, operation: &Operation, case: &Case) -> bool {
        let named = |input: &PathInput| {
            let mut arguments = case.arguments.iter();
            let own = arguments.find(|argument| argument.parameter == input.parameter);
            own.is_some_and(|own| {
                let value = path_text(&own.value);
                input.keys.iter().any(|key| self.are(*key, &value))
            })
        };
        shows_us(operation) || graph.path(operation).iter().any(named)
    }

    /// Whether a value, under the name of this kind, is one of those.
    pub(crate) fn are(&self, key: KeyId, value: &str) -> bool {
        let some = !self.ids.is_empty();
        some && (self.telling.contains(value) || self.ids.contains(&(key, value.to_owned())))
    }
}

/// Whether an operation shows the one who asks: `GET /users/me`, `GET /whoami`.
fn shows_us(operation: &Operation) -> bool {
    const US: &[&str] = &[
        "account",
        "current",
        "currentuser",
        "me",
        "myself",
        "profile",
        "self",
        "user",
        "userinfo",
        "whoami",
    ];
    let mut path = segments(&operation.path);
    let last = normalise(path.next_back().unwrap_or_default());
    let alone = operation.method.as_str() == "GET" && !path.any(|segment| segment.contains('{'));
    alone && US.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_operation;

    #[test]
    fn who_shows_the_one_that_asks_is_known_by_the_last_word() {
        let check = |method: &str, path: &str, expected: bool| {
            let operation = some_operation(&format!("{method} {path}"));
            assert_eq!(shows_us(&operation), expected, "{method} {path}");
        };
        check("get", "/users/me", true);
        check("get", "/api/v1/current_user/", true);
        check("get", "/whoami", true);
        check("get", "/users/current.{format}", true);
        check("get", "/users", false);
        check("get", "/teams/{id}/me", false);
        check("patch", "/users/me", false);
    }
}
