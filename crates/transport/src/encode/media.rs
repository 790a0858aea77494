use bedlam_model::Operation;

/// How content of a media type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One JSON value.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// `a=1&b=2`.
    Form,
    /// Parts.
    Multipart,
    /// Elements.
    Xml,
    /// Text or bytes.
    Text,
}

/// Type and subtype, small, without parameters.
pub(super) fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or(name)
        .trim()
        .to_ascii_lowercase()
}

/// Whether it is JSON (RFC 6839, section 3.1).
pub(super) fn is_json(name: &str) -> bool {
    says_json(&essence(name))
}

fn says_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// How content of this media type is written.
pub(super) fn kind(name: &str) -> Kind {
    let essence = essence(name);
    match essence.as_str() {
        _ if says_json(&essence) => Kind::Json,
        "application/x-ndjson"
        | "application/jsonl"
        | "application/ndjson"
        | "application/x-jsonlines" => Kind::JsonLines,
        "application/x-www-form-urlencoded" => Kind::Form,
        "application/xml" | "text/xml" => Kind::Xml,
        _ if essence.starts_with("multipart/") => Kind::Multipart,
        _ if essence.ends_with("+xml") => Kind::Xml,
        _ => Kind::Text,
    }
}

/// A media type that can be sent, for a range as descriptions declare them.
pub(super) fn concrete(name: &str, textual: bool) -> String {
    match essence(name).as_str() {
        "*/*" | "*" if textual => "text/plain",
        "*/*" | "*" | "application/*" => "application/json",
        "image/*" => "image/png",
        "text/*" => "text/plain",
        "audio/*" => "audio/mpeg",
        "video/*" => "video/mp4",
        "multipart/*" => "multipart/form-data",
        "" => "application/octet-stream",
        _ => name.trim(),
    }
    .to_owned()
}

/// The value of `Accept`: JSON first, for it is understood best, then what else is declared,
/// then anything.
pub(super) fn accept(operation: &Operation) -> String {
    let mut names: Vec<String> = Vec::new();
    let declared = operation.responses.iter().flat_map(|r| &r.media);
    let declared = declared.map(|media| &media.name).chain(&operation.produces);
    for name in declared.map(|name| essence(name)) {
        let odd = name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic() && b != b',');
        if !odd && name != "*/*" && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push("application/json".to_owned());
    }
    names.sort_by_key(|name| match name.as_str() {
        "application/json" => 0,
        name if says_json(name) => 1,
        _ => 2,
    });
    let has_json = says_json(&names[0]);
    for name in &mut names {
        if has_json && !says_json(name) {
            name.push_str(";q=0.9");
        }
    }
    names.push("*/*;q=0.1".to_owned());
    names.join(", ")
}

/// The ending of a file's name by its media type.
pub(super) fn extension(name: &str) -> &'static str {
    match essence(name).as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/svg+xml" => "svg",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "text/csv" => "csv",
        "application/xml" | "text/xml" => "xml",
        "audio/mpeg" => "mp3",
        "video/mp4" => "mp4",
        json if is_json(json) => "json",
        text if text.starts_with("text/") => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_written_by_kind() {
        let check = |name: &str, expected: Kind| assert_eq!(kind(name), expected, "{name}");
        check("Application/JSON; charset=utf-8", Kind::Json);
        check("application/problem+json", Kind::Json);
        check("application/x-ndjson", Kind::JsonLines);
        check("application/x-www-form-urlencoded", Kind::Form);
        check("multipart/mixed", Kind::Multipart);
        check("application/soap+xml", Kind::Xml);
        check("text/xml", Kind::Xml);
        check("text/csv", Kind::Text);
        check("application/octet-stream", Kind::Text);
    }

    #[test]
    fn ranges_become_types_that_can_be_sent() {
        let check = |name: &str, textual: bool, expected: &str| {
            assert_eq!(concrete(name, textual), expected);
        };
        check("*/*", false, "application/json");
        check("*/*", true, "text/plain");
        check("image/*", true, "image/png");
        check("application/json;v=1", false, "application/json;v=1");
    }
}
