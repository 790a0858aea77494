use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::catalog::PHRASES;
use super::hit::{Hit, Phrase, Want};
use crate::learn::refusal::clause::Clause;
use crate::pattern::pattern;

/// Abbreviations of the patterns. Only ASCII letters are matched: clauses come in lower case, and
/// Unicode classes would make every pattern larger by a hundred times.
const SHORT: [(&str, &str); 8] = [
    (
        "<num>",
        r"['\x22`]?-?[0-9][0-9,_]*(?:\.[0-9]+)?(?:e[0-9]+)?",
    ),
    (
        "<count>",
        r"(?:[0-9][0-9,_]*|one|two|three|four|five|six|seven|eight|nine|ten)",
    ),
    (
        "<unit>",
        r"(?:(?:unicode |ascii |alphanumeric |numeric |decimal )?(?:characters?|character\(s\)|chars?|letters?|symbols?|bytes?|digits?|items?|item\(s\)|elements?|element\(s\)|entries|entry|objects?|codepoints?|code points?|long|in length|of length)\b)",
    ),
    (
        "<must>",
        r"(?:must|should|has to|have to|needs? to|ought to|shall|can only|may only|expected to|required to|expects? to|supposed to)",
    ),
    ("<q>", r#"["'`]?"#),
    (r"\b", r"(?-u:\b)"),
    (r"\d", "[0-9]"),
    (r"\w", "[a-z0-9_]"),
];

static SET: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns = PHRASES.iter().map(|phrase| full(phrase.pattern));
    RegexSet::new(patterns).expect("patterns of ours")
});

static EACH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let regex = |phrase: &&Phrase| pattern(&full(phrase.pattern));
    PHRASES.iter().map(regex).collect()
});

fn full(pattern: &str) -> String {
    let short = SHORT.iter();
    short.fold(pattern.to_owned(), |pattern, (short, long)| {
        pattern.replace(short, long)
    })
}

/// What a clause asks, and where in it the asking begins and ends.
///
/// Where two phrases overlap, the one that stands first in the table is meant.
pub(crate) fn wants(clause: &Clause<'_>, named: bool) -> Vec<(usize, usize, Vec<Want>)> {
    let mut all: Vec<(usize, usize, Vec<Want>)> = Vec::new();
    for index in SET.matches(&clause.lower) {
        let phrase = PHRASES[index];
        if phrase.bare && !named {
            continue;
        }
        for found in EACH[index].captures_iter(&clause.lower) {
            let Some(whole) = found.get(0) else {
                continue;
            };
            let (start, end) = (whole.start(), whole.end());
            if all.iter().any(|(s, e, _)| start < *e && *s < end) {
                continue;
            }
            let wants = (phrase.make)(&Hit { clause, found });
            if !wants.is_empty() {
                all.push((start, end, wants));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_valid() {
        assert_eq!(SET.len(), PHRASES.len());
        assert_eq!(EACH.len(), PHRASES.len());
    }
}
