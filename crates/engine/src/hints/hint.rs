use regex::Regex;

/// One resource hint, `REGEX:value`: inputs whose resource line the expression is found in get the
/// value.
#[derive(Clone, Debug)]
pub struct Hint {
    /// What the user wrote.
    pub text: String,
    /// Searched in resource lines, anywhere.
    pub pattern: Regex,
    /// Literal; each input gives it the type that its schema wants.
    pub value: String,
}

/// Why a text is no hint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HintError {
    /// There is nothing that could part expression and value.
    #[error("`{0}` has no colon between a regular expression and a value")]
    NoColon(String),
    /// Nothing stands before the colon.
    #[error("`{0}` has no regular expression before its colon")]
    NoPattern(String),
    /// What stands before the colon cannot be read.
    #[error("`{pattern}` is no regular expression: {reason}")]
    Pattern {
        /// What stands before the last colon that could part.
        pattern: String,
        /// What the reader of regular expressions says.
        reason: String,
    },
}

impl Hint {
    /// Reads `REGEX:value`, split at the first colon that leaves a valid regular expression before
    /// it and is not escaped (`\:`).
    ///
    /// # Errors
    /// No colon splits it so.
    pub fn parse(text: &str) -> Result<Hint, HintError> {
        let mut wrong = None;
        for (colon, _) in text
            .match_indices(':')
            .filter(|(at, _)| !escaped(text, *at))
        {
            let (pattern, value) = (&text[..colon], &text[colon + 1..]);
            if pattern.trim().is_empty() {
                return Err(HintError::NoPattern(text.to_owned()));
            }
            match Regex::new(pattern) {
                Ok(pattern) => {
                    return Ok(Hint {
                        text: text.to_owned(),
                        pattern,
                        value: value.to_owned(),
                    });
                }
                // The first part is what the user most likely meant.
                Err(error) => wrong = wrong.or(Some((pattern, error))),
            }
        }
        Err(match wrong {
            None => HintError::NoColon(text.to_owned()),
            Some((pattern, error)) => {
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or_default().trim();
                HintError::Pattern {
                    pattern: pattern.to_owned(),
                    reason: reason.trim_start_matches("error: ").to_owned(),
                }
            }
        })
    }
}

/// Whether an odd number of backslashes stands before the character at this byte.
fn escaped(text: &str, at: usize) -> bool {
    let before = text[..at].bytes().rev();
    before.take_while(|byte| *byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_split_at_the_first_colon_that_leaves_a_valid_expression() {
        let check = |text: &str, pattern: &str, value: &str| {
            let hint = Hint::parse(text).unwrap();
            assert_eq!((hint.pattern.as_str(), &*hint.value), (pattern, value));
        };
        check("username$:foo", "username$", "foo");
        check("url$:http://a:80/x", "url$", "http://a:80/x");
        check("(?:user|login)$:a", "(?:user|login)$", "a");
        check("[[:alpha:]]+Id$:7", "[[:alpha:]]+Id$", "7");
        check(r"x\:y$:z", r"x\:y$", "z");
        check(r"x\\:y", r"x\\", "y");
        check("name$:", "name$", "");
        check("name$: padded ", "name$", " padded ");
        check(
            r"DELETE /user/\{username\} PATH username:foo",
            r"DELETE /user/\{username\} PATH username",
            "foo",
        );
    }

    #[test]
    fn what_is_no_hint_is_told_with_the_reason() {
        let check = |text: &str, part: &str| {
            let error = Hint::parse(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        };
        check("username", "has no colon");
        check(r"user\:name", "has no colon");
        check(":foo", "no regular expression before");
        check(
            "user(:foo",
            "`user(` is no regular expression: unclosed group",
        );
        check("[a:b:c", "`[a` is no regular expression");
    }
}
