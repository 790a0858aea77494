use bedlam_model::{Intent, Segment};
use serde_json::{Map, Value, json};

use crate::Fullness;
use crate::inside::Inside;
use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Spot;

fn filled(value: &Value) -> bool {
    value.as_object().is_some_and(|map| !map.is_empty())
}

fn map(change: &Change<'_>, spot: &Spot) -> Option<Map<String, Value>> {
    change.value(spot)?.as_object().cloned()
}

/// Puts a changed object in place and speaks of one of its properties.
fn put(
    change: &mut Change<'_>,
    spot: &Spot,
    map: Map<String, Value>,
    name: &str,
    after: Option<Value>,
) -> Option<Done> {
    let address = change.address(spot)?.child(Segment::Key(name.to_owned()));
    let before = change.value(spot)?.get(name).cloned();
    let done = change.replace(spot, Value::Object(map))?;
    Some(Done {
        address: Some(address),
        before,
        after,
        ..done
    })
}

fn inside(change: &Change<'_>, spot: &Spot) -> Option<Inside> {
    Some(Inside::of(
        change.generator,
        &spot.schemas,
        change.value(spot)?,
    ))
}

/// An optional property less.
pub(in crate::mutate) fn drop_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let mut map = map(change, &spot)?;
    let inside = inside(change, &spot)?;
    let optional = |name: &&String| {
        let declared = inside.declared(change.generator, name);
        declared.is_none_or(|property| !property.required)
    };
    let names: Vec<String> = map.keys().filter(optional).cloned().collect();
    let name = change.pick_named(&names, |name| name)?;
    map.remove(name);
    put(change, &spot, map, name, None).map(valid)
}

/// All optional properties less.
pub(in crate::mutate) fn drop_all_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let mut map = map(change, &spot)?;
    let inside = inside(change, &spot)?;
    map.retain(|name, _| {
        let declared = inside.declared(change.generator, name);
        declared.is_some_and(|property| property.required)
    });
    change.replace(&spot, Value::Object(map)).map(valid)
}

/// A declared property more.
pub(in crate::mutate) fn add_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?;
    let inside = inside(change, &spot)?;
    let schemas = &change.generator.api.schemas;
    let missing: Vec<_> = inside
        .view
        .properties
        .iter()
        .filter(|property| !property.barred && !map.contains_key(property.name(schemas)))
        .collect();
    let property = *change.pick_named(&missing, |property| property.name(schemas))?;
    let name = property.name(schemas);
    let address = change.address(&spot)?.child(Segment::Key(name.to_owned()));
    let share = Fullness::Share(0.5);
    let general = address.general();
    let value = change
        .generator
        .value_at(&property.schemas, general, share, change.rng)?;
    map.insert(name.to_owned(), value.clone());
    put(change, &spot, map, name, Some(value)).map(valid)
}

/// A property that only answers carry, or that describes who one is.
pub(in crate::mutate) fn read_only(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?;
    let inside = inside(change, &spot)?;
    let schemas = &change.generator.api.schemas;
    let barred = inside
        .view
        .properties
        .iter()
        .filter(|property| property.barred);
    let barred: Vec<_> = barred
        .filter(|property| !map.contains_key(property.name(schemas)))
        .collect();
    let (name, value) = match change.rng.pick(&barred) {
        Some(property) => {
            let name = property.name(schemas);
            let address = change.address(&spot)?.child(Segment::Key(name.to_owned()));
            let small = Fullness::Smallest;
            let made =
                change
                    .generator
                    .value_at(&property.schemas, address.general(), small, change.rng);
            (name.to_owned(), made?)
        }
        None => {
            let tempting = [
                ("id", json!(1)),
                ("is_admin", json!(true)),
                ("isAdmin", json!(true)),
                ("role", json!("admin")),
                ("user_id", json!(1)),
                ("owner", json!(1)),
                ("verified", json!(true)),
            ];
            let (name, value) = change.rng.pick(&tempting)?;
            ((*name).to_owned(), value.clone())
        }
    };
    if map.contains_key(&name) {
        return None;
    }
    map.insert(name.clone(), value.clone());
    let done = put(change, &spot, map, &name, Some(value))?;
    Some(Done {
        intent: Intent::Attack,
        payload: Some("mass-assignment"),
        ..done
    })
}

/// A property that nobody declared.
pub(in crate::mutate) fn add_undeclared(change: &mut Change<'_>) -> Option<Done> {
    const NAMES: [&str; 4] = ["extra", "unknown_property", "x-extra", "0"];
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?;
    let name = *change.rng.pick(&NAMES)?;
    let value = Value::from("extra");
    if map.insert(name.to_owned(), value.clone()).is_some() {
        return None;
    }
    put(change, &spot, map, name, Some(value))
}

/// Names by which objects of JavaScript and Python reach what they should not.
pub(in crate::mutate) fn prototype(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?;
    let polluting = [
        ("__proto__", json!({"polluted": true})),
        ("constructor", json!({"prototype": {"polluted": true}})),
        ("__class__", json!({"__init__": {"__globals__": {}}})),
        ("toString", json!("a")),
        ("hasOwnProperty", json!(1)),
    ];
    let (name, value) = change.rng.pick(&polluting)?.clone();
    map.insert(name.to_owned(), value.clone());
    let done = put(change, &spot, map, name, Some(value))?;
    Some(Done {
        intent: Intent::Attack,
        payload: Some("prototype"),
        ..done
    })
}

/// A property under a name slightly off.
pub(in crate::mutate) fn rename(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let old = map(change, &spot)?;
    let names: Vec<&String> = old.keys().collect();
    let name = *change.pick_named(&names, |name| name)?;
    let other = match change.rng.below(3) {
        0 => name.to_uppercase(),
        1 => format!("{name} "),
        _ => format!("{name}[]"),
    };
    if old.contains_key(&other) {
        return None;
    }
    let renamed = old
        .iter()
        .map(|(key, value)| (if key == name { &other } else { key }, value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let name = name.clone();
    put(change, &spot, renamed, &name, None)
}

/// An object without properties.
pub(in crate::mutate) fn empty_object(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    change.replace(&spot, Value::Object(Map::new()))
}

/// Far more properties than anyone sends.
pub(in crate::mutate) fn many_properties(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?;
    for index in 0..1000 {
        map.insert(format!("p{index}"), Value::from(index));
    }
    change.attack(&spot, Value::Object(map), None)
}

/// What fits is no edge here.
fn valid(done: Done) -> Done {
    let intent = match done.intent {
        Intent::Boundary => Intent::Valid,
        other => other,
    };
    Done { intent, ..done }
}
