use std::sync::LazyLock;

use bedlam_model::FactKind::Pattern;
use regex::{Captures, Regex};

use super::hit::{Hit, Phrase, Want, phrase, subject};
use super::pattern::character;
use super::template::literal;
use crate::learn::refusal::clause::quoted;
use crate::pattern::pattern;

/// Values told part by part: `two uppercase letters, followed by a hyphen and five digits`.
pub(crate) const PHRASES: &[Phrase] = &[phrase(
    r"(?:<must> (?:be|have|contain|match|(?:start|begin) with|consist of|look like)(?: an?)?:? )?(?:(?:exactly |an? |the )?(?:<count>(?: ?(?:to|or|-) ?<count>)? )?(?:(?:upper[- ]?case|lower[- ]?case|capital|ascii|latin) )?(?:letters?|digits?|numbers?|numerals?|(?:alpha-?numeric )?characters?|hex(?:adecimal)? (?:digits?|characters?))|['\x22`][^'\x22`]{1,20}['\x22`])(?:,? (?:and |then |and then |which (?:is|are) )*followed by |,? (?:and )?then ).{1,200}",
    sequence,
)];

/// One part: so many of a kind of characters, a named character, or a quoted text.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    let count = "[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|an?";
    let text = format!(
        r#"(?:\b(?P<a>{count})(?: ?(?:to|or|-) ?(?P<b>{count}))? )?(?:(?P<case>upper[- ]?case|lower[- ]?case|capital|ascii|latin) )?(?P<kind>letters?|digits?|numbers?|numerals?|(?:alpha-?numeric )?characters?|hex(?:adecimal)? (?:digits?|characters?))\b|(?P<quote>['"`])|\b(?:(?P<n>{count}) )?(?P<name>hyphen|dash|underscore|dot|period|colon|slash|hash|plus|space|at sign|dollar)(?:e?s)?\b"#
    );
    pattern(&text)
});

/// Parts of one value, at most, and characters of one part.
const PARTS: usize = 12;
const LONGEST: u64 = 100;

fn sequence(hit: &Hit<'_>) -> Vec<Want> {
    let Some(whole) = hit.found.get(0) else {
        return Vec::new();
    };
    let (lower, visible) = (&hit.clause.lower, hit.clause.visible());
    let mut pattern = String::from("^");
    let (mut at, mut parts) = (whole.start(), 0);
    while let Some(found) = PART.captures_at(lower, at).filter(|_| parts < PARTS) {
        at = found.get(0).map_or(lower.len(), |part| part.end());
        if let Some(quote) = found.name("quote") {
            let Some((text, end)) = quoted(visible, quote.start()) else {
                continue;
            };
            text.chars().for_each(|c| literal(c, &mut pattern));
            at = end;
        } else if let Some(name) = found.name("name") {
            let word = name.as_str().trim_end_matches(" sign");
            let times = number(&found, "n").unwrap_or(1);
            for c in (0..times)
                .flat_map(|_| character(word))
                .flat_map(str::chars)
            {
                literal(c, &mut pattern);
            }
        } else {
            pattern.push_str(&counted(&found));
        }
        parts += 1;
    }
    pattern.push('$');
    subject((parts > 1).then_some(Pattern(pattern)))
}

/// So many characters of a kind.
fn counted(found: &Captures<'_>) -> String {
    let word = |group: &str| found.name(group).map_or("", |m| m.as_str());
    let (case, kind) = (word("case"), word("kind"));
    let class = match (kind.as_bytes().first(), case.as_bytes().first()) {
        (Some(b'd' | b'n'), _) => "[0-9]",
        (Some(b'h'), _) => "[0-9a-f]",
        (_, Some(b'u')) => "[A-Z]",
        (_, Some(b'c')) if case == "capital" => "[A-Z]",
        (_, Some(b'l')) if case != "latin" => "[a-z]",
        (Some(b'l'), _) => "[A-Za-z]",
        _ => "[A-Za-z0-9]",
    };
    match (number(found, "a"), number(found, "b")) {
        (Some(least), Some(most)) if least <= most => format!("{class}{{{least},{most}}}"),
        (Some(1), _) => class.to_owned(),
        (Some(count), _) => format!("{class}{{{count}}}"),
        (None, _) if kind.ends_with('s') => format!("{class}+"),
        (None, _) => class.to_owned(),
    }
}

fn number(found: &Captures<'_>, group: &str) -> Option<u64> {
    let text = found.name(group)?.as_str();
    let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let counted = match text {
        "a" | "an" => Some(1),
        _ => words
            .iter()
            .position(|word| *word == text)
            .map(|n| n as u64),
    };
    counted
        .or_else(|| text.parse().ok())
        .map(|n| n.min(LONGEST))
}
