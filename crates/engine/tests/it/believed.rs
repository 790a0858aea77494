//! What an API says of its inputs is believed before what its spec says.

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

const LINKS: &str = r#"
openapi: 3.1.0
info: {title: links, version: '1'}
paths:
  /stores:
    get: {responses: {'200': {description: ok}}}
  /links:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [storeId, parts], properties: {storeId: {type: string}, parts: {type: array, items: {type: string}}}}
      responses: {'201': {description: made}, '400': {description: bad}}
"#;

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap_or_default()
}

#[test]
fn the_type_that_a_refusal_names_is_given_from_then_on() {
    let (summary, requests) = campaign(LINKS, Guide::default(), 120, |request| {
        if request.target == "/stores" {
            let store = json!({"id": "b6f2-x", "name": "main", "code": 4711, "key": "kx1"});
            return Scripted::json(200, &json!([store]));
        }
        let body = body(request);
        if !body["storeId"].is_i64() {
            let said = json!({"message": {"storeId": ["Not a valid integer."]}});
            return Scripted::json(400, &said);
        }
        let parts = body["parts"].as_array().cloned().unwrap_or_default();
        match parts.iter().position(|part| !part.is_i64()) {
            Some(at) => {
                let said =
                    json!({"message": {"parts": {at.to_string(): ["Not a valid integer."]}}});
                Scripted::json(400, &said)
            }
            None => Scripted::json(400, &json!({"message": "try tomorrow"})),
        }
    });
    assert_eq!(covered(&summary), [true, false]);
    let links = || requests.iter().filter(|r| r.target == "/links").map(body);
    let right = |body: &Value| body["storeId"].is_i64();
    let (good, all) = (links().filter(right).count(), links().count());
    assert!(all > 10 && good * 10 > all * 6, "{good} of {all}");
    let filled = || links().filter(|body| !body["parts"][0].is_null());
    let given = filled().filter(|body| body["parts"][0].is_i64()).count();
    let all = filled().count();
    assert!(all > 4 && given * 10 > all * 6, "{given} of {all}");
}

const TEXTS: &str = r#"
openapi: 3.1.0
info: {title: texts, version: '1'}
paths:
  /states:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [label, form_state, blob]
              properties: {label: {type: string}, form_state: {type: string}, blob: {type: string}}
      responses: {'201': {description: made}, '400': {description: bad}}
"#;

#[test]
fn texts_that_hold_a_document_are_found_though_no_refusal_names_them() {
    let (summary, requests) = campaign(TEXTS, Guide::default(), 60, |request| {
        let text = |name: &str| body(request)[name].as_str().unwrap_or_default().to_owned();
        let no = |said: &str| Scripted::json(400, &json!({"message": [said]}));
        if request.body.is_empty() {
            return no("got EOF while reading request body");
        }
        if serde_json::from_str::<Value>(&text("form_state")).is_err() {
            return no("JSON not valid");
        }
        let blob = text("blob");
        if blob.len() % 4 != 0 || blob.len() < 8 || !blob.starts_with(|c: char| "cYd".contains(c)) {
            return no("illegal base64 data at input byte 4");
        }
        Scripted::json(201, &json!({}))
    });
    assert_eq!(covered(&summary), [true]);
    let empty = requests.iter().filter(|r| r.body.is_empty()).count();
    assert!(empty * 3 < requests.len(), "{empty}");
}

const CHARTS: &str = r#"
openapi: 3.1.0
info: {title: charts, version: '1'}
paths:
  /charts/:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}, title: {type: string}, drawn_by: {type: object}}}}}}}}
  /charts/export/:
    get:
      parameters: [{name: q, in: query, content: {application/json: {schema: {type: array, items: {type: integer}}}}}]
      responses: {'200': {description: ok}, '400': {description: bad}, '404': {description: none}}
  /charts/related/{column_name}:
    get:
      parameters: [{name: column_name, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}, '404': {description: none}}
"#;

#[test]
fn lists_and_columns_without_telling_names_are_of_the_thing_in_the_path() {
    let (summary, requests) = campaign(CHARTS, Guide::default(), 120, |request| {
        let target = request.target.as_str();
        let q = target.strip_prefix("/charts/export/?q=");
        let none = json!({"message": "Not found"});
        match target {
            "/charts/" => Scripted::json(200, &json!([{"id": 731_994, "title": "sales"}])),
            "/charts/export/" => {
                let said = json!({"message": "Not a valid schema {} is not of type 'array'"});
                Scripted::json(400, &said)
            }
            "/charts/related/drawn_by" => Scripted::json(200, &json!({})),
            _ if q.is_some_and(|q| q.contains("731994")) => Scripted::json(200, &json!({})),
            _ => Scripted::json(404, &none),
        }
    });
    assert_eq!(covered(&summary), [true, true, true]);
    let without = requests.iter().filter(|r| r.target == "/charts/export/");
    assert!(without.count() < 20);
}

const SHELVES: &str = r#"
openapi: 3.1.0
info: {title: shelves, version: '1'}
paths:
  /shelves:
    put:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, properties: {boxes: {type: array, items: {type: object, required: [label], properties: {label: {type: string}}}}}}
      responses: {'200': {description: ok}, '400': {description: bad}}
"#;

#[test]
fn what_is_asked_of_the_items_of_a_list_is_put_into_its_items() {
    let (summary, _) = campaign(SHELVES, Guide::default(), 60, |request| {
        let no = |said: Value| Scripted::json(400, &json!({ "message": said }));
        let body = body(request);
        let Some(boxes) = body["boxes"].as_array() else {
            return no(json!({"boxes": ["Not a valid list."]}));
        };
        match boxes.iter().position(|one| one["depth"].is_null()) {
            Some(at) => {
                let missing = json!({"depth": ["Missing data for required field."]});
                no(json!({"boxes": {at.to_string(): missing}}))
            }
            None if boxes.is_empty() => no(json!({"boxes": ["Shorter than minimum length 1."]})),
            None => Scripted::json(200, &json!({})),
        }
    });
    assert_eq!(covered(&summary), [true]);
}

const BULK: &str = r#"
openapi: 3.1.0
info: {title: bulk, version: '1'}
paths:
  /notes:
    delete: {responses: {'204': {description: gone}}}
  /tags:
    delete: {responses: {'204': {description: gone}}}
"#;

#[test]
fn what_is_said_of_a_property_that_nobody_declared_is_followed() {
    let (_, requests) = campaign(BULK, Guide::default(), 150, |request| {
        let body = body(request);
        let text = match (request.target.as_str(), &body["marks"]) {
            ("/notes", Value::Array(_)) => return Scripted::json(200, &json!({})),
            (_, Value::Array(_)) => "this does not work today",
            // This one never says what it wants, only what is wrong with it.
            ("/tags", Value::Null) => "invalid",
            (_, Value::Null) => "\"marks\" is required",
            _ => "\"marks\" must be an array",
        };
        Scripted::json(400, &json!({ "message": text }))
    });
    let sent = requests.iter().filter(|r| r.target == "/tags").map(body);
    let given: Vec<Value> = sent.filter(|body| !body["marks"].is_null()).collect();
    let lists = given.iter().filter(|body| body["marks"].is_array()).count();
    let all = given.len();
    assert!(all > 4 && lists * 10 > all * 6, "{lists} of {all}");
}
