use bedlam_model::{CredentialUse, FoundKey, Location, Request};

use super::identity::{Identity, break_pair};

/// Puts credentials that answers showed into a request, as it asks for credentials at all. Those of
/// the user, which come later, take their place where both go to the same.
pub(crate) fn show(request: &mut Request, keys: &[FoundKey], credentials: CredentialUse) {
    if keys.is_empty() || credentials == CredentialUse::None {
        return;
    }
    let mut found = Identity::default();
    for key in keys {
        let pair = (key.name.clone(), key.value.clone());
        let pair = match credentials {
            CredentialUse::Broken => break_pair(&pair),
            _ => pair,
        };
        match key.location {
            Location::Query => found.query.push(pair),
            Location::Cookie => found.cookies.push(pair),
            _ => found.headers.push(pair),
        }
    }
    found.apply(request);
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::RequestId;

    #[test]
    fn found_credentials_go_where_they_belong_and_share_the_fate_of_the_given_ones() {
        let key = |location, name: &str, value: &str| FoundKey {
            location,
            name: name.into(),
            value: value.into(),
        };
        let keys = [
            key(Location::Header, "X-Key", "k3yk3y"),
            key(Location::Query, "key", "a&b"),
            key(Location::Cookie, "sid", "abc"),
        ];
        let check = |credentials, target: &str, headers: &[(&str, &str)]| {
            let mut request = Request {
                id: RequestId(1),
                method: "GET".into(),
                origin: "http://h".into(),
                target: "/x?key=made".into(),
                headers: vec![("x-key".into(), "made".into())],
                body: Vec::new(),
                raw: false,
            };
            show(&mut request, &keys, credentials);
            let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
            let headers: Vec<_> = headers.iter().map(owned).collect();
            assert_eq!(
                (request.target.as_str(), request.headers),
                (target, headers)
            );
        };
        check(
            CredentialUse::Main,
            "/x?key=a%26b",
            &[("X-Key", "k3yk3y"), ("Cookie", "sid=abc")],
        );
        check(
            CredentialUse::Broken,
            "/x?key=axb",
            &[("X-Key", "k3yl3y"), ("Cookie", "sid=acc")],
        );
        check(CredentialUse::None, "/x?key=made", &[("x-key", "made")]);
    }
}
