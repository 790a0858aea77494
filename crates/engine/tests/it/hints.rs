//! Hints win over all that is learned.

use bedlam_engine::{Hint, HintGroup, Hints, Summary};
use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{self, Guide, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: shop, version: '1'}
paths:
  /all/users:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array}}}}}
  /users/{userId}:
    get:
      parameters:
        - {name: userId, in: path, required: true, schema: {type: integer}}
        - {name: fields, in: query, schema: {type: string}}
      responses: {'200': {description: ok}, '404': {description: none}}
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [total]
              properties:
                total: {type: integer}
                buyer: {type: object, properties: {name: {type: string}, code: {type: string}}}
                lines: {type: array, items: {type: object, required: [qty], properties: {sku: {type: string}, qty: {type: integer}}}}
      responses: {'201': {description: made}, '400': {description: bad}}
"#;

fn campaign(groups: &[&[&str]]) -> (Summary, Vec<Request>) {
    let group = |hints: &&[&str]| HintGroup {
        name: None,
        hints: hints
            .iter()
            .map(|hint| Hint::parse(hint).unwrap())
            .collect(),
    };
    let hints = Hints {
        groups: groups.iter().map(group).collect(),
    };
    let guide = Guide {
        hints,
        ..Guide::default()
    };
    guide::campaign(SPEC, guide, 900, shop)
}

/// Shows other users than the hinted one, and knows that one only.
fn shop(request: &Request) -> Outcome {
    let path = request.target.split('?').next().unwrap();
    match (request.method.as_str(), path) {
        ("GET", "/all/users") => Scripted::json(200, &json!([{"id": 11}, {"id": 12}])),
        ("GET", "/users/4242") => Scripted::json(200, &json!({"id": 4242})),
        ("POST", "/orders") => {
            let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            match body["buyer"]["code"] == "c-ann" {
                true => Scripted::json(201, &json!({"id": 1})),
                false => Scripted::json(400, &json!({"error": "code must be 'other'"})),
            }
        }
        _ => Scripted::json(404, &json!({"error": "no such user"})),
    }
}

/// The share of requests to this method and beginning of a path for which something holds.
fn share(requests: &[Request], begin: &str, holds: impl Fn(&Request) -> bool) -> f64 {
    let label = |request: &Request| format!("{} {}", request.method, request.target);
    let all: Vec<&Request> = requests
        .iter()
        .filter(|r| label(r).starts_with(begin))
        .collect();
    assert!(all.len() > 50, "{} of {begin}", all.len());
    all.iter().filter(|request| holds(request)).count() as f64 / all.len() as f64
}

#[test]
fn a_hint_wins_over_the_pool_in_nine_requests_of_ten() {
    let (summary, requests) = campaign(&[&["PATH userId$:4242"]]);
    let won = share(&requests, "GET /users/", |r| {
        r.target.starts_with("/users/4242")
    });
    assert!(won >= 0.9, "{won}");
    assert!(covered(&summary)[1]);
}

#[test]
fn a_hint_wins_over_what_refusals_say_and_reaches_optional_inputs_at_any_depth() {
    let hints: &[&str] = &["buyer/code:c-ann", "lines/.*/sku:S1"];
    let (summary, requests) = campaign(&[hints]);
    let body =
        |request: &Request| -> Value { serde_json::from_slice(&request.body).unwrap_or_default() };
    let code = share(&requests, "POST /orders", |r| {
        body(r)["buyer"]["code"] == "c-ann"
    });
    let sku = share(&requests, "POST /orders", |r| {
        body(r)["lines"][0]["sku"] == "S1"
    });
    assert!(code >= 0.9 && sku >= 0.9, "{code} {sku}");
    assert!(covered(&summary)[2]);
}

#[test]
fn the_values_of_a_group_go_together_and_requests_go_to_different_groups() {
    let groups: &[&[&str]] = &[
        &["buyer/name:ann", "buyer/code:c-ann"],
        &["buyer/name:bob", "buyer/code:c-bob"],
    ];
    let (_, requests) = campaign(groups);
    let pair = |request: &Request, name: &str| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        body["buyer"]["name"] == name && body["buyer"]["code"] == format!("c-{name}")
    };
    let ann = share(&requests, "POST /orders", |r| pair(r, "ann"));
    let bob = share(&requests, "POST /orders", |r| pair(r, "bob"));
    assert!(ann + bob >= 0.9, "{ann} {bob}");
    assert!(ann > 0.2 && bob > 0.2, "{ann} {bob}");
}
