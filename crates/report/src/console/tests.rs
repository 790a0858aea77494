use bedlam_model::{Event, EventKind, Level, OperationTally, StopReason, Tally};

use super::options::{ConsoleOptions, Stream};
use super::style::Style;
use super::text::columns;
use super::{Console, table::table};
use crate::sample::{campaign, diagnosis, event, finding, tell};

fn options(width: Option<usize>, colour: bool) -> ConsoleOptions {
    let stream = Stream {
        style: Style::new(colour),
        width,
    };
    ConsoleOptions {
        name: None,
        quiet: false,
        result: stream,
        progress: stream,
    }
}

/// What goes to standard output and to standard error.
fn shown(events: &[Event], options: ConsoleOptions) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    tell(&mut Console::on(&mut out, &mut err, options), events);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out), text(err))
}

#[test]
fn a_log_has_plain_lines() {
    let (_, err) = shown(&campaign(), options(None, false));
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(
        lines,
        [
            "Shop at http://127.0.0.1:8080: 2 operations, 30.0 s, seed 42",
            "issue of the spec: unknown keyword, passed over (shop.yaml:3:1)",
            "error internal-server-error POST /orders: ZeroDivisionError: division by zero (after 0.3 s)",
            "the API asks to wait 2 s",
            "1 of 2 operations covered, 40 requests, 1,234/s, 1 finding, covering DELETE /orders/{id}",
        ]
    );
}

#[test]
fn a_terminal_has_one_status_line_that_is_taken_away_at_the_end() {
    let (_, err) = shown(&campaign(), options(Some(120), false));
    let status = " 1/2 covered ━━━━━━━━━━──────────  1,234 req/s  1 finding  0:30 left  covering DELETE /orders/{id}";
    assert!(err.contains(&format!("\r{status}\x1b[K")), "{err:?}");
    assert!(err.ends_with("\r\x1b[K"));
}

#[test]
fn the_status_line_never_wraps() {
    for width in [1, 20, 40, 60, 80, 200] {
        let (_, err) = shown(&campaign(), options(Some(width), false));
        let status = err.split('\r').nth(1).unwrap().trim_end_matches("\x1b[K");
        assert!(columns(status) < width.max(2), "{width}: {status}");
    }
}

#[test]
fn the_result_is_table_findings_and_summary() {
    let (out, _) = shown(&campaign(), options(None, false));
    let expected = "
OPERATION            TRIES  ANSWERS              P50     P99  COVERED
POST /orders            37  201×31 400×5 500×1  2.9 ms  2.9 ms  after 0.2 s
DELETE /orders/{id}      8  404×7 unanswered×1  2.9 ms  2.9 ms  no: missing resource: “no such \\u{1b}[31morder”

not covered (1)

  DELETE /orders/{id}
    missing resource: no id was found that exists
    answers 404×7 unanswered×1, says “no such \\u{1b}[31morder” (404, 7×)
    do: the name or id of one that exists
        --resource-hint '^DELETE /orders/\\{id\\} PATH id$:<an id of one that exists>'

error: internal-server-error (1)
  POST /orders
    ZeroDivisionError: division by zero
    | expected: no status 5xx
    | seen: 500
    curl -s -i";
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeeze(&out).starts_with(&squeeze(expected)), "{out}");
    let end = "covered 1 of 2 operations, 1 finding (1 error), 45 requests in 5.0 s
coverage: operations 1/2 (1 found, 2 authorised, 2 reached), parameters 2/6
ended because the duration is over
the same again: --seed 42
next: 1 operation not covered: nothing was found there: --resource-hint with the id of one that exists helps
next: paste the command of a finding to see it again
";
    assert!(out.ends_with(end), "{out}");
    assert!(out.contains("(set AUTHORIZATION first: secrets are not kept)"));
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let (out, _) = shown(&campaign(), options(None, false));
    assert!(!out.contains('\x1b'));
    let (out, _) = shown(&campaign(), options(Some(100), true));
    assert!(out.contains("\x1b[1;31merror: internal-server-error (1)\x1b[0m"));
}

#[test]
fn what_an_api_says_cannot_steer_the_terminal() {
    let found = EventKind::Found {
        finding: Box::new(finding(Level::Error, "\x1b]0;owned\x07 \u{202e}")),
    };
    let (out, err) = shown(&[event(1.0, found)], options(None, false));
    for text in [out, err] {
        assert!(!text.contains(['\x1b', '\x07', '\u{202e}']), "{text:?}");
        assert!(text.contains("owned"));
    }
}

#[test]
fn findings_are_shown_even_where_the_campaign_broke_off() {
    let events = campaign();
    let (out, _) = shown(&events[..events.len() - 1], options(None, false));
    assert!(out.contains("ZeroDivisionError"));
}

#[test]
fn quiet_leaves_findings_and_summary() {
    let mut quiet = options(None, false);
    quiet.quiet = true;
    let (out, err) = shown(&campaign(), quiet);
    assert_eq!(err, "");
    assert!(out.starts_with("error: internal-server-error (1)"));
    assert!(!out.contains("TRIES"));
}

#[test]
fn the_table_fits_the_terminal_at_every_size_of_spec() {
    let operation = |n: usize| OperationTally {
        label: format!("GET /a/rather/long/path/with/{{many}}/segments/{n}"),
        tries: n as u64,
        statuses: (200..200 + n as u16 % 40).map(|s| (s, 9)).collect(),
        covered_ms: n.is_multiple_of(3).then_some(1000.0),
        diagnosis: (n % 3 == 1).then(diagnosis),
        ..OperationTally::default()
    };
    let operations: Vec<OperationTally> = (0..900).map(operation).collect();
    let all: Vec<&OperationTally> = operations.iter().collect();
    for width in [60, 80, 120, 200] {
        let lines = table(&all, options(Some(width), false).result);
        assert_eq!(lines.len(), 901);
        let widest = lines.iter().map(|l| columns(l)).max().unwrap();
        assert!(widest <= width, "{width}: {widest}");
    }
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    tell(
        &mut Console::on(Gone, Gone, options(None, false)),
        &campaign(),
    );
}

#[test]
fn operations_that_were_not_selected_are_not_counted() {
    let mut events = campaign();
    let last = events.len() - 1;
    let mut tally = crate::sample::tally();
    tally.operations.push(OperationTally {
        label: "GET /filtered-out".into(),
        ..OperationTally::default()
    });
    let reason = StopReason::Plateau;
    events[last].kind = EventKind::Ended {
        reason,
        tally: Tally { ..tally },
    };
    let (out, _) = shown(&events, options(None, false));
    assert!(out.contains("covered 1 of 2 operations"));
    assert!(!out.contains("filtered-out"));
}
