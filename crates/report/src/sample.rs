//! One small recorded campaign that every reporter is tried on.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use bedlam_model::{
    Cause, Coverage, Diagnosis, Event, EventKind, Evidence, Exchange, Finding, InputAddress,
    Intent, Latency, Level, Location, OperationTally, Outcome, Paste, Purpose, Remedy,
    Reproduction, Request, RequestId, Response, Said, Share, Stage, StopReason, Tally, Timing,
    TransportFault,
};

use crate::Reporter;

/// A path in the folder of temporary files that no other test uses.
pub(crate) fn temporary(name: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("bedlam-{}-{number}-{name}", std::process::id()))
}

/// What the reporter wrote to its file, which is taken away.
pub(crate) fn written(path: &PathBuf) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::remove_file(path).unwrap();
    text
}

pub(crate) fn tell(reporter: &mut dyn Reporter, events: &[Event]) {
    for event in events {
        reporter.on(event).unwrap();
    }
    reporter.finish().unwrap();
}

pub(crate) fn event(at_ms: f64, kind: EventKind) -> Event {
    Event { at_ms, kind }
}

fn request(id: u64, method: &str, target: &str, body: &[u8]) -> Request {
    Request {
        id: RequestId(id),
        method: method.into(),
        origin: "http://127.0.0.1:8080".into(),
        target: target.into(),
        headers: vec![
            ("accept".into(), "*/*".into()),
            ("content-type".into(), "application/json".into()),
            ("authorization".into(), "[redacted]".into()),
            ("cookie".into(), "theme=dark; lang=de".into()),
            ("x-bedlam-request".into(), id.to_string()),
        ],
        body: body.to_vec(),
        raw: false,
    }
}

fn response(status: u16, body: &[u8]) -> Outcome {
    Outcome::Response(Response {
        status,
        version: "HTTP/1.1".into(),
        headers: vec![
            ("content-type".into(), "application/json".into()),
            ("set-cookie".into(), "session=1; Path=/".into()),
        ],
        body: body.to_vec(),
        truncated: false,
    })
}

pub(crate) fn exchange(id: u64, target: &str, body: &[u8], outcome: Outcome) -> Exchange {
    Exchange {
        request: request(id, "POST", target, body),
        outcome,
        timing: Timing {
            started_ms: 100.0 * id as f64,
            wait_ms: 3.0,
            total_ms: 4.5,
        },
    }
}

fn exchanged(exchange: Exchange) -> Event {
    let at_ms = exchange.timing.started_ms + exchange.timing.total_ms;
    let kind = EventKind::Exchanged {
        operation: "POST /orders".into(),
        purpose: Purpose::Cover,
        intent: Intent::Valid,
        exchange: Box::new(exchange),
    };
    event(at_ms, kind)
}

pub(crate) fn finding(level: Level, summary: &str) -> Finding {
    let body = b"{\"count\":0}";
    Finding {
        id: "4f1c9a02".into(),
        rule: "internal-server-error".into(),
        level,
        operation: "POST /orders".into(),
        place: "shop.yaml:12:5".into(),
        summary: summary.into(),
        detail: "ZeroDivisionError".into(),
        evidence: "expected: no status 5xx\nseen: 500".into(),
        exchanges: vec![
            exchange(1, "/carts", b"{}", response(201, b"{\"id\":1}")),
            exchange(2, "/orders", body, response(500, b"oh \xff no")),
        ],
        reproduction: Reproduction::Confirmed,
        found_ms: 350.0,
    }
}

/// Why an operation finds nothing.
pub(crate) fn diagnosis() -> Diagnosis {
    let hint = "^DELETE /orders/\\{id\\} PATH id$:<an id of one that exists>";
    Diagnosis {
        cause: Cause::MissingResource,
        summary: "no id was found that exists".into(),
        evidence: Evidence {
            statuses: [(404, 7), (0, 1)].into(),
            messages: vec![Said {
                status: 404,
                text: "no such \x1b[31morder".into(),
                count: 7,
            }],
            closest: Some(exchange(
                3,
                "/orders/1",
                b"",
                response(404, b"no such order"),
            )),
            input: Some(InputAddress::parameter(Location::Path, "id")),
            waits_for: None,
            altered: vec!["without QUERY unit: 409 \u{201c}closed\u{201d}".into()],
        },
        remedies: vec![Remedy {
            about: "the name or id of one that exists".into(),
            paste: Paste::Arguments(vec!["--resource-hint".into(), hint.into()]),
        }],
    }
}

pub(crate) fn tally() -> Tally {
    let operation = |label: &str, answers: &[(u16, u64)], covered_ms, diagnosis| {
        let mut latency = Latency::default();
        latency.add(3.0);
        OperationTally {
            label: label.into(),
            tries: answers.iter().map(|(_, count)| count).sum(),
            statuses: answers.iter().copied().collect(),
            latency,
            covered_ms,
            stage: match covered_ms {
                Some(_) => Stage::Covered,
                None => Stage::Authorised,
            },
            coverage: Coverage {
                parameters: Share {
                    exercised: 1,
                    declared: 3,
                },
                ..Coverage::default()
            },
            diagnosis,
        }
    };
    Tally {
        operations: vec![
            operation(
                "DELETE /orders/{id}",
                &[(404, 7), (0, 1)],
                None,
                Some(diagnosis()),
            ),
            operation(
                "POST /orders",
                &[(201, 31), (400, 5), (500, 1)],
                Some(210.0),
                None,
            ),
        ],
        requests: 45,
        elapsed_ms: 5_000.0,
    }
}

/// A campaign from begin to end.
pub(crate) fn campaign() -> Vec<Event> {
    let started = EventKind::Started {
        version: "0.1.0".into(),
        clock: "2026-11-23T14:00:00Z".into(),
        title: "Shop".into(),
        url: "http://127.0.0.1:8080".into(),
        seed: 42,
        operations: vec!["DELETE /orders/{id}".into(), "POST /orders".into()],
        duration_ms: Some(30_000.0),
    };
    let issue = EventKind::SpecIssue {
        place: "shop.yaml:3:1".into(),
        message: "unknown keyword, passed over".into(),
    };
    let notice = EventKind::Notice {
        message: "the API asks to wait 2 s".into(),
    };
    let progress = EventKind::Progress {
        covered: 1,
        operations: 2,
        requests: 40,
        rate: 1234.0,
        findings: 1,
        doing: "covering DELETE /orders/{id}".into(),
    };
    let found = EventKind::Found {
        finding: Box::new(finding(Level::Error, "ZeroDivisionError: division by zero")),
    };
    let ended = EventKind::Ended {
        reason: StopReason::Duration,
        tally: tally(),
    };
    let covered = EventKind::Covered {
        operation: "POST /orders".into(),
        status: 201,
    };
    let silence = Outcome::Fault(TransportFault::Timeout);
    vec![
        event(0.0, started),
        event(1.0, issue),
        exchanged(exchange(
            1,
            "/carts?a=1&b=%20",
            b"{}",
            response(201, b"{\"id\":1}"),
        )),
        event(210.0, covered),
        exchanged(exchange(
            2,
            "/orders",
            b"\xff\0",
            response(500, b"oh \xff no"),
        )),
        event(350.0, found),
        exchanged(exchange(3, "/orders", b"", silence)),
        event(400.0, notice),
        event(450.0, progress),
        event(5_000.0, ended),
    ]
}
