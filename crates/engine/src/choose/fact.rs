use std::borrow::Cow;

use bedlam_generate::{Rng, Site, make_alone};
use bedlam_model::{
    Additional, Api, Bound, Direction, FactKind, Schema, Type, TypeSet, ValueSource, check_format,
    fits,
};
use serde_json::{Number, Value};

use super::coerce;
use crate::knowledge::InputLore;

/// A value that agrees with what refusals said of the input; none: they said nothing of its value.
pub(super) fn value(lore: &InputLore, site: &Site<'_>, api: &Api, rng: &mut Rng) -> Option<Value> {
    let schema = api.schemas.get(site.schema);
    of_facts(lore, schema, site.address.name(), rng)
}

/// The schema with the type and the format that refusals named in the place of the spec's own: what
/// the API says of itself is believed before what is written of it.
pub(super) fn told<'s>(lore: Option<&InputLore>, schema: &'s Schema) -> Cow<'s, Schema> {
    let typed = |fact: &&FactKind| matches!(fact, FactKind::Type(_) | FactKind::Format(_));
    let facts = lore.map_or(&[][..], |lore| &lore.facts);
    let facts: Vec<FactKind> = facts.iter().filter(typed).cloned().collect();
    match narrow(schema, &facts) {
        Some((told, ..)) => Cow::Owned(told),
        None => Cow::Borrowed(schema),
    }
}

/// Whether refusals ask for another type than the spec does: then its own sources are of no use.
pub(super) fn contradicts(lore: &InputLore, schema: &Schema) -> bool {
    let other = |fact: &FactKind| match fact {
        FactKind::Type(name) => Type::from_name(name).is_some_and(|t| !schema.types.allows(t)),
        FactKind::Format(format) => overrules(format, schema.types),
        _ => false,
    };
    lore.facts.iter().any(other)
}

/// Whether what is of this format is text, although the spec says otherwise. Of a list it is said
/// that its items are.
fn overrules(format: &str, types: TypeSet) -> bool {
    let inside = types.names(Type::Array) || types.names(Type::Object);
    !types.allows(Type::String) && (format == JSON || !inside)
}

/// A value for an input that the spec does not declare.
pub(super) fn of_undeclared(lore: &InputLore, name: &str, rng: &mut Rng) -> Option<Value> {
    of_facts(lore, &Schema::default(), Some(name), rng)
}

fn of_facts(lore: &InputLore, schema: &Schema, name: Option<&str>, rng: &mut Rng) -> Option<Value> {
    let mut named: Vec<Value> = Vec::new();
    for fact in &lore.facts {
        match fact {
            FactKind::OneOf(values) => named.extend(values.iter().cloned()),
            FactKind::Candidate(value) => named.push(value.clone()),
            FactKind::After(_) => named.push(far(schema, true)),
            FactKind::Before(_) => named.push(far(schema, false)),
            _ => {}
        }
    }
    let narrowed = narrow(schema, &lore.facts);
    if let Some(value) = rng
        .pick(&named)
        .filter(|_| narrowed.is_none() || rng.clone().chance(0.7))
    {
        return coerce(value, schema).or_else(|| Some(value.clone()));
    }
    // What has declared parts is made of them, not of what is said of the whole.
    if has_parts(schema) && !contradicts(lore, schema) {
        return None;
    }
    let (narrowed, start, end) = narrowed?;
    if narrowed.format.as_deref() == Some(JSON) && narrowed.pattern.is_none() {
        // The plainest document first; others when that has been refused a few times.
        let tried = lore.source(ValueSource::Fact).tries() as usize;
        let open = &DOCUMENTS[..(1 + tried / 2).min(DOCUMENTS.len())];
        return rng.pick(open).map(|text| Value::from(*text));
    }
    let mut made = make_alone(&narrowed, name, rng)?;
    if let (Some(format), Value::String(text)) = (&narrowed.format, &made)
        && lore.facts.contains(&FactKind::Format(format.clone()))
        && !suits(format, text)
    {
        // By its name it means something else.
        made = make_alone(&narrowed, None, rng)?;
    }
    if let Value::String(text) = &mut made {
        if let Some(start) = start.filter(|start| !text.starts_with(start.as_str())) {
            text.insert_str(0, &start);
        }
        if let Some(end) = end.filter(|end| !text.ends_with(end.as_str())) {
            text.push_str(&end);
        }
    }
    Some(made)
}

fn has_parts(schema: &Schema) -> bool {
    let items = matches!(schema.items, Additional::Schema(_));
    items || !schema.properties.is_empty() || !schema.prefix_items.is_empty()
}

