use std::time::Duration;

use bedlam_model::Headers;
use serde_json::Value;
use serde_json_path::JsonPath;

use super::value::duration;
use crate::args::Origins;
use crate::config::{FileAuth, FileLogin};
use crate::failure::Failure;

/// Where credentials come from that do not last.
#[derive(Clone, Debug)]
pub(crate) struct Auth {
    /// Where it stands in the configuration file.
    pub(crate) place: String,
    pub(crate) source: Source,
    /// How it goes onto requests: `header`, `cookie` or `query`.
    pub(crate) kind: String,
    pub(crate) name: String,
    /// What is written there; `{token}` stands for the token.
    pub(crate) template: String,
    /// How long it is good at most.
    pub(crate) every: Option<Duration>,
}

/// Who hands out credentials.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A line for the shell, whose output is a token, or headers as they are.
    Command(String),
    Login(Box<LoginRequest>),
}

/// A request that begins a session, and where its answer holds the token.
#[derive(Clone, Debug)]
pub(crate) struct LoginRequest {
    pub(crate) method: String,
    /// A path after the base URL, or a URL.
    pub(crate) url: String,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
    pub(crate) token: TokenPlace,
}

/// Where an answer holds a token.
#[derive(Clone, Debug)]
pub(crate) enum TokenPlace {
    /// What a JSONPath (RFC 9535) finds in the body.
    Body(JsonPath),
    Header(String),
    Cookie(String),
}

/// How a token goes onto requests, unless something else is said (RFC 6750).
const BEARER: &str = "Authorization: Bearer {token}";

/// Where credentials come from, if the configuration file says it.
///
/// # Errors
/// What cannot be understood, and environment variables that are not set.
pub(crate) fn auth(origins: &Origins) -> Result<Option<Auth>, Failure> {
    let variable = |name: &str| std::env::var(name).ok();
    origins.auth().map(|file| read(file, &variable)).transpose()
}

fn read(file: &FileAuth, variable: &Variable<'_>) -> Result<Auth, Failure> {
    let source = match (&file.command, &file.login) {
        (Some((line, _)), None) => Source::Command(line.clone()),
        (None, Some(login)) => Source::Login(Box::new(request(file, login, variable)?)),
        _ => {
            let what = format!("`auth` wants either `command` or `login` ({})", file.place);
            return Err(Failure::usage(what).hint("leave one of them out"));
        }
    };
    if let (Source::Command(_), Some((_, place))) = (&source, &file.token) {
        let what = format!("`token` says where the answer to a `login` holds it ({place})");
        return Err(Failure::usage(what).hint("a command prints the token and nothing else"));
    }
    let bearer = || ("header".to_owned(), (BEARER.to_owned(), file.place.clone()));
    let (kind, (text, place)) = file.shown.clone().unwrap_or_else(bearer);
    let separator = if kind == "header" { ':' } else { '=' };
    let parts = text.split_once(separator);
    let parts = parts.filter(|(name, value)| !name.trim().is_empty() && value.contains("{token}"));
    let Some((name, template)) = parts else {
        let what = format!("`{kind}` does not say where the token goes ({place})");
        let form = match separator {
            ':' => "write it as 'Authorization: Bearer {token}'",
            _ => "write it as 'name={token}'",
        };
        return Err(Failure::usage(what).hint(form));
    };
    let every = file.every.as_ref().map(|(text, place)| {
        duration(text).ok_or_else(|| {
            let what = format!("`{text}` is no length of time ({place})");
            Failure::usage(what).hint("write it as 30s, 5m or 1h30m")
        })
    });
    Ok(Auth {
        place: file.place.clone(),
        source,
        kind,
        name: name.trim().to_owned(),
        template: filled(template.trim(), &place, variable)?,
        every: every.transpose()?,
    })
}

