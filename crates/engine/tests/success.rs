//! Campaigns against a scripted API that says no with a status that says yes.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bedlam_engine::{
    BodyCondition, Budget, Config, Forgetful, Hints, Listener, Success, SuccessRule, Summary, run,
};
use bedlam_model::{Event, Outcome, Request};
use bedlam_transport::{Base, Scripted};
use serde_json::{Value, json};

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

struct Deaf;

impl Listener for Deaf {
    fn wants_exchanges(&self) -> bool {
        false
    }
    fn event(&mut self, _: &Event) {}
}

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
    let mut none = |_: &str| Err("no other documents".to_owned());
    let api = Arc::new(bedlam_spec::load("a.yaml", SPEC.as_bytes(), &mut none).unwrap());
    let config = Config {
        seed: 7,
        budget: Budget::Auto,
        max_requests: Some(300),
        min_requests_per_operation: 100,
        concurrency: 1,
        max_findings: None,
        operations: api
            .operations
            .iter()
            .map(|operation| operation.id)
            .collect(),
        rules: bedlam_oracle::rules().map(|rule| rule.id).collect(),
        identity: Vec::new(),
        hints: Hints::default(),
        success,
        version: "0".into(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let base = Base::parse("http://127.0.0.1:1").unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let transport = Arc::new(Scripted::new(shop));
    let summary = runtime.block_on(run(
        api,
        base,
        config,
        transport,
        &mut Deaf,
        &mut Forgetful,
        stop,
    ));
    summary.unwrap()
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
    let covered: Vec<bool> = summary
        .tally
        .operations
        .iter()
        .map(|operation| operation.covered_ms.is_some())
        .collect();
    // What a refusal says is read, whatever its status.
    assert_eq!(covered, [true, false]);
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
