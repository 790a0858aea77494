//! Refusals as problem documents (RFC 9457).

use serde_json::{Value, json};

use crate::exchange::Answer;

/// One input that is to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blame {
    /// path, query, header, cookie or body.
    pub(crate) location: &'static str,
    pub(crate) field: String,
    pub(crate) message: String,
}

/// An answer that says no, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) detail: String,
    pub(crate) blames: Vec<Blame>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Problem {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Problem {
        Problem {
            status,
            detail: detail.into(),
            blames: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// A refusal for one input alone.
    pub(crate) fn blame(
        status: u16,
        location: &'static str,
        field: &str,
        message: impl Into<String>,
    ) -> Problem {
        let mut problem = Problem::invalid(vec![Blame {
            location,
            field: field.to_owned(),
            message: message.into(),
        }]);
        problem.status = status;
        problem
    }

    /// The same refusal with one more header.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Problem {
        Problem::new(400, detail)
    }

    pub(crate) fn unauthorized(detail: impl Into<String>) -> Problem {
        let mut problem = Problem::new(401, detail);
        problem
            .headers
            .push(("www-authenticate", "Bearer".to_owned()));
        problem
    }

    pub(crate) fn forbidden() -> Problem {
        Problem::new(403, "You are not allowed to do this.")
    }

    pub(crate) fn not_found(what: &str) -> Problem {
        Problem::new(404, format!("There is no such {what}."))
    }

    pub(crate) fn conflict(detail: impl Into<String>) -> Problem {
        Problem::new(409, detail)
    }

    /// A body that breaks its schema, with one blame for each broken input.
    pub(crate) fn invalid(blames: Vec<Blame>) -> Problem {
        let mut problem = Problem::new(422, sentence(&blames));
        problem.blames = blames;
        problem
    }

    /// Parameters that break their schemas; said as a sentence only.
    pub(crate) fn bad_parameters(blames: &[Blame]) -> Problem {
        Problem::bad_request(sentence(blames))
    }

    pub(crate) fn answer(&self) -> Answer {
        let mut document = json!({
            "title": title(self.status),
            "status": self.status,
            "detail": self.detail,
        });
        if !self.blames.is_empty() {
            document["errors"] = self.blames.iter().map(blame).collect();
        }
        let body = document.to_string().into_bytes();
        let mut answer = Answer::bytes(self.status, "application/problem+json", body);
        answer.headers.extend(self.headers.iter().cloned());
        answer
    }
}

fn blame(blame: &Blame) -> Value {
    json!({"location": blame.location, "field": blame.field, "message": blame.message})
}

fn sentence(blames: &[Blame]) -> String {
    let parts: Vec<String> = blames
        .iter()
        .map(|blame| format!("{} {}", blame.field, blame.message))
        .collect();
    format!("The request is not valid: {}.", parts.join("; "))
}

/// What a status is called (RFC 9110 section 15, RFC 6585).
pub(crate) fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        _ => "Internal Server Error",
    }
}