fn request(
    file: &FileAuth,
    login: &FileLogin,
    variable: &Variable<'_>,
) -> Result<LoginRequest, Failure> {
    let form = "write it as `request: POST /login`, or with a whole URL";
    let Some((text, place)) = &login.request else {
        let what = format!("`login` wants a `request` ({})", login.place);
        return Err(Failure::usage(what).hint(form));
    };
    let parts = text.trim().split_once(char::is_whitespace);
    let parts = parts.map(|(method, url)| (method, url.trim()));
    let whole = |url: &str| url.starts_with('/') || url.contains("://");
    let Some((method, url)) = parts.filter(|(_, url)| whole(url)) else {
        let what = format!("`{text}` is no method and path ({place})");
        return Err(Failure::usage(what).hint(form));
    };
    let mut headers = Headers::new();
    for (name, value) in &login.headers {
        headers.push((name.clone(), filled(value, &login.place, variable)?));
    }
    let (body, media) = body(login, variable)?;
    let typed = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
    if let Some(media) = media.filter(|_| !headers.iter().any(typed)) {
        headers.push(("Content-Type".to_owned(), media.to_owned()));
    }
    Ok(LoginRequest {
        method: method.to_ascii_uppercase(),
        url: filled(url, place, variable)?,
        headers,
        body,
        token: token(file)?,
    })
}

fn token(file: &FileAuth) -> Result<TokenPlace, Failure> {
    let form = "write it as $.access_token (RFC 9535), `header NAME` or `cookie NAME`";
    let Some((text, place)) = &file.token else {
        let what = format!(
            "`auth` does not say where the answer holds the `token` ({})",
            file.place
        );
        return Err(Failure::usage(what).hint(form));
    };
    match text.split_once(' ').map(|(kind, name)| (kind, name.trim())) {
        Some(("header", name)) => return Ok(TokenPlace::Header(name.to_owned())),
        Some(("cookie", name)) => return Ok(TokenPlace::Cookie(name.to_owned())),
        _ => {}
    }
    JsonPath::parse(text).map(TokenPlace::Body).map_err(|why| {
        Failure::usage(format!("`{text}` is no JSONPath: {why} ({place})")).hint(form)
    })
}

/// What is sent, and its media type.
fn body(
    login: &FileLogin,
    variable: &Variable<'_>,
) -> Result<(Vec<u8>, Option<&'static str>), Failure> {
    let Some((kind, value)) = &login.body else {
        return Ok((Vec::new(), None));
    };
    let mut value = value.clone();
    fill(&mut value, &login.place, variable)?;
    Ok(match (kind.as_str(), &value) {
        ("json", value) => (value.to_string().into_bytes(), Some("application/json")),
        ("form", Value::Object(pairs)) => {
            let pairs = pairs.iter().map(|(name, value)| {
                let (name, value) = (encode(name), encode(&plain(value)));
                format!("{name}={value}")
            });
            let text = pairs.collect::<Vec<_>>().join("&");
            (text.into_bytes(), Some("application/x-www-form-urlencoded"))
        }
        (_, value) => (plain(value).into_bytes(), None),
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// As forms are written (WHATWG URL, section 5.2).
fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        b'*' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The value of an environment variable.
type Variable<'a> = dyn Fn(&str) -> Option<String> + 'a;

fn fill(value: &mut Value, place: &str, variable: &Variable<'_>) -> Result<(), Failure> {
    match value {
        Value::String(text) => *text = filled(text, place, variable)?,
        Value::Array(items) => {
            for item in items {
                fill(item, place, variable)?;
            }
        }
        Value::Object(map) => {
            for inner in map.values_mut() {
                fill(inner, place, variable)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The text with `${NAME}` replaced by environment variables: no password needs to stand in a file.
fn filled(text: &str, place: &str, variable: &Variable<'_>) -> Result<String, Failure> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, next)) = after.split_once('}') else {
            break;
        };
        let value = variable(name).ok_or_else(|| {
            let what = format!("the environment variable `{name}` is not set ({place})");
            Failure::usage(what).hint("`auth` refers to it")
        })?;
        filled.push_str(before);
        filled.push_str(&value);
        rest = next;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests;
