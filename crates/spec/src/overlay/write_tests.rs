use bedlam_model::{Amendment, Change, InputAddress, Location, Segment};
use serde_json::{Map, Value, json};

use crate::{amend, load_with};

const SPEC: &str = "
openapi: 3.0.3
info: {title: Shop, version: '2'}
paths:
  /orders/{id}:
    parameters:
      - {$ref: '#/components/parameters/id'}
    post:
      parameters:
        - {name: unit, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
      responses: {'200': {description: d}}
  /plain:
    post:
      requestBody: {$ref: '#/components/requestBodies/plain'}
      responses: {'200': {description: d}}
components:
  parameters:
    id: {name: id, in: path, required: true, schema: {type: string}}
  requestBodies:
    plain:
      content:
        application/json:
          schema:
            type: object
            required: [a]
            properties: {a: {type: string}, b: {$ref: '#/components/schemas/Order'}}
  schemas:
    Order: {type: object, properties: {sku: {type: string}}}
";

fn body(path: &[&str]) -> InputAddress {
    InputAddress {
        location: Location::Body,
        path: path
            .iter()
            .map(|name| Segment::Key((*name).into()))
            .collect(),
    }
}

fn amendment(path: &str, change: Change) -> Amendment {
    Amendment {
        method: "POST".into(),
        path: path.into(),
        change,
        evidence: "it said so".into(),
    }
}

fn keyword(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}

/// The actions without their descriptions, and what found no place.
fn written(amendments: &[Amendment]) -> (Vec<Value>, usize) {
    let (overlay, left) = amend("a.yaml", SPEC.as_bytes(), &[], amendments).unwrap();
    let bytes = overlay.to_string().into_bytes();
    let overlays = [("o.json".to_owned(), bytes)];
    let mut none = |_: &str| Err("none".to_owned());
    let api = load_with("a.yaml", SPEC.as_bytes(), &overlays, &mut none).unwrap();
    assert!(api.issues.is_empty(), "{:?} of {overlay}", api.issues);
    assert_eq!(overlay["overlay"], "1.0.0");
    assert!(overlay["info"]["title"].is_string() && overlay["info"]["version"].is_string());
    let mut actions = overlay["actions"].as_array().unwrap().clone();
    for action in &mut actions {
        let map = action.as_object_mut().unwrap();
        assert!(map.remove("description").is_some());
    }
    (actions, left)
}

fn check(amendments: &[Amendment], expected: Value) {
    let (actions, left) = written(amendments);
    assert_eq!(Value::from(actions), expected);
    assert_eq!(left, 0);
}

#[test]
fn parameters_are_found_where_they_are_declared() {
    let example = |location, name: &str| Change::Example {
        address: InputAddress::parameter(location, name),
        media: None,
        value: json!("x"),
    };
    check(
        &[
            amendment("/orders/{id}", example(Location::Query, "unit")),
            amendment("/orders/{id}", example(Location::Path, "id")),
        ],
        json!([
            {"target": "$.paths['/orders/{id}'].post.parameters[?@.name=='unit' && @.in=='query']",
             "update": {"example": "x"}},
            {"target": "$.components.parameters.id", "update": {"example": "x"}},
        ]),
    );
    let nowhere = amendment("/orders/{id}", example(Location::Query, "other"));
    assert_eq!(written(&[nowhere]), (Vec::new(), 1));
    let unknown = amendment("/unknown", example(Location::Query, "q"));
    assert_eq!(written(&[unknown]), (Vec::new(), 1));
}

#[test]
fn beside_a_reference_nothing_is_written() {
    let property = Change::Property {
        address: body(&["phone"]),
        required: true,
        keywords: keyword("type", json!("string")),
    };
    let content = "$.paths['/orders/{id}'].post.requestBody.content['application/json']";
    check(
        &[amendment("/orders/{id}", property)],
        json!([
            {"target": format!("{content}.schema"), "remove": true},
            {"target": content, "update": {"schema": {"allOf": [
                {"$ref": "#/components/schemas/Order"},
                {"required": ["phone"], "properties": {"phone": {"type": "string"}}},
            ]}}},
        ]),
    );
}

#[test]
fn what_is_said_of_one_body_is_one_action() {
    let content = "$.components.requestBodies.plain.content['application/json']";
    let of_a = Change::Schema {
        address: body(&["a"]),
        keywords: keyword("enum", json!(["x", "y"])),
    };
    let needed = |name| Change::Required {
        address: body(&[name]),
    };
    check(
        &[
            amendment("/plain", of_a),
            amendment("/plain", needed("a")),
            amendment("/plain", needed("b")),
        ],
        json!([{"target": content, "update": {"schema": {
            "properties": {"a": {"enum": ["x", "y"]}},
            "required": ["b"],
        }}}]),
    );
    let inside = Change::Schema {
        address: body(&["b", "sku"]),
        keywords: keyword("minLength", json!(3)),
    };
    check(
        &[amendment("/plain", inside)],
        json!([{"target": content, "update": {"schema": {"allOf": [
            {"properties": {"b": {"properties": {"sku": {"minLength": 3}}}}},
        ]}}}]),
    );
}

#[test]
fn a_body_moves_to_the_media_type_that_is_taken_with_all_that_is_said_of_it() {
    let content = "$.components.requestBodies.plain.content";
    let form = "application/x-www-form-urlencoded";
    let moved = Change::Media {
        from: Some("application/json".into()),
        to: form.into(),
    };
    let needed = Change::Required {
        address: body(&["b"]),
    };
    let (actions, left) = written(&[amendment("/plain", needed), amendment("/plain", moved)]);
    let targets: Vec<&str> = actions.iter().flat_map(|a| a["target"].as_str()).collect();
    let json = format!("{content}['application/json']");
    let to = format!("{content}['{form}']");
    assert_eq!(
        (targets, left),
        (vec![json.as_str(), content, to.as_str()], 0)
    );
    assert_eq!(
        actions[1]["update"][form]["schema"]["required"],
        json!(["a"])
    );
}

#[test]
fn swagger_2_writes_keywords_beside_the_name() {
    let spec = "
swagger: '2.0'
info: {title: Old, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, type: string}
        - {name: body, in: body, schema: {type: object, properties: {b: {type: string}}}}
      responses: {'200': {description: d}}
";
    let q = Change::Schema {
        address: InputAddress::parameter(Location::Query, "q"),
        keywords: keyword("enum", json!(["x"])),
    };
    let needed = Change::Required {
        address: body(&["b"]),
    };
    let example = Change::Example {
        address: body(&[]),
        media: None,
        value: json!({"b": "x"}),
    };
    let all = [q, needed, example].map(|change| amendment("/a", change));
    let (overlay, left) = amend("a.yaml", spec.as_bytes(), &[], &all).unwrap();
    assert_eq!(left, 0);
    let overlays = [("o.json".to_owned(), overlay.to_string().into_bytes())];
    let mut none = |_: &str| Err("none".to_owned());
    let api = load_with("a.yaml", spec.as_bytes(), &overlays, &mut none).unwrap();
    let operation = &api.operations[0];
    let schema = api.schemas.get(operation.parameters[0].schema);
    assert_eq!(schema.enumeration, Some(vec![json!("x")]));
    let media = &operation.body.as_ref().unwrap().media[0];
    let schema = api.schemas.get(media.schema.unwrap());
    assert_eq!(schema.required, ["b"]);
    assert_eq!(schema.examples, [json!({"b": "x"})]);
}
