use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::literal::quoted;
use crate::pattern::pattern;

/// Where a message begins to repeat what it got.
static GOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:(?:,|;|\(| but| instead)? ?(?-u:\b)(?:got|received)(?-u:\b)| but (?:was|found|is|has|given)(?-u:\b)|, (?:found|not) [0-9"'`]|\((?:was|given|actual|found)(?-u:\b)|, (?:was|given|actual)(?-u:\b)| instead of )[^)]*"#,
    )
});

/// The clause in lower case, of the same length, with what is not English blanked out: what
/// repeats the sent value, and regular expressions but for their first character.
///
/// Says also where the repeated value stands.
pub(super) fn mask(text: &str) -> (String, Option<Range<usize>>) {
    let mut lower = text.to_ascii_lowercase();
    for range in expressions(text) {
        blank(&mut lower, range);
    }
    let given = |echo: &Match<'_>| {
        // To get nothing says that something is asked for.
        let nothing = ["undefined", "null", "none", "nothing"];
        echo.start() > 0 && !nothing.iter().any(|word| echo.as_str().contains(word))
    };
    let echo = GOT.find(&lower).filter(given).map(|echo| echo.range());
    if let Some(echo) = &echo {
        blank(&mut lower, echo.clone());
    }
    (lower, echo)
}

fn blank(text: &mut String, range: Range<usize>) {
    let spaces = " ".repeat(range.len());
    text.replace_range(range, &spaces);
}

/// The insides of regular expressions: quoted, between slashes, or from `^` to `$`.
fn expressions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let before = text[..at].chars().next_back();
        let fresh = before.is_none_or(|b| !b.is_alphanumeric());
        let mut next = at + c.len_utf8();
        if fresh && matches!(c, '"' | '\'' | '`') {
            if let Some((inside, end)) = quoted(text, at) {
                let close = text[at + 1..]
                    .rfind(&text[at..next])
                    .map_or(end - 1, |last| at + 1 + last);
                let whole = &text[next..close];
                if inside.contains('^') && !inside.ends_with('$') && whole.ends_with('$') {
                    found.push(next..close);
                    next = close + 1;
                } else {
                    if is_expression(inside) {
                        found.push(next..end - 1);
                    }
                    next = end;
                }
            }
        } else if fresh && matches!(c, '/' | '^') {
            let rest = &text[next..];
            let close = if c == '/' { '/' } else { '$' };
            let end = rest
                .rfind(close)
                .or_else(|| (c == '^').then(|| rest.find(' ').unwrap_or(rest.len())));
            if let Some(end) = end.filter(|&end| c == '^' || is_expression(&rest[..end])) {
                found.push(next..next + end);
                next += end;
            }
        }
        at = next;
    }
    found.extend(bare(text));
    found
}

/// Words that are expressions without anything around them: `SKU-[0-9]{4}`.
fn bare(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    for word in text.split(' ') {
        let end = begin + word.len();
        let first = word.chars().next().map_or(0, char::len_utf8);
        let plain = word.starts_with(|c: char| c.is_alphanumeric());
        if plain
            && ["[a-z", "[A-Z", "[0-9", "\\d"]
                .iter()
                .any(|part| word.contains(part))
        {
            found.push(begin + first..end);
        }
        begin = end + 1;
    }
    found
}

fn is_expression(text: &str) -> bool {
    let telling = ["^", "\\", "[a-z", "[A-Z", "[0-9", ".*", "(?"];
    telling.iter().any(|part| text.contains(part))
}
