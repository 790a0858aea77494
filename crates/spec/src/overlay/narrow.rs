use serde_json::{Map, Value, json};

/// A schema that says more than the one that is there.
pub(super) enum Narrow {
    /// Merged into it as it stands.
    Merged(Value),
    /// In its place: it is a reference, beside which OpenAPI 3.0 allows nothing.
    Instead(Value),
}

impl Narrow {
    pub(super) fn update(self) -> Value {
        match self {
            Narrow::Merged(value) | Narrow::Instead(value) => value,
        }
    }

    /// Whether what is there goes first.
    pub(super) fn replaces(&self) -> bool {
        matches!(self, Narrow::Instead(_))
    }
}

/// What to merge into a schema, so that this holds as well.
pub(super) fn narrowed(there: Option<&Value>, more: Value) -> Narrow {
    match there {
        Some(there) if there.get("$ref").is_some() => {
            Narrow::Instead(json!({"allOf": [there, more]}))
        }
        // Lists grow by what is merged into them.
        Some(there) if is_plain(there, &more) => Narrow::Merged(without_known(there, more)),
        Some(_) => Narrow::Merged(json!({"allOf": [more]})),
        None => Narrow::Merged(more),
    }
}

/// Whether no reference stands where something is to be merged, and no keyword is there already.
fn is_plain(there: &Value, more: &Value) -> bool {
    let (Some(there), Some(more)) = (there.as_object(), more.as_object()) else {
        return false;
    };
    !there.contains_key("$ref")
        && more
            .iter()
            .all(|(key, value)| match (key.as_str(), there.get(key)) {
                (_, None) | ("required", _) => true,
                ("properties", Some(inner)) => members(value).all(|(name, schema)| {
                    inner.get(name).is_none_or(|inner| is_plain(inner, schema))
                }),
                ("items", Some(inner)) => is_plain(inner, value),
                (_, Some(inner)) => inner == value,
            })
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The same without names in `required` that are there.
fn without_known(there: &Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        return more;
    };
    let kept = more.into_iter().filter_map(|(key, value)| {
        let inner = there.get(&key);
        let value = match (key.as_str(), value, inner) {
            ("required", Value::Array(names), Some(Value::Array(known))) => {
                let new = names.into_iter().filter(|name| !known.contains(name));
                Value::Array(new.collect())
            }
            ("properties", Value::Object(map), Some(inner)) => {
                let all = map.into_iter().map(|(name, schema)| {
                    let schema = match inner.get(&name) {
                        Some(inner) => without_known(inner, schema),
                        None => schema,
                    };
                    (name, schema)
                });
                Value::Object(all.collect())
            }
            ("items", value, Some(inner)) => without_known(inner, value),
            (_, value, _) => value,
        };
        let empty = key == "required" && value.as_array().is_some_and(Vec::is_empty);
        (!empty).then_some((key, value))
    });
    Value::Object(kept.collect::<Map<_, _>>())
}

/// Two schemas that both hold, as one.
pub(super) fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            for (key, value) in other {
                let value = match one.remove(&key) {
                    Some(there) => merged(there, value),
                    None => value,
                };
                one.insert(key, value);
            }
            Value::Object(one)
        }
        (Value::Array(mut one), Value::Array(other)) => {
            let new = other.into_iter().filter(|item| !one.contains(item));
            let new: Vec<Value> = new.collect();
            one.extend(new);
            Value::Array(one)
        }
        (_, other) => other,
    }
}
