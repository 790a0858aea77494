use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bedlam_model::{Fact, FactKind, InputAddress, Location, words};
use regex::Regex;
use serde_json::Value;

use super::answer::Answer;
use super::read::Known;
use crate::pattern::any_of;

/// What is said where a body was expected and none came.
static NO_BODY: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"\beof\b.*\b(?:body|request|json|input)\b",
        r"^(?:.*: )?(?:unexpected )?eof\.?$",
        r"\bunexpected end of (?:json )?(?:input|data|file|stream)\b",
        r"\b(?:request )?(?:body|payload) (?:is|was|cannot be|can't be|can not be|must not be|should not be|may not be) (?:missing|required|empty|null|mandatory|blank)\b",
        r"\b(?:missing|empty|required|no) (?:http )?(?:request |json )(?:body|payload)\b",
        r"\b(?:missing|empty) (?:body|payload)\b",
        r"\bplease (?:send|provide|supply) a (?:non-?empty )?(?:request |json )?body\b",
    ])
});

/// What is said where the body held next to nothing.
static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"^(?:the )?(?:config|configuration|request|payload|body|data|input|object|settings|spec) (?:cannot|can't|can not|must not|should not|may not) be (?:empty|null|nil|blank)\b",
    ])
});

/// What is said of text that should have held a JSON document.
static JSON: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"^(?:the )?json (?:is |was )?(?:not valid|invalid|malformed)\.?$",
        r"^(?:invalid|malformed|not (?:a )?valid) json(?: (?:string|data|value|configuration|metadata|config))?\.?$",
        r"\b(?:cannot|could not|can't|couldn't|failed to|unable to) (?:be )?(?:decoded?|parsed?) (?:by |as |the )?json\b",
        r"^invalid character '.' (?:looking for beginning of value|in literal )",
        r"^expecting value: line [0-9]+ column [0-9]+ \(char [0-9]+\)$",
        r"^unexpected token .* in json at position [0-9]+$",
        r"\bis not valid json\.?$",
    ])
});

/// The same of base64 (RFC 4648, section 4).
static BASE64: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"\b(?:illegal|invalid|malformed|incorrect) base ?64\b",
        r"\bbase ?64 (?:is |was )?(?:invalid|not valid|malformed|decod)",
        r"\bnot (?:a )?(?:valid |properly )?base ?64\b",
        r"\b(?:decode|decoding) (?:the )?base ?64\b",
        r"^incorrect padding$",
    ])
});

/// Words in names of texts that hold documents, and of those that hold bytes, the likeliest first.
const DOCUMENTS: &[&str] = &[
    "json",
    "data",
    "config",
    "configuration",
    "params",
    "parameters",
    "options",
    "metadata",
    "query",
    "state",
    "extra",
    "settings",
    "context",
    "payload",
    "attributes",
    "filters",
    "spec",
    "definition",
    "layout",
    "body",
    "content",
    "value",
];
const BYTES: &[&str] = &[
    "base64", "data", "content", "contents", "payload", "secret", "value", "bytes", "blob", "file",
    "image", "key", "body", "message",
];

/// What an answer says that names no input, where the request tells which one must be meant.
///
/// Of several texts that may be, the likeliest is taken that is not yet what was asked for: when that
/// was not it, the next refusal speaks of the next one.
pub(super) fn unnamed(answer: &Answer<'_>, facts: &[Fact], inputs: &[Known<'_>]) -> Option<Fact> {
    let telling = |fact: &Fact| fact.address.is_some();
    if answer.status < 400 || facts.iter().any(telling) {
        return None;
    }
    let mut texts = answer.texts().into_iter().map(str::trim);
    texts.find_map(|text| {
        let short: String = text.chars().take(SHORT).collect();
        let lower = short.to_ascii_lowercase();
        let (address, kind) = meant(lower.trim(), inputs)?;
        Some(Fact {
            name: address.name().unwrap_or_default().to_owned(),
            address: Some(address),
            kind,
            evidence: short,
        })
    })
}

/// Characters of a message that are read.
const SHORT: usize = 300;

fn meant(text: &str, inputs: &[Known<'_>]) -> Option<(InputAddress, FactKind)> {
    let body = || {
        inputs
            .iter()
            .any(|i| i.address.location == Location::Body && i.sent.is_some())
    };
    if NO_BODY.is_match(text) && !body() {
        return Some((InputAddress::body(), FactKind::Required));
    }
    if EMPTY.is_match(text) {
        return Some((InputAddress::body(), FactKind::LengthAtLeast(1)));
    }
    let format = |name: &str| FactKind::Format(name.to_owned());
    if BASE64.is_match(text) {
        let decodes = |text: &str| STANDARD.decode(text).is_ok();
        return Some((likeliest(inputs, BYTES, &decodes)?, format("byte")));
    }
    if JSON.is_match(text) || NO_BODY.is_match(text) {
        let parses = |text: &str| serde_json::from_str::<Value>(text).is_ok();
        return Some((likeliest(inputs, DOCUMENTS, &parses)?, format("json")));
    }
    None
}

/// The text in the body that goes by the likeliest of these words; the only one, whatever its name.
fn likeliest(
    inputs: &[Known<'_>],
    names: &[&str],
    done: &dyn Fn(&str) -> bool,
) -> Option<InputAddress> {
    let open = inputs.iter().filter(|input| {
        let text = input.sent.and_then(Value::as_str);
        input.address.location == Location::Body && text.is_some_and(|text| !done(text))
    });
    let open: Vec<&InputAddress> = open.map(|input| input.address).collect();
    let rank = |address: &InputAddress| {
        let all = words(address.name()?);
        names
            .iter()
            .position(|name| all.iter().any(|word| word == name))
    };
    let ranked = open
        .iter()
        .filter_map(|address| Some((rank(address)?, *address)));
    let best = ranked.min_by_key(|(rank, address)| (*rank, address.path.len()));
    match (best, open.as_slice()) {
        (Some((_, address)), _) => Some(address.general()),
        (None, [only]) => Some(only.general()),
        _ => None,
    }
}
