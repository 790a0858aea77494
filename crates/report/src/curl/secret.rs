use bedlam_model::REDACTED;

use super::shell::Piece;

/// Cuts secrets out of a text and puts shell variables in their place, named after the key before
/// them (`key=`), else after `name`.
pub(super) fn pieces(text: &str, name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut parts = text.split(REDACTED).peekable();
    while let Some(part) = parts.next() {
        if !part.is_empty() {
            pieces.push(Piece::Bytes(wire_bytes(part)));
        }
        if parts.peek().is_some() {
            pieces.push(Piece::Variable(variable(key_before(part).unwrap_or(name))));
        }
    }
    pieces
}

/// The same of a body, whose bytes are what they are.
pub(super) fn body_pieces(body: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = body;
    let marker = REDACTED.as_bytes();
    while let Some(at) = rest.windows(marker.len()).position(|part| part == marker) {
        pieces.push(Piece::Bytes(rest[..at].to_vec()));
        pieces.push(Piece::Variable("SECRET".to_owned()));
        rest = &rest[at + marker.len()..];
    }
    pieces.push(Piece::Bytes(rest.to_vec()));
    pieces
}

/// The bytes that a recorded text stands for: U+0080 to U+00FF are single bytes.
pub(super) fn wire_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

/// The names of all variables in the pieces.
pub(super) fn variables(pieces: &[Piece]) -> impl Iterator<Item = &String> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Bytes(_) => None,
    })
}

fn key_before(text: &str) -> Option<&str> {
    let text = text.strip_suffix('=')?;
    let begin = text.rfind(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
    let key = &text[begin.map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    })..];
    (!key.is_empty()).then_some(key)
}

fn variable(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    let variable: String = name.chars().map(plain).collect();
    if variable.starts_with(|c: char| c.is_ascii_digit()) || variable.is_empty() {
        return format!("_{variable}");
    }
    variable
}
