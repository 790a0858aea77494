use bedlam_model::{Case, Content};
use serde_json::Value;

/// How many texts of a case are remembered, and of how many bytes together.
const MOST: usize = 200;
const MOST_BYTES: usize = 64 * 1024;

/// The texts that a case sent, so that they can be told from what the server says of its own.
pub(crate) struct Sent(Vec<String>);

impl Sent {
    pub(crate) fn of(case: &Case) -> Self {
        let mut texts = Texts::default();
        for argument in &case.arguments {
            texts.add(&argument.value);
        }
        match case.body.as_ref().map(|body| &body.content) {
            Some(Content::Value(value)) => texts.add(value),
            Some(Content::Raw(bytes)) => texts.push(&String::from_utf8_lossy(bytes)),
            None => {}
        }
        for (_, value) in &case.wire.extra_headers {
            texts.push(value);
        }
        let suffixes = [&case.wire.path_suffix, &case.wire.query_suffix];
        suffixes
            .into_iter()
            .flatten()
            .for_each(|text| texts.push(text));
        let mut all = texts.found;
        // Longer ones first: they may hold shorter ones.
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        all.dedup();
        Sent(all)
    }

    /// A text with all that was sent replaced by `#`; also as it looks escaped in JSON. Short
    /// values only where they stand alone.
    pub(crate) fn strip(&self, text: &str) -> String {
        let mut output = text.to_owned();
        for sent in &self.0 {
            output = replace(&output, sent);
            if sent.contains(['"', '\\', '\n']) {
                let escaped = Value::from(sent.as_str()).to_string();
                output = replace(&output, &escaped[1..escaped.len() - 1]);
            }
        }
        output
    }

    /// Whether any of what was sent holds one of these, in whatever case.
    pub(crate) fn holds(&self, words: &[&str]) -> bool {
        self.0.iter().any(|text| {
            let lower = text.to_ascii_lowercase();
            words.iter().any(|word| lower.contains(word))
        })
    }

    /// Whether the text was sent, as a whole or as a part of something.
    pub(crate) fn includes(&self, text: &str) -> bool {
        self.0.iter().any(|sent| sent.contains(text))
    }
}

#[derive(Default)]
struct Texts {
    found: Vec<String>,
    bytes: usize,
}

impl Texts {
    fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.push(text),
            Value::Number(number) => self.push(&number.to_string()),
            Value::Array(items) => items.iter().take(MOST).for_each(|item| self.add(item)),
            Value::Object(map) => {
                for (name, value) in map.iter().take(MOST) {
                    // Names that nobody declared are input too, and look like none.
                    if name.len() > 12 && !is_identifier(name) {
                        self.push(name);
                    }
                    self.add(value);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn push(&mut self, text: &str) {
        let trimmed = text.trim();
        if trimmed.len() < 3 || self.found.len() >= MOST || self.bytes >= MOST_BYTES {
            return;
        }
        let text = &trimmed[..trimmed.floor_char_boundary(MOST_BYTES - self.bytes)];
        self.bytes += text.len();
        self.found.push(text.to_owned());
    }
}

/// Whether a name looks like one that a person gave to a property.
fn is_identifier(name: &str) -> bool {
    const LONGEST: usize = 40;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.len() <= LONGEST && name.chars().all(plain)
}

fn replace(text: &str, sent: &str) -> String {
    if sent.is_empty() || !text.contains(sent) {
        return text.to_owned();
    }
    const SHORT: usize = 12;
    let mut output = String::with_capacity(text.len());
    let is_word = sent.len() < SHORT && sent.chars().all(char::is_alphanumeric);
    let mut rest = text;
    while let Some(at) = rest.find(sent) {
        let (before, from) = rest.split_at(at);
        let after = &from[sent.len()..];
        output.push_str(before);
        let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let within = touches(output.chars().next_back()) || touches(after.chars().next());
        output.push_str(if is_word && within { sent } else { "#" });
        rest = after;
    }
    output.push_str(rest);
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::{Argument, Body, OperationId};
    use serde_json::json;

    fn sent(value: Value) -> Sent {
        let mut case = Case::new(OperationId(0));
        case.arguments.push(Argument {
            parameter: 0,
            value: json!("the query"),
        });
        case.body = Some(Body {
            media: 0,
            content: Content::Value(value),
        });
        Sent::of(&case)
    }

    #[test]
    fn what_was_sent_is_taken_out_of_a_text() {
        let check = |value: Value, text: &str, expected: &str| {
            assert_eq!(sent(value).strip(text), expected);
        };
        check(
            json!({"a": "bob"}),
            "no bob, bobby or the query",
            "no #, bobby or #",
        );
        check(json!([12345]), "id 12345", "id #");
        check(
            json!("a\"b'c"),
            r#"near "a\"b'c" and a"b'c"#,
            r##"near "#" and #"##,
        );
        check(json!("no"), "no", "no");
        check(json!("' OR 1=1 --"), "x' OR 1=1 --y", "x#y");
    }
}
