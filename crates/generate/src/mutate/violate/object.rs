use bedlam_model::Segment;
use serde_json::{Map, Value};

use crate::mutate::change::{Change, Done};
use crate::view::Rest;

/// Larger limits are not tried to be exceeded.
const MOST: u64 = 1000;

fn map<'c>(
    change: &'c Change<'_>,
    spot: &crate::mutate::spot::Spot,
) -> Option<&'c Map<String, Value>> {
    change.value(spot)?.as_object()
}

/// A required property less (`required`).
pub(in crate::mutate) fn required(change: &mut Change<'_>) -> Option<Done> {
    let filled = |value: &Value| value.as_object().is_some_and(|map| !map.is_empty());
    let has_required = |view: &crate::view::View| {
        !view.required.is_empty() || view.properties.iter().any(|property| property.required)
    };
    let (spot, _) = change.spot_with(filled, |view, _| has_required(view))?;
    let inside = change.inside(&spot)?;
    let needed = |name: &&String| match inside.declared(change.generator, name) {
        Some(property) => property.required && !property.barred,
        None => inside.view.required.contains(name),
    };
    let names: Vec<String> = map(change, &spot)?.keys().filter(needed).cloned().collect();
    let name = change.pick_named(&names, |name| name)?;
    let mut fewer = map(change, &spot)?.clone();
    let before = fewer.remove(name);
    let done = change.break_with(&spot, [Value::Object(fewer)], &["required"])?;
    Some(Done {
        address: done
            .address
            .map(|address| address.child(Segment::Key(name.clone()))),
        before,
        after: None,
        ..done
    })
}

/// A property that may not be there (`additionalProperties`, `unevaluatedProperties`).
pub(in crate::mutate) fn additional_properties(change: &mut Change<'_>) -> Option<Done> {
    const KEYWORDS: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];
    let closed = |view: &crate::view::View| view.others == Rest::Nothing;
    let (spot, _) = change.spot_with(Value::is_object, |view, _| closed(view))?;
    let add = |name: &str| {
        let mut more = map(change, &spot)?.clone();
        let known = more.insert(name.to_owned(), Value::from("extra"));
        known.is_none().then_some(Value::Object(more))
    };
    let values: Vec<Value> = ["extra", "undeclared-one"]
        .into_iter()
        .filter_map(add)
        .collect();
    change.break_with(&spot, values, &KEYWORDS)
}

/// Too few properties (`minProperties`).
pub(in crate::mutate) fn min_properties(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_object, |view, _| view.min_properties > 0)?;
    let inside = change.inside(&spot)?;
    let needed = |name: &str| {
        let declared = inside.declared(change.generator, name);
        inside.view.required.iter().any(|known| known == name)
            || declared.is_some_and(|property| property.required)
    };
    let mut fewer = map(change, &spot)?.clone();
    let names: Vec<String> = fewer.keys().filter(|name| !needed(name)).cloned().collect();
    for name in names {
        if (fewer.len() as u64) < view.min_properties {
            break;
        }
        fewer.remove(&name);
    }
    change.break_with(&spot, [Value::Object(fewer)], &["minProperties"])
}

/// Too many properties (`maxProperties`).
pub(in crate::mutate) fn max_properties(change: &mut Change<'_>) -> Option<Done> {
    let limited = |view: &crate::view::View| view.max_properties.is_some_and(|n| n < MOST);
    let (spot, view) = change.spot_with(Value::is_object, |view, _| limited(view))?;
    let most = view.max_properties? as usize;
    let mut more = map(change, &spot)?.clone();
    let value = more
        .values()
        .next()
        .cloned()
        .unwrap_or_else(|| Value::from(1));
    for index in 0..=most {
        if more.len() > most {
            break;
        }
        // Of letters alone, which rules for names mostly allow.
        let letters = [index / 26, index % 26].map(|n| char::from(b'a' + (n % 26) as u8));
        more.insert(
            format!("extra{}", String::from_iter(letters)),
            value.clone(),
        );
    }
    change.break_with(&spot, [Value::Object(more)], &["maxProperties"])
}

/// A property under a name that is not allowed (`propertyNames`).
pub(in crate::mutate) fn property_names(change: &mut Change<'_>) -> Option<Done> {
    let (spot, _) = change.spot_with(Value::is_object, |view, _| !view.names.is_empty())?;
    let value = map(change, &spot)?.values().next().cloned();
    let value = value.unwrap_or_else(|| Value::from(1));
    let add = |name: String| {
        let mut more = map(change, &spot)?.clone();
        more.insert(name, value.clone());
        Some(Value::Object(more))
    };
    let names = [
        "!".to_owned(),
        " ".to_owned(),
        "a".repeat(300),
        "7!".to_owned(),
    ];
    let values: Vec<Value> = names.into_iter().filter_map(add).collect();
    change.break_with(&spot, values, &["propertyNames"])
}
