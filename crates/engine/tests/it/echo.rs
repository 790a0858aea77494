//! What the API has shown is given back to it.

use std::collections::HashMap;
use std::sync::Mutex;

use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: halls, version: '1'}
paths:
  /halls:
    get: {responses: {'200': {description: ok}}}
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {'201': {description: made}, '400': {description: bad}}
  /halls/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: ok}, '404': {description: none}}}
    put:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: ok}, '400': {description: bad}}
"#;

/// A hall has rows of seats, of which the spec says nothing, and each has a name of its own.
fn halls() -> impl Fn(&Request) -> Outcome + Send + Sync + 'static {
    let plan = json!({"rows": [{"seats": 12, "of": "great"}]});
    let great = json!({"name": "great", "plan": plan});
    let halls = Mutex::new(HashMap::from([("great".to_owned(), great)]));
    move |request| {
        let mut halls = halls.lock().unwrap();
        let path = request.target.split('?').next().unwrap_or_default();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let name = body["name"].as_str().unwrap_or_default().to_owned();
        let seats = body["plan"]["rows"][0]["seats"].is_u64();
        let whole = seats && body["plan"]["rows"][0]["of"] == *name;
        let bad = || Scripted::json(400, &json!({"error": "bad request"}));
        let asked = path.strip_prefix("/halls/");
        match (request.method.as_str(), asked) {
            ("GET", None) => {
                let all: Vec<&Value> = halls.values().collect();
                Scripted::json(200, &json!({"items": all, "total": all.len()}))
            }
            ("POST", None) if whole && !halls.contains_key(&name) => {
                halls.insert(name, body.clone());
                Scripted::json(201, &body)
            }
            ("GET", Some(name)) if halls.contains_key(name) => Scripted::json(200, &halls[name]),
            ("PUT", Some(asked)) if halls.contains_key(asked) && whole && name == asked => {
                Scripted::json(200, &body)
            }
            ("POST" | "PUT", _) => bad(),
            _ => Scripted::json(404, &json!({"error": "no such hall"})),
        }
    }
}

#[test]
fn what_no_spec_and_no_refusal_tells_is_taken_from_what_the_api_shows() {
    let (summary, _) = campaign(SPEC, Guide::default(), 800, halls());
    assert_eq!(covered(&summary), [true, true, true, true]);
}
