use std::collections::VecDeque;

use bedlam_model::{Operation, OperationId, is_called, words};
use serde_json::Value;

use crate::job::Seen;

/// Names under which answers hand out what shows who one is (RFC 6749, section 5.1, and the usual
/// others).
const TOKENS: &[&str] = &[
    "accesstoken",
    "token",
    "authtoken",
    "bearertoken",
    "sessiontoken",
    "jwt",
    "idtoken",
];
/// Words in the names of operations that do nothing else.
const LOGINS: &[&str] = &[
    "login",
    "signin",
    "auth",
    "authenticate",
    "token",
    "session",
];
/// How deep a token may lie, how short it may be.
const DEPTH: u8 = 3;
const SHORTEST: usize = 8;
/// Operations remembered, and how often each is tried after a loss.
const KNOWN: usize = 4;
const TIMES: usize = 2;
/// Answers after which the next one is tried.
const PATIENCE: u32 = 30;

/// How the campaign comes by another credential when its own is good no more: by operations that
/// handed one out.
#[derive(Debug, Default)]
pub(crate) struct Relogin {
    /// Those that handed out a token, the likeliest first; with whether they say that they log in.
    known: Vec<(OperationId, bool)>,
    /// Those still to be tried.
    open: VecDeque<OperationId>,
    /// The one whose answer is waited for.
    asked: Option<OperationId>,
    /// Answers since the last was tried.
    waited: u32,
}

/// The token that an answer hands out.
pub(crate) fn token_in(body: &Value) -> Option<&str> {
    search(body, DEPTH)
}

fn search(value: &Value, depth: u8) -> Option<&str> {
    let depth = depth.checked_sub(1)?;
    let map = value.as_object()?;
    let named = TOKENS.iter().find_map(|wanted| {
        let (_, value) = map.iter().find(|(name, _)| is_called(name, wanted))?;
        value.as_str().filter(|token| is_token(token))
    });
    named.or_else(|| map.values().find_map(|inner| search(inner, depth)))
}

/// Whether it can stand in a header (RFC 6750, section 2.1).
fn is_token(text: &str) -> bool {
    text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl Relogin {
    /// Takes in an answer; a token, where it is the one that was waited for.
    pub(crate) fn saw(&mut self, operation: &Operation, seen: &mut Seen) -> Option<String> {
        self.waited = self.waited.saturating_add(1);
        let token = seen.token.take()?;
        let id = operation.id;
        if seen.mutators.is_empty() && !self.known.iter().any(|(known, _)| *known == id) {
            let logs_in = logs_in(operation);
            let room = self.known.len() < KNOWN || logs_in;
            if room {
                self.known.push((id, logs_in));
                self.known.sort_by_key(|(_, logs_in)| !logs_in);
                self.known.truncate(KNOWN);
            }
        }
        (self.asked == Some(id)).then(|| {
            self.asked = None;
            token
        })
    }

    /// Begins to look for a credential; who may give one first.
    pub(crate) fn begin(&mut self) -> Option<OperationId> {
        let known = self.known.iter().map(|(id, _)| *id);
        let all: Vec<OperationId> = known.collect();
        self.open = all.repeat(TIMES).into();
        self.waited = PATIENCE;
        self.open.front().copied()
    }

    /// Nothing is looked for any more.
    pub(crate) fn end(&mut self) {
        self.open.clear();
        self.asked = None;
    }

    /// Who is to be asked now.
    pub(crate) fn next(&mut self) -> Option<OperationId> {
        if self.waited < PATIENCE {
            return None;
        }
        let next = self.open.pop_front()?;
        self.waited = 0;
        self.asked = Some(next);
        Some(next)
    }
}

fn logs_in(operation: &Operation) -> bool {
    let said = |text: &str| {
        let words = words(text);
        let joined = words.concat();
        let alone = words.iter().any(|word| LOGINS.contains(&word.as_str()));
        alone || joined.contains("login") || joined.contains("signin")
    };
    said(&operation.path) || operation.operation_id.as_deref().is_some_and(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tokens_are_found_where_logins_put_them() {
        let check = |body: Value, expected: Option<&str>| {
            assert_eq!(token_in(&body), expected, "{body}");
        };
        check(
            json!({"refresh_token": "r-123456", "access_token": "a-123456"}),
            Some("a-123456"),
        );
        check(json!({"data": {"token": "t-1234567"}}), Some("t-1234567"));
        check(json!({"token": "short"}), None);
        check(json!({"token": "two words here"}), None);
        check(json!([{"token": "of-a-list-of-keys"}]), None);
        check(json!({"a": {"b": {"c": {"token": "too-deep-down"}}}}), None);
    }
}
