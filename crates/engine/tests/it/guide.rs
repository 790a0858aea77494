//! Campaigns that the user or the spec guides.

use std::sync::Arc;

use bedlam_engine::{Config, Forgetful, Hints, Success, Summary};
use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;

use crate::support::{api, config, play};

/// What the user says.
#[derive(Default)]
pub(crate) struct Guide {
    pub(crate) hints: Hints,
    pub(crate) success: Success,
}

/// Runs a campaign of so many requests, one after the other.
pub(crate) fn campaign(
    spec: &str,
    guide: Guide,
    requests: u64,
    server: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> (Summary, Vec<Request>) {
    let api = api(spec);
    let config = Config {
        hints: guide.hints,
        success: guide.success,
        ..config(&api, requests)
    };
    let transport = Arc::new(Scripted::new(server));
    let base = "http://127.0.0.1:1";
    let (summary, _) = play(api, base, config, transport.clone(), &mut Forgetful);
    (summary.unwrap(), transport.requests())
}

/// Which operations a campaign covered, in the order of the spec.
pub(crate) fn covered(summary: &Summary) -> Vec<bool> {
    let operations = summary.tally.operations.iter();
    operations
        .map(|operation| operation.covered_ms.is_some())
        .collect()
}
