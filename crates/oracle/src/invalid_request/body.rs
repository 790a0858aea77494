use bedlam_model::{
    Content, Direction, InputAddress, Location, MediaType, SchemaId, SchemaViolation, Segment,
    fits, validate, value_at,
};
use serde_json::{Map, Value};

use super::rule::Break;
use crate::format::is_doubtful;
use crate::media::is_json;
use crate::oracle::Observation;
use crate::pointer::general_pointer;
use crate::reading::as_read;

/// What the body breaks, read back from the wire where that is possible.
pub(super) fn breaks(seen: &Observation<'_>) -> Option<Break> {
    // What a body means there, nobody has said (RFC 9110, section 9.3).
    if matches!(
        seen.operation.method.as_str(),
        "GET" | "HEAD" | "DELETE" | "OPTIONS" | "TRACE"
    ) {
        return None;
    }
    let declared = seen.operation.body.as_ref()?;
    let sent = seen
        .case
        .body
        .as_ref()
        .filter(|_| !seen.case.wire.drop_body);
    let Some(sent) = sent else {
        let media = declared.media.first()?;
        return declared.required.then(|| missing(seen, media)).flatten();
    };
    let media = declared.media.get(sent.media)?;
    let schema = media.schema?;
    let Content::Value(value) = &sent.content else {
        return None;
    };
    let essence = media
        .name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if is_json(&essence) {
        let read: Value = serde_json::from_slice(&seen.exchange.request.body).ok()?;
        return worst(seen, schema, &read, |_| true);
    }
    let Value::Object(fields) = value else {
        return None;
    };
    match essence.as_str() {
        "application/x-www-form-urlencoded" => {
            let unclear = |value: &Value| match value {
                Value::Null | Value::Object(_) | Value::Array(_) => true,
                Value::String(text) => text.trim().is_empty(),
                Value::Bool(_) | Value::Number(_) => false,
            };
            let read = as_read(&seen.api.schemas, schema, value);
            worst(seen, schema, &read, |path| {
                // A field that is not clear may be read as absent.
                let clear = path.first().and_then(|segment| match segment {
                    Segment::Key(name) => fields.get(name),
                    Segment::Item | Segment::Index(_) => None,
                });
                !clear.is_some_and(unclear)
            })
        }
        // Parts carry text, files or JSON as the server likes; only what is missing is sure.
        "multipart/form-data" => {
            let found = worst(seen, schema, value, |path| path.is_empty());
            found.filter(|found| found.keyword == "required")
        }
        _ => None,
    }
}

/// A required body that was not sent, unless an empty object would do as well.
fn missing(seen: &Observation<'_>, media: &MediaType) -> Option<Break> {
    if !seen.exchange.request.body.is_empty() {
        return None;
    }
    let schema = media.schema?;
    let empty = Value::Object(Map::new());
    let would_do = fits(&seen.api.schemas, schema, &empty, Direction::Request);
    let place = seen.operation.body.as_ref()?.place;
    (!would_do).then(|| Break {
        address: InputAddress::body(),
        keyword: "required",
        message: "is required and was not sent".to_owned(),
        place: seen.api.locate(place),
        value: None,
    })
}

/// The first violation that servers are expected to notice.
fn worst(
    seen: &Observation<'_>,
    schema: SchemaId,
    read: &Value,
    is_clear: impl Fn(&[Segment]) -> bool,
) -> Option<Break> {
    let schemas = &seen.api.schemas;
    let found = validate(schemas, schema, read, Direction::Request);
    let graves: Vec<SchemaViolation> = found
        .into_iter()
        .filter(|found| is_clear(&found.path) && is_grave(seen, schema, found, read))
        .collect();
    // What the case was made to break comes first.
    let at_change = graves.iter().position(|found| is_at_change(seen, found));
    let grave = graves.into_iter().nth(at_change.unwrap_or(0))?;
    let pointer = general_pointer(schemas, schema, &grave.path);
    let names = pointer.split('/').filter(|name| !name.is_empty());
    let mut address = InputAddress::body().inside(names.map(|name| match name {
        "[]" => Segment::Item,
        name => Segment::Key(name.to_owned()),
    }));
    if grave.keyword == "required"
        && let Some(name) = grave.message.strip_prefix("lacks the property ")
    {
        address = address.child(Segment::Key(name.to_owned()));
    }
    let message = match grave.keyword {
        "required" => "is required and was not sent".to_owned(),
        _ => grave.message,
    };
    Some(Break {
        address,
        keyword: grave.keyword,
        message,
        place: seen.api.locate(schemas.get(grave.schema).place),
        value: value_at(read, &grave.path).cloned(),
    })
}

fn is_at_change(seen: &Observation<'_>, found: &SchemaViolation) -> bool {
    let at = InputAddress {
        location: Location::Body,
        path: found.path.as_slice().into(),
    }
    .general();
    seen.case.mutations.iter().any(|mutation| {
        let keyword = mutation.breaks.as_deref() == Some(found.keyword);
        let address = mutation.address.as_ref().map(InputAddress::general);
        keyword || address.is_some_and(|address| address == at)
    })
}

fn is_grave(seen: &Observation<'_>, root: SchemaId, found: &SchemaViolation, read: &Value) -> bool {
    let schemas = &seen.api.schemas;
    let Some(value) = value_at(read, &found.path) else {
        return false;
    };
    match found.keyword {
        "format" => {
            let format = schemas.get(found.schema).format.as_deref();
            format.is_some_and(|format| !is_doubtful(format, value))
        }
        "oneOf" => {
            let alternatives = &schemas.get(found.schema).one_of;
            !alternatives
                .iter()
                .any(|one| fits(schemas, *one, value, Direction::Request))
        }
        // `null` for what may be left out is read as left out by most.
        "type" | "enum" | "anyOf" | "const" if value.is_null() => {
            !is_optional(seen, root, &found.path, read)
        }
        "not" | "if" => false,
        _ => true,
    }
}

/// Whether the value could have been left out.
fn is_optional(seen: &Observation<'_>, root: SchemaId, path: &[Segment], read: &Value) -> bool {
    let Some((Segment::Key(name), parent)) = path.split_last() else {
        return false;
    };
    let mut without = read.clone();
    if let Some(Value::Object(map)) = bedlam_model::value_at_mut(&mut without, parent) {
        map.remove(name);
    }
    let found = validate(&seen.api.schemas, root, &without, Direction::Request);
    !found
        .iter()
        .any(|found| found.path == parent && found.keyword == "required")
}
