use bedlam_model::{Type, words};
use serde_json::{Number, Value};

use super::dictionary::Entry;
use super::{lookup, template};
use crate::Rng;

/// What an input means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sense {
    entry: &'static Entry,
    late: bool,
}

/// What formats and phrases of descriptions mean, as names of the dictionary.
const HINTS: [(&str, &str); 14] = [
    ("date-time", "datetime"),
    ("e-mail", "email"),
    ("email", "email"),
    ("iso 8601", "datetime"),
    ("rfc3339", "datetime"),
    ("rfc 3339", "datetime"),
    ("iso 3166", "country"),
    ("country code", "country"),
    ("iso 4217", "currency"),
    ("currency code", "currency"),
    ("iso 639", "language"),
    ("e.164", "phone"),
    ("ip address", "ip"),
    ("uuid", "uuid"),
];

/// How much of a description is read.
const READ: usize = 160;

/// Seconds since 1970 at the beginning of 2030.
const FAR: i64 = 1_893_456_000;

impl Sense {
    /// What is meant, by name first, then by format, then by description; none: no idea, or
    /// nothing that can be said in this type.
    pub(crate) fn find(
        name: &str,
        format: Option<&str>,
        description: Option<&str>,
        kind: Type,
    ) -> Option<Sense> {
        let by_format = match format {
            Some("date") => Some("date"),
            Some("date-time" | "unix-time" | "timestamp") => Some("datetime"),
            Some("time") => Some("time"),
            Some("json") => Some("json"),
            _ if kind == Type::String && holds_json(name, description) => Some("json"),
            _ => None,
        };
        let entry = match by_format {
            Some(format) => lookup::entry(format),
            None => lookup::entry(name).or_else(|| described(description?)),
        }?;
        let speaks = match kind {
            Type::String => !entry.texts.is_empty(),
            Type::Integer | Type::Number => entry.numbers.is_some(),
            _ => false,
        };
        let late = lookup::is_late(name);
        speaks.then_some(Sense { entry, late })
    }

    /// A value of this type.
    pub(crate) fn value(self, kind: Type, rng: &mut Rng) -> Option<Value> {
        match kind {
            Type::String => {
                let text = rng.pick(self.entry.texts)?;
                Some(Value::String(template::fill(text, self.late, rng)))
            }
            Type::Integer | Type::Number => {
                let (low, high) = self.entry.numbers?;
                let middle = low + (high - low) / 2;
                let wide = high - low > 100_000;
                let (low, high) = match (wide, self.late) {
                    (true, false) => (low, middle),
                    (true, true) => (FAR, FAR + (high - low)),
                    _ => (low, high),
                };
                let whole = rng.range(low, high);
                if kind == Type::Number && high - low > 3 && rng.chance(0.5) {
                    let fraction = whole as f64 + 0.5;
                    return Number::from_f64(fraction).map(Value::Number);
                }
                Some(Value::from(whole))
            }
            _ => None,
        }
    }
}

/// Whether a text holds a JSON document, by its name or by what is said of it.
fn holds_json(name: &str, description: Option<&str>) -> bool {
    const SAID: [&str; 9] = [
        "json string",
        "json-string",
        "json encoded",
        "json-encoded",
        "serialized json",
        "serialised json",
        "stringified json",
        "json-formatted",
        "json object",
    ];
    let all = words(name);
    let document = [
        "data", "metadata", "config", "string", "text", "body", "params", "content",
    ];
    let named = all
        .windows(2)
        .any(|pair| pair[0] == "json" && document.contains(&&*pair[1]));
    named
        || description.is_some_and(|text| {
            let text: String = text.chars().take(READ).collect();
            let text = text.to_lowercase();
            SAID.iter().any(|phrase| text.contains(phrase))
        })
}

fn described(description: &str) -> Option<&'static Entry> {
    let text: String = description.chars().take(READ).collect();
    let text = text.to_lowercase();
    let (_, name) = HINTS.iter().find(|(phrase, _)| text.contains(phrase))?;
    lookup::entry(name)
}
