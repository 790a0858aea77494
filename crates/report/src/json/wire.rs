//! The document's own types: what is written stays the same when the types inside change.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bedlam_model::{
    Diagnosis, Exchange, Finding, Headers, Level, OperationTally, Outcome, Reproduction, Stage,
    StopReason, TransportFault,
};
use serde::Serialize;

use super::coverage::{WireCoverage, WireTotal};
use super::diagnosis::WireDiagnosis;
use crate::curl;

/// Grows when a field changes its meaning or goes; new fields do not count.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize)]
pub(super) struct Document {
    pub(super) format: u32,
    pub(super) version: String,
    pub(super) summary: Summary,
    pub(super) operations: Vec<Operation>,
    pub(super) findings: Vec<WireFinding>,
    pub(super) issues: Vec<Issue>,
    pub(super) notices: Vec<String>,
}

#[derive(Default, Serialize)]
pub(super) struct Summary {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) started: String,
    pub(super) seed: u64,
    pub(super) elapsed_ms: f64,
    pub(super) reason: Option<StopReason>,
    pub(super) requests: u64,
    pub(super) operations: usize,
    pub(super) covered: usize,
    pub(super) coverage: WireTotal,
    pub(super) findings: Levels,
}

#[derive(Default, Serialize)]
pub(super) struct Levels {
    error: usize,
    warning: usize,
    info: usize,
}

impl Levels {
    pub(super) fn count(findings: &[WireFinding]) -> Self {
        let of = |level| findings.iter().filter(|f| f.level == level).count();
        Levels {
            error: of(Level::Error),
            warning: of(Level::Warning),
            info: of(Level::Info),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Operation {
    operation: String,
    tries: u64,
    statuses: BTreeMap<u16, u64>,
    unanswered: u64,
    p50_ms: Option<f64>,
    p99_ms: Option<f64>,
    covered: bool,
    covered_ms: Option<f64>,
    stage: Stage,
    coverage: WireCoverage,
    blocked: Option<String>,
    diagnosis: Option<WireDiagnosis>,
}

impl From<&OperationTally> for Operation {
    fn from(tally: &OperationTally) -> Self {
        let mut statuses = tally.statuses.clone();
        let unanswered = statuses.remove(&0).unwrap_or(0);
        Operation {
            operation: tally.label.clone(),
            tries: tally.tries,
            statuses,
            unanswered,
            p50_ms: tally.latency.quantile(0.5),
            p99_ms: tally.latency.quantile(0.99),
            covered: tally.covered_ms.is_some(),
            covered_ms: tally.covered_ms,
            stage: tally.stage,
            coverage: WireCoverage::from(&tally.coverage),
            blocked: tally.diagnosis.as_ref().map(Diagnosis::line),
            diagnosis: tally.diagnosis.as_ref().map(WireDiagnosis::from),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Issue {
    pub(super) place: String,
    pub(super) message: String,
}

#[derive(Serialize)]
pub(super) struct WireFinding {
    id: String,
    rule: String,
    pub(super) level: Level,
    operation: String,
    place: String,
    summary: String,
    detail: String,
    evidence: String,
    reproduction: Reproduction,
    found_ms: f64,
    steps: Vec<Step>,
}

impl From<&Finding> for WireFinding {
    fn from(finding: &Finding) -> Self {
        let finding = finding.clone();
        WireFinding {
            id: finding.id,
            rule: finding.rule,
            level: finding.level,
            operation: finding.operation,
            place: finding.place,
            summary: finding.summary,
            detail: finding.detail,
            evidence: finding.evidence,
            reproduction: finding.reproduction,
            found_ms: finding.found_ms,
            steps: finding.exchanges.iter().map(Step::from).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Step {
    curl: String,
    variables: Vec<String>,
    request: Request,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
    started_ms: f64,
    total_ms: f64,
}

#[derive(Serialize)]
struct Request {
    id: u64,
    method: String,
    url: String,
    headers: Vec<Header>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
}

#[derive(Serialize)]
struct Response {
    status: u16,
    version: String,
    headers: Vec<Header>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
    truncated: bool,
}

#[derive(Serialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Body {
    Text(String),
    Base64(String),
}

#[derive(Serialize)]
struct Fault {
    kind: &'static str,
    message: String,
}

impl From<&Exchange> for Step {
    fn from(exchange: &Exchange) -> Self {
        let command = curl(&exchange.request);
        let (response, fault) = match &exchange.outcome {
            Outcome::Response(response) => (Some(Response::from(response)), None),
            Outcome::Fault(fault) => (None, Some(Fault::from(fault))),
        };
        Step {
            curl: command.line,
            variables: command.variables,
            request: Request {
                id: exchange.request.id.0,
                method: exchange.request.method.clone(),
                url: exchange.request.url(),
                headers: headers(&exchange.request.headers),
                body: body(&exchange.request.body),
            },
            response,
            fault,
            started_ms: exchange.timing.started_ms,
            total_ms: exchange.timing.total_ms,
        }
    }
}

/// Bytes of an answer that are kept: thousands of findings must fit into memory.
const KEPT: usize = 64 * 1024;

impl From<&bedlam_model::Response> for Response {
    fn from(response: &bedlam_model::Response) -> Self {
        let kept = cut(&response.body);
        Response {
            status: response.status,
            version: response.version.clone(),
            headers: headers(&response.headers),
            body: body(kept),
            truncated: response.truncated || kept.len() < response.body.len(),
        }
    }
}

impl From<&TransportFault> for Fault {
    fn from(fault: &TransportFault) -> Self {
        let (kind, message) = match fault {
            TransportFault::Timeout => ("timeout", ""),
            TransportFault::Connect(message) => ("connect", message.as_str()),
            TransportFault::Closed(message) => ("closed", message.as_str()),
            TransportFault::Garbage(message) => ("garbage", message.as_str()),
            TransportFault::Tls(message) => ("tls", message.as_str()),
            TransportFault::Unsendable(message) => ("unsendable", message.as_str()),
        };
        Fault {
            kind,
            message: message.to_owned(),
        }
    }
}

/// The begin of a body; text is not cut within a character.
fn cut(bytes: &[u8]) -> &[u8] {
    let Some(begin) = bytes.get(..KEPT) else {
        return bytes;
    };
    match std::str::from_utf8(begin) {
        Err(error) if error.error_len().is_none() => &begin[..error.valid_up_to()],
        _ => begin,
    }
}

fn headers(headers: &Headers) -> Vec<Header> {
    let header = |(name, value): &(String, String)| Header {
        name: name.clone(),
        value: value.clone(),
    };
    headers.iter().map(header).collect()
}

fn body(bytes: &[u8]) -> Option<Body> {
    match std::str::from_utf8(bytes) {
        Ok("") => None,
        Ok(text) => Some(Body::Text(text.to_owned())),
        Err(_) => Some(Body::Base64(STANDARD.encode(bytes))),
    }
}
