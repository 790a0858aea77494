use serde_json::Value;

use crate::Fullness;
use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Spot;
use bedlam_model::Intent;

/// A value that fits is no edge.
fn plain(done: Done) -> Done {
    let intent = match done.intent {
        Intent::Boundary => Intent::Valid,
        other => other,
    };
    Done { intent, ..done }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn made(change: &mut Change<'_>, spot: &Spot, fullness: Fullness) -> Option<Value> {
    let address = change.address(spot)?.general();
    let schemas = change.schemas(spot)?;
    change
        .generator
        .value_at(&schemas, address, fullness, change.rng)
}

/// Another leaf from the same schema.
pub(in crate::mutate) fn regenerate(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(is_scalar)?;
    let value = made(change, &spot, Fullness::Share(0.5))?;
    change.replace(&spot, value).map(plain)
}

/// Another object or array from the same schema.
pub(in crate::mutate) fn regenerate_tree(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(|value| !is_scalar(value))?;
    if change.schemas(&spot)?.is_empty() {
        return None;
    }
    let fullness = match change.rng.below(3) {
        0 => Fullness::Smallest,
        1 => Fullness::Share(0.5),
        _ => Fullness::Full,
    };
    let value = made(change, &spot, fullness)?;
    change.replace(&spot, value).map(plain)
}

/// Another member of the enum.
pub(in crate::mutate) fn other_member(change: &mut Change<'_>) -> Option<Done> {
    let (spot, view) = change.spot_with(|_| true, |view, _| view.values.is_some())?;
    let schema = change.generator.api.schemas.get(view.values?);
    let members = schema.enumeration.as_deref()?;
    let member = change.rng.pick(members)?.clone();
    change.replace(&spot, member).map(plain)
}

/// An example that was given for an input of the same name elsewhere.
pub(in crate::mutate) fn sensible(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(is_scalar)?;
    let address = change.address(&spot)?;
    let examples = change.generator.index.find(address.name()?);
    let example = change.rng.pick(examples)?.clone();
    let types = change.inside(&spot)?.view.types;
    let value = crate::coerce::coerce(&example, types);
    change.replace(&spot, value).map(plain)
}
