use bedlam_model::{Additional, Api, SchemaId, Type, TypeSet};
use serde_json::Value;

/// Schemas inside of each other that are followed.
const DEPTH: u8 = 6;

/// The literal value of a hint as the input's schema types it. What the schema cannot type stays
/// text: the user knows better.
pub(super) fn typed(api: &Api, schema: SchemaId, text: &str) -> Value {
    let members = members(api, schema, DEPTH);
    let written = |member: &Value| match member {
        Value::String(member) => member.clone(),
        other => other.to_string(),
    };
    let said = |member: &&Value| written(member) == text;
    if let Some(member) = members.iter().find(said) {
        return member.clone();
    }
    let types = types(api, schema, DEPTH);
    let plain = || Value::String(text.to_owned());
    if types.is_any() {
        return plain();
    }
    let parsed: Option<Value> = serde_json::from_str(text.trim()).ok();
    match parsed {
        Some(value @ (Value::Array(_) | Value::Object(_))) if types.names(Type::of(&value)) => {
            return value;
        }
        Some(Value::String(_)) | None => {}
        Some(value) if !types.names(Type::String) && types.allows(Type::of(&value)) => {
            return value;
        }
        Some(_) => {}
    }
    if types.names(Type::Array) && !types.names(Type::String) {
        let item = items(api, schema, DEPTH).map_or_else(plain, |item| typed(api, item, text));
        return Value::Array(vec![item]);
    }
    plain()
}

/// The types that a schema allows, also where its parts say so.
fn types(api: &Api, id: SchemaId, depth: u8) -> TypeSet {
    let schema = api.schemas.get(id);
    if !schema.types.is_any() || depth == 0 {
        return schema.types;
    }
    let mut types = TypeSet::ANY;
    for part in &schema.all_of {
        types = types
            .intersect(self::types(api, *part, depth - 1))
            .unwrap_or(types);
    }
    for parts in [&schema.one_of, &schema.any_of] {
        let each: Vec<TypeSet> = parts
            .iter()
            .map(|part| self::types(api, *part, depth - 1))
            .collect();
        if each.iter().any(|types| types.is_any()) {
            continue;
        }
        let union: TypeSet = each.iter().flat_map(|types| types.iter()).collect();
        types = types.intersect(union).unwrap_or(types);
    }
    types
}

/// The values that a schema lists, also where its parts do.
fn members(api: &Api, id: SchemaId, depth: u8) -> Vec<Value> {
    let schema = api.schemas.get(id);
    let mut members = schema.enumeration.clone().unwrap_or_default();
    members.extend(schema.constant.clone());
    let parts = schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of);
    if depth > 0 {
        for part in parts {
            members.extend(self::members(api, *part, depth - 1));
        }
    }
    members
}

/// What the items of an array are like, also where a part of its schema says so.
fn items(api: &Api, id: SchemaId, depth: u8) -> Option<SchemaId> {
    let schema = api.schemas.get(id);
    if let Additional::Schema(items) = schema.items {
        return Some(items);
    }
    let mut parts = schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of);
    (depth > 0).then(|| parts.find_map(|part| items(api, *part, depth - 1)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_literal_takes_the_type_of_its_input() {
        let check = |schema: Value, text: &str, expected: Value| {
            let document = json!({
                "openapi": "3.1.0",
                "info": {"title": "t", "version": "1"},
                "paths": {"/a": {"get": {
                    "parameters": [{"name": "q", "in": "query", "schema": schema}],
                    "responses": {"200": {"description": "d"}},
                }}},
            });
            let mut none = |_: &str| Err("none".to_owned());
            let bytes = document.to_string();
            let api = bedlam_spec::load("a.json", bytes.as_bytes(), &mut none).unwrap();
            let schema = api.operations[0].parameters[0].schema;
            assert_eq!(typed(&api, schema, text), expected, "{document} {text}");
        };
        check(json!({"type": "string"}), "5", json!("5"));
        check(json!({"type": "integer"}), "5", json!(5));
        check(json!({"type": "integer"}), "good", json!("good"));
        check(json!({"type": "number"}), "1.5", json!(1.5));
        check(json!({"type": "boolean"}), "true", json!(true));
        check(json!({"type": ["string", "null"]}), "null", json!("null"));
        check(json!({"type": ["integer", "null"]}), "null", json!(null));
        check(json!({"type": ["integer", "string"]}), "5", json!("5"));
        check(json!({"enum": [1, 2]}), "2", json!(2));
        check(json!({}), "5", json!("5"));
        check(json!({"allOf": [{"type": "integer"}]}), "5", json!(5));
        check(
            json!({"anyOf": [{"type": "integer"}, {"type": "null"}]}),
            "5",
            json!(5),
        );
        check(
            json!({"type": "array", "items": {"type": "integer"}}),
            "5",
            json!([5]),
        );
        check(
            json!({"type": "array", "items": {"type": "integer"}}),
            "[5,6]",
            json!([5, 6]),
        );
        check(
            json!({"type": "array", "items": {"type": "string"}}),
            "a,b",
            json!(["a,b"]),
        );
        check(json!({"type": "object"}), r#"{"a":1}"#, json!({"a": 1}));
        check(json!({"type": "string"}), r#"{"a":1}"#, json!(r#"{"a":1}"#));
    }
}
