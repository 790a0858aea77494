use serde_json::{Value, json};

use super::reader::read;
use crate::{Direction, Discriminator, Schema, Schemas, fits, validate};

/// `where keyword` of each violation.
fn told(document: Value, value: Value, direction: Direction) -> Vec<String> {
    let (schemas, id) = read(&document);
    let found = validate(&schemas, id, &value, direction);
    assert_eq!(found.is_empty(), fits(&schemas, id, &value, direction));
    let lines = found.iter().map(|violation| {
        let address = crate::InputAddress {
            location: crate::Location::Body,
            path: violation.path.as_slice().into(),
        };
        format!("{address}: {}", violation.keyword)
    });
    lines.collect()
}

#[test]
fn read_only_properties_are_asked_of_answers_only() {
    let document = json!({
        "properties": {"id": {"type": "integer", "readOnly": true}},
        "required": ["id"],
    });
    let check = |value: Value, direction, expected: &[&str]| {
        assert_eq!(told(document.clone(), value, direction), expected);
    };
    check(json!({}), Direction::Request, &[]);
    check(json!({"id": "x"}), Direction::Request, &[]);
    check(json!({}), Direction::Response, &["BODY: required"]);
    check(json!({"id": "x"}), Direction::Response, &["BODY id: type"]);
}

#[test]
fn a_property_may_be_required_in_one_part_and_read_only_in_another() {
    let document = json!({
        "allOf": [{"properties": {"id": {"readOnly": true}}}, {"required": ["id"]}],
    });
    assert_eq!(
        told(document.clone(), json!({}), Direction::Request),
        [""; 0]
    );
    assert_eq!(
        told(document, json!({}), Direction::Response),
        ["BODY: required"]
    );
}

#[test]
fn write_only_properties_are_asked_of_requests_only() {
    let document = json!({"properties": {"key": {"writeOnly": true}}, "required": ["key"]});
    assert_eq!(
        told(document.clone(), json!({}), Direction::Response),
        [""; 0]
    );
    assert_eq!(
        told(document, json!({}), Direction::Request),
        ["BODY: required"]
    );
}

#[test]
fn violations_name_their_place_and_are_told_once_for_all_items() {
    let document = json!({
        "properties": {"tags": {"items": {"properties": {"n": {"maxLength": 1}}}}},
        "required": ["id"],
    });
    let value = json!({"tags": [{"n": "a"}, {"n": "ab"}, {"n": "abc"}]});
    let expected = ["BODY: required", "BODY tags/1/n: maxLength"];
    assert_eq!(told(document, value, Direction::Response), expected);
}

#[test]
fn number_formats_are_ranges() {
    let check = |format: &str, value: Value, expected: &[&str]| {
        let document = json!({"type": "integer", "format": format});
        assert_eq!(
            told(document, value, Direction::Request),
            expected,
            "{format}"
        );
    };
    check("int32", json!(2147483647), &[]);
    check("int32", json!(2147483648u64), &["BODY: format"]);
    check("int64", json!(i64::MAX), &[]);
    check("int64", json!(u64::MAX), &["BODY: format"]);
    check("unknown", json!(1e30), &[]);
}

#[test]
fn the_alternative_that_a_value_means_to_be_explains_it() {
    let document = json!({
        "anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}, {"type": "string"}],
    });
    let told_of = |value| told(document.clone(), value, Direction::Request);
    assert_eq!(told_of(json!({})), ["BODY: required"]);
    assert_eq!(told_of(json!(1)), ["BODY: anyOf"]);
}

fn pets() -> (Schemas, crate::SchemaId) {
    let (mut schemas, id) = read(&json!({"oneOf": [
        {"properties": {"kind": {}, "lives": {"type": "integer"}}, "required": ["lives"]},
        {"properties": {"kind": {}, "barks": {"type": "boolean"}}, "required": ["barks"]},
    ]}));
    let branches = schemas.get(id).one_of.clone();
    schemas.get_mut(id).discriminator = Some(Discriminator {
        property: "kind".into(),
        mapping: vec![("cat".into(), branches[0]), ("dog".into(), branches[1])],
    });
    (schemas, id)
}

#[test]
fn a_discriminator_says_which_alternative_is_meant() {
    let (schemas, id) = pets();
    let check = |value: Value, expected: &[&str]| {
        let found = validate(&schemas, id, &value, Direction::Request);
        let messages: Vec<&str> = found.iter().map(|v| v.message.as_str()).collect();
        assert_eq!(messages, expected);
    };
    check(json!({"kind": "dog", "barks": true, "lives": 9}), &[]);
    check(json!({"kind": "dog"}), &["lacks the property barks"]);
    check(json!({"kind": "cow"}), &["fits none of the 2 alternatives"]);
}

#[test]
fn schemas_that_hold_themselves_end() {
    let mut schemas = Schemas::default();
    let id = schemas.add(Schema::default());
    schemas.get_mut(id).all_of = vec![id, id];
    assert!(fits(&schemas, id, &json!(1), Direction::Request));
    assert!(validate(&schemas, id, &json!(1), Direction::Request).is_empty());
}

#[test]
fn alternatives_within_alternatives_end() {
    let next = json!({"properties": {"next": {"$ref": "#"}}, "required": ["next"]});
    let document = json!({"anyOf": [next, next, {"type": "string"}]});
    let (schemas, id) = read(&document);
    let mut value = json!(1);
    for _ in 0..60 {
        value = json!({"next": value});
    }
    // Too much to decide: silence.
    assert!(validate(&schemas, id, &value, Direction::Request).is_empty());
}

#[test]
fn long_values_are_told_in_short() {
    let (schemas, id) = read(&json!({"pattern": "^b"}));
    let found = validate(&schemas, id, &"a".repeat(10_000).into(), Direction::Request);
    assert!(found[0].message.len() < 120, "{}", found[0].message);
}
