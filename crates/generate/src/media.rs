use std::borrow::Cow;

/// Kinds of media types, by how their content is written; those written best come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// `application/json` and anything `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its kin.
    Multipart,
    /// `application/xml`, `text/xml` and anything `+xml`.
    Xml,
    /// `text/plain` and its kin.
    Text,
    /// Everything else.
    Binary,
}

impl Kind {
    /// The kind of a media type or range.
    pub(crate) fn of(name: &str) -> Kind {
        let essence = name.split(';').next().unwrap_or(name).trim();
        let essence = match essence.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(essence.to_ascii_lowercase()),
            false => Cow::Borrowed(essence),
        };
        let (top, sub) = essence.split_once('/').unwrap_or((&essence, ""));
        match (top, sub) {
            (_, "json" | "*") if top == "application" || top == "*" => Kind::Json,
            (_, sub) if sub.ends_with("json") || sub.starts_with("json") => Kind::Json,
            (_, "x-www-form-urlencoded") => Kind::Form,
            ("multipart", _) => Kind::Multipart,
            (_, sub) if sub == "xml" || sub.ends_with("+xml") => Kind::Xml,
            ("text", _) => Kind::Text,
            (_, "x-yaml" | "yaml" | "javascript" | "graphql" | "sql" | "csv") => Kind::Text,
            _ => Kind::Binary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_of_the_kind_that_their_content_is_written_in() {
        let check = |name: &str, expected: Kind| assert_eq!(Kind::of(name), expected, "{name}");
        check("application/json; charset=utf-8", Kind::Json);
        check("application/merge-patch+JSON", Kind::Json);
        check("application/x-ndjson", Kind::Json);
        check("*/*", Kind::Json);
        check("application/x-www-form-urlencoded", Kind::Form);
        check("multipart/mixed", Kind::Multipart);
        check("text/xml", Kind::Xml);
        check("application/problem+xml", Kind::Xml);
        check("text/csv", Kind::Text);
        check("image/*", Kind::Binary);
        check("application/octet-stream", Kind::Binary);
    }
}
