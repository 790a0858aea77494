use serde_json::Value;

/// What a success showed, kept to be given back to operations that want the like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Specimen {
    /// The answer, its lists cut short.
    pub(crate) value: Value,
    /// The values in the path of the request, in order.
    pub(crate) path: Vec<String>,
}

/// Items kept of a list, and values of a whole answer, in how many bytes at most.
const ITEMS: usize = 4;
const VALUES: usize = 1000;
const BYTES: usize = 64 * 1024;

impl Specimen {
    /// None: it is too large, or no object and no list.
    pub(crate) fn of(answer: &Value, bytes: usize, path: Vec<String>) -> Option<Specimen> {
        if bytes > BYTES || !(answer.is_object() || answer.is_array()) {
            return None;
        }
        let mut left = VALUES;
        let value = short(answer, &mut left)?;
        Some(Specimen { value, path })
    }
}

fn short(value: &Value, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    Some(match value {
        Value::Array(items) => {
            let items = items.iter().take(ITEMS);
            Value::Array(items.map(|item| short(item, left)).collect::<Option<_>>()?)
        }
        Value::Object(members) => {
            let mut kept = serde_json::Map::new();
            for (name, member) in members {
                kept.insert(name.clone(), short(member, left)?);
            }
            Value::Object(kept)
        }
        scalar => scalar.clone(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_are_cut_short_and_what_is_huge_is_not_kept() {
        let keep = |value: Value, bytes: usize| {
            Specimen::of(&value, bytes, Vec::new()).map(|specimen| specimen.value)
        };
        assert_eq!(
            keep(json!({"a": [1, 2, 3, 4, 5]}), 10),
            Some(json!({"a": [1, 2, 3, 4]}))
        );
        assert_eq!(keep(json!("text"), 10), None);
        assert_eq!(keep(json!({}), BYTES + 1), None);
        let wide: serde_json::Map<String, Value> =
            (0..VALUES).map(|n| (n.to_string(), json!(n))).collect();
        assert_eq!(keep(Value::Object(wide), 10), None);
    }
}
