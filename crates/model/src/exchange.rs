use serde::{Deserialize, Serialize};

use crate::RequestId;

/// What stands in the place of a secret in every recorded exchange.
pub const REDACTED: &str = "[redacted]";

/// Header fields in order. Names as written; in values, characters U+0080 to U+00FF stand for
/// single bytes (obs-text, RFC 9110, section 5.5).
pub type Headers = Vec<(String, String)>;

/// Bytes to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// The method.
    pub method: String,
    /// Scheme and authority: `http://127.0.0.1:8080`.
    pub origin: String,
    /// Path and query as they go over the wire; characters U+0080 to U+00FF stand for single bytes.
    pub target: String,
    /// Header fields, credentials replaced by their redacted form once the request is part of an
    /// [`Exchange`].
    pub headers: Headers,
    /// The body.
    #[serde(with = "bytes_as_text")]
    pub body: Vec<u8>,
    /// Whether only raw bytes on a socket can express it.
    pub raw: bool,
}

impl Request {
    /// Origin and target: the whole URL.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin, self.target)
    }
}

/// Bytes that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2`.
    pub version: String,
    /// Header fields.
    pub headers: Headers,
    /// The body, content codings removed.
    #[serde(with = "bytes_as_text")]
    pub body: Vec<u8>,
    /// Whether the body was cut: at the size limit, or since it is a stream that did not end.
    pub truncated: bool,
}

impl Response {
    /// The first value of a header, by case-insensitive name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The media type without parameters, lower case: `application/json`.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        let essence = value.split(';').next().unwrap_or(value).trim();
        (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
    }

    /// Whether the status says success (2xx).
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why no whole answer came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransportFault {
    /// No whole answer within the request timeout.
    Timeout,
    /// The connection was refused, or the host could not be reached.
    Connect(String),
    /// The connection ended before a whole answer.
    Closed(String),
    /// What came back is not HTTP.
    Garbage(String),
    /// TLS could not be agreed on.
    Tls(String),
    /// The request could not be written.
    Unsendable(String),
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// An answer.
    Response(Response),
    /// None.
    Fault(TransportFault),
}

/// When a request was sent and how long it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Milliseconds from the campaign's begin to sending.
    pub started_ms: f64,
    /// Milliseconds to the head of the answer.
    pub wait_ms: f64,
    /// Milliseconds to the end of the answer, or to the fault.
    pub total_ms: f64,
}

/// A request and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Bytes out.
    pub request: Request,
    /// Bytes in, or why not.
    pub outcome: Outcome,
    /// When.
    pub timing: Timing,
}

impl Exchange {
    /// The answer, if there was one.
    pub fn response(&self) -> Option<&Response> {
        match &self.outcome {
            Outcome::Response(response) => Some(response),
            Outcome::Fault(_) => None,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.response().map(|response| response.status)
    }
}

/// Bytes in events: text where they are UTF-8, else an array of numbers.
mod bytes_as_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Wire<'a> {
        Text(std::borrow::Cow<'a, str>),
        Bytes(std::borrow::Cow<'a, [u8]>),
    }

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Wire::Text(text.into()).serialize(serializer),
            Err(_) => Wire::Bytes(bytes.into()).serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<u8>, D::Error> {
        Ok(match Wire::deserialize(input)? {
            Wire::Text(text) => text.into_owned().into_bytes(),
            Wire::Bytes(bytes) => bytes.into_owned(),
        })
    }
}
