//! An API that says no with a status that says yes.

use bedlam_engine::{BodyCondition, Success, SuccessRule, Summary};
use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{self, Guide, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: shop, version: '1'}
paths:
  /orders:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [kind], properties: {kind: {type: string}}}
      responses: {'200': {description: made or not}}
  /never:
    get:
      responses: {'200': {description: never}}
"#;

fn shop(request: &Request) -> Outcome {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    match body["kind"] == "express" {
        true => Scripted::json(200, &json!({"id": 7, "error": null})),
        false => Scripted::json(
            200,
            &json!({"error": "kind must be one of: express, slow-boat"}),
        ),
    }
}

fn campaign(success: Success) -> Summary {
    let guide = Guide {
        success,
        ..Guide::default()
    };
    guide::campaign(SPEC, guide, 300, shop).0
}

#[test]
fn only_what_the_user_calls_success_covers_an_operation() {
    let no_error = BodyCondition::new("$.error", Value::Null).unwrap();
    let summary = campaign(Success {
        rules: vec![SuccessRule {
            body: vec![no_error],
            ..SuccessRule::default()
        }],
    });
    // What a refusal says is read, whatever its status.
    assert_eq!(covered(&summary), [true, false]);
    let accepted = summary
        .findings
        .iter()
        .find(|f| f.rule == "invalid-request-spec");
    assert!(accepted.is_none(), "{accepted:?}");
}

#[test]
fn any_2xx_covers_where_nothing_else_is_said() {
    assert_eq!(campaign(Success::default()).tally.covered(), 2);
}
