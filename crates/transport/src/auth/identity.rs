use std::sync::{PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bedlam_model::{CredentialUse, Headers, Request};

use super::login::Login;
use super::names::is_secret;
use crate::encode::{decode_percent, encode_query};
use crate::{Credentials, Options};

/// What shows who we are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    pub(super) headers: Headers,
    pub(super) cookies: Vec<(String, String)>,
    /// Not encoded.
    pub(super) query: Vec<(String, String)>,
    /// User name and password, also in `headers`.
    pub(super) basic: Option<(String, String)>,
}

/// The identities that a request can go out with, and the headers that all have.
pub(crate) struct Identities {
    plain: Headers,
    pub(super) main: Identity,
    pub(super) broken: Identity,
    /// The password that answers to challenges are made of, where there is one.
    pub(super) password: Option<String>,
    main_login: Option<Login>,
    broken_login: Option<Login>,
    /// What took the place of main credentials of the same names.
    renewed: RwLock<Identity>,
}

impl Identities {
    pub(crate) fn new(options: &Options) -> Self {
        let given = &options.credentials;
        let mut plain = Headers::new();
        let mut main = Identity {
            cookies: given.cookies.clone(),
            query: given.query.clone(),
            ..Identity::default()
        };
        let from_headers = options.headers.iter().map(|h| (h, false));
        let from_credentials = given.headers.iter().map(|h| (h, true));
        for ((name, value), secret) in from_headers.chain(from_credentials) {
            if name.eq_ignore_ascii_case("cookie") {
                main.cookies.extend(pairs(value));
            } else if secret || is_secret(name, &options.redact) {
                main.headers.push((name.clone(), value.clone()));
            } else {
                plain.push((name.clone(), value.clone()));
            }
        }
        let bare = main.clone();
        main.add_basic(given.basic.clone());
        let mut broken = Identity {
            headers: bare.headers.iter().map(break_pair).collect(),
            cookies: bare.cookies.iter().map(break_pair).collect(),
            query: bare.query.iter().map(break_pair).collect(),
            basic: None,
        };
        broken.add_basic(given.basic.as_ref().map(break_pair));
        Identities {
            plain,
            main,
            broken,
            password: given.digest.as_ref().map(|(_, password)| password.clone()),
            main_login: given.digest.clone().map(Login::new),
            broken_login: given.digest.as_ref().map(break_pair).map(Login::new),
            renewed: RwLock::default(),
        }
    }

    /// What answers the challenges of the server.
    pub(crate) fn login(&self, credentials: CredentialUse) -> Option<&Login> {
        match credentials {
            CredentialUse::Main => self.main_login.as_ref(),
            CredentialUse::Broken => self.broken_login.as_ref(),
            CredentialUse::None => None,
        }
    }

    /// Whether these credentials hold an `Authorization` of their own.
    pub(crate) fn authorizes(&self, credentials: CredentialUse) -> bool {
        let headers = match credentials {
            CredentialUse::None => &self.plain,
            _ => &self.main.headers,
        };
        headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("authorization"))
    }

    /// Puts another token in the place of the one that the main credentials hold, in the scheme in
    /// which that is shown; without any, as a bearer token (RFC 6750). A user name and password are
    /// no token: they cannot have expired.
    pub(crate) fn renew(&self, token: &str) {
        let headers = &self.main.headers;
        let authorization =
            |(name, _): &&(String, String)| name.eq_ignore_ascii_case("authorization");
        let only = headers.first().filter(|_| headers.len() == 1);
        let header = match headers.iter().find(authorization).or(only) {
            _ if self.main.basic.is_some() || self.password.is_some() => return,
            Some((name, value)) => match value.split_once(' ') {
                Some((scheme, _)) if scheme.eq_ignore_ascii_case("basic") => return,
                Some((scheme, _)) => (name.clone(), format!("{scheme} {token}")),
                None => (name.clone(), token.to_owned()),
            },
            None if !self.main.cookies.is_empty() || !self.main.query.is_empty() => return,
            None => ("Authorization".to_owned(), format!("Bearer {token}")),
        };
        self.replace(Identity {
            headers: vec![header],
            ..Identity::default()
        });
    }

    /// Shows these from now on instead of the main credentials of the same names. What they are
    /// made of is handed back.
    pub(crate) fn show(&self, credentials: Credentials) -> Identity {
        let mut identity = Identity {
            headers: credentials.headers,
            cookies: credentials.cookies,
            query: credentials.query,
            basic: None,
        };
        identity.add_basic(credentials.basic);
        self.replace(identity.clone());
        identity
    }

    fn replace(&self, identity: Identity) {
        *self.renewed.write().unwrap_or_else(PoisonError::into_inner) = identity;
    }

    /// Puts what goes with every request, and the wanted credentials, into a request.
    pub(crate) fn apply(&self, request: &mut Request, credentials: CredentialUse) {
        set(&mut request.headers, &self.plain);
        match credentials {
            CredentialUse::Main => {
                self.main.apply(request);
                let renewed = self.renewed.read().unwrap_or_else(PoisonError::into_inner);
                renewed.apply(request);
            }
            CredentialUse::Broken => self.broken.apply(request),
            CredentialUse::None => {}
        }
    }
}

