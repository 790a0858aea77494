//! An API that is away for a while.

use std::sync::atomic::{AtomicUsize, Ordering};

use bedlam_model::{Outcome, TransportFault};
use bedlam_transport::Scripted;
use serde_json::json;

use crate::guide::{Guide, campaign, covered};

const SHELVES: &str = r#"
openapi: 3.1.0
info: {title: shelves, version: '1'}
paths:
  /shelves:
    get: {responses: {'200': {description: ok}}}
    post: {responses: {'201': {description: ok}}}
  /boxes:
    get: {responses: {'200': {description: ok}}}
    post: {responses: {'201': {description: ok}}}
"#;

#[test]
fn what_nobody_heard_is_sent_again_and_costs_no_operation_its_tries() {
    let asked = AtomicUsize::new(0);
    let (summary, requests) = campaign(SHELVES, Guide::default(), 60, move |request| {
        // After the probes nobody is there for a while.
        match asked.fetch_add(1, Ordering::Relaxed) {
            6..12 => Outcome::Fault(TransportFault::Connect("refused".into())),
            _ if request.method == "POST" => Scripted::json(201, &json!({})),
            _ => Scripted::json(200, &json!([])),
        }
    });
    assert_eq!(covered(&summary), [true; 4]);
    let silent = |at: usize| {
        let tally = &summary.tally.operations[at];
        tally.statuses.get(&0).copied().unwrap_or_default()
    };
    assert_eq!((0..4).map(silent).sum::<u64>(), 0);
    // The same request, over and over.
    let waiting = &requests[6..13];
    let same = |r: &bedlam_model::Request| (r.method.clone(), r.target.clone());
    assert!(
        waiting
            .iter()
            .all(|request| same(request) == same(&waiting[0]))
    );
}
