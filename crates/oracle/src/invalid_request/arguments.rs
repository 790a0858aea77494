use bedlam_model::{
    Direction, InputAddress, Location, Parameter, SchemaViolation, Segment, Style, Type, TypeSet,
    validate, value_at,
};
use serde_json::Value;

use super::rule::Break;
use crate::format::is_doubtful;
use crate::oracle::Observation;
use crate::reading::{as_read, text_of};
use crate::same_value::expand;

/// What parameters break, each read as a server reads text.
pub(super) fn breaks(seen: &Observation<'_>) -> Vec<Break> {
    let mut breaks = Vec::new();
    for (index, parameter) in seen.operation.parameters.iter().enumerate() {
        if parameter.content.is_some() || is_ignored(parameter) {
            continue;
        }
        let mut given = seen.case.arguments.iter().filter(|a| a.parameter == index);
        match (given.next(), given.next()) {
            // Which one of several counts, nobody knows.
            (Some(_), Some(_)) => {}
            (Some(argument), None) => breaks.extend(broken(seen, parameter, &argument.value)),
            (None, _) => breaks.extend(missing(seen, parameter)),
        }
    }
    breaks
}

/// Headers that OpenAPI itself takes out of the parameters (3.1, section 4.8.12.2).
fn is_ignored(parameter: &Parameter) -> bool {
    let names = ["accept", "content-type", "authorization"];
    parameter.location == Location::Header
        && names
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

fn missing(seen: &Observation<'_>, parameter: &Parameter) -> Option<Break> {
    let absent = parameter.required && !is_on_the_wire(seen, parameter);
    absent.then(|| Break {
        address: InputAddress::parameter(parameter.location, &parameter.name),
        keyword: "required",
        message: "is required and was not sent".to_owned(),
        place: seen.api.locate(parameter.place),
        value: None,
    })
}

/// Whether the parameter came along all the same, as credentials do.
fn is_on_the_wire(seen: &Observation<'_>, parameter: &Parameter) -> bool {
    let request = &seen.exchange.request;
    let name = parameter.name.as_str();
    let header = |wanted: &str| {
        let mut headers = request.headers.iter();
        headers
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    };
    match parameter.location {
        Location::Header => header(name).is_some(),
        Location::Query => {
            let query = request
                .target
                .split_once('?')
                .map_or("", |(_, query)| query);
            query
                .split('&')
                .any(|pair| pair.split(['=', '[', '%']).next() == Some(name))
        }
        Location::Cookie => header("cookie").is_some_and(|cookies| {
            cookies
                .split(';')
                .any(|pair| pair.trim().split('=').next() == Some(name))
        }),
        Location::Path | Location::Body => true,
    }
}

fn broken(seen: &Observation<'_>, parameter: &Parameter, sent: &Value) -> Option<Break> {
    if matches!(sent, Value::Array(items) if items.is_empty()) {
        // An empty list leaves no trace on the wire.
        return missing(seen, parameter);
    }
    let sent = &as_written(seen, parameter, sent)?;
    let doubtful = match sent {
        Value::Array(items) => items.iter().any(|item| is_unclear(parameter, item, true)),
        Value::Object(_) => true,
        scalar => is_unclear(parameter, scalar, false),
    };
    if doubtful {
        return None;
    }
    let schemas = &seen.api.schemas;
    let mut sent = sent.clone();
    if parameter.location == Location::Header
        && let Value::String(text) = &mut sent
    {
        *text = text.trim().to_owned();
    }
    let read = as_read(schemas, parameter.schema, &sent);
    let found = validate(schemas, parameter.schema, &read, Direction::Request);
    let grave = found
        .into_iter()
        .find(|found| is_grave(seen, found, &read))?;
    let whole = InputAddress::parameter(parameter.location, &parameter.name);
    Some(Break {
        address: whole.inside(grave.path.iter().map(|_| Segment::Item)),
        keyword: grave.keyword,
        message: grave.message,
        place: seen.api.locate(schemas.get(grave.schema).place),
        value: Some(sent),
    })
}

/// A list where none is asked for, as it goes over the wire; none: nobody knows what is read there.
fn as_written(seen: &Observation<'_>, parameter: &Parameter, sent: &Value) -> Option<Value> {
    let schemas = &seen.api.schemas;
    let parts = expand(schemas, &[parameter.schema]);
    let types = || parts.iter().map(|part| schemas.get(*part).types);
    let takes_lists = types().any(|types| types.names(Type::Array)) || types().all(TypeSet::is_any);
    match sent {
        Value::Array(items) if !takes_lists => match items.as_slice() {
            [single] => Some(single.clone()),
            _ if parameter.explode && parameter.style == Style::Form => None,
            several => {
                let texts: Option<Vec<String>> = several.iter().map(text_of).collect();
                Some(Value::from(texts?.join(",")))
            }
        },
        other => Some(other.clone()),
    }
}

/// Whether servers may read a value in more ways than ours.
fn is_unclear(parameter: &Parameter, value: &Value, in_list: bool) -> bool {
    let Some(text) = text_of(value) else {
        return true;
    };
    // An empty value is as often read as none at all.
    if text.trim().is_empty() || text.contains(char::is_control) {
        return true;
    }
    let separators: &[char] = match parameter.style {
        Style::SpaceDelimited => &[' ', '+'],
        Style::PipeDelimited => &['|'],
        Style::TabDelimited => &['\t'],
        _ => &[','],
    };
    if in_list
        && (!parameter.explode || parameter.style != Style::Form)
        && text.contains(separators)
    {
        return true;
    }
    match parameter.location {
        Location::Cookie => text.contains([';', ',', '"', ' ', '\\', '=']),
        Location::Header => !text.is_ascii(),
        Location::Path => parameter.style != Style::Simple,
        Location::Query | Location::Body => false,
    }
}

/// Whether a violation is one that servers are expected to notice.
fn is_grave(seen: &Observation<'_>, found: &SchemaViolation, read: &Value) -> bool {
    let schemas = &seen.api.schemas;
    let schema = schemas.get(found.schema);
    let Some(value) = value_at(read, &found.path) else {
        return false;
    };
    match found.keyword {
        "format" => schema
            .format
            .as_deref()
            .is_some_and(|format| !is_doubtful(format, value)),
        // Overlapping alternatives are the specification's own trouble.
        "oneOf" => !expand(schemas, &[found.schema])
            .into_iter()
            .skip(1)
            .any(|part| validate(schemas, part, value, Direction::Request).is_empty()),
        "not" | "if" => false,
        _ => true,
    }
}