impl Identity {
    fn add_basic(&mut self, basic: Option<(String, String)>) {
        if let Some((user, password)) = &basic {
            let value = STANDARD.encode(format!("{user}:{password}"));
            let header = ("Authorization".to_owned(), format!("Basic {value}"));
            self.headers.push(header);
        }
        self.basic = basic;
    }

    pub(super) fn apply(&self, request: &mut Request) {
        set(&mut request.headers, &self.headers);
        if !self.cookies.is_empty() {
            self.apply_cookies(&mut request.headers);
        }
        if !self.query.is_empty() {
            self.apply_query(&mut request.target);
        }
    }

    fn apply_cookies(&self, headers: &mut Headers) {
        let is_cookie = |name: &str| name.eq_ignore_ascii_case("cookie");
        let mut all: Vec<String> = headers
            .iter()
            .filter(|(name, _)| is_cookie(name))
            .flat_map(|(_, value)| value.split(';').map(str::trim))
            .filter(|pair| !pair.is_empty())
            .filter(|pair| {
                let name = pair.split('=').next().unwrap_or(pair);
                !self.cookies.iter().any(|(ours, _)| ours == name)
            })
            .map(str::to_owned)
            .collect();
        let ours = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        all.extend(ours);
        headers.retain(|(name, _)| !is_cookie(name));
        headers.push(("Cookie".to_owned(), all.join("; ")));
    }

    fn apply_query(&self, target: &mut String) {
        let (path, query) = target.split_once('?').unwrap_or((target.as_str(), ""));
        let ours = |pair: &&str| {
            let name = decode_percent(pair.split('=').next().unwrap_or(pair));
            self.query.iter().any(|(known, _)| *known == name)
        };
        let mut all: Vec<String> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !ours(pair))
            .map(str::to_owned)
            .collect();
        for (name, value) in &self.query {
            all.push(format!("{}={}", encode_query(name), encode_query(value)));
        }
        *target = format!("{path}?{}", all.join("&"));
    }
}

/// Puts headers in the place of those of the same names.
fn set(headers: &mut Headers, ours: &[(String, String)]) {
    if ours.is_empty() {
        return;
    }
    headers.retain(|(name, _)| !ours.iter().any(|(n, _)| n.eq_ignore_ascii_case(name)));
    headers.extend_from_slice(ours);
}

/// The pairs of a `Cookie` header.
fn pairs(value: &str) -> impl Iterator<Item = (String, String)> {
    value.split(';').filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    })
}

pub(super) fn break_pair((name, value): &(String, String)) -> (String, String) {
    (name.clone(), broken(value))
}

/// Another value of the same shape: one character in the middle of the secret part is another
/// one. (The last characters of a token may be padding that decodes to the same bytes.)
fn broken(value: &str) -> String {
    let start = match value.split_once(' ') {
        Some((scheme, rest)) if !rest.trim().is_empty() => scheme.len() + 1,
        _ => 0,
    };
    let last_part = value.rfind('.').map_or(start, |at| at + 1).max(start);
    let from = if value.len() - last_part > 3 {
        last_part
    } else {
        start
    };
    let count = value[from..].chars().count();
    if count == 0 {
        return format!("{value}x");
    }
    let head = &value[..from];
    let tail = value[from..].chars().enumerate().map(|(at, c)| match at {
        at if at == count / 2 => other(c),
        _ => c,
    });
    head.chars().chain(tail).collect()
}

