//! What every test needs to play a campaign.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bedlam_engine::{Budget, Config, Error, Hints, Listener, Memory, Success, Summary, run};
use bedlam_model::{Api, Event};
use bedlam_transport::{Base, Scripted};

/// All events, exchanges too.
#[derive(Default)]
struct Heard(Vec<Event>);

impl Listener for Heard {
    fn wants_exchanges(&self) -> bool {
        true
    }
    fn event(&mut self, event: &Event) {
        self.0.push(event.clone());
    }
}

pub(crate) fn api(text: &str) -> Arc<Api> {
    let mut none = |_: &str| Err("no other documents".to_owned());
    Arc::new(bedlam_spec::load("a.yaml", text.as_bytes(), &mut none).unwrap())
}

/// So many requests to all operations, one after the other, judged by all rules.
pub(crate) fn config(api: &Api, requests: u64) -> Config {
    Config {
        seed: 7,
        budget: Budget::Auto,
        max_requests: Some(requests),
        min_requests_per_operation: 100,
        concurrency: 1,
        max_findings: None,
        operations: api.operations.iter().map(|o| o.id).collect(),
        rules: bedlam_oracle::rules().map(|rule| rule.id).collect(),
        identity: Vec::new(),
        given: Vec::new(),
        hints: Hints::default(),
        success: Success::default(),
        version: "0".into(),
    }
}

/// Plays a campaign to its end; says how it ended and what was heard of it.
pub(crate) fn play(
    api: Arc<Api>,
    base: &str,
    config: Config,
    transport: Arc<Scripted>,
    memory: &mut dyn Memory,
) -> (Result<Summary, Error>, Vec<Event>) {
    let mut heard = Heard::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let base = Base::parse(base).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let campaign = run(api, base, config, transport, &mut heard, memory, stop);
    let summary = runtime.block_on(campaign);
    (summary, heard.0)
}