/// The format of text that holds a JSON document, and such documents, the plainest first.
const JSON: &str = "json";
const DOCUMENTS: [&str; 4] = ["{}", "[]", r#"{"key":"value"}"#, r#"["value"]"#];

/// Whether a text is of a format, as far as that can be told.
fn suits(format: &str, text: &str) -> bool {
    match format {
        "byte" => text.len().is_multiple_of(4) && check_format(format, text) != Some(false),
        // No name of the dictionary gives one of these by chance.
        "cron" => text.split(' ').count() >= 5,
        _ => check_format(format, text) != Some(false),
    }
}

/// A value that comes after, or before, what else is likely to stand in a request: no clock is read
/// here, and what is far enough ahead holds for many years.
fn far(schema: &Schema, after: bool) -> Value {
    let numeric = schema.types.names(Type::Integer) || schema.types.names(Type::Number);
    match (numeric, schema.format.as_deref(), after) {
        (true, _, true) => Value::from(4_000_000),
        (true, _, false) => Value::from(1),
        (false, Some("date"), true) => Value::from("2098-06-15"),
        (false, Some("date"), false) => Value::from("2004-03-01"),
        (false, _, true) => Value::from("2098-06-15T12:00:00Z"),
        (false, _, false) => Value::from("2004-03-01T12:00:00Z"),
    }
}

/// The schema with the facts put in, and how a text must begin and end. None: no fact narrows it.
fn narrow(schema: &Schema, facts: &[FactKind]) -> Option<(Schema, Option<String>, Option<String>)> {
    let mut narrow = schema.clone();
    let (mut start, mut end) = (None, None);
    for fact in facts {
        match fact {
            FactKind::Type(name) => {
                narrow.types = Type::from_name(name).map_or(narrow.types, TypeSet::only);
            }
            FactKind::Format(format) => {
                narrow.format = Some(format.clone());
                if narrow.types.is_any() || overrules(format, narrow.types) {
                    narrow.types = TypeSet::only(Type::String);
                }
            }
            FactKind::AtLeast(value, exclusive) => narrow.minimum = bound(*value, *exclusive),
            FactKind::AtMost(value, exclusive) => narrow.maximum = bound(*value, *exclusive),
            FactKind::MultipleOf(step) => {
                narrow.multiple_of = bound(*step, false).map(|bound| bound.value)
            }
            FactKind::LengthAtLeast(length) if narrow.types.names(Type::Array) => {
                narrow.min_items = Some(*length)
            }
            FactKind::LengthAtMost(length) if narrow.types.names(Type::Array) => {
                narrow.max_items = Some(*length)
            }
            FactKind::LengthAtLeast(length) => narrow.min_length = Some(*length),
            FactKind::LengthAtMost(length) => narrow.max_length = Some(*length),
            FactKind::Pattern(pattern) => narrow.pattern = Some(pattern.clone()),
            FactKind::StartsWith(text) => start = Some(text.clone()),
            FactKind::EndsWith(text) => end = Some(text.clone()),
            _ => {}
        }
    }
    let narrower = narrow != *schema || start.is_some() || end.is_some();
    narrower.then_some((narrow, start, end))
}

fn bound(value: f64, exclusive: bool) -> Option<Bound> {
    let whole = value.fract() == 0.0 && value.abs() < 9e15;
    let value = if whole {
        Some(Number::from(value as i64))
    } else {
        Number::from_f64(value)
    };
    value.map(|value| Bound { value, exclusive })
}

/// A value that was not sent before, as far as chance can promise.
pub(super) fn unique(site: &Site<'_>, api: &Api, rng: &mut Rng) -> Option<Value> {
    let schema = api.schemas.get(site.schema);
    let made = make_alone(schema, site.address.name(), rng)?;
    match made {
        Value::String(text) if schema.format.as_deref() != Some("uuid") => {
            let tail: String = (0..6)
                .map(|_| char::from(b'a' + rng.below(26) as u8))
                .collect();
            let number = rng.range(100_000, 999_999);
            let fits = |text: &String| {
                let value = Value::String(text.clone());
                fits(&api.schemas, site.schema, &value, Direction::Request)
            };
            let forms = match text.split_once('@') {
                Some((user, host)) => vec![format!("{user}{tail}@{host}")],
                None => vec![
                    format!("{text}{tail}"),
                    format!("{text}{number}"),
                    format!("{text}-{tail}"),
                    tail.clone(),
                    tail.to_uppercase(),
                    number.to_string(),
                ],
            };
            let fresh = forms.into_iter().find(fits).map(Value::String);
            // By its name it may be one of a few words; by its pattern alone it is one of many.
            fresh.or_else(|| make_alone(schema, None, rng))
        }
        Value::Number(_) if schema.maximum.is_none() => {
            Some(Value::from(rng.range(1000, 2_000_000_000)))
        }
        other => Some(other),
    }
}
