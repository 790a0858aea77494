use std::time::{Duration, Instant};

use crate::{Base, Error};

/// Credentials that go with every request unless the case asks otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Headers: (`Authorization`, `Bearer ...`).
    pub headers: Vec<(String, String)>,
    /// Cookies: (name, value), merged with the cookies of the request.
    pub cookies: Vec<(String, String)>,
    /// Query parameters: (name, value), neither of them encoded yet.
    pub query: Vec<(String, String)>,
    /// User name and password (RFC 7617).
    pub basic: Option<(String, String)>,
    /// User name and password, shown where a challenge asks for them (RFC 7616).
    pub digest: Option<(String, String)>,
}

/// A client certificate with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificate {
    /// The chain, PEM, the client's own certificate first.
    pub certificate: Vec<u8>,
    /// The private key, PEM (PKCS #8, PKCS #1 or SEC 1).
    pub key: Vec<u8>,
}

/// How requests are sent.
#[derive(Clone, Debug)]
pub struct Options {
    /// The target. Requests to other origins are refused; not given: the origin of the first
    /// request is the only one.
    pub base: Option<Base>,
    /// Headers of every request; they replace those of the same name. Those that look like
    /// credentials (see [`Options::redact`]) are treated as such.
    pub headers: Vec<(String, String)>,
    /// Credentials.
    pub credentials: Credentials,
    /// Names of further headers whose values are secret, case-insensitive.
    pub redact: Vec<String>,
    /// `http://[user:password@]host:port`, `socks5://...` or `socks5h://...`. The environment is
    /// not asked.
    pub proxy: Option<String>,
    /// Whether the target's certificate is verified.
    pub verify_tls: bool,
    /// Certificates (PEM) to trust instead of the platform's.
    pub ca: Option<Vec<u8>>,
    /// The certificate to show to the target.
    pub client_certificate: Option<ClientCertificate>,
    /// From the first attempt to connect to the end of the answer.
    pub request_timeout: Duration,
    /// Bytes of body after which an answer is cut and its connection dropped; also after content
    /// codings are removed.
    pub max_response_size: usize,
    /// Requests a second, evenly spaced.
    pub rate_limit: Option<f64>,
    /// Idle connections kept at most.
    pub connections: usize,
    /// The campaign's begin, from which [`Timing::started_ms`](bedlam_model::Timing) counts.
    pub started: Instant,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            base: None,
            headers: Vec::new(),
            credentials: Credentials::default(),
            redact: Vec::new(),
            proxy: None,
            verify_tls: true,
            ca: None,
            client_certificate: None,
            request_timeout: Duration::from_secs(5),
            max_response_size: 8 << 20,
            rate_limit: None,
            connections: 64,
            started: Instant::now(),
        }
    }
}

impl Options {
    /// Whether what the user gave for every request can be sent in one.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (name, value) in self.headers.iter().chain(&self.credentials.headers) {
            let what = format!("the header `{}`", name.escape_default());
            if !is_token(name) {
                let remedy = "give it as `Name: value`, the name made of letters, digits and `-`";
                return Err(Error::setting(what, "this is no header name", remedy));
            }
            check_value(what, value)?;
        }
        for (name, value) in &self.credentials.cookies {
            let what = format!("the cookie `{}`", name.escape_default());
            if name.is_empty() || name.contains([';', '=', ' ']) || value.contains(';') {
                let remedy = "give each cookie by itself, as `name=value`";
                return Err(Error::setting(what, "`;` ends a cookie", remedy));
            }
            check_value(what.clone(), name)?;
            check_value(what, value)?;
        }
        Ok(())
    }
}

fn check_value(what: String, value: &str) -> Result<(), Error> {
    let broken = |c: char| c.is_control() && c != '\t';
    if value.contains(broken) {
        let remedy = "leave out line ends and other control characters";
        return Err(Error::setting(
            what,
            "its value would break the request",
            remedy,
        ));
    }
    Ok(())
}

/// RFC 9110, section 5.6.2.
pub(crate) fn is_token(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_cookies_that_would_break_requests_are_refused() {
        let check = |header: (&str, &str), cookie: (&str, &str), expected: Option<&str>| {
            let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            let mut options = Options::default();
            options.headers.push(own(header));
            options.credentials.cookies.push(own(cookie));
            match (options.check(), expected) {
                (Ok(()), None) => {}
                (Err(e), Some(part)) => assert!(e.to_string().contains(part), "{e}"),
                (result, _) => panic!("{header:?} {cookie:?}: {result:?}"),
            }
        };
        check(("X-A", "b \u{e9}\tc"), ("a", "b=c"), None);
        check(("X A", "b"), ("a", "b"), Some("the header `X A`"));
        check(("", "b"), ("a", "b"), Some("no header name"));
        check(("X-A", "b\r\nc"), ("a", "b"), Some("line ends"));
        check(("X-A", "b"), ("a", "b; c=d"), Some("each cookie by itself"));
        check(("X-A", "b"), ("", "b"), Some("the cookie ``"));
        check(("X-A", "b"), ("a", "b\n"), Some("line ends"));
    }
}
