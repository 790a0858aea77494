use std::sync::LazyLock;

use bedlam_model::{FactKind, Location};
use regex::Regex;

use crate::learn::refusal::answer::Answer;
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::phrase::type_fact;
use crate::learn::refusal::place::Place;
use crate::pattern::pattern;

/// The way before the sentence, where the server tracks it: `items[0].sku: invalid type: ...`.
static WAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|: )([A-Za-z_][A-Za-z0-9_.\[\]-]{0,100}): (?:invalid|missing field|unknown|duplicate)",
    )
});
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(missing field|unknown field|unknown variant|invalid type|invalid value|invalid length|invalid digit)(?: `([^`]{1,80})`)?[^\n]*",
    )
});
static EXPECTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"expected (?:one of )?([^\n]*?)(?: at line [0-9]+|$)"));

/// serde's sentences, as axum, actix and others pass them on.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for text in answer.texts() {
        let serde = [
            "missing field `",
            "unknown field `",
            "unknown variant `",
            "invalid type: ",
            "invalid value: ",
            "invalid digit found",
        ];
        if text.len() > 4096 || !serde.iter().any(|words| text.contains(words)) {
            continue;
        }
        if let Some(found) = SAID.captures(text) {
            let way = WAY
                .captures(text)
                .map(|way| way[1].to_owned())
                .unwrap_or_default();
            notes.claim_text(text);
            let named = found.get(2).map(|name| name.as_str());
            one(text, &found[1], named, &way, notes);
        }
    }
}

fn one(text: &str, said: &str, named: Option<&str>, way: &str, notes: &mut Notes<'_>) {
    let location = if text.contains("query string") {
        Some(Location::Query)
    } else if text.contains("JSON body") || text.contains("line 1 column") {
        Some(Location::Body)
    } else {
        None
    };
    let place = Place::within(location, way);
    let expected = EXPECTED
        .captures(text)
        .map(|found| found[1].to_owned())
        .unwrap_or_default();
    match (said, named) {
        ("missing field", Some(name)) => {
            let place = if way.ends_with(name) {
                place
            } else {
                inside(&place, name, location)
            };
            notes.told(&place, vec![FactKind::Required], text);
        }
        ("unknown field", Some(name)) => {
            let place = if way.ends_with(name) {
                place
            } else {
                inside(&place, name, location)
            };
            notes.told(&place, vec![FactKind::Unknown], text);
        }
        ("unknown variant", Some(sent)) => {
            let values = expected.split('`').skip(1).step_by(2).map(Into::into);
            let fact = FactKind::OneOf(values.collect());
            let echo = notes.inputs.echo(sent).cloned();
            match echo {
                _ if place.is_named() => notes.told(&place, vec![fact], text),
                Some(address) => notes.told(
                    &Place::of(Some(address.location), address.path.to_vec()),
                    vec![fact],
                    text,
                ),
                None => notes.message("", text),
            }
        }
        _ if place.is_named() => {
            let word = expected.trim_start_matches("a ").trim_start_matches("an ");
            let digit = said == "invalid digit";
            let kind = if digit {
                type_fact("integer")
            } else {
                type_fact(word.split([' ', ',']).next().unwrap_or(""))
            };
            notes.told(&place, kind.into_iter().collect(), text);
        }
        _ => notes.message("", text),
    }
}

fn inside(place: &Place, name: &str, location: Option<Location>) -> Place {
    if place.is_named() {
        return place.key(name);
    }
    Place::within(location, name)
}
