use bedlam_model::FactKind::{Candidate, OneOf, Type};

use super::hit::{Hit, Phrase, Want, phrase, subject};
use super::types::type_fact;
use crate::learn::refusal::clause::{Literal, value};
use crate::learn::refusal::words::{NOT_VALUES, among};

/// Values that the message names.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"\b(?:(?:e\.g|i\.e)\.?,?|eg[.:,]|ex[.:]|for example,?:?|for instance,?:?|examples?:|such as|an example (?:is|would be):?|sample:)(?: (?:an?|the|as))? ?",
        example,
    ),
    phrase(
        r"\b(?:one|any|either) of(?: the| these| its| those)?(?: following)?(?: allowed| permitted| valid| supported| accepted| available| possible| known| predefined)?(?: enum(?:eration)?)?(?: values?| options?| choices?| strings?| types?| formats?| members?| items?| names?| constants?| statuses| states)*(?: accepted| allowed| permitted)?(?: are| is)?(?: for [a-z_' \x22:.]+)?:? ?",
        one_of,
    ),
    phrase(
        r"\b(?:allowed|valid|permitted|possible|acceptable|accepted|supported|available|known|legal|expected|recognized|allowable|permissible)(?: enum| input)? (?:values?|options?|choices?|types?|statuses|states|status|formats?|roles?|members?|names?|codes?|modes?|kinds?|units?|currencies|languages|entries|constants|strings?|categories|levels?|sizes?|colou?rs?|priorities|actions?|methods?|events?|scopes?|[a-z]+s)(?: for [^:]{1,40}?)?(?: are| is| include| include only|:| =| would be| can be)+:?(?: one of:?)? ?",
        one_of,
    ),
    phrase(
        r"\b(?:allowed|valid|permitted|possible|acceptable|accepted|supported|available|known|legal|expected|recognized|allowable|permissible)(?: enum| input)? (?:values?|options?|choices?|types?|statuses|states|status|formats?|roles?|members?|names?|codes?|modes?|kinds?|units?|currencies|languages|entries|constants|strings?|categories|levels?|sizes?|colou?rs?|priorities|actions?|methods?|events?|scopes?|[a-z]+s) ?",
        sure_list,
    ),
    phrase(
        r"(?:\b(?:permitted|allowed|choices|options|accepts(?: only)?|accepted|supported|enum|expecting|valid are|possible are)(?: are| is)?: ?|\benum(?:eration)? values?(?: set)?: ?|\b(?:choices|options) are |\b(?:choose(?: one)?|select(?: one)?|pick(?: one)?)(?: from| between| of) |\b(?:not|is|must be|should be|be) (?:in|among|within|part of|a member of)(?: the)?(?: list| set| enum| enumeration| allowed)?(?: of)?:? ?|\benum(?: class)?:? ?)",
        sure_list,
    ),
    phrase(
        r"(?:<must> be (?:set|equal) to|<must> (?:be|equal)|\bexpected(?: value)?(?: to be| one of)?:?|\bexpects?|\b(?:can|may) (?:only )?be|\bmust be|\bshould be|\bis not|\bonly|\buse|\binput should be)(?: either| only| exactly| the value| the string| set to| one of| value)?:? (?P<v>)",
        either,
    ),
    phrase(
        r"\b(?:did you mean|do you mean|perhaps you meant|maybe you meant|try|closest match(?: is)?|instead use|please use|suggestion:|suggested:) (?P<v>)",
        suggested,
    ),
];

/// What stands before the names of properties of which one is wanted.
const CONTAINS: &str = "must contain at least ";

fn is_value(literal: &Literal) -> bool {
    if literal.quoted {
        return !literal.text.is_empty();
    }
    let small = literal.text.to_ascii_lowercase();
    let typed = type_fact(&small).is_some();
    !among(NOT_VALUES, &small) && !typed && !small.contains("...")
}

