use std::process::Command;

use bedlam_model::Response;
use bedlam_transport::{Base, Credentials, Issuer, Issuing, Options, ask};
use serde_json::Value;

use crate::settings::{Auth, LoginRequest, Source, TokenPlace};

/// Makes credentials as the configuration says: by a command, or by a login.
pub(crate) struct Maker {
    auth: Auth,
    base: Base,
    options: Options,
}

/// Longest message of a command or an answer that is repeated, in characters.
const LONGEST: usize = 200;

impl Maker {
    /// `options`: the ways of connecting, for logins.
    pub(crate) fn new(auth: Auth, base: &Base, options: &Options) -> Self {
        Maker {
            auth,
            base: base.clone(),
            options: options.clone(),
        }
    }

    /// What of the credentials in `options` these new ones leave, and they.
    pub(crate) fn joined(given: &Credentials, new: Credentials) -> Credentials {
        let mut joined = given.clone();
        joined.headers.extend(new.headers);
        joined.cookies.extend(new.cookies);
        joined.query.extend(new.query);
        joined
    }

    async fn make(&self) -> Result<Credentials, String> {
        match &self.auth.source {
            Source::Command(line) => {
                let line = line.clone();
                let output = tokio::task::spawn_blocking(move || output_of(&line));
                let output = output.await.map_err(|error| error.to_string())??;
                match headers(&output) {
                    Some(headers) => Ok(Credentials {
                        headers,
                        ..Credentials::default()
                    }),
                    None => Ok(self.shown(&output)),
                }
            }
            Source::Login(request) => {
                let url = match request.url.starts_with('/') {
                    true => format!("{}{}", self.base.url().trim_end_matches('/'), request.url),
                    false => request.url.clone(),
                };
                let (method, headers) = (&request.method, request.headers.clone());
                let answer = ask(method, &url, headers, request.body.clone(), &self.options);
                let response = answer.await.map_err(|error| error.to_string())?;
                Ok(self.shown(&token(request, &response)?))
            }
        }
    }

    fn shown(&self, token: &str) -> Credentials {
        let value = self.auth.template.replace("{token}", token);
        let pair = vec![(self.auth.name.clone(), value)];
        let mut credentials = Credentials::default();
        match self.auth.kind.as_str() {
            "cookie" => credentials.cookies = pair,
            "query" => credentials.query = pair,
            _ => credentials.headers = pair,
        }
        credentials
    }
}

impl Issuer for Maker {
    fn issue(&self) -> Issuing<'_> {
        Box::pin(self.make())
    }
}

/// What a line of the shell prints.
fn output_of(line: &str) -> Result<String, String> {
    let mut command = match cfg!(windows) {
        true => Command::new("cmd"),
        false => Command::new("sh"),
    };
    command
        .arg(if cfg!(windows) { "/C" } else { "-c" })
        .arg(line);
    let output = command.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or_default();
    if !output.status.success() {
        return Err(format!(
            "`{line}` ended with {}: {}",
            output.status,
            short(said)
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match text.is_empty() {
        true => Err(format!("`{line}` printed nothing")),
        false => Ok(text),
    }
}

/// The headers that lines such as `Name: value` stand for; none: it is a token.
fn headers(output: &str) -> Option<Vec<(String, String)>> {
    let lines = output
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        let named = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        named.then(|| (name.to_owned(), value.trim().to_owned()))
    };
    lines.map(header).collect()
}

/// The token in the answer to a login.
fn token(request: &LoginRequest, response: &Response) -> Result<String, String> {
    let (what, found) = match &request.token {
        TokenPlace::Body(path) => {
            let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
            let found = path.query(&body).first().and_then(|value| match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            });
            (format!("`{path}`"), found)
        }
        TokenPlace::Header(name) => {
            let found = response.header(name).map(str::to_owned);
            (format!("header `{name}`"), found)
        }
        TokenPlace::Cookie(name) => (format!("cookie `{name}`"), cookie(response, name)),
    };
    found.filter(|token| !token.is_empty()).ok_or_else(|| {
        let said = String::from_utf8_lossy(&response.body);
        let (method, url, status) = (&request.method, &request.url, response.status);
        format!(
            "{method} {url} was answered with {status} and no {what}: {}",
            short(&said)
        )
    })
}

fn cookie(response: &Response, name: &str) -> Option<String> {
    let headers = response.headers.iter();
    let set = headers.filter(|(header, _)| header.eq_ignore_ascii_case("set-cookie"));
    let pairs = set.filter_map(|(_, value)| value.split(';').next()?.trim().split_once('='));
    let mut found = pairs.filter(|(known, _)| *known == name);
    found.next().map(|(_, value)| value.to_owned())
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_prints_a_token_or_headers() {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(headers("abc.def"), None);
        assert_eq!(headers("X-A: b"), Some(vec![own("X-A", "b")]));
        let two = Some(vec![own("X-A", "b c"), own("Authorization", "d")]);
        assert_eq!(headers("X-A: b c\n\nAuthorization: d\n"), two);
        assert_eq!(headers("X-A: b\nabc"), None);
    }

    #[test]
    fn a_command_that_fails_or_says_nothing_gives_no_token() {
        let check = |line: &str, expected: Result<&str, &str>| {
            let got = output_of(line);
            match expected {
                Ok(text) => assert_eq!(got.as_deref(), Ok(text)),
                Err(part) => assert!(got.as_ref().unwrap_err().contains(part), "{got:?}"),
            }
        };
        check("echo abc", Ok("abc"));
        check("echo no >&2; exit 3", Err("3: no"));
        check("true", Err("printed nothing"));
    }

    #[test]
    fn the_token_is_found_where_the_answer_holds_it() {
        let response = Response {
            status: 200,
            version: "HTTP/1.1".to_owned(),
            headers: vec![
                ("X-Token".to_owned(), "h".to_owned()),
                ("Set-Cookie".to_owned(), "sid=c; Path=/".to_owned()),
            ],
            body: br#"{"data": {"token": "b"}}"#.to_vec(),
            truncated: false,
        };
        let check = |place: TokenPlace, expected: Option<&str>| {
            let request = LoginRequest {
                method: "POST".to_owned(),
                url: "/login".to_owned(),
                headers: Vec::new(),
                body: Vec::new(),
                token: place,
            };
            assert_eq!(token(&request, &response).ok().as_deref(), expected);
        };
        let path = |text: &str| TokenPlace::Body(serde_json_path::JsonPath::parse(text).unwrap());
        check(path("$.data.token"), Some("b"));
        check(path("$.token"), None);
        check(TokenPlace::Header("x-token".to_owned()), Some("h"));
        check(TokenPlace::Cookie("sid".to_owned()), Some("c"));
        check(TokenPlace::Cookie("id".to_owned()), None);
    }
}
