use serde_json::Value;

use crate::mutate::change::{Change, Done};

/// The value of another leaf of the same type in place of this one.
pub(in crate::mutate) fn swap(change: &mut Change<'_>) -> Option<Done> {
    let scalar = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    let from = change.any_spot(scalar)?;
    let value = change.value(&from)?.clone();
    let alike = |other: &Value| {
        scalar(other)
            && std::mem::discriminant(other) == std::mem::discriminant(&value)
            && *other != value
    };
    let to = change.spot(alike)?;
    change.replace(&to, value.clone())
}
