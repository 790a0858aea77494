use bedlam_model::{Case, FactKind, Location, Operation};
use serde_json::Value;

use crate::job::Seen;

/// What is known of the media types that the body of an operation may be sent in, besides what
/// the spec says.
#[derive(Clone, Debug, Default)]
pub(crate) struct MediaLore {
    /// The one to send.
    wanted: Option<String>,
    /// Those that were refused (415).
    refused: Vec<String>,
    /// Whether a request without a body was refused.
    bare: bool,
}

/// Types tried where an answer names none, the commonest first.
const COMMON: &[&str] = &[
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "application/merge-patch+json",
    "application/json-patch+json",
    "text/plain",
    "application/octet-stream",
];
/// Types remembered as refused.
const REFUSED: usize = 24;

impl MediaLore {
    /// The media type to send instead of the declared one.
    pub(crate) fn wanted(&self) -> Option<&str> {
        self.wanted.as_deref()
    }

    /// Whether a body is wanted where the spec declares none: servers that look at the media type
    /// of every request refuse those that have none.
    pub(crate) fn wants_body(&self) -> bool {
        self.bare
    }

    /// Takes in that the type of a case was refused (RFC 9110, section 15.5.16).
    pub(super) fn refuse(&mut self, operation: &Operation, case: &Case, seen: &Seen) {
        let Some(body) = &case.body else {
            self.bare = true;
            return;
        };
        let declared: Vec<&str> = operation
            .body
            .iter()
            .flat_map(|body| body.media.iter().map(|media| media.name.as_str()))
            .collect();
        let own = case.wire.media.as_deref();
        let sent = own.or(declared.get(body.media).copied());
        let sent = essence(sent.unwrap_or("application/json"));
        if self.refused.len() < REFUSED && !self.refused.contains(&sent) {
            self.refused.push(sent);
        }
        let told = offered(seen);
        let told = told.iter().map(String::as_str);
        let mut all = told.chain(declared).chain(COMMON.iter().copied());
        let next = all.find(|name| {
            let name = essence(name);
            !name.contains('*') && !self.refused.contains(&name)
        });
        self.wanted = next.map(str::to_owned);
    }
}

/// The types that a refusal names, in its headers or its words.
fn offered(seen: &Seen) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let Some(refusal) = &seen.refusal else {
        return names;
    };
    for fact in &refusal.facts {
        let header = fact.address.as_ref().is_some_and(|address| {
            let name = address.name().unwrap_or_default();
            address.location == Location::Header && name.eq_ignore_ascii_case("content-type")
        });
        match &fact.kind {
            FactKind::OneOf(values) if header => {
                names.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
    }
    for message in &refusal.messages {
        names.extend(types_in(message));
    }
    names
}

/// Media types that stand in a text.
fn types_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !"/+-._".contains(c));
    let tops = [
        "application/",
        "multipart/",
        "text/",
        "image/",
        "audio/",
        "video/",
    ];
    words
        .map(|word| word.trim_end_matches('.').to_ascii_lowercase())
        .filter(move |word| {
            let rest = tops.iter().find_map(|top| word.strip_prefix(top));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
        })
}

fn essence(name: &str) -> String {
    let name = name.split(';').next().unwrap_or(name);
    name.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_found_in_sentences() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(types_in(text).collect::<Vec<_>>(), expected);
        };
        check(
            "Unsupported 'application/json'. Use multipart/form-data, or text/csv.",
            &["application/json", "multipart/form-data", "text/csv"],
        );
        check("and/or text/ a/b", &[]);
    }
}
