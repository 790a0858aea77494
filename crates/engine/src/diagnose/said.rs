use bedlam_model::Response;
use serde_json::{Map, Value};

/// Where answers say why, the most telling first: lists of what is wrong, then RFC 9457 and what
/// else is common; a title only where there is nothing better.
const KEYS: &[&str] = &[
    "errors",
    "violations",
    "detail",
    "message",
    "error_description",
    "error_message",
    "errorMessage",
    "description",
    "msg",
    "reason",
    "error",
    "fault",
    "details",
    "title",
];
/// How an entry of such a list names the input.
const NAMES: &[&str] = &[
    "field", "loc", "path", "param", "property", "source", "name",
];
/// How deep one looks, and how long a message may be.
const DEPTH: usize = 5;
const LONGEST: usize = 160;

/// What an answer says in words, on one line; `json`: its body, where it is JSON.
pub(crate) fn said(response: &Response, json: Option<&Value>) -> Option<String> {
    let text = match json {
        Some(json) => inside(json, DEPTH)?,
        None => plain(&String::from_utf8_lossy(&response.body))?,
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(LONGEST).collect();
    (!short.is_empty()).then_some(short)
}

fn inside(value: &Value, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(|item| inside(item, depth)),
        Value::Object(map) => {
            let key = |key: &&str| map.get(*key).and_then(|inner| inside(inner, depth));
            match KEYS.iter().find_map(key) {
                Some(text) => Some(named(map, text)),
                None => by_field(map, depth),
            }
        }
        _ => None,
    }
}

/// The message with the input's name before it, where the entry has one and the message does not.
fn named(map: &Map<String, Value>, text: String) -> String {
    let name = NAMES.iter().find_map(|key| match map.get(*key)? {
        Value::String(name) => Some(name.clone()),
        Value::Array(way) => way.iter().rev().find_map(|s| s.as_str().map(str::to_owned)),
        _ => None,
    });
    match name.filter(|name| !name.is_empty() && name.len() < 60 && !text.contains(name)) {
        Some(name) => format!("{name}: {text}"),
        None => text,
    }
}

/// `{"name": ["may not be blank"]}`.
fn by_field(map: &Map<String, Value>, depth: usize) -> Option<String> {
    map.iter().find_map(|(name, inner)| {
        let lists = matches!(inner, Value::Array(_) | Value::Object(_));
        let text = inside(inner, depth).filter(|_| lists)?;
        Some(format!("{name}: {text}"))
    })
}

/// Of a page its title; of a text its first line.
fn plain(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(begin) = lower.find("<title>") {
        let rest = &text[begin + 7..];
        let end = lower[begin + 7..].find("</title>").unwrap_or(rest.len());
        return Some(rest[..end].to_owned());
    }
    let page = lower.trim_start().starts_with('<');
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    (!page && !first.contains('\u{fffd}')).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        let response = Response {
            status: 400,
            version: "HTTP/1.1".into(),
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
            truncated: false,
        };
        let json: Option<Value> = serde_json::from_str(body).ok();
        let got = said(&response, json.as_ref());
        assert_eq!(got.as_deref(), expected, "{body}");
    }

    #[test]
    fn the_most_telling_words_of_an_answer_are_taken() {
        let problem = r#"{"title": "Bad Request", "status": 400, "detail": "No such\n  unit."}"#;
        check(problem, Some("No such unit."));
        check(
            r#"{"error": {"code": "X", "message": "bad cursor"}}"#,
            Some("bad cursor"),
        );
        check(
            r#"{"detail": [{"loc": ["body", "sku"], "msg": "field required"}]}"#,
            Some("sku: field required"),
        );
        check(
            r#"{"message": "invalid", "errors": {"email": ["is taken"]}}"#,
            Some("email: is taken"),
        );
        check(r#"{"errors": [], "message": "no"}"#, Some("no"));
        check(r#"{"age": ["is too low"]}"#, Some("age: is too low"));
        check(r#"{"id": "7"}"#, None);
        check("", None);
    }

    #[test]
    fn pages_and_texts_say_their_heading() {
        check("404 page not found\n", Some("404 page not found"));
        check(
            "<html><HEAD><title>Not\nFound</title></HEAD>",
            Some("Not Found"),
        );
        check("<html><body>x</body></html>", None);
    }
}