fn other(c: char) -> char {
    match c {
        '9' => '0',
        'z' => 'a',
        'Z' => 'A',
        '0'..='8' | 'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
        _ => 'x',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::RequestId;

    fn request(target: &str, headers: &[(&str, &str)]) -> Request {
        Request {
            id: RequestId(1),
            method: "GET".into(),
            origin: "http://h".into(),
            target: target.into(),
            headers: owned(headers),
            body: Vec::new(),
            raw: false,
        }
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        pairs.iter().map(own).collect()
    }

    fn options() -> Options {
        Options {
            headers: owned(&[("X-Plain", "1"), ("X-Api-Key", "k3y"), ("Cookie", "s=1")]),
            credentials: Credentials {
                headers: owned(&[("X-Who", "me")]),
                cookies: owned(&[("sid", "abc")]),
                query: owned(&[("to ken", "a&b")]),
                basic: Some(("joe".into(), "pass".into())),
                digest: None,
            },
            ..Options::default()
        }
    }

    #[test]
    fn all_kinds_of_credentials_go_out_and_replace_generated_ones() {
        let mut sent = request(
            "/x?a=1&to%20ken=old",
            &[("x-who", "generated"), ("Cookie", "theme=dark; sid=old")],
        );
        Identities::new(&options()).apply(&mut sent, CredentialUse::Main);
        assert_eq!(sent.target, "/x?a=1&to%20ken=a%26b");
        let expected = owned(&[
            ("X-Plain", "1"),
            ("X-Api-Key", "k3y"),
            ("X-Who", "me"),
            ("Authorization", "Basic am9lOnBhc3M="),
            ("Cookie", "theme=dark; sid=abc; s=1"),
        ]);
        assert_eq!(sent.headers, expected);
    }

    #[test]
    fn without_credentials_only_plain_headers_go_out() {
        let mut sent = request("/x", &[]);
        Identities::new(&options()).apply(&mut sent, CredentialUse::None);
        assert_eq!(sent.headers, owned(&[("X-Plain", "1")]));
        assert_eq!(sent.target, "/x");
    }

    #[test]
    fn broken_credentials_have_the_same_shape_and_another_value() {
        let mut sent = request("/x", &[]);
        Identities::new(&options()).apply(&mut sent, CredentialUse::Broken);
        assert_eq!(sent.target, "/x?to%20ken=axb");
        let basic = STANDARD.encode("joe:pats");
        let expected = owned(&[
            ("X-Plain", "1"),
            ("X-Api-Key", "k4y"),
            ("X-Who", "mf"),
            ("Authorization", &format!("Basic {basic}")),
            ("Cookie", "sid=acc; s=2"),
        ]);
        assert_eq!(sent.headers, expected);
    }

    #[test]
    fn a_new_token_takes_the_place_of_the_old_one_and_of_no_password() {
        let check = |credentials: Credentials, expected: (&str, &str)| {
            let options = Options {
                credentials,
                ..Options::default()
            };
            let identities = Identities::new(&options);
            identities.renew("new-token");
            let mut sent = request("/x", &[]);
            identities.apply(&mut sent, CredentialUse::Main);
            assert_eq!(sent.headers, owned(&[expected]));
        };
        let header = |name: &str, value: &str| Credentials {
            headers: owned(&[(name, value)]),
            ..Credentials::default()
        };
        let scheme = header("authorization", "Token old");
        check(scheme, ("authorization", "Token new-token"));
        check(header("X-Token", "old"), ("X-Token", "new-token"));
        let none = Credentials::default();
        check(none, ("Authorization", "Bearer new-token"));
        let basic = Credentials {
            basic: Some(("joe".into(), "pass".into())),
            ..Credentials::default()
        };
        check(basic, ("Authorization", "Basic am9lOnBhc3M="));
    }

    #[test]
    fn every_value_can_be_broken() {
        let check = |value: &str, expected: &str| assert_eq!(broken(value), expected);
        check("Bearer abcdef", "Bearer abceef");
        check("aaa.bbb.cccccc", "aaa.bbb.cccdcc");
        check("", "x");
        check("Bearer ", "Beaser ");
        check("\u{e9}", "x");
        check("9", "0");
    }
}
