//! The regular expressions that are constants of ours.

use regex::Regex;

/// What a constant of ours stands for.
///
/// # Panics
///
/// If it is no regular expression.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

/// A pattern for all the ways to say one thing. The ends of words are those of ASCII: much cheaper
/// to find than those of Unicode, and what is looked for is English.
///
/// # Panics
///
/// If a way is no regular expression: all are constants of ours.
pub(crate) fn any_of(ways: &[&str]) -> Regex {
    pattern(&ways.join("|").replace(r"\b", r"(?-u:\b)"))
}
