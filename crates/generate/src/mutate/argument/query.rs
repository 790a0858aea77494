use bedlam_model::{InputAddress, Intent, Location, Type};
use serde_json::Value;

use crate::mutate::change::{Change, Done};

/// Adds to the query as it stands on the wire.
fn append(change: &mut Change<'_>, text: &str) {
    let suffix = change.case.wire.query_suffix.get_or_insert_default();
    if !suffix.is_empty() {
        suffix.push('&');
    }
    suffix.push_str(text);
}

/// Names and values of the scalar query arguments.
fn arguments(change: &Change<'_>) -> Vec<(String, Value)> {
    let named = change.case.arguments.iter().filter_map(|argument| {
        let parameter = change.parameter(argument)?;
        let free =
            parameter.location == Location::Query && change.inputs.is_free(argument.parameter);
        let types = change.generator.api.schemas.get(parameter.schema).types;
        let scalar = !argument.value.is_object() && !types.names(Type::Array);
        let wanted = free && scalar && change.is_aimed_at(argument.parameter);
        wanted.then(|| (parameter.name.clone(), argument.value.clone()))
    });
    named.collect()
}

/// A query parameter twice, with another value.
pub(in crate::mutate) fn duplicate_query(change: &mut Change<'_>) -> Option<Done> {
    let arguments = arguments(change);
    let (name, value) = change.rng.pick(&arguments)?;
    let second = match value {
        Value::Number(_) => "2",
        Value::Bool(_) => "false",
        _ => "second",
    };
    append(change, &format!("{}={second}", escape(name)));
    Some(Done {
        address: Some(InputAddress::parameter(Location::Query, name)),
        before: Some(value.clone()),
        after: Some(Value::from(second)),
        ..Done::wire(Intent::Attack)
    })
}

/// A query parameter that nobody declared.
pub(in crate::mutate) fn extra_query(change: &mut Change<'_>) -> Option<Done> {
    const EXTRA: [&str; 10] = [
        "extra=1",
        "debug=true",
        "format=xml",
        "callback=a",
        "fields=*",
        "limit=-1",
        "_method=DELETE",
        "=",
        "&&",
        "a[]=1&a[b]=2",
    ];
    let extra = *change.rng.pick(&EXTRA)?;
    let name = extra.split('=').next().unwrap_or("");
    let declared = |p: &bedlam_model::Parameter| p.name == name;
    if change.operation.parameters.iter().any(declared) {
        return None;
    }
    append(change, extra);
    Some(Done {
        after: Some(Value::from(extra)),
        ..Done::wire(Intent::Boundary)
    })
}

/// An operator of document databases, the way query parsers turn it into an object.
pub(in crate::mutate) fn operator_query(change: &mut Change<'_>) -> Option<Done> {
    const OPERATORS: [&str; 4] = ["[$ne]=x", "[$gt]=", "[$regex]=.*", "[]=x"];
    let arguments = arguments(change);
    let (name, value) = change.rng.pick(&arguments)?;
    let operator = *change.rng.pick(&OPERATORS)?;
    append(change, &format!("{}{operator}", escape(name)));
    Some(Done {
        address: Some(InputAddress::parameter(Location::Query, name)),
        before: Some(value.clone()),
        after: Some(Value::from(operator)),
        payload: Some("nosql"),
        ..Done::wire(Intent::Attack)
    })
}

/// Percent-encodes what would end the name.
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'[' | b']' => {
                escaped.push(char::from(byte));
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}
