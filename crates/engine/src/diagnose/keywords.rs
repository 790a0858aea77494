use bedlam_model::{Dialect, FactKind, Schema, Type};
use serde_json::{Map, Number, Value};

/// Facts as keywords of JSON Schema in the meaning of the dialect, without those that the schema
/// has already. Overlays append to lists, so an enumeration that is there is left alone.
pub(super) fn keywords(
    dialect: Dialect,
    facts: &[&FactKind],
    declared: &Schema,
) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.entry(key).or_insert(value);
    };
    let list = declared.types.names(Type::Array);
    for fact in facts {
        match fact {
            FactKind::Type(name) if !names(declared, name) => put("type", name.as_str().into()),
            FactKind::Format(format) if declared.format.as_ref() != Some(format) => {
                put("format", format.as_str().into());
            }
            FactKind::OneOf(values) if declared.enumeration.is_none() => {
                put("enum", values.clone().into());
            }
            FactKind::AtLeast(value, exclusive) if declared.minimum.is_none() => {
                bound(
                    dialect,
                    "minimum",
                    "exclusiveMinimum",
                    (*value, *exclusive),
                    &mut put,
                );
            }
            FactKind::AtMost(value, exclusive) if declared.maximum.is_none() => {
                bound(
                    dialect,
                    "maximum",
                    "exclusiveMaximum",
                    (*value, *exclusive),
                    &mut put,
                );
            }
            FactKind::MultipleOf(step) if declared.multiple_of.is_none() => {
                put("multipleOf", number(*step));
            }
            FactKind::LengthAtLeast(length) if list && declared.min_items.is_none() => {
                put("minItems", (*length).into());
            }
            FactKind::LengthAtMost(length) if list && declared.max_items.is_none() => {
                put("maxItems", (*length).into());
            }
            FactKind::LengthAtLeast(length) if !list && declared.min_length.is_none() => {
                put("minLength", (*length).into());
            }
            FactKind::LengthAtMost(length) if !list && declared.max_length.is_none() => {
                put("maxLength", (*length).into());
            }
            FactKind::Pattern(pattern) if declared.pattern.is_none() => {
                put("pattern", pattern.as_str().into());
            }
            FactKind::StartsWith(text) if declared.pattern.is_none() => {
                put("pattern", format!("^{}", literal(text)).into());
            }
            FactKind::EndsWith(text) if declared.pattern.is_none() => {
                put("pattern", format!("{}$", literal(text)).into());
            }
            _ => {}
        }
    }
    map
}

fn names(declared: &Schema, name: &str) -> bool {
    Type::from_name(name).is_none_or(|kind| declared.types.names(kind))
}

/// Until OpenAPI 3.0 whether an end lies outside is a flag, from 3.1 on an end of its own.
fn bound(
    dialect: Dialect,
    key: &str,
    exclusively: &str,
    (value, exclusive): (f64, bool),
    put: &mut impl FnMut(&str, Value),
) {
    let flags = matches!(dialect, Dialect::Swagger2 | Dialect::OpenApi30);
    match (exclusive, flags) {
        (false, _) => put(key, number(value)),
        (true, true) => {
            put(key, number(value));
            put(exclusively, true.into());
        }
        (true, false) => put(exclusively, number(value)),
    }
}

fn number(value: f64) -> Value {
    let whole = value.fract() == 0.0 && value.abs() < 9e15;
    match whole {
        true => Value::from(value as i64),
        false => Number::from_f64(value).map_or(Value::Null, Value::Number),
    }
}

/// A text as a pattern (ECMA-262) that matches it.
fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if "\\.+*?()|[]{}^$/".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// Whether a value that the API took does not speak against a fact.
pub(super) fn agree(fact: &FactKind, value: &Value) -> bool {
    let length = || match value {
        Value::String(text) => Some(text.chars().count() as u64),
        Value::Array(items) => Some(items.len() as u64),
        _ => None,
    };
    match fact {
        FactKind::OneOf(values) => values.contains(value),
        FactKind::Type(name) => {
            let kind = Type::of(value);
            kind.name() == name || (kind == Type::Integer && name == "number")
        }
        FactKind::AtLeast(end, out) => value
            .as_f64()
            .is_none_or(|v| v > *end || (v == *end && !out)),
        FactKind::AtMost(end, out) => value
            .as_f64()
            .is_none_or(|v| v < *end || (v == *end && !out)),
        FactKind::LengthAtLeast(least) => length().is_none_or(|length| length >= *least),
        FactKind::LengthAtMost(most) => length().is_none_or(|length| length <= *most),
        FactKind::StartsWith(text) => value.as_str().is_none_or(|v| v.starts_with(text)),
        FactKind::EndsWith(text) => value.as_str().is_none_or(|v| v.ends_with(text)),
        FactKind::Pattern(pattern) => value
            .as_str()
            .is_none_or(|v| bedlam_model::matches_pattern(pattern, v) != Some(false)),
        FactKind::Format(format) => value
            .as_str()
            .is_none_or(|v| bedlam_model::check_format(format, v) != Some(false)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_become_keywords_that_are_not_there_yet() {
        let check = |dialect, facts: &[FactKind], declared: Schema, expected: Value| {
            let facts: Vec<&FactKind> = facts.iter().collect();
            let got = keywords(dialect, &facts, &declared);
            assert_eq!(Value::Object(got), expected, "{facts:?}");
        };
        let v30 = Dialect::OpenApi30;
        let above = [FactKind::AtLeast(3.0, true)];
        let flag = json!({"minimum": 3, "exclusiveMinimum": true});
        check(v30, &above, Schema::default(), flag);
        let end = json!({"exclusiveMinimum": 3});
        check(Dialect::OpenApi31, &above, Schema::default(), end);
        let one_of = [FactKind::OneOf(vec![json!("a"), json!("b")])];
        check(v30, &one_of, Schema::default(), json!({"enum": ["a", "b"]}));
        let known = Schema {
            enumeration: Some(vec![json!("a")]),
            ..Schema::default()
        };
        check(v30, &one_of, known, json!({}));
        let start = [FactKind::StartsWith("A.".into()), FactKind::Required];
        check(v30, &start, Schema::default(), json!({"pattern": "^A\\."}));
    }

    #[test]
    fn what_succeeded_speaks_against_facts() {
        let check = |fact: FactKind, value: Value, expected: bool| {
            assert_eq!(agree(&fact, &value), expected, "{fact:?} {value}");
        };
        check(FactKind::OneOf(vec![json!("a")]), json!("b"), false);
        check(FactKind::AtLeast(3.0, true), json!(3), false);
        check(FactKind::AtMost(3.0, false), json!(3), true);
        check(FactKind::Type("number".into()), json!(3), true);
        check(FactKind::Type("string".into()), json!(3), false);
        check(FactKind::LengthAtLeast(3), json!("ab"), false);
        check(FactKind::Required, json!(null), true);
    }
}
