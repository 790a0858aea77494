use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Amendment, Exchange, InputAddress};

/// Why an operation is not covered: the class, what shows it, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The class.
    pub cause: Cause,
    /// The cause for this operation, one sentence without a full stop.
    pub summary: String,
    /// What shows it.
    pub evidence: Evidence,
    /// What to do, the likeliest to help first.
    pub remedies: Vec<Remedy>,
}

impl Diagnosis {
    /// The cause and what the API says about it most often, on one line.
    pub fn line(&self) -> String {
        match self.evidence.messages.first() {
            Some(said) => format!("{}: \u{201c}{}\u{201d}", self.cause, said.text),
            None => format!("{}: {}", self.cause, self.summary),
        }
    }
}

/// Why operations are not covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The API is not where the base URL says.
    WrongUrl,
    /// Credentials are missing or not accepted.
    Authentication,
    /// The credentials are known and may not do it.
    Authorisation,
    /// What the request is about does not exist.
    MissingResource,
    /// The values given are refused.
    InvalidInput,
    /// The state of the target forbids it now.
    StateConflict,
    /// The body is wanted in another media type, or the answer cannot be had in one that was asked.
    UnsupportedMediaType,
    /// The API asks for patience and nothing else.
    RateLimit,
    /// The API breaks on every request.
    ServerError,
    /// No whole answer comes.
    NeverAnswers,
    /// The API does not know what the spec describes.
    NotReachable,
    /// The campaign ended before its turn came.
    NotTried,
}

impl Cause {
    /// Its name, as reports and documents print it.
    pub fn name(self) -> &'static str {
        match self {
            Cause::WrongUrl => "wrong URL",
            Cause::Authentication => "authentication",
            Cause::Authorisation => "authorisation",
            Cause::MissingResource => "missing resource",
            Cause::InvalidInput => "invalid input",
            Cause::StateConflict => "conflict of state",
            Cause::UnsupportedMediaType => "unsupported media type",
            Cause::RateLimit => "rate limit",
            Cause::ServerError => "server error",
            Cause::NeverAnswers => "never answers",
            Cause::NotReachable => "not reachable through the spec",
            Cause::NotTried => "not tried",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What shows a cause. Only requests count that were meant to succeed, not those made to provoke.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Answers by status; 0 counts faults of the transport.
    pub statuses: BTreeMap<u16, u64>,
    /// What the API said, like messages grouped: first those that come with the cause, the
    /// commonest first.
    pub messages: Vec<Said>,
    /// The request that got farthest, with its answer; long bodies cut, credentials redacted.
    pub closest: Option<Exchange>,
    /// The input to blame, where one stands out.
    pub input: Option<InputAddress>,
    /// An operation that makes what this one needs, and is not covered itself: `POST /users`.
    pub waits_for: Option<String>,
    /// Changes of single inputs that altered the answer, those first that got the request farther:
    /// `without QUERY unit: 404 “no such order”`.
    #[serde(default)]
    pub altered: Vec<String>,
}

/// A message of the API, with those counted that differ only in particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The status that it came with.
    pub status: u16,
    /// The first of its kind, as it was said.
    pub text: String,
    /// How often.
    pub count: u64,
}

/// Something to do so that an operation is covered next time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// What it does, one phrase.
    pub about: String,
    /// What to paste. Parts that only the user knows stand in angle brackets: `<key>`.
    pub paste: Paste,
}

/// What to paste, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "value")]
pub enum Paste {
    /// Arguments of the command line: `--header-auth`, `X-Key: <key>`.
    Arguments(Vec<String>),
    /// Lines of the configuration file (YAML).
    Config(String),
    /// A change of the spec, to be written as an action of an overlay.
    Amendment(Box<Amendment>),
    /// Nothing: only the API or the spec as a whole can be mended.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_holds_the_cause_and_the_loudest_message() {
        let mut diagnosis = Diagnosis {
            cause: Cause::InvalidInput,
            summary: "every request was refused".into(),
            evidence: Evidence::default(),
            remedies: Vec::new(),
        };
        assert_eq!(diagnosis.line(), "invalid input: every request was refused");
        diagnosis.evidence.messages.push(Said {
            status: 422,
            text: "Invalid voucher.".into(),
            count: 3,
        });
        assert_eq!(
            diagnosis.line(),
            "invalid input: \u{201c}Invalid voucher.\u{201d}"
        );
    }
}