/// Whether a value is the name of a type, or of several.
fn is_type(literal: &Literal) -> bool {
    let mut names = literal.text.split(", ");
    names.all(|name| type_fact(name).is_some())
}

/// Whether the words of a phrase announce types.
fn of_types(hit: &Hit<'_>) -> bool {
    let words = hit.found.get(0).map(|found| found.as_str());
    words.is_some_and(|words| words.contains("type"))
}

fn values(literals: &[Literal]) -> Vec<serde_json::Value> {
    literals.iter().map(value).collect()
}

fn example(hit: &Hit<'_>) -> Vec<Want> {
    let Some((literals, _)) = hit.listed() else {
        return Vec::new();
    };
    let good = literals.iter().filter(|literal| is_value(literal)).take(5);
    subject(good.map(|literal| Candidate(value(literal))))
}

fn one_of(hit: &Hit<'_>) -> Vec<Want> {
    // `must contain at least one of [a, b]` names properties, not values.
    if hit.before().ends_with(CONTAINS) {
        return Vec::new();
    }
    match hit.listed() {
        // "expected type: 'object'" tells no value.
        Some((literals, _)) if literals.iter().all(is_type) && of_types(hit) => Vec::new(),
        // One plain word behind "one of" is English; several are values, also `a` and `none`.
        Some((literals, _)) if literals.len() > 1 || literals.iter().all(is_value) => {
            subject([OneOf(values(&literals))])
        }
        _ => Vec::new(),
    }
}

/// A list in brackets or of quoted values, or at least two of plain ones.
fn sure_list(hit: &Hit<'_>) -> Vec<Want> {
    let Some((literals, bracketed)) = hit.listed() else {
        return Vec::new();
    };
    let quoted = literals.iter().all(|literal| literal.quoted);
    let sure = bracketed
        || quoted
        || (literals.len() > 1
            && hit
                .found
                .get(0)
                .is_some_and(|m| m.as_str().contains([':', 'f']) || m.as_str().ends_with("are ")));
    // `in range [1, 10]` is no list of values.
    if !sure || !literals.iter().all(is_value) {
        return Vec::new();
    }
    subject([OneOf(values(&literals))])
}

/// "must be 'a' or 'b'", "must be a or b", "must be 'a'".
fn either(hit: &Hit<'_>) -> Vec<Want> {
    let Some((literals, bracketed)) = hit.listed() else {
        return Vec::new();
    };
    // A name of another input is no value.
    let named = hit
        .name("v")
        .is_some_and(|name| name.address.is_some() && literals.len() == 1);
    if named || bracketed && hit.rest().starts_with('(') || !literals.iter().all(is_value) {
        return Vec::new();
    }
    let quoted = literals.iter().all(|literal| literal.quoted);
    let flag = |literal: &Literal| matches!(literal.text.as_str(), "true" | "false");
    match literals.as_slice() {
        [only] if type_fact(&only.text).is_some() => Vec::new(),
        [only] if only.quoted || flag(only) => {
            let complaint = hit
                .found
                .get(0)
                .is_some_and(|m| m.as_str().starts_with("is not"));
            if complaint {
                Vec::new()
            } else {
                subject([Candidate(value(only))])
            }
        }
        [_] => Vec::new(),
        [_, _] if literals.iter().all(flag) => subject([Type("boolean".to_owned())]),
        _ if quoted || literals.len() <= 12 => subject([OneOf(values(&literals))]),
        _ => Vec::new(),
    }
}

fn suggested(hit: &Hit<'_>) -> Vec<Want> {
    let Some((literals, _)) = hit.listed() else {
        return Vec::new();
    };
    let odd = |literal: &&Literal| {
        literal.quoted || literal.text.contains(|c: char| !c.is_ascii_lowercase())
    };
    let named = hit.name("v").is_some_and(|name| name.address.is_some());
    let good = literals
        .iter()
        .filter(odd)
        .filter(|literal| is_value(literal));
    let good = good.filter(|_| !named).take(3);
    subject(good.map(|literal| Candidate(value(literal))))
}
