use std::time::{Duration, SystemTime};

use bedlam_model::{Case, Exchange, Outcome, Purpose, TransportFault};
use bedlam_transport::{Transport, encode, retry_after};
use serde_json::Value;

use crate::outage::Heard;
use crate::shared::Shared;

/// How often a request that was put off is sent again, and how long one waits at most.
const TRIES: usize = 3;
const LONGEST: Duration = Duration::from_secs(30);

/// A request that was sent.
pub(crate) struct Sent {
    pub(crate) exchange: Exchange,
    /// The body of the answer, where it is JSON.
    pub(crate) json: Option<Value>,
    pub(crate) purpose: Purpose,
    /// Whether the answer is a success.
    pub(crate) success: bool,
    /// How long the API puts us off, if it does: then this is not its answer.
    pub(crate) wait: Option<Duration>,
}

impl Sent {
    /// Whether nothing came back in time.
    pub(crate) fn is_late(&self) -> bool {
        self.exchange.outcome == Outcome::Fault(TransportFault::Timeout)
    }
}

/// Sends one case. An API that asks for patience is obeyed, and asked again; where only one
/// operation asks for it, that one is left alone for so long. While nobody is there, what was not
/// heard is sent again later. None: the campaign is over.
pub(crate) async fn send<T: Transport>(
    shared: &Shared<T>,
    case: &Case,
    purpose: Purpose,
) -> Option<Sent> {
    let mut tries = 0;
    loop {
        let confirms = matches!(purpose, Purpose::Probe | Purpose::Confirm);
        // What is to be confirmed may just be that nobody answers any more.
        if !confirms {
            shared.outage.turn(|| shared.ends()).await;
        }
        let id = shared.next_request()?;
        let request = encode(&shared.api, case, &shared.base, id);
        let exchange = shared.transport.send(request, case.credentials).await;
        let heard = shared.outage.saw(case.operation, &exchange);
        if heard == Heard::Nobody && !confirms {
            continue;
        }
        let wait = exchange
            .response()
            .and_then(|response| match response.status {
                429 => Some(
                    retry_after(response, SystemTime::now()).unwrap_or(Duration::from_millis(500)),
                ),
                503 => retry_after(response, SystemTime::now()),
                _ => None,
            });
        let wait = wait.map(|wait| wait.min(LONGEST));
        tries += 1;
        if let Some(wait) = wait.filter(|_| tries < TRIES)
            && shared.patience.is_general(case.operation)
        {
            shared.transport.pause(wait);
            continue;
        }
        if exchange.response().is_some() {
            shared.standstill.answered(shared.now_ms());
        }
        let json = exchange.response().and_then(read_json);
        let operation = shared.api.operation(case.operation);
        let success = exchange
            .response()
            .is_some_and(|response| shared.success.is(operation, response, json.as_ref()));
        return Some(Sent {
            success,
            exchange,
            json,
            purpose,
            wait,
        });
    }
}

/// The body as JSON, where it is or looks like JSON.
fn read_json(response: &bedlam_model::Response) -> Option<Value> {
    let media = response.header("content-type").unwrap_or_default();
    let first = response.body.iter().find(|b| !b.is_ascii_whitespace())?;
    let looks = media.contains("json") || matches!(first, b'{' | b'[');
    (looks && !response.truncated)
        .then(|| serde_json::from_slice(&response.body).ok())
        .flatten()
}
