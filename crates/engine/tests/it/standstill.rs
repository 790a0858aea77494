//! One request that keeps the API busy is told from those that only wait behind it.

use std::sync::atomic::{AtomicU32, Ordering};

use bedlam_engine::{Budget, Config, Forgetful};
use bedlam_model::{Event, EventKind, Outcome, TransportFault};
use bedlam_transport::Scripted;
use serde_json::json;

use crate::support::{api, config, play};

const SPEC: &str = "openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: ok}}}}
  /b: {get: {responses: {'200': {description: ok}}}}
  /c: {get: {responses: {'200': {description: ok}}}}
  /heavy: {post: {responses: {'200': {description: ok}}}}
";

/// The operations of which it was found that they do not answer, where everything goes unanswered
/// for so many requests after one to `/heavy`.
fn late(hung: u32) -> Vec<String> {
    let api = api(SPEC);
    let waits = AtomicU32::new(0);
    let asked = AtomicU32::new(0);
    let transport = Scripted::new(move |request| {
        let asked = asked.fetch_add(1, Ordering::Relaxed);
        if waits.load(Ordering::Relaxed) > 0 {
            waits.fetch_sub(1, Ordering::Relaxed);
            return Outcome::Fault(TransportFault::Timeout);
        }
        if request.target.starts_with("/heavy")
            || (asked > 20 && asked < 60 && asked.is_multiple_of(7))
        {
            waits.store(hung, Ordering::Relaxed);
            return Outcome::Fault(TransportFault::Timeout);
        }
        Scripted::json(200, &json!({}))
    });
    let config = Config {
        budget: Budget::Auto,
        rules: vec!["timeout"],
        ..config(&api, 120)
    };
    let transport = std::sync::Arc::new(transport);
    let (_, events) = play(api, "http://127.0.0.1:1", config, transport, &mut Forgetful);
    let found = events.iter().filter_map(|event: &Event| match &event.kind {
        EventKind::Found { finding } => Some(finding.operation.clone()),
        _ => None,
    });
    found.collect()
}

#[test]
fn what_waits_behind_another_request_is_not_to_blame() {
    assert_eq!(late(0), ["POST /heavy"]);
    assert_eq!(late(1), ["POST /heavy"]);
}
