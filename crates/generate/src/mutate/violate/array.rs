use serde_json::Value;

use crate::Fullness;
use crate::mutate::change::{Change, Done};

/// Longer limits are not tried to be exceeded.
const LONGEST: u64 = 2000;

/// Too few items (`minItems`).
pub(in crate::mutate) fn min_items(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_array, |view, _| view.min_items > 0)?;
    let items = change.value(&spot)?.as_array()?;
    let fewer: Vec<Value> = items
        .iter()
        .take(view.min_items as usize - 1)
        .cloned()
        .collect();
    change.break_with(&spot, [Value::Array(fewer)], &["minItems"])
}

/// Too many items (`maxItems`).
pub(in crate::mutate) fn max_items(change: &mut Change<'_>) -> Option<Done> {
    let limited = |view: &crate::view::View| view.max_items.is_some_and(|n| n < LONGEST);
    let (spot, view) = change.spot_with(Value::is_array, |view, _| limited(view))?;
    let most = view.max_items? as usize;
    let mut items = change.value(&spot)?.as_array()?.clone();
    let inside = change.inside(&spot)?;
    let address = change
        .address(&spot)?
        .child(bedlam_model::Segment::Item)
        .general();
    let mut tries = 0;
    while items.len() <= most {
        tries += 1;
        let schemas = inside.item(items.len());
        let share = Fullness::Share(0.5);
        let item = change
            .generator
            .value_at(&schemas, address.clone(), share, change.rng)?;
        if tries > most + 40 {
            return None;
        }
        if !view.unique_items || !items.contains(&item) {
            items.push(item);
        }
    }
    change.break_with(&spot, [Value::Array(items)], &["maxItems"])
}

/// An item twice where all must differ (`uniqueItems`).
pub(in crate::mutate) fn unique_items(change: &mut Change<'_>) -> Option<Done> {
    let filled = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty());
    let (spot, _) = change.spot_with(filled, |view, _| view.unique_items)?;
    let items = change.value(&spot)?.as_array()?;
    let mut longer = items.clone();
    longer.push(items.first()?.clone());
    let mut same = items.clone();
    if let Some(last) = same.last_mut() {
        *last = items.first()?.clone();
    }
    change.break_with(&spot, [longer, same].map(Value::Array), &["uniqueItems"])
}
