use bedlam_model::{Schema, Type, TypeSet, check_format};
use serde_json::{Number, Value};

/// The value as the schema's type wants it: ids travel as text in one place and as numbers in
/// another. None: it cannot stand there.
pub(crate) fn coerce(value: &Value, schema: &Schema) -> Option<Value> {
    let types = schema.types;
    if types.allows(Type::of(value)) && !types.is_any() {
        return Some(value.clone());
    }
    match value {
        Value::Object(_) | Value::Array(_) | Value::Null => types.is_any().then(|| value.clone()),
        _ if types.is_any() => Some(value.clone()),
        Value::String(text) => number(text, types),
        Value::Number(_) | Value::Bool(_) if types.names(Type::String) => {
            Some(Value::String(value.to_string()))
        }
        _ if types.names(Type::Array) && !types.names(Type::Object) => {
            Some(Value::Array(vec![value.clone()]))
        }
        _ => None,
    }
}

/// Whether a value can be given where the schema stands: of its type and its format, and where only
/// certain values may stand one of these.
pub(super) fn may_stand(value: &Value, schema: &Schema) -> bool {
    let Some(value) = coerce(value, schema) else {
        return false;
    };
    let members = schema.enumeration.as_deref();
    if members.is_some_and(|members| !members.contains(&value)) {
        return false;
    }
    match (&schema.format, value) {
        (Some(format), Value::String(text)) => check_format(format, &text) != Some(false),
        _ => true,
    }
}

fn number(text: &str, types: TypeSet) -> Option<Value> {
    if (types.names(Type::Integer) || types.names(Type::Number))
        && let Ok(integer) = text.parse::<i64>()
    {
        return Some(Value::Number(integer.into()));
    }
    if types.names(Type::Number) {
        return text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::Number);
    }
    (types.names(Type::Array)).then(|| Value::Array(vec![Value::String(text.to_owned())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_change_between_text_and_number_as_the_schema_wants() {
        let check = |value: Value, wanted: Type, expected: Option<Value>| {
            let schema = Schema {
                types: TypeSet::only(wanted),
                ..Schema::default()
            };
            assert_eq!(coerce(&value, &schema), expected, "{value}");
        };
        check(json!("5"), Type::Integer, Some(json!(5)));
        check(json!(5), Type::String, Some(json!("5")));
        check(json!("abc"), Type::Integer, None);
        check(json!({"a": 1}), Type::String, None);
        check(json!("a"), Type::Array, Some(json!(["a"])));
    }

    #[test]
    fn where_certain_values_stand_others_do_not() {
        let check = |value: Value, members: Option<Vec<Value>>, expected: bool| {
            let schema = Schema {
                types: TypeSet::only(Type::String),
                enumeration: members,
                ..Schema::default()
            };
            assert_eq!(may_stand(&value, &schema), expected, "{value}");
        };
        let kinds = || Some(vec![json!("cat"), json!("dog")]);
        check(json!("dog"), kinds(), true);
        check(json!("item42"), kinds(), false);
        check(json!("item42"), None, true);
    }
}
