use bedlam_model::{InputAddress, Location, Segment};

/// An input as an API names it: `body.user.email`, `/items/0/sku`, `user[email]`, `Pet ID`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The part of the request, where the API said one.
    pub(super) location: Option<Location>,
    /// Whether the location was a field of its own (then it is believed) or the first word of the
    /// name (then a property of that name is looked for first).
    pub(super) certain: bool,
    /// The way to it; array positions are [`Segment::Item`].
    pub(super) path: Vec<Segment>,
    /// The way as told, with the word that may have been a location.
    pub(super) whole: Vec<Segment>,
}

/// Longer names are no names.
const LONGEST: usize = 200;

impl Place {
    /// Takes a name apart.
    pub(super) fn parse(text: &str) -> Self {
        let whole = segments(text);
        let mut path = whole.as_slice();
        if let [Segment::Key(first), rest @ ..] = path
            && first == "request"
            && !rest.is_empty()
        {
            path = rest;
        }
        let mut location = None;
        if let [Segment::Key(first), rest @ ..] = path {
            location = location_word(first);
            if location.is_some() {
                path = rest;
            }
        }
        Place {
            location,
            certain: false,
            path: path.to_vec(),
            whole,
        }
    }

    /// A name inside of a part of the request that was told apart from it.
    pub(super) fn within(location: Option<Location>, text: &str) -> Self {
        if location.is_none() {
            return Place::parse(text);
        }
        Place::of(location, segments(text))
    }

    /// A way inside of a part of the request.
    pub(super) fn of(location: Option<Location>, path: Vec<Segment>) -> Self {
        Place {
            location,
            certain: location.is_some(),
            whole: path.clone(),
            path,
        }
    }

    /// A place inside of this one.
    pub(super) fn child(&self, text: &str) -> Self {
        let mut child = self.clone();
        for segment in segments(text) {
            child.path.push(segment.clone());
            child.whole.push(segment);
        }
        child
    }

    /// A place inside of this one, its name taken as it is.
    pub(super) fn key(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.path.push(Segment::Key(name.to_owned()));
        child.whole.push(Segment::Key(name.to_owned()));
        child
    }

    /// The item of an array at this place.
    pub(super) fn item(&self) -> Self {
        let mut child = self.clone();
        child.path.push(Segment::Item);
        child.whole.push(Segment::Item);
        child
    }

    /// Whether it names an input, not only a part of the request.
    pub(super) fn is_named(&self) -> bool {
        self.whole.iter().any(|s| matches!(s, Segment::Key(_)))
    }

    /// Names of properties on the way, joined by dots.
    pub(super) fn name(&self) -> String {
        let path = if self.path.is_empty() {
            &self.whole
        } else {
            &self.path
        };
        dotted(path)
    }

    /// The address, taken at its word.
    pub(super) fn address(&self) -> Option<InputAddress> {
        let location = self.location?;
        let path = match location {
            Location::Body => self.path.clone(),
            _ if self.path.is_empty() => return None,
            _ => self.path.clone(),
        };
        Some(InputAddress {
            location,
            path: path.into(),
        })
    }
}

/// Names of properties on the way, joined by dots.
pub(super) fn dotted(path: &[Segment]) -> String {
    let keys = path.iter().filter_map(|segment| match segment {
        Segment::Key(name) => Some(name.as_str()),
        _ => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

/// The part of a request that a word stands for in validation answers.
pub(super) fn location_word(word: &str) -> Option<Location> {
    Some(match word.to_ascii_lowercase().as_str() {
        "body" | "requestbody" | "request_body" | "json" | "payload" | "form" | "formdata"
        | "data" | "json_body" | "body_params" | "form_params" | "files" => Location::Body,
        "query" | "querystring" | "query_string" | "queryparams" | "query_params" | "querys"
        | "query_parameter" | "queryparameter" | "args" => Location::Query,
        "path" | "params" | "path_params" | "pathparams" | "view_args" | "url" | "uri" => {
            Location::Path
        }
        "header" | "headers" => Location::Header,
        "cookie" | "cookies" => Location::Cookie,
        _ => return None,
    })
}

/// The steps of a way in any of the usual notations: dots, brackets, JSON Pointer, JSONPath.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let pointer = text.starts_with('/') || text.starts_with("#/");
    let mut segments = Vec::new();
    let mut bracket = false;
    for part in text.split(|c: char| {
        if c == '[' {
            bracket = true;
        }
        matches!(c, '.' | '/' | '[' | ']' | '"' | '\'' | '`')
    }) {
        match part.trim() {
            "" | "$" | "#" => {}
            "*" => segments.push(Segment::Item),
            digits if digits.len() < 8 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                segments.push(Segment::Item);
            }
            name if pointer => {
                let name = name.replace("~1", "/").replace("~0", "~");
                segments.push(Segment::Key(name));
            }
            name => segments.push(Segment::Key(name.to_owned())),
        }
    }
    if bracket && text.ends_with("[]") {
        segments.push(Segment::Item);
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let place = Place::parse(text);
        let location = place.location.map_or("-", Location::part);
        let path = place.path.iter().map(|segment| match segment {
            Segment::Key(name) => name.clone(),
            _ => "[]".to_owned(),
        });
        let shown = format!("{location} {}", path.collect::<Vec<_>>().join("/"));
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn all_notations_of_a_way_are_read() {
        check("petId", "- petId");
        check("body.user.email", "BODY user/email");
        check("$.user.email", "- user/email");
        check("$['user']['email']", "- user/email");
        check("/user/email", "- user/email");
        check("#/user/e~1mail", "- user/e/mail");
        check("user[email]", "- user/email");
        check("items[0].sku", "- items/[]/sku");
        check("items.0.sku", "- items/[]/sku");
        check("items[].sku", "- items/sku");
        check("tags[]", "- tags/[]");
        check("request/headers/x-tenant", "HEADER x-tenant");
        check("query.limit", "QUERY limit");
        check("body", "BODY ");
        check("Pet ID", "- Pet ID");
        check("", "- ");
    }
}
