//! Who is let in: sessions that are lost, operations that hide, and what is told of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bedlam_engine::{Forgetful, Summary};
use bedlam_model::{Cause, Event, EventKind, Outcome, Paste, Remedy, Request};
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::support::{api, config, play};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: parts, version: '1'}
paths:
  /health: {get: {responses: {'200': {description: ok}}}}
  /cars: {get: {responses: {'200': {description: ok}}}}
  /boats: {get: {responses: {'200': {description: ok}}}}
  /planes: {get: {responses: {'200': {description: ok}}}}
  /trains:
    get:
      parameters: [{name: gauge, in: query, required: true, schema: {type: integer}}]
      responses: {'200': {description: ok}}
  /door/{user}/{passwd}:
    get:
      parameters:
        - {name: user, in: path, required: true, schema: {type: string}}
        - {name: passwd, in: path, required: true, schema: {type: string}}
      responses: {'200': {description: ok}}
"#;

fn run(
    requests: u64,
    server: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> (Summary, Vec<Event>) {
    run_on(SPEC, requests, server)
}

fn run_on(
    spec: &str,
    requests: u64,
    server: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> (Summary, Vec<Event>) {
    let api = api(spec);
    let config = config(&api, requests);
    let transport = Arc::new(Scripted::new(server));
    let base = "http://127.0.0.1:1";
    let (summary, events) = play(api, base, config, transport, &mut Forgetful);
    (summary.unwrap(), events)
}

/// What was told, and after how many requests.
fn notices(events: &[Event]) -> Vec<(usize, &str)> {
    let mut requests = 0;
    let told = events.iter().filter_map(|event| match &event.kind {
        EventKind::Exchanged { .. } => {
            requests += 1;
            None
        }
        EventKind::Notice { message } => Some((requests, message.as_str())),
        _ => None,
    });
    told.collect()
}

/// Lets everybody in for so many requests, and from then on only to what is open to all.
fn forgets_after(good: u64) -> impl Fn(&Request) -> Outcome + Send + Sync + 'static {
    let asked = AtomicU64::new(0);
    move |request| {
        let known = asked.fetch_add(1, Ordering::Relaxed) < good;
        match request.target.as_str() {
            target if target.starts_with("/health") => Scripted::json(200, &json!({})),
            _ if !known => Scripted::json(401, &json!({"error": "token expired"})),
            // Refused for another reason until the end.
            target if target.starts_with("/trains") => {
                Scripted::json(400, &json!({"error": "no such gauge"}))
            }
            _ => Scripted::json(200, &json!({})),
        }
    }
}

#[test]
fn the_loss_of_a_session_is_told_soon_and_counts_against_no_operation() {
    let (summary, events) = run(600, forgets_after(60));
    let notices = notices(&events);
    let lost: Vec<_> = notices
        .iter()
        .filter(|(_, message)| message.contains("session is lost"))
        .collect();
    assert!(
        matches!(lost[..], [(60..=110, _)]),
        "told once, soon: {notices:?}"
    );
    let trains = summary.tally.operations.iter();
    let mut trains = trains.filter(|tally| tally.label == "GET /trains");
    let diagnosis = trains.next().unwrap().diagnosis.clone().unwrap();
    assert_eq!(diagnosis.cause, Cause::InvalidInput, "{diagnosis:?}");
}

#[test]
fn where_the_api_hands_out_tokens_the_campaign_logs_in_again() {
    let login = "  /login: {post: {responses: {'200': {description: ok}}}}\n";
    let spec = SPEC.replace("paths:\n", &format!("paths:\n{login}"));
    // Each token is good for so many requests, and so is what was given at the start.
    let left = AtomicU64::new(15);
    let token = AtomicU64::new(0);
    let (summary, events) = run_on(&spec, 900, move |request| {
        if request.target == "/login" {
            left.store(15, Ordering::Relaxed);
            let number = token.fetch_add(1, Ordering::Relaxed) + 1;
            return Scripted::json(
                200,
                &json!({"access_token": format!("token-number-{number}")}),
            );
        }
        let mut headers = request.headers.iter();
        let shown = headers.find(|(name, _)| name == "Authorization");
        let known = shown.is_none_or(|(_, value)| {
            *value == format!("Bearer token-number-{}", token.load(Ordering::Relaxed))
        });
        let used = left.load(Ordering::Relaxed);
        left.store(used.saturating_sub(1), Ordering::Relaxed);
        match known && used > 0 {
            true => Scripted::json(200, &json!({})),
            false => Scripted::json(401, &json!({"error": "token expired"})),
        }
    });
    let notices = notices(&events);
    let at = |part: &str| {
        let mut all = notices.iter().filter(|(_, message)| message.contains(part));
        all.next().map(|(requests, _)| *requests)
    };
    let lost = at("logging in again by POST /login").unwrap();
    let back = at("there is a session again").unwrap();
    assert!(lost < back && back < lost + 60, "{notices:?}");
    assert_eq!(summary.tally.covered(), 7, "{notices:?}");
}

#[test]
fn what_hides_from_whoever_shows_no_credentials_is_shown_those_of_its_path() {
    let (summary, _) = run(150, |request| {
        let mut path = request.target.trim_start_matches('/').split('/');
        let mut headers = request.headers.iter();
        let shown = headers.find(|(name, _)| name == "Authorization");
        let pair = match (path.next(), path.next(), path.next()) {
            (Some("door"), Some(user), Some(password)) => format!("{user}:{password}"),
            _ => return Scripted::json(200, &json!({})),
        };
        let wanted = format!("Basic {}", BASE64_STANDARD.encode(pair));
        match shown.is_some_and(|(_, value)| *value == wanted) {
            true => Scripted::json(200, &json!({})),
            false => Scripted::json(404, &Value::Null),
        }
    });
    assert_eq!(summary.tally.covered(), 6, "{:?}", summary.tally.operations);
}

#[test]
fn that_nothing_new_turns_up_is_told_once_before_the_end() {
    let (_, events) = run(2000, |_| Scripted::json(200, &json!({})));
    let all = notices(&events);
    let plateaus: Vec<_> = all
        .iter()
        .filter(|(_, message)| message.starts_with("plateau: "))
        .collect();
    assert!(matches!(plateaus[..], [(1..2000, _)]), "{all:?}");
}

#[test]
fn who_wants_a_hash_of_the_password_is_given_the_flag_for_it() {
    let (summary, _) = run(100, |request| {
        if request.target != "/cars" {
            return Scripted::json(200, &json!({}));
        }
        let mut refused = Scripted::json(401, &json!({}));
        if let Outcome::Response(response) = &mut refused {
            let asked = "Digest realm=\"a\", nonce=\"n\", qop=\"auth\"";
            let header = ("WWW-Authenticate".to_owned(), asked.to_owned());
            response.headers.push(header);
        }
        refused
    });
    let cars = summary.tally.operations.iter();
    let mut cars = cars.filter(|tally| tally.label == "GET /cars");
    let diagnosis = cars.next().unwrap().diagnosis.clone().unwrap();
    assert_eq!(diagnosis.cause, Cause::Authentication);
    let flag = |remedy: &Remedy| matches!(&remedy.paste, Paste::Arguments(all) if all[0] == "--digest-auth");
    assert!(diagnosis.remedies.iter().any(flag), "{diagnosis:?}");
}
