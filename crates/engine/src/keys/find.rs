use bedlam_model::{REDACTED, Request, normalise};
use memchr::memmem;
use serde_json::Value;

/// What looks like a credential in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownKey {
    /// The name of the property without separators.
    pub(crate) name: String,
    pub(crate) value: String,
}

/// How the names of such properties end.
const ENDS: [&str; 5] = ["key", "token", "secret", "jwt", "keyvalue"];
/// What is no credential although its name ends like that.
const OTHERS: [&str; 24] = [
    "public",
    "pub",
    "foreign",
    "primary",
    "sort",
    "cache",
    "idempotency",
    "partition",
    "next",
    "page",
    "continuation",
    "cursor",
    "csrf",
    "xsrf",
    "refresh",
    "object",
    "storage",
    "external",
    "natural",
    "i18n",
    "translation",
    "message",
    "issue",
    "project",
];
/// How deep and wide an answer is read, and how many are taken from it.
const DEPTH: u8 = 5;
const ITEMS: usize = 4;
const MOST: usize = 8;
/// The length of a credential.
const SHORTEST: usize = 8;
const LONGEST: usize = 4096;
/// A value of this length stands nowhere by chance, whatever it is made of.
const DISTINCT: usize = 20;

/// The credentials that an answer shows and its request did not.
pub(crate) fn shown_keys(json: &Value, request: &Request) -> Vec<ShownKey> {
    let mut found = Vec::new();
    inside(json, DEPTH, &mut found);
    let echoed = |key: &ShownKey| {
        let value = key.value.as_bytes();
        let in_headers = request
            .headers
            .iter()
            .any(|(_, text)| text.contains(&key.value));
        in_headers
            || request.target.contains(&key.value)
            || memmem::find(&request.body, value).is_some()
    };
    found.retain(|key| !echoed(key));
    found
}

fn inside(value: &Value, depth: u8, found: &mut Vec<ShownKey>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::Array(items) => items
            .iter()
            .take(ITEMS)
            .for_each(|item| inside(item, depth, found)),
        Value::Object(properties) => {
            for (name, value) in properties {
                match value {
                    Value::String(text) if found.len() < MOST && is_key(name, text) => {
                        found.push(ShownKey {
                            name: normalise(name),
                            value: text.clone(),
                        });
                    }
                    Value::Array(_) | Value::Object(_) => inside(value, depth, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_key(name: &str, value: &str) -> bool {
    let name = normalise(name);
    let named = ENDS.iter().any(|end| name.ends_with(end));
    let other = || OTHERS.iter().any(|begin| name.starts_with(begin));
    let plain = || {
        (SHORTEST..=LONGEST).contains(&value.len())
            && value.bytes().all(|byte| byte.is_ascii_graphic())
            && !value.contains("://")
            && !value.contains('*')
            && !value.contains(REDACTED)
    };
    let odd = || {
        let digits = value.bytes().any(|b| b.is_ascii_digit());
        let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
        value.len() >= DISTINCT || (digits && letters)
    };
    named && !other() && plain() && odd()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::RequestId;
    use serde_json::json;

    fn found(json: Value, body: &str) -> Vec<(String, String)> {
        let request = Request {
            id: RequestId(1),
            method: "POST".into(),
            origin: "http://h".into(),
            target: "/x".into(),
            headers: Vec::new(),
            body: body.into(),
            raw: false,
        };
        let found = shown_keys(&json, &request).into_iter();
        found.map(|key| (key.name, key.value)).collect()
    }

    #[test]
    fn credentials_are_found_by_name_and_look_wherever_they_stand() {
        let check = |json: Value, expected: &[(&str, &str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            assert_eq!(found(json, ""), expected);
        };
        check(
            json!({"id": "w1", "adminkey": "5f1e0c9a7b", "inkey": "aa11bb22cc"}),
            &[("adminkey", "5f1e0c9a7b"), ("inkey", "aa11bb22cc")],
        );
        check(
            json!({"data": [{"api_key": "sk-0123456"}]}),
            &[("apikey", "sk-0123456")],
        );
        check(json!({"key": "theme", "token": "a b c d e f 1"}), &[]);
        check(
            json!({"public_key": "5f1e0c9a7b", "next_token": "5f1e0c9a7b"}),
            &[],
        );
        check(
            json!({"token_url": "http://h/x1", "secret": "********1a"}),
            &[],
        );
    }

    #[test]
    fn what_was_sent_is_no_credential_when_it_comes_back() {
        let answer = json!({"token": "abc12345", "apiKey": "fresh1234"});
        let expected = [("apikey".to_owned(), "fresh1234".to_owned())];
        assert_eq!(found(answer, "{\"token\": \"abc12345\"}"), expected);
    }
}
