use std::collections::BTreeMap;

use bedlam_model::{Cause, Finding, Level, OperationTally, StopReason, TotalCoverage};

use super::options::Stream;
use super::text::{count, span, thousands};

/// What the last lines are made of.
pub(super) struct Ending<'a> {
    pub(super) operations: &'a [&'a OperationTally],
    pub(super) findings: &'a [Finding],
    pub(super) requests: u64,
    pub(super) elapsed_ms: f64,
    pub(super) reason: StopReason,
    pub(super) seed: u64,
}

/// The summary in one line, why it ended, and what to do next.
pub(super) fn ending(ending: &Ending<'_>, stream: Stream) -> Vec<String> {
    let operations = ending.operations;
    let covered = operations.iter().filter(|o| o.covered_ms.is_some()).count();
    let summary = format!(
        "covered {covered} of {}, {}, {} in {}",
        count(operations.len(), "operation"),
        found(ending.findings),
        format_args!("{} requests", thousands(ending.requests)),
        span(ending.elapsed_ms),
    );
    let mut lines = vec![
        stream.style.bold(&summary),
        coverage(&TotalCoverage::of(operations.iter().copied())),
        format!("ended because {}", because(ending.reason)),
        format!("the same again: --seed {}", ending.seed),
    ];
    let next = next(ending, operations.len() - covered);
    lines.extend(next.into_iter().map(|step| format!("next: {step}")));
    lines
}

/// `coverage: operations 43/48 (45 found, 47 authorised, 48 reached), parameters 80/120, ...`.
fn coverage(total: &TotalCoverage) -> String {
    let mut line = format!(
        "coverage: operations {}/{}",
        total.covered, total.operations
    );
    if total.covered < total.operations {
        line.push_str(&format!(
            " ({} found, {} authorised, {} reached)",
            total.found, total.authorised, total.reached
        ));
    }
    let parts = [
        ("parameters", total.parts.parameters),
        ("properties", total.parts.properties),
        ("enum values", total.parts.members),
        ("media types", total.parts.media_types),
        ("statuses", total.parts.statuses),
    ];
    for (name, share) in parts.into_iter().filter(|(_, share)| share.declared > 0) {
        line.push_str(&format!(", {name} {}/{}", share.exercised, share.declared));
    }
    line
}

/// `3 findings (1 error, 2 warnings)`.
fn found(findings: &[Finding]) -> String {
    let of = |level| findings.iter().filter(|f| f.level == level).count();
    let parts = [
        (of(Level::Error), "error"),
        (of(Level::Warning), "warning"),
        (of(Level::Info), "note"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let all = count(findings.len(), "finding");
    if parts.is_empty() {
        return all;
    }
    format!("{all} ({})", parts.join(", "))
}

fn because(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Duration => "the duration is over",
        StopReason::Requests => "the number of requests is spent",
        StopReason::Plateau => "every operation had its fair share and nothing new turned up",
        StopReason::Findings => "there are as many findings as were asked for",
        StopReason::Interrupted => "it was interrupted",
        StopReason::Unreachable => "the API stopped answering and did not come back",
    }
}

/// At most two steps that help most.
fn next(ending: &Ending<'_>, open: usize) -> Vec<String> {
    let mut steps = Vec::new();
    if ending.reason == StopReason::Unreachable {
        steps.push("start the API again; its own log says what the last requests did to it".into());
    }
    if open > 0 {
        let (cause, number) = commonest(ending.operations);
        let about = match number == open {
            true => format!("{} not covered", count(open, "operation")),
            false => format!("{number} of {} not covered", count(open, "operation")),
        };
        steps.push(format!("{about}: {}", remedy(cause)));
    } else if ending.findings.is_empty() && ending.reason == StopReason::Duration {
        steps.push("a longer --duration goes deeper".into());
    }
    if !ending.findings.is_empty() {
        steps.push("paste the command of a finding to see it again".into());
    }
    steps
}

/// The commonest cause among the operations not covered, and how many it blocks.
fn commonest(operations: &[&OperationTally]) -> (Cause, usize) {
    let mut numbers: BTreeMap<Cause, usize> = BTreeMap::new();
    for operation in operations.iter().filter(|o| o.covered_ms.is_none()) {
        let diagnosis = operation.diagnosis.as_ref();
        let cause = diagnosis.map_or(Cause::NotTried, |diagnosis| diagnosis.cause);
        *numbers.entry(cause).or_default() += 1;
    }
    let most = numbers.into_iter().max_by_key(|(_, number)| *number);
    most.unwrap_or((Cause::NotTried, 0))
}

fn remedy(cause: Cause) -> &'static str {
    match cause {
        Cause::NotTried => "the campaign ended before they were tried; a longer --duration helps",
        Cause::WrongUrl => "the API knows none of the paths: check --url",
        Cause::Authentication | Cause::Authorisation => {
            "they want (other) credentials: --header-auth 'Authorization: Bearer ...', \
             --basic-auth, --digest-auth, --cookie-auth, --query-auth"
        }
        Cause::MissingResource => {
            "nothing was found there: --resource-hint with the id of one that exists helps"
        }
        Cause::InvalidInput | Cause::StateConflict | Cause::UnsupportedMediaType => {
            "every request was refused: what to paste stands with each"
        }
        Cause::ServerError => "the API broke on every request: mend the findings above first",
        Cause::RateLimit => "the API limits requests: --rate-limit and a longer --duration help",
        Cause::NeverAnswers => "no answers came: a longer --request-timeout may help",
        Cause::NotReachable => "the API does not know them: correct the spec or --url",
    }
}
