use std::sync::LazyLock;

use bedlam_model::FactKind;
use regex::Regex;

use crate::learn::refusal::answer::{Answer, text};
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::place::Place;
use crate::pattern::pattern;

/// One constraint of AWS's validation message.
static CONSTRAINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"at '([^']{1,100})' failed to satisfy constraint: ([^;]+)"));

/// AWS: `Value 'x' at 'userName' failed to satisfy constraint: Member must ...; Value ...`, and
/// `fieldList: [{"path", "message"}]`.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for item in answer.items.iter().filter(|item| item.key == "fieldList") {
        let (Some(path), Some(message)) = (text(item.map, &["path"]), text(item.map, &["message"]))
        else {
            continue;
        };
        if notes.claim(item.map) {
            one(path, message, notes);
        }
    }
    for words in &answer.words {
        if !words.text.contains("failed to satisfy constraint") {
            continue;
        }
        notes.claim_text(words.text);
        for found in CONSTRAINT.captures_iter(words.text) {
            one(&found[1], &found[2], notes);
        }
    }
}

fn one(path: &str, message: &str, notes: &mut Notes<'_>) {
    let place = Place::parse(path);
    // Their ranges of characters come as patterns behind this sentence.
    let pattern = message.split_once("regular expression pattern: ");
    let kinds = pattern.map(|(_, pattern)| FactKind::Pattern(pattern.trim().to_owned()));
    notes.told(&place, kinds.into_iter().collect(), message);
}
