//! Operations and records for tests.

use bedlam_model::{Api, Exchange, Intent, Operation, OperationId, Outcome, Purpose, Request};
use bedlam_model::{RequestId, Response, Timing};

use super::{Record, Witness};
use crate::job::Seen;
use crate::pressure::Load;

/// A spec with these paths (YAML, indented by two).
pub(crate) fn api(paths: &str) -> Api {
    let text = format!("openapi: 3.0.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}");
    let mut none = |_: &str| Err("none".to_owned());
    bedlam_spec::load("a.yaml", text.as_bytes(), &mut none).unwrap()
}

/// The operation of this label, with no inputs but those of its path.
pub(crate) fn operation(label: &str) -> Operation {
    let (method, path) = label.split_once(' ').unwrap();
    let method = method.to_lowercase();
    let ok = "{responses: {'200': {description: d}}}";
    api(&format!("  {path}:\n    {method}: {ok}\n")).operations[0].clone()
}

/// What a worker saw: status, what was said.
pub(crate) fn seen(status: u16, said: &str) -> Seen {
    let request = Request {
        id: RequestId(1),
        method: "GET".into(),
        origin: "http://127.0.0.1:1".into(),
        target: "/".into(),
        headers: Vec::new(),
        body: Vec::new(),
        raw: false,
    };
    let response = Response {
        status,
        version: "HTTP/1.1".into(),
        headers: Vec::new(),
        body: said.as_bytes().to_vec(),
        truncated: false,
    };
    let witness = Witness {
        exchange: Exchange {
            request,
            outcome: Outcome::Response(response),
            timing: Timing::default(),
        },
        said: (!said.is_empty()).then(|| said.to_owned()),
    };
    Seen {
        operation: OperationId(0),
        changes: false,
        purpose: Purpose::Cover,
        intent: Intent::Valid,
        status,
        success: (200..300).contains(&status),
        wait: None,
        fault: None,
        load: Load::Borne,
        denied: matches!(status, 401 | 403),
        token: None,
        challenge: None,
        total_ms: 1.0,
        at_ms: 1.0,
        new: false,
        case: None,
        path_way: None,
        mutators: Vec::new(),
        harvest: None,
        keys: Vec::new(),
        specimen: None,
        refusal: None,
        complaint: None,
        witness: Some(Box::new(witness)),
        exchange: None,
    }
}

/// What is left of so many answers with this status and these words, in order.
pub(super) fn record(answers: &[(u16, &str, usize)]) -> Record {
    let mut record = Record::default();
    for (status, said, times) in answers {
        for _ in 0..*times {
            record.take(&seen(*status, said), false);
        }
    }
    record
}
