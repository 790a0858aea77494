//! Campaigns that the user or the spec guides, against scripted APIs.

#![allow(clippy::unwrap_used)]

mod hints;
mod ladder;
mod links;
mod states;
mod strays;
mod success;
mod tickets;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bedlam_engine::{Budget, Config, Forgetful, Hints, Listener, Success, Summary, run};
use bedlam_model::{Event, Outcome, Request};
use bedlam_transport::{Base, Scripted};

struct Deaf;

impl Listener for Deaf {
    fn wants_exchanges(&self) -> bool {
        false
    }
    fn event(&mut self, _: &Event) {}
}

/// What the user says.
#[derive(Default)]
struct Guide {
    hints: Hints,
    success: Success,
}

/// Runs a campaign of so many requests, one after the other.
fn campaign(
    spec: &str,
    guide: Guide,
    requests: u64,
    server: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> (Summary, Vec<Request>) {
    let mut none = |_: &str| Err("no other documents".to_owned());
    let api = Arc::new(bedlam_spec::load("a.yaml", spec.as_bytes(), &mut none).unwrap());
    let config = Config {
        seed: 7,
        budget: Budget::Auto,
        max_requests: Some(requests),
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
        hints: guide.hints,
        success: guide.success,
        version: "0".into(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let base = Base::parse("http://127.0.0.1:1").unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let transport = Arc::new(Scripted::new(server));
    let sending = transport.clone();
    let summary = runtime.block_on(run(
        api,
        base,
        config,
        sending,
        &mut Deaf,
        &mut Forgetful,
        stop,
    ));
    (summary.unwrap(), transport.requests())
}

/// Which operations a campaign covered, in the order of the spec.
fn covered(summary: &Summary) -> Vec<bool> {
    let operations = summary.tally.operations.iter();
    operations
        .map(|operation| operation.covered_ms.is_some())
        .collect()
}
