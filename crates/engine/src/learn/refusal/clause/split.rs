use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::literal::quoted;
use crate::learn::refusal::inputs::Inputs;
use crate::learn::refusal::words::{VERBS, among};
use crate::pattern::pattern;

/// Clauses read of one text, at most, and bytes of one clause.
const MOST: usize = 60;
const LONGEST: usize = 600;

/// Where a clause about another input begins inside of a sentence: `..., email is required`.
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:,| and| but|, and|, but) (?:the )?(?P<n>["'`]?[A-Za-z_$/][A-Za-z0-9_.\[\]/$-]*["'`]?):?(?: (?:field|parameter|property|value|length))? (?:is|are|must|should|has|have|can|cannot|can't|may|needs?|does|doesn't)(?-u:\b)"#,
    )
});

/// Clauses of a tidy text: sentences, and parts of sentences that speak of different inputs.
pub(crate) fn split<'t>(text: &'t str, inputs: &Inputs<'_>) -> Vec<&'t str> {
    let mut clauses = Vec::new();
    for sentence in sentences(text) {
        let sentence = &text[sentence];
        let mut begin = 0;
        for found in NEXT.captures_iter(sentence) {
            let (Some(whole), Some(name)) = (found.get(0), found.name("n")) else {
                continue;
            };
            let bare = name.as_str().trim_matches(['"', '\'', '`']);
            let named = bare.len() < name.len() || bare.contains(['/', '.', '_']);
            if whole.start() > begin
                && says(&sentence[begin..whole.start()])
                && (named || inputs.named(bare).is_some())
            {
                clauses.push(&sentence[begin..whole.start()]);
                begin = name.start();
            }
        }
        clauses.push(&sentence[begin..]);
    }
    let good = clauses.into_iter().map(str::trim);
    good.filter(|clause| !clause.is_empty() && clause.len() <= LONGEST)
        .take(MOST)
        .collect()
}

/// Whether a part of a sentence has something to say already, and is no list of names.
fn says(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let words = part.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let mut words = words.filter(|word| !word.is_empty());
    words.any(|word| among(VERBS, word))
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let before = text[..at].chars().next_back();
        if matches!(c, '"' | '\'' | '`')
            && before.is_none_or(|b| !b.is_alphanumeric())
            && let Some((_, end)) = quoted(text, at)
        {
            at = end;
            continue;
        }
        let after = text[at + c.len_utf8()..].chars().next();
        let ends = match c {
            '\n' => true,
            ';' => after.is_none_or(char::is_whitespace),
            '.' => after.is_none_or(char::is_whitespace) && !is_short_form(&text[begin..at]),
            '!' | '?' => after.is_none_or(char::is_whitespace),
            _ => false,
        };
        at += c.len_utf8();
        if ends {
            found.push(begin..at - c.len_utf8());
            begin = at;
        }
    }
    found.push(begin..text.len());
    found
}

fn is_short_form(before: &str) -> bool {
    let word = before.rsplit([' ', '(', ',']).next().unwrap_or(before);
    [
        "e.g", "i.e", "eg", "ex", "approx", "vs", "incl", "max", "min",
    ]
    .iter()
    .any(|short| word.eq_ignore_ascii_case(short))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::refusal::tests::with_inputs;

    fn check(text: &str, expected: &[&str]) {
        with_inputs(&["BODY name", "BODY email"], |inputs| {
            assert_eq!(split(text, inputs), expected, "{text}");
        });
    }

    #[test]
    fn each_clause_speaks_of_one_input() {
        check(
            "name is bad. email is bad.",
            &["name is bad", "email is bad"],
        );
        check(
            "name is bad, email is bad",
            &["name is bad", "email is bad"],
        );
        check(
            "name is bad and email is bad",
            &["name is bad", "email is bad"],
        );
        check("a/b is bad, c/d is bad", &["a/b is bad", "c/d is bad"]);
        check("a; b\nc", &["a", "b", "c"]);
        check(
            "must be '. x', e.g. y or v1.2",
            &["must be '. x', e.g. y or v1.2"],
        );
        check(
            "name must be long and must be new",
            &["name must be long and must be new"],
        );
        check("it's wrong. isn't it", &["it's wrong", "isn't it"]);
    }
}
