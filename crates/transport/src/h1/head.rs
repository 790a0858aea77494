use bedlam_model::{Headers, TransportFault};
use httparse::{EMPTY_HEADER, ParserConfig, Status};

use crate::text::from_bytes;

/// Most header fields of an answer.
const MOST_HEADERS: usize = 256;
/// Header fields that hardly any answer exceeds.
const USUAL_HEADERS: usize = 24;
/// Longest head of an answer, in bytes.
pub(super) const LONGEST_HEAD: usize = 256 << 10;

/// How the end of a body is known (RFC 9112, section 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// There is no body.
    Nothing,
    /// So many bytes.
    Length(u64),
    /// Chunks.
    Chunked,
    /// Everything until the connection closes.
    UntilClose,
}

/// The head of an answer.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) version: &'static str,
    pub(super) headers: Headers,
    pub(super) framing: Framing,
    /// Whether the connection may be used again after the body.
    pub(super) keep: bool,
    /// Bytes that the head took.
    pub(super) length: usize,
}

/// Reads a head; none: there must be more bytes first.
pub(super) fn parse(bytes: &[u8], method: &str) -> Result<Option<Head>, TransportFault> {
    let (mut few, mut many);
    let mut config = ParserConfig::default();
    config
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_space_before_first_header_name(true)
        .allow_multiple_spaces_in_response_status_delimiters(true);
    // To prepare room for the longest head costs more than to read a usual one.
    few = [EMPTY_HEADER; USUAL_HEADERS];
    let mut answer = httparse::Response::new(&mut few);
    let mut read = config.parse_response(&mut answer, bytes);
    if read == Err(httparse::Error::TooManyHeaders) {
        many = [EMPTY_HEADER; MOST_HEADERS];
        answer = httparse::Response::new(&mut many);
        read = config.parse_response(&mut answer, bytes);
    }
    let length = match read {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) if bytes.len() > LONGEST_HEAD => {
            return garbage(format!("a head of more than {LONGEST_HEAD} bytes"));
        }
        Ok(Status::Partial) => return Ok(None),
        Err(e) => return garbage(describe(e, bytes)),
    };
    let headers: Headers = answer
        .headers
        .iter()
        .map(|field| (field.name.to_owned(), from_bytes(field.value)))
        .collect();
    let status = answer.code.unwrap_or(0);
    let modern = answer.version == Some(1);
    let framing = framing(status, method, &headers)?;
    Ok(Some(Head {
        status,
        version: if modern { "HTTP/1.1" } else { "HTTP/1.0" },
        keep: keeps(modern, &headers)
            && framing != Framing::UntilClose
            && status != 101
            && method != "CONNECT",
        headers,
        framing,
        length,
    }))
}

fn garbage<T>(why: String) -> Result<T, TransportFault> {
    Err(TransportFault::Garbage(why))
}

fn describe(error: httparse::Error, bytes: &[u8]) -> String {
    // A TLS record: alert or handshake, version 3.x.
    if matches!(bytes, [0x15 | 0x16, 3, ..]) {
        return "the server speaks TLS; its URL should begin with https://".to_owned();
    }
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
    let start: String = String::from_utf8_lossy(&line[..line.len().min(60)])
        .escape_default()
        .collect();
    format!("{error} in an answer that begins with `{start}`")
}

fn values<'a>(headers: &'a Headers, name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .iter()
        .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
}

fn framing(status: u16, method: &str, headers: &Headers) -> Result<Framing, TransportFault> {
    let tunnel = method == "CONNECT" && (200..300).contains(&status);
    if method == "HEAD" || tunnel || status < 200 || status == 204 || status == 304 {
        return Ok(Framing::Nothing);
    }
    if let Some(last) = values(headers, "transfer-encoding").last() {
        return Ok(match last.eq_ignore_ascii_case("chunked") {
            true => Framing::Chunked,
            false => Framing::UntilClose,
        });
    }
    let mut length = None;
    for value in values(headers, "content-length") {
        let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
        match value.parse::<u64>() {
            Ok(n) if digits && length.is_none_or(|before| before == n) => length = Some(n),
            Ok(_) if digits => return garbage("two values of Content-Length".to_owned()),
            _ => return garbage(format!("`{value}` as Content-Length")),
        }
    }
    Ok(length.map_or(Framing::UntilClose, Framing::Length))
}

fn keeps(modern: bool, headers: &Headers) -> bool {
    let says = |word: &str| values(headers, "connection").any(|v| v.eq_ignore_ascii_case(word));
    !says("close") && (modern || says("keep-alive"))
}
