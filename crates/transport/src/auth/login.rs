use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bedlam_model::{Request, Response};

use super::challenge::AuthChallenge;
use super::digest::Digest;

/// User name and password, shown only in answer to a challenge (RFC 7616), and the last challenge:
/// requests answer it beforehand as long as the server takes that.
#[derive(Debug)]
pub(crate) struct Login {
    user: String,
    password: String,
    last: Mutex<Option<Digest>>,
}

impl Login {
    pub(super) fn new((user, password): (String, String)) -> Login {
        Login {
            user,
            password,
            last: Mutex::new(None),
        }
    }

    /// Those that a request shows openly (RFC 7617): whoever is asked for the same in another way
    /// can say so.
    pub(crate) fn shown(request: &Request) -> Option<Login> {
        let value = header(&request.headers, "authorization")?;
        let (scheme, encoded) = value.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (user, password) = text.split_once(':')?;
        Some(Login::new((user.to_owned(), password.to_owned())))
    }

    /// Answers the last challenge beforehand, if there was one.
    pub(crate) fn sign(&self, request: &mut Request) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = last.as_mut() {
            let value = digest.answer(&self.user, &self.password, request);
            put(request, "Authorization", value);
        }
    }

    /// Changes a request so that it answers the challenge in what became of it; whether there is
    /// reason to send it again. `again`: it answered one like that already.
    pub(crate) fn answer(&self, request: &mut Request, response: &Response, again: bool) -> bool {
        let challenges = AuthChallenge::all(response);
        let Some(digest) = challenges.iter().find_map(Digest::of) else {
            return false;
        };
        if again && !digest.stale {
            return false;
        }
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(digest);
        carry_cookies(request, response);
        self.sign(request);
        true
    }
}

/// Lets cookies come back that a challenge came with, as servers want that tie it to a session.
fn carry_cookies(request: &mut Request, response: &Response) {
    let set = response.headers.iter();
    let set = set.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let pairs = set.filter_map(|(_, value)| value.split(';').next()?.trim().split_once('='));
    let mut pairs: Vec<(&str, &str)> = pairs.filter(|(_, value)| !value.is_empty()).collect();
    let mut cookies = header(&request.headers, "cookie").unwrap_or("").to_owned();
    pairs.retain(|(name, _)| {
        let mut known = cookies.split(';').filter_map(|one| one.split_once('='));
        !known.any(|(known, _)| known.trim() == *name)
    });
    for (name, value) in pairs {
        let gap = if cookies.is_empty() { "" } else { "; " };
        cookies.push_str(&format!("{gap}{name}={value}"));
    }
    if !cookies.is_empty() {
        put(request, "Cookie", cookies);
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut headers = headers.iter();
    headers
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

fn put(request: &mut Request, name: &str, value: String) {
    let headers = &mut request.headers;
    headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    headers.push((name.to_owned(), value));
}
