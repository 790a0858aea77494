use bedlam_model::{Intent, Segment};
use serde_json::{Map, Value, json};

use crate::Fullness;
use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Spot;

fn filled(value: &Value) -> bool {
    value.as_object().is_some_and(|map| !map.is_empty())
}

fn map<'c>(change: &'c Change<'_>, spot: &Spot) -> Option<&'c Map<String, Value>> {
    change.value(spot)?.as_object()
}

/// Tells what the object has become by a change of one of its properties, which was made.
fn told(
    change: &Change<'_>,
    spot: &Spot,
    name: String,
    before: Option<Value>,
    after: Option<Value>,
) -> Option<Done> {
    let address = change.address(spot)?.child(Segment::Key(name));
    let breaks = change.broken(spot);
    Some(Done {
        address: Some(address),
        before,
        after,
        breaks,
        payload: None,
        intent: match breaks {
            Some(_) => Intent::Invalid,
            None => Intent::Boundary,
        },
    })
}

/// Puts a property into the object, in place of one of the same name if there is one.
fn put(change: &mut Change<'_>, spot: &Spot, name: &str, value: Value) -> Option<Done> {
    let map = change.value_mut(spot)?.as_object_mut()?;
    let before = map.insert(name.to_owned(), value.clone());
    told(change, spot, name.to_owned(), before, Some(value))
}

/// An optional property less.
pub(in crate::mutate) fn drop_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let inside = change.inside(&spot)?;
    let optional = |name: &&String| {
        let declared = inside.declared(change.generator, name);
        declared.is_none_or(|property| !property.required)
    };
    let names = map(change, &spot)?.keys().filter(optional);
    let names: Vec<String> = names.cloned().collect();
    let name = change.pick_named(&names, |name| name)?;
    let before = change.value_mut(&spot)?.as_object_mut()?.remove(name);
    told(change, &spot, name.clone(), before, None).map(valid)
}

/// All optional properties less.
pub(in crate::mutate) fn drop_all_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let inside = change.inside(&spot)?;
    let required = |(name, _): &(&String, &Value)| {
        let declared = inside.declared(change.generator, name);
        declared.is_some_and(|property| property.required)
    };
    let kept = map(change, &spot)?.iter().filter(required);
    let kept: Map<String, Value> = kept.map(|(k, v)| (k.clone(), v.clone())).collect();
    change.replace(&spot, Value::Object(kept)).map(valid)
}

/// A declared property more.
pub(in crate::mutate) fn add_optional(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let map = map(change, &spot)?;
    let inside = change.inside(&spot)?;
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
    put(change, &spot, name, value).map(valid)
}

/// A property that only answers carry, or that describes who one is.
pub(in crate::mutate) fn read_only(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let known = map(change, &spot)?;
    let inside = change.inside(&spot)?;
    let schemas = &change.generator.api.schemas;
    let barred = inside
        .view
        .properties
        .iter()
        .filter(|property| property.barred);
    let barred: Vec<_> = barred
        .filter(|property| !known.contains_key(property.name(schemas)))
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
    if map(change, &spot)?.contains_key(&name) {
        return None;
    }
    let done = put(change, &spot, &name, value)?;
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
    let name = *change.rng.pick(&NAMES)?;
    if map(change, &spot)?.contains_key(name) {
        return None;
    }
    put(change, &spot, name, Value::from("extra"))
}

/// Names by which objects of JavaScript and Python reach what they should not.
pub(in crate::mutate) fn prototype(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let polluting = [
        ("__proto__", json!({"polluted": true})),
        ("constructor", json!({"prototype": {"polluted": true}})),
        ("__class__", json!({"__init__": {"__globals__": {}}})),
        ("toString", json!("a")),
        ("hasOwnProperty", json!(1)),
    ];
    let (name, value) = change.rng.pick(&polluting)?.clone();
    if map(change, &spot)?.get(name) == Some(&value) {
        return None;
    }
    let done = put(change, &spot, name, value)?;
    Some(Done {
        intent: Intent::Attack,
        payload: Some("prototype"),
        ..done
    })
}

/// A property under a name slightly off.
pub(in crate::mutate) fn rename(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let names: Vec<String> = map(change, &spot)?.keys().cloned().collect();
    let name = change.pick_named(&names, |name| name)?;
    let other = match change.rng.below(3) {
        0 => name.to_uppercase(),
        1 => format!("{name} "),
        _ => format!("{name}[]"),
    };
    if map(change, &spot)?.contains_key(&other) {
        return None;
    }
    let object = change.value_mut(&spot)?.as_object_mut()?;
    let before = object.get(name).cloned();
    let renamed = std::mem::take(object).into_iter().map(|(key, value)| {
        let key = if key == *name { other.clone() } else { key };
        (key, value)
    });
    *object = renamed.collect();
    told(change, &spot, name.clone(), before, None)
}

/// An object without properties.
pub(in crate::mutate) fn empty_object(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    change.replace(&spot, Value::Object(Map::new()))
}

/// Far more properties than anyone sends.
pub(in crate::mutate) fn many_properties(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_object)?;
    let mut map = map(change, &spot)?.clone();
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
