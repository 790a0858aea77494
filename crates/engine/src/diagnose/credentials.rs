use std::sync::LazyLock;

use bedlam_model::{Location, Paste, Remedy, SecurityKind};
use bedlam_transport::AuthChallenge;
use regex::Regex;

use super::campaign::Patient;
use super::remedy::exactly;
use crate::pattern::pattern;

/// What to give where credentials are missing or not the right ones.
pub(super) fn remedies(patient: &Patient<'_>, status: u16) -> Vec<Remedy> {
    let mut ways = match besides(patient, status) {
        Some(header) => vec![vec!["--header-auth".to_owned(), format!("{header}: <key>")]],
        None if matches!(status, 404 | 410) => vec![basic()],
        None if asks_digest(patient) => vec![digest()],
        None => declared(patient),
    };
    if ways.is_empty() {
        match challenged(patient) {
            Some(way) => ways.push(way),
            None => {
                return vec![Remedy {
                    about: "it asks for an answer to a challenge, which no flag gives".to_owned(),
                    paste: Paste::Nothing,
                }];
            }
        }
    }
    ways.into_iter()
        .map(|mut arguments| {
            // Who is let in elsewhere with other credentials is not to lose them there.
            let elsewhere = patient.others_covered && replaces(patient, &arguments);
            if elsewhere {
                let label = patient.operation.label();
                arguments.extend(["--include-endpoint".to_owned(), exactly(&label)]);
            }
            Remedy {
                about: match elsewhere {
                    true => "other credentials, in a run of its own".to_owned(),
                    false => "the credentials that it wants".to_owned(),
                },
                paste: Paste::Arguments(arguments),
            }
        })
        .collect()
}

/// The header that the API asks for by its name.
pub(super) fn besides<'a>(patient: &Patient<'a>, status: u16) -> Option<&'a str> {
    header_in(patient.record.loudest(status)?)
}

/// Whether any credentials went with the requests.
pub(super) fn given(patient: &Patient<'_>) -> bool {
    let request = patient.record.closest().map(|exchange| &exchange.request);
    let headers = request.iter().flat_map(|request| &request.headers);
    let mut names = headers.map(|(name, _)| name.to_ascii_lowercase());
    names.any(|name| name == "authorization" || name == "cookie" || name.contains("key"))
}

/// Whether what is sent already goes where these arguments would put something else.
fn replaces(patient: &Patient<'_>, arguments: &[String]) -> bool {
    let authorization = arguments
        .iter()
        .any(|one| one == "--basic-auth" || one.starts_with("Authorization:"));
    authorization && given(patient)
}

/// The header that a message names as the one of a credential.
pub(crate) fn header_in(said: &str) -> Option<&str> {
    HEADER.find(said).map(|found| found.as_str())
}

static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bx-[a-z0-9]+(-[a-z0-9]+)*\b|\b[a-z0-9]+(-[a-z0-9]+)*-(key|token|secret|auth|signature)\b",
    )
});

/// One way for each security scheme that the operation declares.
fn declared(patient: &Patient<'_>) -> Vec<Vec<String>> {
    let names = patient.operation.security.iter().flatten();
    let mut ways: Vec<Vec<String>> = Vec::new();
    for (name, _) in names {
        let schemes = patient.api.security_schemes.iter();
        for scheme in schemes.filter(|scheme| scheme.name == *name) {
            let way = argument(&scheme.kind);
            if !way.is_empty() && !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways
}

fn argument(kind: &SecurityKind) -> Vec<String> {
    let pair = |flag: &str, value: String| vec![flag.to_owned(), value];
    match kind {
        SecurityKind::ApiKey { location, name } => match location {
            Location::Query => pair("--query-auth", format!("{name}=<key>")),
            Location::Cookie => pair("--cookie-auth", format!("{name}=<value>")),
            _ => pair("--header-auth", format!("{name}: <key>")),
        },
        SecurityKind::Http { scheme } if scheme == "basic" => basic(),
        SecurityKind::Http { scheme } if scheme == "digest" => digest(),
        SecurityKind::Http { scheme } if scheme != "bearer" => pair(
            "--header-auth",
            format!("Authorization: {scheme} <credentials>"),
        ),
        SecurityKind::Http { .. } | SecurityKind::OAuth2 { .. } => bearer(),
        SecurityKind::OpenIdConnect { .. } => bearer(),
        SecurityKind::MutualTls => Vec::new(),
    }
}

fn bearer() -> Vec<String> {
    let value = "Authorization: Bearer <token>";
    vec!["--header-auth".to_owned(), value.to_owned()]
}

fn basic() -> Vec<String> {
    ["--basic-auth", "<user>:<password>"]
        .map(str::to_owned)
        .to_vec()
}

fn digest() -> Vec<String> {
    ["--digest-auth", "<user>:<password>"]
        .map(str::to_owned)
        .to_vec()
}

/// The schemes that the answer itself asked for (RFC 9110, section 11.6.1).
fn asked(patient: &Patient<'_>) -> Vec<String> {
    let response = patient.record.closest().and_then(|e| e.response());
    let asked = response.map(AuthChallenge::all).unwrap_or_default();
    asked.into_iter().map(|one| one.scheme).collect()
}

/// Whether only a hash of the password will do, whatever the spec says.
fn asks_digest(patient: &Patient<'_>) -> bool {
    let asked = asked(patient);
    asked.iter().any(|one| one == "digest") && !asked.iter().any(|one| one == "basic")
}

/// Whether it got something else than the hash that it asks for.
pub(super) fn wants_digest(patient: &Patient<'_>) -> bool {
    let request = patient.record.closest().map(|exchange| &exchange.request);
    let mut headers = request.iter().flat_map(|request| &request.headers);
    asks_digest(patient) && !headers.any(|(_, value)| value.starts_with("Digest "))
}

/// What answers the challenge; none: nothing that a flag can give.
fn challenged(patient: &Patient<'_>) -> Option<Vec<String>> {
    let asked = asked(patient);
    let asks = |scheme: &str| asked.iter().any(|one| one == scheme);
    if asks("basic") {
        return Some(basic());
    }
    let unknown = asks("negotiate") || asks("ntlm");
    (!unknown || asks("bearer")).then(bearer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_found_where_a_message_names_it() {
        assert_eq!(
            header_in("Missing header X-Service-Key"),
            Some("X-Service-Key")
        );
        assert_eq!(header_in("api-key is required"), Some("api-key"));
        assert_eq!(header_in("Given token not valid for any token type"), None);
    }
}
