//! What one campaign learned helps the next one.

use std::sync::Arc;

use bedlam_engine::{Config, Memory, Summary};
use bedlam_model::{Event, EventKind, Experience, FactKind, Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::support;

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: parts, version: '1'}
paths:
  /parts:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}]
      responses: {'200': {description: ok}}
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [sku, colour]
              properties: {sku: {type: string}, colour: {type: string}}
      responses: {'201': {description: made}, '422': {description: bad}}
"#;

/// Says of one property at a time what it wants.
fn parts(request: &Request) -> Outcome {
    if request.method != "POST" {
        return Scripted::json(200, &json!([]));
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let problem = if !text("sku").starts_with("SKU-") {
        "sku must start with 'SKU-'"
    } else if !["teal", "ochre"].contains(&text("colour").as_str()) {
        "colour must be one of: teal, ochre"
    } else {
        return Scripted::json(201, &json!({"made": text("sku")}));
    };
    Scripted::json(422, &json!({"error": problem}))
}

/// Remembers until it is dropped.
#[derive(Default)]
struct Notebook {
    experience: Experience,
    kept: usize,
}

impl Memory for Notebook {
    fn recall(&mut self) -> Experience {
        self.experience.clone()
    }
    fn keep(&mut self, _: &Summary, experience: Experience) {
        self.experience = experience;
        self.kept += 1;
    }
}

fn play(spec: &str, memory: &mut Notebook) -> Vec<Event> {
    let api = support::api(spec);
    let config = Config {
        seed: 3,
        rules: Vec::new(),
        ..support::config(&api, 200)
    };
    let transport = Arc::new(Scripted::new(parts));
    let base = "http://127.0.0.1:1";
    let (summary, events) = support::play(api, base, config, transport, memory);
    summary.unwrap();
    events
}

/// Requests to `POST /parts` until the first success.
fn tries(events: &[Event]) -> usize {
    let made = |event: &&Event| matches!(&event.kind, EventKind::Covered { operation, .. } if operation == "POST /parts");
    let end = events.iter().position(|event| made(&event)).unwrap();
    let asked = |event: &&Event| matches!(&event.kind, EventKind::Exchanged { operation, .. } if operation == "POST /parts");
    events[..end].iter().filter(asked).count()
}

#[test]
fn what_worked_is_tried_first_by_the_next_campaign() {
    let mut memory = Notebook::default();
    let first = tries(&play(SPEC, &mut memory));
    assert_eq!(memory.kept, 1);
    let second = tries(&play(SPEC, &mut memory));
    assert!(first > 1, "{first}");
    assert_eq!(second, 1);
}

#[test]
fn facts_outlive_the_campaign_with_the_words_that_told_them() {
    let mut memory = Notebook::default();
    play(SPEC, &mut memory);
    let operations = &mut memory.experience.operations;
    let made = operations
        .iter_mut()
        .find(|o| o.label == "POST /parts")
        .unwrap();
    let sku = made
        .inputs
        .iter()
        .find(|input| input.address.to_string() == "BODY sku")
        .unwrap();
    assert!(
        sku.facts
            .iter()
            .any(|fact| fact.kind == FactKind::StartsWith("SKU-".into())
                && fact.evidence.contains("must start with")),
        "{:?}",
        sku.facts
    );
    // Facts alone help, too.
    made.cases.clear();
    let alone = tries(&play(SPEC, &mut memory));
    let without = tries(&play(SPEC, &mut Notebook::default()));
    assert!(alone < without, "{alone} {without}");
}

#[test]
fn what_the_spec_does_not_declare_any_more_is_forgotten() {
    let mut memory = Notebook::default();
    play(SPEC, &mut memory);
    for operation in &mut memory.experience.operations {
        assert!(!operation.cases.is_empty(), "{operation:?}");
        operation.parameters.clear();
        operation.media.clear();
    }
    let renamed = SPEC.replace("/parts:", "/things:");
    play(&renamed, &mut Notebook::default());
    let mut other = Notebook {
        experience: memory.experience.clone(),
        kept: 0,
    };
    play(&renamed, &mut other);
    let labels: Vec<&str> = other
        .experience
        .operations
        .iter()
        .map(|o| o.label.as_str())
        .collect();
    assert_eq!(labels, ["GET /things", "POST /things"]);
    // The numbers of parameters and media types mean nothing to this spec: no harm is done.
    play(SPEC, &mut memory);
}

#[test]
fn an_empty_memory_changes_no_request() {
    let targets = |events: Vec<Event>| -> Vec<String> {
        let exchanges = events.into_iter().filter_map(|event| match event.kind {
            EventKind::Exchanged { exchange, .. } => Some(
                String::from_utf8_lossy(&exchange.request.body).into_owned()
                    + &exchange.request.target,
            ),
            _ => None,
        });
        exchanges.collect()
    };
    let one = targets(play(SPEC, &mut Notebook::default()));
    let two = targets(play(SPEC, &mut Notebook::default()));
    assert_eq!(one, two);
}
