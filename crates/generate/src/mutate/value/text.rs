use serde_json::Value;

use crate::mutate::change::{Change, Done};
use crate::view::View;

/// From this length on, a bound of a schema is not worth a text that reaches it.
const LONGEST: u64 = 100_000;

/// No text at all.
pub(in crate::mutate) fn empty_text(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_string)?;
    let blank = if change.rng.chance(0.7) { "" } else { " " };
    change.replace(&spot, Value::from(blank))
}

/// The shortest text that its schema allows.
pub(in crate::mutate) fn length_minimum(change: &mut Change<'_>) -> Option<Done> {
    let length = |view: &View| Some(view.min_length).filter(|least| *least > 0);
    at_length(change, length)
}

/// The longest text that its schema allows.
pub(in crate::mutate) fn length_maximum(change: &mut Change<'_>) -> Option<Done> {
    at_length(change, |view| view.max_length)
}

fn at_length(change: &mut Change<'_>, length: fn(&View) -> Option<u64>) -> Option<Done> {
    let (spot, view) = change.spot_with(Value::is_string, |view, _| length(view).is_some())?;
    let length = length(&view).filter(|length| *length < LONGEST)?;
    let text = resized(change.value(&spot)?.as_str()?, length as usize);
    change.replace(&spot, Value::String(text))
}

/// A text as long as its schema allows, as short, or one off; else of a length at which buffers
/// and columns end.
pub(in crate::mutate) fn length_edge(change: &mut Change<'_>) -> Option<Done> {
    const LENGTHS: [u64; 9] = [1, 2, 63, 64, 65, 255, 256, 257, 1000];
    let spot = change.spot(Value::is_string)?;
    let view = change.inside(&spot)?.view;
    let ends = [Some(view.min_length).filter(|n| *n > 0), view.max_length];
    let ends: Vec<u64> = ends
        .into_iter()
        .flatten()
        .filter(|n| *n < LONGEST)
        .collect();
    let length = match change.rng.pick(&ends).copied() {
        Some(end) => end.saturating_add_signed(change.rng.range(-1, 1)),
        None => *change.rng.pick(&LENGTHS)?,
    };
    let text = resized(change.value(&spot)?.as_str()?, length as usize);
    change.replace(&spot, Value::String(text))
}

/// A text far longer than anyone writes.
pub(in crate::mutate) fn long_text(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(Value::is_string)?;
    let in_body = change.location(&spot) == bedlam_model::Location::Body;
    let lengths: &[usize] = if in_body {
        &[1_000, 10_000, 100_000]
    } else {
        &[1_000, 4_000]
    };
    let length = *change.rng.pick(lengths)?;
    let text = resized(change.value(&spot)?.as_str()?, length);
    change.replace(&spot, Value::String(text))
}

/// The text cut, or repeated, to a length.
pub(in crate::mutate) fn resized(text: &str, length: usize) -> String {
    let text = if text.is_empty() { "a" } else { text };
    let count = text.chars().count();
    let mut out = text.repeat(length / count);
    out.extend(text.chars().take(length % count));
    out
}
