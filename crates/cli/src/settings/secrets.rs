use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bedlam_model::normalise;
use bedlam_store::Secrets;
use bedlam_transport::Options;

/// Ends of the names of headers that carry credentials, without case and separators.
const NAMES: [&str; 7] = [
    "authorization",
    "cookie",
    "key",
    "token",
    "secret",
    "password",
    "xauth",
];

/// What of the settings must never reach the store.
pub(crate) fn secrets(options: &Options) -> Secrets {
    let mut secrets = Secrets {
        values: Vec::new(),
        names: options.redact.clone(),
    };
    let credentials = &options.credentials;
    let is_secret = |name: &str| {
        let name = normalise(name);
        let named = options.redact.iter().any(|one| normalise(one) == name);
        named || NAMES.iter().any(|end| name.ends_with(end))
    };
    let headers = options.headers.iter().filter(|(name, _)| is_secret(name));
    let given = [
        &credentials.headers,
        &credentials.cookies,
        &credentials.query,
    ];
    for (name, value) in given.into_iter().flatten().chain(headers) {
        secrets.names.push(name.clone());
        secrets.values.push(value.clone());
        if let Some((_, token)) = value.split_once(' ') {
            secrets.values.push(token.trim().to_owned());
        }
    }
    if let Some((user, password)) = &credentials.basic {
        secrets.values.push(password.clone());
        let pair = STANDARD.encode(format!("{user}:{password}"));
        secrets.values.push(pair);
    }
    if let Some((_, password)) = &credentials.digest {
        secrets.values.push(password.clone());
    }
    secrets
}

#[cfg(test)]
mod tests {
    use bedlam_transport::Credentials;

    use super::*;

    #[test]
    fn every_form_of_a_credential_is_a_secret_and_other_headers_are_none() {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let options = Options {
            headers: vec![own("Accept", "text/plain"), own("X-Api-Key", "key-1")],
            credentials: Credentials {
                headers: vec![own("Authorization", "Bearer abc")],
                basic: Some(own("ann", "pass")),
                digest: Some(own("ann", "word")),
                ..Credentials::default()
            },
            ..Options::default()
        };
        let secrets = secrets(&options);
        let expected = ["Bearer abc", "abc", "key-1", "pass", "YW5uOnBhc3M=", "word"];
        assert_eq!(secrets.values, expected);
        assert_eq!(secrets.names, ["Authorization", "X-Api-Key"]);
    }
}
