use std::sync::LazyLock;

use bedlam_model::FactKind;
use regex::Regex;

use crate::learn::refusal::answer::Answer;
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::phrase::type_fact;
use crate::learn::refusal::place::Place;
use crate::pattern::pattern;

/// The way to the value: `(through reference chain: com.x.User["items"]->java.util.ArrayList[0]->..`.
static STEP: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\[(?:"([^"\]]{1,80})"|[0-9]+)\]"#));
static TYPE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:(?:instance|value) of type|instance of) [`']?([A-Za-z0-9_.$]+)"));
static ENUM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"not one of the values accepted for Enum class: \[([^\]]*)\]"));
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r#"from String "([^"]{1,100})""#));
static UNKNOWN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"Unrecognized field ["']([^"']{1,80})["']"#));

/// Jackson's sentences: `Cannot deserialize value of type ...`, `Unrecognized field ...`.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for text in answer.texts() {
        let jackson = [
            "Cannot deserialize",
            "Cannot construct",
            "Unrecognized field",
            "accepted for Enum class",
            "creator property",
        ];
        if !jackson.iter().any(|words| text.contains(words)) {
            continue;
        }
        let place = place(text, notes);
        let first = text.lines().next().unwrap_or(text);
        if let Some(found) = UNKNOWN.captures(text) {
            // The last step of the chain is the field itself.
            let name = Place::parse(&found[1]);
            let place = if place.is_named() { place } else { name };
            notes.claim_text(text);
            notes.told(&place, vec![FactKind::Unknown], first);
            continue;
        }
        let mut kinds = Vec::new();
        if let Some(found) = ENUM.captures(text) {
            let values = found[1].split(',').map(|value| value.trim().into());
            kinds.push(FactKind::OneOf(values.collect()));
        } else if let Some(found) = TYPE.captures(text) {
            kinds.extend(type_fact(&found[1]));
        }
        if place.is_named() {
            notes.claim_text(text);
            notes.told(&place, kinds, first);
        }
    }
}

/// The way that the message tells, or else the input whose value it repeats.
fn place(text: &str, notes: &Notes<'_>) -> Place {
    let mut place = Place::default();
    let chain = text
        .split_once("reference chain:")
        .map_or("", |(_, chain)| chain);
    for step in STEP.captures_iter(chain).take(12) {
        place = match step.get(1) {
            Some(name) => place.key(name.as_str()),
            None => place.item(),
        };
    }
    if !place.is_named() {
        let value = FROM.captures(text).map(|found| found[1].to_owned());
        let echo = value.and_then(|value| notes.inputs.echo(&value).cloned());
        if let Some(address) = echo {
            place = Place::of(Some(address.location), address.path.to_vec());
        }
    }
    place
}
