//! Campaigns against a scripted API: order, learning, stopping, findings.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bedlam_engine::{Error, Forgetful, Summary};
use bedlam_model::{Event, EventKind, Outcome, Reproduction, Request, StopReason, TransportFault};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::support::{api, config, play};

const PETS: &str = r#"
openapi: 3.1.0
info: {title: pets, version: '1'}
paths:
  /pets:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array}}}}}
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties: {name: {type: string, minLength: 1, maxLength: 20}, age: {type: integer, minimum: 0}}
      responses: {'201': {description: made}, '400': {description: bad}}
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    get:
      responses: {'200': {description: ok}, '404': {description: none}}
    delete:
      responses: {'204': {description: gone}, '404': {description: none}}
"#;

fn campaign(
    spec: &str,
    requests: u64,
    server: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> Played {
    let api = api(spec);
    let config = config(&api, requests);
    let transport = Arc::new(Scripted::new(server));
    let base = "http://127.0.0.1:1/api";
    let (summary, events) = play(api, base, config, transport.clone(), &mut Forgetful);
    Played {
        summary,
        requests: transport.requests(),
        events,
    }
}

struct Played {
    summary: Result<Summary, Error>,
    requests: Vec<Request>,
    events: Vec<Event>,
}

/// A small pet shop, strict about its bodies; ids are such that nobody guesses them.
fn pets() -> impl Fn(&Request) -> Outcome + Send + Sync + 'static {
    let pets: Mutex<HashSet<String>> = Mutex::default();
    let next = AtomicU64::new(1);
    move |request| {
        let path = request.target.split('?').next().unwrap();
        let id = path.strip_prefix("/api/pets/");
        let mut pets = pets.lock().unwrap();
        match (request.method.as_str(), path, id) {
            ("GET", "/api/pets", _) => Scripted::json(200, &json!([])),
            ("POST", "/api/pets", _) => {
                let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
                let good = body["name"].as_str().is_some_and(|name| !name.is_empty());
                if !good {
                    return Scripted::json(400, &json!({"error": "name is required"}));
                }
                let id = format!(
                    "p{:x}",
                    next.fetch_add(1, Ordering::Relaxed) * 7919 + 1_000_000
                );
                pets.insert(id.clone());
                Scripted::json(201, &json!({"id": id, "name": body["name"]}))
            }
            ("GET", _, Some(id)) if pets.contains(id) => Scripted::json(200, &json!({"id": id})),
            ("DELETE", _, Some(id)) if pets.remove(id) => Scripted::json(204, &Value::Null),
            _ => Scripted::json(404, &json!({"error": "no such pet"})),
        }
    }
}

#[test]
fn the_same_seed_against_the_same_server_sends_the_same_requests() {
    let first = campaign(PETS, 300, pets());
    let second = campaign(PETS, 300, pets());
    assert_eq!(first.requests.len(), 300);
    assert_eq!(first.requests, second.requests);
}

#[test]
fn ids_come_from_the_operation_that_makes_them() {
    let played = campaign(PETS, 200, pets());
    let tally = played.summary.unwrap().tally;
    let uncovered: Vec<_> = tally
        .operations
        .iter()
        .filter(|o| o.covered_ms.is_none())
        .collect();
    assert!(uncovered.is_empty(), "{uncovered:?}");
}

#[test]
fn the_number_of_requests_is_kept_exactly_and_told_truthfully() {
    let played = campaign(PETS, 123, pets());
    let summary = played.summary.unwrap();
    assert_eq!(played.requests.len(), 123);
    assert_eq!(summary.tally.requests, 123);
    assert_eq!(summary.reason, StopReason::Requests);
    let told = played
        .events
        .iter()
        .filter(|e| matches!(e.kind, EventKind::Exchanged { .. }))
        .count();
    assert_eq!(told, 123);
}

#[test]
fn an_auto_campaign_ends_when_nothing_new_turns_up() {
    let played = campaign(PETS, 1_000_000, pets());
    assert_eq!(played.summary.unwrap().reason, StopReason::Plateau);
}

#[test]
fn a_thousand_same_faults_are_one_confirmed_finding() {
    let played = campaign(PETS, 300, |request| match request.method.as_str() {
        "POST" => Scripted::json(
            500,
            &json!({"error": format!("worker {} died", request.id)}),
        ),
        _ => Scripted::json(200, &json!([])),
    });
    let findings = played.summary.unwrap().findings;
    let errors: Vec<_> = findings
        .iter()
        .filter(|f| f.rule == "internal-server-error")
        .collect();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(errors[0].reproduction, Reproduction::Confirmed);
    assert_eq!(errors[0].operation, "POST /pets");
}

#[test]
fn a_fault_that_does_not_show_again_is_marked() {
    let broken = AtomicBool::new(false);
    let server = pets();
    let played = campaign(PETS, 300, move |request| {
        let first = request.method == "POST" && !broken.swap(true, Ordering::Relaxed);
        if first {
            Scripted::json(500, &json!({"error": "cold"}))
        } else {
            server(request)
        }
    });
    let findings = played.summary.unwrap().findings;
    let error = findings
        .iter()
        .find(|f| f.rule == "internal-server-error")
        .unwrap();
    assert_eq!(error.reproduction, Reproduction::Flaky);
}

#[test]
fn a_wrong_prefix_ends_the_campaign_with_the_right_one() {
    let server = pets();
    let played = campaign(PETS, 1000, move |request| {
        let Some(rest) = request.target.strip_prefix("/api/v2/") else {
            return Scripted::json(404, &json!({}));
        };
        let inner = Request {
            target: format!("/api/{rest}"),
            ..request.clone()
        };
        server(&inner)
    });
    match played.summary {
        Err(Error::WrongPrefix { better, .. }) => assert_eq!(better, "http://127.0.0.1:1/api/v2"),
        other => panic!("{other:?}"),
    }
    assert!(played.requests.len() < 60, "{}", played.requests.len());
}

#[test]
fn an_api_that_does_not_answer_is_an_error_not_a_campaign() {
    let refused = |_: &Request| Outcome::Fault(TransportFault::Connect("refused".into()));
    let played = campaign(PETS, 1000, refused);
    assert!(
        matches!(played.summary, Err(Error::Unreachable { .. })),
        "{:?}",
        played.summary
    );
}

#[test]
fn being_put_off_is_not_the_answer_of_the_operation() {
    let count = AtomicU64::new(0);
    let server = pets();
    let played = campaign(PETS, 400, move |request| {
        if count.fetch_add(1, Ordering::Relaxed) % 3 == 2 {
            let mut outcome = Scripted::json(429, &json!({"error": "slow down"}));
            if let Outcome::Response(response) = &mut outcome {
                response.headers.push(("Retry-After".into(), "0".into()));
            }
            return outcome;
        }
        server(request)
    });
    let summary = played.summary.unwrap();
    assert_eq!(summary.tally.covered(), 4);
    let loud: Vec<_> = summary
        .findings
        .iter()
        .filter(|f| f.summary.contains("429"))
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}
