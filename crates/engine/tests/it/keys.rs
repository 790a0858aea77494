//! Credentials that nobody gave are found in answers, used, and told to nobody.

use std::sync::{Arc, Mutex};

use bedlam_engine::Forgetful;
use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};
use crate::support::{api, config, play};

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    let found = headers.find(|(n, _)| n.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

const PURSES: &str = r#"
openapi: 3.1.0
info: {title: purses, version: '1'}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Api-Key}
    Query: {type: apiKey, in: query, name: api-key}
paths:
  /purses:
    post: {responses: {'201': {description: made}}}
  /purse:
    get: {security: [{Key: []}, {Query: []}], responses: {'200': {description: ok}}}
    patch: {security: [{Query: []}, {Key: []}], responses: {'200': {description: ok}}}
  /bills:
    post: {security: [{Key: []}], responses: {'201': {description: ok}}}
  /bare:
    get: {responses: {'200': {description: ok}}}
"#;

/// Each purse has two keys, and only the first may change anything.
fn purses(request: &Request, purses: &Mutex<usize>) -> Outcome {
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    let in_query = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("api-key="));
    let key = header(request, "x-api-key")
        .or(in_query)
        .unwrap_or_default();
    let known = *purses.lock().unwrap();
    let is = |kind: &str| (0..known).any(|n| key == format!("{kind}-0a1b2c-{n}"));
    match (request.method.as_str(), path) {
        ("POST", "/purses") => {
            *purses.lock().unwrap() += 1;
            let shown = json!({
                "id": known,
                "adminkey": format!("all-0a1b2c-{known}"),
                "inkey": format!("read-0a1b2c-{known}"),
                "secretkey": "not-a-key-here-1",
            });
            Scripted::json(201, &shown)
        }
        ("GET", "/purse") if is("all") || is("read") => Scripted::json(200, &json!({"n": 1})),
        ("PATCH", "/purse") if is("all") => Scripted::json(200, &json!({"n": 2})),
        ("POST", "/bills") if is("all") => Scripted::json(201, &json!({"n": 3})),
        ("GET", "/bare")
            if header(request, "x-purse-key").is_some_and(|k| k.starts_with("all-")) =>
        {
            Scripted::json(200, &json!({"n": 4}))
        }
        (_, "/bare") => Scripted::json(401, &json!({"error": "X-Purse-Key is missing"})),
        _ => Scripted::json(401, &json!({"error": "no key"})),
    }
}

#[test]
fn a_key_that_an_answer_shows_opens_what_nobody_gave_a_key_for() {
    let made = Mutex::new(0);
    let transport = Arc::new(Scripted::new(move |request| purses(request, &made)));
    let api = api(PURSES);
    let config = config(&api, 600);
    let base = "http://127.0.0.1:1";
    let (summary, events) = play(api, base, config, transport.clone(), &mut Forgetful);
    let (summary, requests) = (summary.unwrap(), transport.requests());
    assert_eq!(covered(&summary), [true; 5]);
    // The key that works is the one mostly shown.
    let bills = requests.iter().filter(|r| r.target.ends_with("/bills"));
    let keys: Vec<&str> = bills.filter_map(|r| header(r, "x-api-key")).collect();
    let good = keys.iter().filter(|key| key.starts_with("all-")).count();
    assert!(2 * good > keys.len(), "{good} of {}", keys.len());
    let told = serde_json::to_string(&events).unwrap();
    let at = told.find("-0a1b2c-");
    assert_eq!(at.map(|at| &told[at - 60..at + 60]), None);
}

const DIARY: &str = r#"
openapi: 3.1.0
info: {title: diary, version: '1'}
components: {securitySchemes: {Token: {type: http, scheme: bearer}}}
paths:
  /register:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [username, password, password_confirmation]
              properties: {username: {type: string}, password: {type: string}, password_confirmation: {type: string}}
      responses: {'201': {description: made}}
  /login:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [username, password]
              properties: {username: {type: string}, password: {type: string}}
      responses: {'200': {description: in}}
  /pages:
    get: {security: [{Token: []}], responses: {'200': {description: ok}}}
"#;

#[test]
fn who_has_no_credentials_registers_logs_in_and_is_let_in() {
    let people = Mutex::new(Vec::new());
    let (summary, _) = campaign(DIARY, Guide::default(), 400, move |request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let mut people = people.lock().unwrap();
        let pair = (body["username"].clone(), body["password"].clone());
        let known = people.contains(&pair);
        match request.target.as_str() {
            "/register" if !pair.1.is_string() || body["password_confirmation"] != pair.1 => {
                Scripted::json(400, &json!({"error": "bad request"}))
            }
            "/register" => {
                people.push(pair);
                Scripted::json(201, &json!({}))
            }
            "/login" if known => Scripted::json(200, &json!({"access_token": "7f3a9c1e55d2"})),
            "/login" => Scripted::json(401, &json!({"error": "wrong name or password"})),
            _ => match header(request, "authorization") {
                Some("Bearer 7f3a9c1e55d2") => Scripted::json(200, &json!([])),
                _ => Scripted::json(401, &json!({"error": "who are you?"})),
            },
        }
    });
    assert_eq!(covered(&summary), [true; 3]);
}
