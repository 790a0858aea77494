use bedlam_model::Bound;
use serde_json::{Number, Value};

use crate::mutate::change::{Change, Done};
use crate::view::View;

/// Where the arithmetic of machines and languages ends.
const EXTREMES: [i128; 20] = [
    0,
    -1,
    2_147_483_648,
    9_223_372_036_854_775_807,
    1,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_536,
    2_147_483_647,
    -2_147_483_648,
    -2_147_483_649,
    4_294_967_296,
    9_007_199_254_740_993,
    -9_223_372_036_854_775_808,
    9_223_372_036_854_775_808,
    18_446_744_073_709_551_615,
];

/// So many of them, in front, upset most.
const FIRST: usize = 4;

const FRACTIONS: [f64; 8] = [0.5, -0.5, 0.1, 1e-7, 1e16, 1e308, -1e308, 5e-324];

/// The least number that its schema allows.
pub(in crate::mutate) fn number_minimum(change: &mut Change<'_>) -> Option<Done> {
    at_bound(change, |view| view.minimum.as_ref(), 1)
}

/// The greatest number that its schema allows.
pub(in crate::mutate) fn number_maximum(change: &mut Change<'_>) -> Option<Done> {
    at_bound(change, |view| view.maximum.as_ref(), -1)
}

/// `inward`: the step from an exclusive bound to what it allows.
fn at_bound(
    change: &mut Change<'_>,
    bound: fn(&View) -> Option<&Bound>,
    inward: i128,
) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_number, |view, _| bound(view).is_some())?;
    let bound = bound(&view)?;
    let value = match bound.value.as_i128() {
        Some(whole) if bound.exclusive => Number::from_i128(whole + inward)?,
        _ => bound.value.clone(),
    };
    change.replace(&spot, Value::Number(value))
}

/// A number near the ends that its schema names.
pub(in crate::mutate) fn number_edge(change: &mut Change<'_>) -> Option<Done> {
    let bounded = |view: &View, _: &_| view.minimum.is_some() || view.maximum.is_some();
    let (spot, view) = change.spot_with(Value::is_number, bounded)?;
    let ends: Vec<&Bound> = view.minimum.iter().chain(&view.maximum).collect();
    let bound = *change.rng.pick(&ends)?;
    let step = change.rng.range(-1, 1);
    let value = match bound.value.as_i128() {
        Some(whole) => Number::from_i128(whole + i128::from(step))?,
        None => Number::from_f64(bound.value.as_f64()? + step as f64 / 2.0)?,
    };
    change.replace(&spot, Value::Number(value))
}

/// A number where machines begin to err.
pub(in crate::mutate) fn number_extreme(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_number)?;
    let whole = change.value(&spot)?.as_f64()?.fract() == 0.0;
    let value = if whole || change.rng.chance(0.6) {
        Number::from_i128(*change.telling(FIRST, &EXTREMES)?)?
    } else {
        Number::from_f64(*change.rng.pick(&FRACTIONS)?)?
    };
    change.replace(&spot, Value::Number(value))
}
