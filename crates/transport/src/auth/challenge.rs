use bedlam_model::Response;

/// One way in which an answer asks to be shown who we are (RFC 9110, section 11.6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthChallenge {
    /// The scheme in small letters: `basic`, `bearer`, `digest`.
    pub scheme: String,
    /// Parameters: (name in small letters, value without quotes), in order.
    pub parameters: Vec<(String, String)>,
}

impl AuthChallenge {
    /// All challenges of a refusal, in the order in which the server prefers them. None where the
    /// status is not 401.
    pub fn all(response: &Response) -> Vec<AuthChallenge> {
        if response.status != 401 {
            return Vec::new();
        }
        let headers = response.headers.iter();
        let asked = headers.filter(|(name, _)| name.eq_ignore_ascii_case("www-authenticate"));
        asked.flat_map(|(_, value)| parse(value)).collect()
    }

    /// The value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        parameters
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The challenges of one header; several stand behind each other, parted by the same commas as
/// their parameters.
fn parse(value: &str) -> Vec<AuthChallenge> {
    let mut challenges: Vec<AuthChallenge> = Vec::new();
    for part in parts(value) {
        let (word, rest) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        // `scheme name=value`, `name=value`, or a scheme alone.
        let (scheme, pair) = match word.contains('=') {
            true => (None, part),
            false if rest.trim_start().starts_with('=') => (None, part),
            false => (Some(word), rest.trim_start()),
        };
        if let Some(scheme) = scheme {
            challenges.push(AuthChallenge {
                scheme: scheme.to_ascii_lowercase(),
                parameters: Vec::new(),
            });
        }
        if let (Some(last), Some((name, value))) = (challenges.last_mut(), pair.split_once('=')) {
            let name = name.trim().to_ascii_lowercase();
            last.parameters.push((name, unquoted(value.trim())));
        }
    }
    challenges
}

/// What stands between commas outside of quotes.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = value.split(move |c: char| {
        let ends = c == ',' && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && quoted && !escaped;
        ends
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// The text of a quoted string (RFC 9110, section 5.6.4); anything else as it is.
fn unquoted(value: &str) -> String {
    let inside = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
    let Some(inside) = inside else {
        return value.to_owned();
    };
    let mut text = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        text.extend(if c == '\\' {
            characters.next()
        } else {
            Some(c)
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &[(&str, &[(&str, &str)])]) {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let expected = expected.iter().map(|(scheme, parameters)| AuthChallenge {
            scheme: (*scheme).to_owned(),
            parameters: parameters.iter().map(own).collect(),
        });
        assert_eq!(parse(value), expected.collect::<Vec<_>>(), "{value}");
    }

    #[test]
    fn all_challenges_of_a_header_are_told_apart() {
        check("Basic realm=\"a, b\"", &[("basic", &[("realm", "a, b")])]);
        check("Negotiate", &[("negotiate", &[])]);
        check(
            "Digest realm=\"say \\\"x\\\"\", QOP = \"auth,auth-int\", stale=TRUE, Basic realm=y",
            &[
                (
                    "digest",
                    &[
                        ("realm", "say \"x\""),
                        ("qop", "auth,auth-int"),
                        ("stale", "TRUE"),
                    ],
                ),
                ("basic", &[("realm", "y")]),
            ],
        );
        check("Negotiate, NTLM", &[("negotiate", &[]), ("ntlm", &[])]);
        check(", =,\"", &[("\"", &[])]);
        check("", &[]);
    }
}
