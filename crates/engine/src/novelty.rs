use std::io;

use bedlam_model::{Exchange, OperationId, Outcome, TransportFault};
use bedlam_oracle::normalise_message;
use serde_json::Value;

/// FNV-1a with 64 bits (Fowler, Noll, Vo): stable from release to release, which the standard
/// library's hasher does not promise.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) fn new() -> Self {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    #[must_use]
    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    #[must_use]
    pub(crate) fn number(self, number: u64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    /// The value as it is written in JSON, without a copy of the text.
    #[must_use]
    pub(crate) fn json(mut self, value: &Value) -> Self {
        // A number takes whatever is written to it.
        let _ = serde_json::to_writer(&mut self, value);
        self
    }

    pub(crate) fn finish(self) -> u64 {
        self.0
    }
}

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self = self.bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What an exchange showed, as a number: operation, status, media type, shape of the body, and for
/// refusals and errors the message without its particulars. A number not seen before is novelty.
pub(crate) fn novelty(operation: OperationId, exchange: &Exchange, json: Option<&Value>) -> u64 {
    let hash = Hash::new().number(u64::from(operation.0));
    let response = match &exchange.outcome {
        Outcome::Response(response) => response,
        Outcome::Fault(fault) => {
            let kind: &[u8] = match fault {
                TransportFault::Timeout => b"timeout",
                TransportFault::Connect(_) => b"connect",
                TransportFault::Closed(_) => b"closed",
                TransportFault::Garbage(_) => b"garbage",
                TransportFault::Tls(_) => b"tls",
                TransportFault::Unsendable(_) => b"unsendable",
            };
            return hash.bytes(kind).finish();
        }
    };
    let media = response.header("content-type").unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default();
    let hash = hash
        .number(u64::from(response.status))
        .bytes(media.as_bytes());
    let hash = match json {
        Some(value) => hash.number(shape(value, 4)),
        None => hash.number(u64::from(response.body.is_empty())),
    };
    if response.is_success() {
        return hash.finish();
    }
    let head = &response.body[..response.body.len().min(400)];
    let message = normalise_message(&String::from_utf8_lossy(head));
    hash.bytes(message.as_bytes()).finish()
}

/// The shape of a value: names and types, not the values; order of properties does not matter.
fn shape(value: &Value, depth: u8) -> u64 {
    match value {
        Value::Null => 1,
        Value::Bool(_) => 2,
        Value::Number(_) => 3,
        Value::String(_) => 4,
        Value::Array(items) => match items.first() {
            Some(first) if depth > 0 => 5u64.wrapping_add(shape(first, depth - 1).wrapping_mul(31)),
            Some(_) => 5,
            None => 6,
        },
        Value::Object(properties) if depth > 0 => {
            properties
                .iter()
                .take(64)
                .fold(7, |sum: u64, (name, value)| {
                    let one = Hash::new()
                        .bytes(name.as_bytes())
                        .number(shape(value, depth - 1));
                    sum.wrapping_add(one.finish())
                })
        }
        Value::Object(_) => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shapes_differ_by_names_and_types_not_by_values_or_order() {
        let same = |a: Value, b: Value| assert_eq!(shape(&a, 4), shape(&b, 4), "{a} {b}");
        let other = |a: Value, b: Value| assert_ne!(shape(&a, 4), shape(&b, 4), "{a} {b}");
        same(json!({"a": 1, "b": "x"}), json!({"b": "y", "a": 2}));
        same(json!([{"a": 1}]), json!([{"a": 3}, {"a": 4}]));
        other(json!({"a": 1}), json!({"a": "1"}));
        other(json!([]), json!([1]));
        other(json!({"a": 1}), json!({"b": 1}));
    }
}
