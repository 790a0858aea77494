use std::sync::LazyLock;

use bedlam_model::FactKind;
use regex::Regex;

use crate::learn::refusal::answer::Answer;
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::place::{Place, location_word};
use crate::pattern::pattern;

/// go-playground/validator, as gin, echo and others pass it on.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"Key: '([^']{0,120})' Error:\s?Field validation for '([^']{1,80})' failed on the '([a-z0-9_=|]+)' tag",
    )
});
/// go-openapi, in go-swagger servers: `name in body is required`.
static OPENAPI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\s*(?:[a-z ]+:\s*)?([A-Za-z0-9_.\[\]-]{1,100}) in (body|query|path|header|formData) ([^\n]{3,300})$",
    )
});

/// Sentences of Go's validators; those of `encoding/json` and `strconv` are plain English.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for text in answer.texts() {
        for found in TAG.captures_iter(text).take(60) {
            let path = match &found[1] {
                "" => &found[2],
                path => path,
            };
            let fact = tag(&found[3]);
            notes.claim_text(text);
            notes.told(&Place::parse(path), fact.into_iter().collect(), &found[0]);
        }
        for found in OPENAPI.captures_iter(text).take(60) {
            notes.claim_text(text);
            let name = found[1].strip_prefix("body.").unwrap_or(&found[1]);
            let place = Place::within(location_word(&found[2]), name);
            let kinds = if found[3].starts_with("is a forbidden property") {
                vec![FactKind::Unknown]
            } else {
                Vec::new()
            };
            notes.told(&place, kinds, found[0].trim());
        }
    }
}

/// Tags that need no parameter: the sentence does not tell it.
fn tag(tag: &str) -> Option<FactKind> {
    let format = |name: &str| Some(FactKind::Format(name.to_owned()));
    match tag {
        "required" | "required_if" | "required_with" | "required_without" | "required_unless" => {
            Some(FactKind::Required)
        }
        "email" | "ipv4" | "ipv6" | "hostname" => format(tag),
        "ip" => format("ipv4"),
        "uuid" | "uuid4" | "uuid_rfc4122" => format("uuid"),
        "url" | "uri" | "http_url" => format("uri"),
        "datetime" => format("date-time"),
        "numeric" | "number" => Some(FactKind::Pattern("^[0-9]+$".to_owned())),
        "alpha" => Some(FactKind::Pattern("^[A-Za-z]+$".to_owned())),
        "alphanum" => Some(FactKind::Pattern("^[A-Za-z0-9]+$".to_owned())),
        "lowercase" => Some(FactKind::Pattern("^[a-z]+$".to_owned())),
        "e164" => Some(FactKind::Pattern(r"^\+49[0-9]{9}$".to_owned())),
        "excluded_with" | "excluded_if" => Some(FactKind::Unknown),
        "unique" => Some(FactKind::Invalid),
        _ => None,
    }
}
