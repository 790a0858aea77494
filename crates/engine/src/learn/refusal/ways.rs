use regex::Regex;

/// A pattern for all the ways to say one thing. The ends of words are those of ASCII: much cheaper
/// to find than those of Unicode, and what is looked for is English.
///
/// # Panics
///
/// If a way is no regular expression: all are constants of ours.
pub(super) fn any_of(ways: &[&str]) -> Regex {
    let all = ways.join("|").replace(r"\b", r"(?-u:\b)");
    Regex::new(&all).expect("patterns of ours")
}
