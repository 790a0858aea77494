//! The account that asks is spared while the campaign needs it.

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::json;

use crate::guide::{Guide, campaign};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: clerks, version: '1'}
paths:
  /clerks/me:
    get: {responses: {'200': {description: ok}}}
  /clerks:
    get: {responses: {'200': {description: ok}}}
  /clerks/{clerkId}:
    parameters: [{name: clerkId, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: ok}, '404': {description: none}}}
    patch:
      requestBody: {content: {application/json: {schema: {type: object, properties: {locked: {type: boolean}}}}}}
      responses: {'200': {description: ok}, '404': {description: none}}
"#;

const REQUESTS: u64 = 400;

#[test]
fn who_asks_is_not_changed_before_the_end() {
    let us = json!({"id": "ck-4711-a", "locked": false});
    let other = json!({"id": "ck-0815-b", "locked": false});
    let server = move |request: &Request| match &*request.target {
        "/clerks/me" | "/clerks/ck-4711-a" => Scripted::json(200, &us),
        "/clerks" => Scripted::json(200, &json!([us, other])),
        "/clerks/ck-0815-b" => Scripted::json(200, &other),
        _ => Scripted::json(404, &json!({"error": "no such clerk"})),
    };
    let (_, requests) = campaign(SPEC, Guide::default(), REQUESTS, server);
    let changes = |id: &str| {
        let mut numbers = requests.iter().enumerate().filter(|(_, request)| {
            let path = request.target.split('?').next().unwrap_or_default();
            request.method == "PATCH" && path.ends_with(id)
        });
        numbers.next().map(|(number, _)| number as u64)
    };
    assert!(changes("ck-0815-b").is_some_and(|number| number < REQUESTS / 2));
    assert!(changes("ck-4711-a").is_none_or(|number| number > REQUESTS * 9 / 10));
}
