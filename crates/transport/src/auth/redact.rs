use std::sync::{PoisonError, RwLock};

use bedlam_model::{Exchange, Headers, Outcome, REDACTED, Request, Response, TransportFault};
use memchr::memmem::Finder;

use super::identity::{Identities, Identity};
use crate::encode::{decode_percent, encode_query};

/// Shorter secrets are not looked for: they stand everywhere by chance.
const SHORTEST: usize = 4;
/// How answers to challenges begin (RFC 7616).
const DIGEST: &str = "Digest ";

/// Takes secrets out of exchanges before anybody sees them.
pub(crate) struct Redactor {
    headers: Vec<String>,
    cookies: Vec<String>,
    query: Vec<String>,
    secrets: Vec<Secret>,
    /// The same of the credentials that took the place of those given.
    renewed: RwLock<Option<Box<Redactor>>>,
}

struct Secret {
    finder: Finder<'static>,
    /// Whether it is a secret wherever it stands. A secret that is a plain word or number is one
    /// only where it stands as a whole value: `admin` may be the name of half the resources.
    distinct: bool,
}

impl Redactor {
    pub(crate) fn new(identities: &Identities) -> Self {
        let main = &identities.main;
        let mut values = Vec::new();
        collect(main, &mut values);
        collect(&identities.broken, &mut values);
        values.extend(identities.password.clone());
        let mut redactor = Redactor::of(main, values);
        if identities.password.is_some() {
            redactor.headers.push("Authorization".to_owned());
        }
        redactor
    }

    /// Has another identity besides, instead of the last such.
    pub(crate) fn renew(&self, identity: &Identity) {
        let mut values = Vec::new();
        collect(identity, &mut values);
        let redactor = Box::new(Redactor::of(identity, values));
        *self.renewed.write().unwrap_or_else(PoisonError::into_inner) = Some(redactor);
    }

    fn of(main: &Identity, mut values: Vec<String>) -> Self {
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        values.dedup();
        let user = main.basic.as_ref().map(|(user, _)| user.as_str());
        values.retain(|value| value.len() >= SHORTEST && Some(value.as_str()) != user);
        let secret = |value: &String| Secret {
            distinct: is_distinct(value),
            finder: Finder::new(value.as_bytes()).into_owned(),
        };
        let names = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(n, _)| n.clone()).collect()
        };
        Redactor {
            headers: names(&main.headers),
            cookies: names(&main.cookies),
            query: names(&main.query),
            secrets: values.iter().map(secret).collect(),
            renewed: RwLock::default(),
        }
    }

    /// Takes all secrets out of an exchange.
    pub(crate) fn clean(&self, exchange: &mut Exchange) {
        if !self.secrets.is_empty() || !self.headers.is_empty() {
            self.clean_request(&mut exchange.request);
        }
        match &mut exchange.outcome {
            Outcome::Response(response) => self.clean_response(response),
            Outcome::Fault(
                TransportFault::Connect(why)
                | TransportFault::Closed(why)
                | TransportFault::Garbage(why)
                | TransportFault::Tls(why)
                | TransportFault::Unsendable(why),
            ) => self.clean_text(why),
            Outcome::Fault(TransportFault::Timeout) => {}
        }
        let renewed = self.renewed.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(renewed) = renewed.as_deref() {
            renewed.clean(exchange);
        }
    }

    fn clean_request(&self, request: &mut Request) {
        for (name, value) in &mut request.headers {
            if self.headers.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                *value = match value.starts_with(DIGEST) {
                    // No later request can show the same.
                    true => format!("{DIGEST}{REDACTED}"),
                    false => REDACTED.to_owned(),
                };
            } else if name.eq_ignore_ascii_case("cookie") {
                *value = redact_pairs(value, "; ", |name| self.cookies.iter().any(|n| n == name));
            }
        }
        if !self.query.is_empty()
            && let Some((path, query)) = request.target.split_once('?')
        {
            let ours = |name: &str| {
                let name = decode_percent(name);
                self.query.contains(&name)
            };
            request.target = format!("{path}?{}", redact_pairs(query, "&", ours));
        }
        self.clean_text(&mut request.target);
        self.clean_headers(&mut request.headers);
        self.clean_bytes(&mut request.body);
    }

    fn clean_response(&self, response: &mut Response) {
        for (name, value) in &mut response.headers {
            if name.eq_ignore_ascii_case("set-cookie") {
                let (pair, rest) = value.split_at(value.find(';').unwrap_or(value.len()));
                if let Some((name, content)) = pair.split_once('=')
                    && !content.is_empty()
                {
                    *value = format!("{name}={REDACTED}{rest}");
                }
            }
        }
        self.clean_headers(&mut response.headers);
        self.clean_bytes(&mut response.body);
    }

    fn clean_headers(&self, headers: &mut Headers) {
        for (_, value) in headers {
            self.clean_text(value);
        }
    }

    fn clean_text(&self, text: &mut String) {
        for secret in &self.secrets {
            if let Some(clean) = secret.replaced(text.as_bytes()) {
                *text = String::from_utf8_lossy(&clean).into_owned();
            }
        }
    }

    fn clean_bytes(&self, bytes: &mut Vec<u8>) {
        for secret in &self.secrets {
            if let Some(clean) = secret.replaced(bytes) {
                *bytes = clean;
            }
        }
    }
}

impl Secret {
    /// The bytes without it; none: it does not occur.
    fn replaced(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let length = self.finder.needle().len();
        let mut clean = Vec::new();
        let mut from = 0;
        for at in self.finder.find_iter(bytes) {
            let end = at + length;
            if self.distinct || stands_alone(&bytes[..at], &bytes[end..]) {
                clean.extend_from_slice(&bytes[from..at]);
                clean.extend_from_slice(REDACTED.as_bytes());
                from = end;
            }
        }
        if from == 0 {
            return None;
        }
        clean.extend_from_slice(&bytes[from..]);
        Some(clean)
    }
}

/// Whether what stands between these is a whole value, and not the name of one.
fn stands_alone(before: &[u8], after: &[u8]) -> bool {
    let opened = matches!(before.last(), None | Some(b'"' | b'\'' | b'='));
    let closed = matches!(after.first(), None | Some(b'"' | b'\'' | b'&' | b';'));
    let rest = after.get(1..).unwrap_or_default().trim_ascii_start();
    opened && closed && rest.first() != Some(&b':')
}

/// Whether a value is so odd that it stands nowhere by chance.
fn is_distinct(value: &str) -> bool {
    let digits = value.bytes().any(|b| b.is_ascii_digit());
    let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
    value.len() >= 20 || (value.len() >= 8 && digits && letters)
}

/// All forms in which the secrets of an identity may show.
fn collect(identity: &Identity, values: &mut Vec<String>) {
    for (_, value) in &identity.headers {
        if let Some((_, token)) = value.split_once(' ') {
            values.push(token.trim().to_owned());
        }
        values.push(value.clone());
    }
    for (_, value) in identity.cookies.iter().chain(&identity.query) {
        values.push(value.clone());
        values.push(encode_query(value));
    }
    if let Some((_, password)) = &identity.basic {
        values.push(password.clone());
    }
}

fn redact_pairs(text: &str, separator: &str, ours: impl Fn(&str) -> bool) -> String {
    let pairs = text
        .split(separator)
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if ours(name) => format!("{name}={REDACTED}"),
            _ => pair.to_owned(),
        });
    pairs.collect::<Vec<_>>().join(separator)
}
