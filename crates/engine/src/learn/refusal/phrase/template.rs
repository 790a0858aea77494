use bedlam_model::FactKind::{self, Candidate, Pattern};

use super::hit::{Hit, Phrase, Want, phrase, subject};
use crate::learn::refusal::clause::{quoted, value_of};
use crate::learn::refusal::words::{NOT_VALUES, among};

/// Values described by their looks: `of the form SKU-XXXX`, `'SKU-' followed by four digits`.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"(?P<v>)['\x22`][^'\x22`]{1,20}['\x22`],? followed by (?:exactly )?(?P<a><count>|an?) (?P<w>digits?|numbers?|letters?|characters?|alphanumeric characters?)",
        followed,
    ),
    phrase(
        r"\b(?:(?:of|in|has|have|use|following|expected|required|correct|this) (?:the |a |this )?(?:form|format|shape|pattern|template|style)(?: of| is)?:?|looks?(?: something)? like|formatted (?:like|as)|resemble|like|format(?: is|:| should be| must be)) (?P<v>)",
        form,
    ),
    phrase(
        r"\b(?:specify|give|write|provide|pass|enter|use)\b[^'\x22`<]{1,40} as (?P<v>)['\x22`][^'\x22`]*<",
        form,
    ),
    phrase(
        r"\bexpected(?: value| format| something)?(?: like)?:? (?P<v>)",
        template_only,
    ),
];

/// Letters that stand for any character of their kind in a template.
const HOLDERS: [char; 4] = ['X', 'x', '#', 'N'];

fn written<'c>(hit: &Hit<'c>) -> Option<&'c str> {
    let text = hit.clause.visible();
    let at = hit.at("v").filter(|&at| at < text.len())?;
    if let Some((inside, _)) = quoted(text, at) {
        return Some(inside).filter(|inside| !inside.is_empty() && inside.len() <= 60);
    }
    let rest = &text[at..];
    let end = rest.find([' ', ',', ';', ')']).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches(['.', ':']);
    let odd = word.contains(|c: char| !c.is_ascii_lowercase());
    (odd && (2..=60).contains(&word.len())).then_some(word)
}

/// The pattern of a template: runs of holders are digits, the rest stands for itself.
fn pattern(template: &str) -> Option<FactKind> {
    let held = template.chars().filter(|c| HOLDERS.contains(c)).count();
    let runs = HOLDERS
        .iter()
        .any(|holder| template.contains(&holder.to_string().repeat(2)));
    if !runs || held < 2 {
        return None;
    }
    let mut pattern = String::from("^");
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|&next| next == c).count();
        let alone = run == 1 && !matches!(c, '#');
        if HOLDERS.contains(&c) && !alone {
            pattern.push_str(&format!("[0-9]{{{run}}}"));
            rest = &rest[run * c.len_utf8()..];
        } else {
            literal(c, &mut pattern);
            rest = &rest[c.len_utf8()..];
        }
    }
    pattern.push('$');
    Some(Pattern(pattern))
}

pub(super) fn literal(c: char, pattern: &mut String) {
    if "\\.+*?()|[]{}^$".contains(c) {
        pattern.push('\\');
    }
    pattern.push(c);
}

fn form(hit: &Hit<'_>) -> Vec<Want> {
    let Some(text) = written(hit) else {
        return Vec::new();
    };
    if let Some(kind) = pattern(text) {
        return subject([kind]);
    }
    // Capitals alone are the name of a format, not a value: ISO, UUID.
    let name = text.chars().all(|c| c.is_ascii_uppercase()) && hit.clause.text.contains(text);
    let quoted = hit.clause.text.contains(&format!("'{text}'"))
        || hit.clause.text.contains(&format!("\"{text}\""));
    let known = hit.name("v").is_some_and(|name| name.address.is_some());
    if (name && !quoted) || known || among(NOT_VALUES, &text.to_ascii_lowercase()) {
        return Vec::new();
    }
    subject([Candidate(value_of(text))])
}

fn template_only(hit: &Hit<'_>) -> Vec<Want> {
    subject(written(hit).and_then(pattern))
}

fn followed(hit: &Hit<'_>) -> Vec<Want> {
    let Some((begin, _)) = hit.at("v").and_then(|at| quoted(hit.clause.text, at)) else {
        return Vec::new();
    };
    let class = match hit.word("w") {
        Some(word) if word.starts_with('d') || word.starts_with('n') => "[0-9]",
        Some(word) if word.starts_with('l') => "[A-Za-z]",
        _ => "[A-Za-z0-9]",
    };
    let count = hit.count("a").unwrap_or(1).min(200);
    let mut pattern = String::from("^");
    for c in begin.chars() {
        literal(c, &mut pattern);
    }
    pattern.push_str(&format!("{class}{{{count}}}$"));
    subject([Pattern(pattern)])
}
