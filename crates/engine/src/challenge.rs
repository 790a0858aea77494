use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bedlam_model::{Case, Location, Operation, Response, normalise};
use bedlam_transport::AuthChallenge;
use serde_json::Value;

use crate::pool::path_text;

/// What an operation of its own asks to be shown (RFC 9110, section 11.6.1), although nobody told
/// us of such credentials. Some take any, and some take what the very request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// User name and password (RFC 7617).
    Basic,
    /// The same, shown only as a hash (RFC 7616).
    Digest,
    /// A token (RFC 6750).
    Bearer,
}

/// Names of inputs that hold a user name, and of those that hold a password.
const USERS: &[&str] = &["user", "username", "login", "account", "email"];
const PASSWORDS: &[&str] = &["password", "passwd", "pass", "pwd", "secret"];

impl Challenge {
    /// What the answer asks for, if it refuses for want of credentials.
    pub(crate) fn of(response: &Response) -> Option<Challenge> {
        let asked = AuthChallenge::all(response);
        asked.iter().find_map(|asked| match asked.scheme.as_str() {
            "basic" => Some(Challenge::Basic),
            "digest" => Some(Challenge::Digest),
            "bearer" => Some(Challenge::Bearer),
            _ => None,
        })
    }

    /// What an operation may want to be shown that does not say so: some answer as if there were
    /// nothing to whoever is not allowed (RFC 9110, section 15.5.4).
    pub(crate) fn hidden(operation: &Operation) -> Option<Challenge> {
        let names = |names: &[&str]| {
            let mut path = operation.parameters.iter();
            path.any(|parameter| {
                parameter.location == Location::Path
                    && names.contains(&normalise(&parameter.name).as_str())
            })
        };
        (names(USERS) && names(PASSWORDS)).then_some(Challenge::Basic)
    }

    /// Puts credentials to the case that it may have meant.
    pub(crate) fn answer(self, operation: &Operation, case: &mut Case) {
        let named = |names: &[&str]| {
            let found = case.arguments.iter().find(|argument| {
                let name = normalise(&operation.parameters[argument.parameter].name);
                names.contains(&name.as_str())
            });
            found.map(|argument| path_text(&argument.value))
        };
        let value = match self {
            // Whoever carries the request makes the hash of what it shows.
            Challenge::Basic | Challenge::Digest => {
                let user = named(USERS).unwrap_or_else(|| "user".into());
                let password = named(PASSWORDS).unwrap_or_else(|| "password".into());
                format!(
                    "Basic {}",
                    BASE64_STANDARD.encode(format!("{user}:{password}"))
                )
            }
            Challenge::Bearer => "Bearer token".to_owned(),
        };
        // A declared parameter of that name would be sent as well and speak against it.
        case.arguments.retain(|argument| {
            !operation.parameters[argument.parameter]
                .name
                .eq_ignore_ascii_case("authorization")
                || argument.value == Value::Null
        });
        case.wire
            .extra_headers
            .push(("Authorization".into(), value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)], status: u16) -> Option<Challenge> {
        let headers = headers
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        Challenge::of(&Response {
            status,
            version: "HTTP/1.1".into(),
            headers,
            body: Vec::new(),
            truncated: false,
        })
    }

    #[test]
    fn only_a_refusal_with_a_known_scheme_is_a_challenge() {
        assert_eq!(
            answer(&[("WWW-Authenticate", "Basic realm=\"x\"")], 401),
            Some(Challenge::Basic)
        );
        assert_eq!(
            answer(&[("www-authenticate", "Bearer")], 401),
            Some(Challenge::Bearer)
        );
        assert_eq!(
            answer(&[("www-authenticate", "NTLM, Digest qop=auth")], 401),
            Some(Challenge::Digest)
        );
        assert_eq!(answer(&[("www-authenticate", "NTLM")], 401), None);
        assert_eq!(answer(&[("www-authenticate", "Basic")], 200), None);
        assert_eq!(answer(&[], 401), None);
    }
}
