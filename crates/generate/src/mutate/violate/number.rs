use bedlam_model::Bound;
use serde_json::{Number, Value};

use crate::Rng;
use crate::mutate::change::{Change, Done};
use crate::view::View;

/// A number below the least (`minimum`, `exclusiveMinimum`).
pub(in crate::mutate) fn minimum(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_number, |view, _| view.minimum.is_some())?;
    let values = beyond(view.minimum.as_ref()?, -1, &view, change.rng);
    change.break_with(&spot, values, &["minimum", "exclusiveMinimum"])
}

/// A number above the most (`maximum`, `exclusiveMaximum`).
pub(in crate::mutate) fn maximum(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_number, |view, _| view.maximum.is_some())?;
    let values = beyond(view.maximum.as_ref()?, 1, &view, change.rng);
    change.break_with(&spot, values, &["maximum", "exclusiveMaximum"])
}

/// How often a number far past an end comes before the nearest ones, and how far that is.
const FAR: f64 = 0.4;
const AWAY: i64 = 1000;

/// Numbers past an end: mostly the nearest first, else one far off, on the other side of nought
/// where the end is not.
fn beyond(bound: &Bound, direction: i64, view: &View, rng: &mut Rng) -> Vec<Value> {
    let multiple = view.multiples.first().cloned();
    let steps = [Number::from(0), Number::from(1)]
        .into_iter()
        .chain(multiple);
    let near = steps.filter_map(|step| moved(&bound.value, direction, &step));
    let inside = bound.value.as_f64().unwrap_or(0.0) * direction as f64;
    let far = match inside < 0.0 {
        true => Some(Value::from(direction)),
        false => moved(&bound.value, direction, &Number::from(AWAY)),
    };
    let far = far.filter(|_| rng.chance(FAR));
    far.into_iter().chain(near).collect()
}

fn moved(number: &Number, direction: i64, step: &Number) -> Option<Value> {
    let moved = match (number.as_i128(), step.as_i128()) {
        (Some(number), Some(step)) => {
            Number::from_i128(number.checked_add(step * i128::from(direction))?)
        }
        _ => Number::from_f64(number.as_f64()? + step.as_f64()? * direction as f64),
    };
    moved.map(Value::Number)
}

/// A number between the multiples (`multipleOf`).
pub(in crate::mutate) fn multiple_of(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_number, |view, _| !view.multiples.is_empty())?;
    let number = change.value(&spot)?.as_number()?.clone();
    let unit = view.multiples.first()?.as_f64()?;
    let half = Number::from_f64(unit / 2.0)?;
    let one = Number::from(1);
    let values = [(1, &one), (-1, &one), (1, &half), (-1, &half)];
    let values = values.map(|(direction, step)| moved(&number, direction, step));
    change.break_with(&spot, values.into_iter().flatten(), &["multipleOf"])
}
