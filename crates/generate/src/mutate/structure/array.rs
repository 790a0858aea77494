use serde_json::Value;

use crate::Fullness;
use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Spot;

fn filled(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty())
}

fn items(change: &Change<'_>, spot: &Spot) -> Option<Vec<Value>> {
    change.value(spot)?.as_array().cloned()
}

/// An item twice.
pub(in crate::mutate) fn duplicate_item(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let mut items = items(change, &spot)?;
    let item = change.rng.pick(&items)?.clone();
    items.push(item);
    change.replace(&spot, Value::Array(items))
}

/// An item less.
pub(in crate::mutate) fn drop_item(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    let mut items = items(change, &spot)?;
    items.remove(change.rng.below(items.len()));
    change.replace(&spot, Value::Array(items))
}

/// No items.
pub(in crate::mutate) fn empty_array(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(filled)?;
    change.replace(&spot, Value::Array(Vec::new()))
}

/// Items the other way round.
pub(in crate::mutate) fn reverse_items(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(|value| value.as_array().is_some_and(|items| items.len() > 1))?;
    let mut items = items(change, &spot)?;
    items.reverse();
    change.replace(&spot, Value::Array(items))
}

/// Far more items than anyone sends.
pub(in crate::mutate) fn long_array(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_array)?;
    let in_body = change.location(&spot) == bedlam_model::Location::Body;
    let items = items(change, &spot)?;
    let item = match items.first() {
        Some(item) => item.clone(),
        None => {
            let schemas = change.inside(&spot)?.item(0);
            let address = change.address(&spot)?.general();
            let small = Fullness::Smallest;
            change
                .generator
                .value_at(&schemas, address, small, change.rng)?
        }
    };
    let sizes: &[usize] = if in_body {
        &[100, 1000, 5000]
    } else {
        &[20, 100]
    };
    let most = 400_000 / item.to_string().len().max(1);
    let size = (*change.rng.pick(sizes)?).min(most.max(2));
    change.replace(&spot, Value::Array(vec![item; size]))
}

/// Items of different types next to each other.
pub(in crate::mutate) fn uneven_items(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_array)?;
    let mut items = items(change, &spot)?;
    let odd = [
        Value::from(0),
        Value::from("a"),
        Value::Bool(false),
        Value::Null,
    ];
    items.push(change.rng.pick(&odd)?.clone());
    change.replace(&spot, Value::Array(items))
}
