use bedlam_model::{REDACTED, Request};

use super::raw;
use super::secret::{body_pieces, pieces, variables, wire_bytes};
use super::shell::{Piece, is_readable, printf, word};

/// A command line that sends a request again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// To be pasted into a shell.
    pub line: String,
    /// Shell variables that stand for secrets and must be set before.
    pub variables: Vec<String>,
}

impl Command {
    pub(super) fn new(line: String, pieces: &[Piece]) -> Self {
        let mut names: Vec<String> = variables(pieces).cloned().collect();
        names.sort();
        names.dedup();
        Command {
            line,
            variables: names,
        }
    }
}

/// The variable for `user:password` where a challenge is to be answered.
const DIGEST_AUTH: &str = "DIGEST_AUTH";
/// The longest body that is given as an argument; systems take no more than 128 KiB in one.
const LONGEST_ARGUMENT: usize = 64 * 1024;

/// The command that sends the request again, byte for byte as far as HTTP can tell: curl, and
/// where curl would change or refuse it, the raw bytes through netcat.
pub fn curl(request: &Request) -> Command {
    if !curl_can(request) {
        return raw::command(request);
    }
    let mut used = Vec::new();
    let mut line = String::from("curl -s -i");
    let mut add = |flag: &str, argument: &[Piece]| {
        line.push_str(flag);
        line.push(' ');
        line.push_str(&word(argument));
        used.extend_from_slice(argument);
    };
    method(request, &mut add);
    for header in headers(request) {
        add(" -H", &header);
    }
    if request
        .headers
        .iter()
        .any(|(name, value)| answers_challenge(name, value))
    {
        add(" --digest -u", &pieces(REDACTED, DIGEST_AUTH));
    }
    let body = body_pieces(&request.body);
    let piped = !is_argument(&request.body);
    match (piped, sends_length(request)) {
        (true, _) => add(" --data-binary", &plain("@-")),
        (false, true) => add(" --data-raw", &body),
        (false, false) => {}
    }
    let mut flags = String::new();
    let target = request.target.as_str();
    if has_dot_segments(target) {
        flags.push_str(" --path-as-is");
    }
    let url = request.url();
    if url.replace(REDACTED, "").contains(['[', ']', '{', '}']) {
        flags.push_str(" -g");
    }
    add(&flags, &pieces(&url, "SECRET"));
    if piped {
        line = format!("{} | {line}", printf(&body));
        used.extend(body);
    }
    Command::new(line, &used)
}

/// Whether the body can be given as an argument of the command.
fn is_argument(body: &[u8]) -> bool {
    body.len() <= LONGEST_ARGUMENT && std::str::from_utf8(body).is_ok_and(is_readable)
}

/// Whether the request tells the length of its body, be it none, as it does where the method
/// foresees one (RFC 9110, section 8.6).
pub(super) fn sends_length(request: &Request) -> bool {
    !request.body.is_empty() || matches!(request.method.as_str(), "POST" | "PUT" | "PATCH")
}

fn plain(text: &str) -> Vec<Piece> {
    vec![Piece::Bytes(text.as_bytes().to_vec())]
}

fn method(request: &Request, add: &mut impl FnMut(&str, &[Piece])) {
    let has_body = sends_length(request);
    match request.method.as_str() {
        "GET" if !has_body => {}
        "POST" if has_body => {}
        "HEAD" if !has_body => add(" -I -X", &plain("HEAD")),
        // An answer to HEAD has no body, whatever length it tells; curl would wait for one.
        "HEAD" => add(" -m 5 -X", &plain("HEAD")),
        other => add(" -X", &plain(other)),
    }
}

/// The headers to give, and those to take away that curl would add by itself.
fn headers(request: &Request) -> Vec<Vec<Piece>> {
    let given = |name: &str| {
        let mut names = request.headers.iter().map(|(given, _)| given);
        names.any(|given| given.eq_ignore_ascii_case(name))
    };
    let mut lines: Vec<Vec<Piece>> = request
        .headers
        .iter()
        .filter(|(name, value)| {
            !is_implied(request, name, value) && !answers_challenge(name, value)
        })
        .map(|(name, value)| match value.as_str() {
            "" => pieces(&format!("{name};"), name),
            _ => pieces(&format!("{name}: {value}"), name),
        })
        .collect();
    let has_body = sends_length(request);
    let by_itself = [
        ("User-Agent", true),
        ("Accept", true),
        ("Content-Type", has_body),
        ("Expect", request.body.len() > LONGEST_ARGUMENT),
    ];
    for (name, would) in by_itself {
        if would && !given(name) {
            lines.push(plain(&format!("{name}:")));
        }
    }
    lines
}

/// Whether the header was made for one challenge out of secrets (RFC 7616): curl has to wait for one
/// of its own.
fn answers_challenge(name: &str, value: &str) -> bool {
    name.eq_ignore_ascii_case("authorization") && value.strip_prefix("Digest ") == Some(REDACTED)
}

/// Whether curl sends the header anyway.
fn is_implied(request: &Request, name: &str, value: &str) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    (is("host") && value == authority(request))
        || (is("content-length") && value == request.body.len().to_string())
}

/// Host and port of the request's origin.
pub(super) fn authority(request: &Request) -> &str {
    let origin = request.origin.as_str();
    origin.split_once("://").map_or(origin, |(_, rest)| rest)
}

/// Whether curl sends it unchanged.
fn curl_can(request: &Request) -> bool {
    let token = |text: &str| {
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        !text.is_empty() && text.chars().all(is_token)
    };
    let header = |(name, value): &(String, String)| {
        let bytes = wire_bytes(value);
        let is_length = name.eq_ignore_ascii_case("content-length");
        let lies = is_length && !is_implied(request, name, value);
        token(name)
            && value.trim() == value
            && !bytes
                .iter()
                .any(|b| (*b < b' ' && *b != b'\t') || *b == 127)
            && !lies
            && !name.eq_ignore_ascii_case("transfer-encoding")
    };
    let target = request.target.as_str();
    !request.raw
        && token(&request.method)
        && target.starts_with('/')
        && target.chars().all(|c| c.is_ascii_graphic() && c != '#')
        && request.headers.iter().all(header)
}

/// Whether curl would shorten the path (RFC 3986, section 5.2.4).
fn has_dot_segments(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or(target);
    let decoded = path.replace("%2e", ".").replace("%2E", ".");
    decoded
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
}
