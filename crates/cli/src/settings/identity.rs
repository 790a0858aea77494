use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bedlam_model::Location;
use bedlam_transport::{Credentials, Options};
use serde_json::Value;

/// Claims of a token that name whose it is (RFC 7519, section 4.1.2, and the usual private ones).
const CLAIMS: [&str; 8] = [
    "sub",
    "id",
    "uid",
    "user_id",
    "name",
    "username",
    "preferred_username",
    "email",
];

/// The names of whose credentials these are, as far as they tell.
pub(crate) fn identity(credentials: &Credentials) -> Vec<String> {
    let users = [&credentials.basic, &credentials.digest];
    let users = users.into_iter().flatten().map(|(user, _)| user.clone());
    let mut names: Vec<String> = users.collect();
    let values = [
        &credentials.headers,
        &credentials.cookies,
        &credentials.query,
    ];
    for (_, value) in values.into_iter().flatten() {
        let (scheme, rest) = value.split_once(' ').unwrap_or(("", value));
        if scheme.eq_ignore_ascii_case("basic") {
            names.extend(basic_user(rest.trim()));
        }
        names.extend(claims(rest.trim()));
    }
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    names
}

/// Where the credentials go, and the headers that go with every request.
pub(crate) fn given(options: &Options) -> Vec<(Location, String)> {
    let credentials = &options.credentials;
    let user = credentials.basic.as_ref().or(credentials.digest.as_ref());
    let user = user.map(|_| (Location::Header, "Authorization".to_owned()));
    let named = [
        (Location::Header, &options.headers),
        (Location::Header, &credentials.headers),
        (Location::Cookie, &credentials.cookies),
        (Location::Query, &credentials.query),
    ];
    let named = named
        .into_iter()
        .flat_map(|(location, pairs)| pairs.iter().map(move |(name, _)| (location, name.clone())));
    named.chain(user).collect()
}

/// The user of `Basic` credentials (RFC 7617).
fn basic_user(encoded: &str) -> Option<String> {
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    text.split_once(':').map(|(user, _)| user.to_owned())
}

/// What a JSON Web Token says of its owner; nothing where it is no such token.
fn claims(token: &str) -> Vec<String> {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD
        .decode(payload.trim_end_matches('='))
        .unwrap_or_default();
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |claim: &str| match value.get(claim)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    CLAIMS.into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_tell_whose_they_are_where_they_do() {
        let check = |value: &str, expected: &[&str]| {
            let credentials = Credentials {
                headers: vec![("Authorization".to_owned(), value.to_owned())],
                ..Credentials::default()
            };
            assert_eq!(identity(&credentials), expected, "{value}");
        };
        check("Basic YW5uYTpzZWNyZXQ=", &["anna"]);
        check("basic !!!", &[]);
        check("Bearer opaque", &[]);
        let payload = URL_SAFE_NO_PAD.encode(r#"{"sub": 7, "email": "a@b", "iat": 1, "id": null}"#);
        check(&format!("Bearer e30.{payload}.sig"), &["7", "a@b"]);
        check("Bearer e30.bm90IGpzb24.sig", &[]);
    }

    #[test]
    fn a_user_name_tells_by_itself() {
        let credentials = Credentials {
            basic: Some(("anna".to_owned(), "secret".to_owned())),
            ..Credentials::default()
        };
        assert_eq!(identity(&credentials), ["anna"]);
    }
}
