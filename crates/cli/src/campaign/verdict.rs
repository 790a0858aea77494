use bedlam_engine::Summary;
use bedlam_model::{Level, StopReason, Tally};

use crate::exit::Exit;
use crate::failure::Failure;

/// What counts against an API.
pub(super) struct Demands {
    /// Whether warnings count as errors do.
    pub(super) warnings_count: bool,
    /// The least share of operations covered.
    pub(super) min_coverage: Option<f64>,
}

/// How the process ends after a campaign that ended by itself, and what to tell about it.
pub(super) fn verdict(summary: &Summary, demands: &Demands) -> (Exit, Vec<Failure>) {
    let mut told = Vec::new();
    if let Some(first) = summary.faults.first() {
        let more = match summary.faults.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        told.push(ours(&format!("{first}{more}")));
        return (Exit::Fault, told);
    }
    if summary.reason == StopReason::Interrupted {
        return (Exit::Interrupted, told);
    }
    let least = if demands.warnings_count {
        Level::Warning
    } else {
        Level::Error
    };
    let mut exit = Exit::Clean;
    if let Some(failure) = refused(summary) {
        exit = failure.exit;
        told.push(failure);
    }
    if let Some(failure) = demands
        .min_coverage
        .and_then(|share| uncovered(&summary.tally, share))
    {
        exit = failure.exit;
        told.push(failure);
    }
    if summary
        .findings
        .iter()
        .any(|finding| finding.level >= least)
    {
        exit = Exit::Findings;
    }
    (exit, told)
}

/// A fault of ours in the midst of a campaign.
pub(crate) fn ours(what: &str) -> Failure {
    Failure::new(Exit::Fault, format!("a fault of ours: {what}"))
        .hint("please report it with the seed and the spec; the reports are written")
}

/// Whether all that came back says that nothing was tested.
fn refused(summary: &Summary) -> Option<Failure> {
    let tally = &summary.tally;
    if tally.covered() > 0 {
        return None;
    }
    let statuses = || {
        tally
            .operations
            .iter()
            .flat_map(|o| o.statuses.keys().copied())
    };
    let all = |fits: fn(u16) -> bool| statuses().next().is_some() && statuses().all(fits);
    let (what, hint) = if all(|status| status == 0) {
        (
            "the API gave no answer",
            "check --url, and that the API runs",
        )
    } else if all(|status| matches!(status, 0 | 401 | 403 | 407)) {
        (
            "every request was refused for want of credentials",
            "give them: --header-auth 'Authorization: Bearer ...', --basic-auth, --digest-auth, \
             --cookie-auth, --query-auth",
        )
    } else if all(|status| matches!(status, 0 | 404)) {
        (
            "every request was answered with 404",
            "check --url: paths of the spec are appended to it as they are",
        )
    } else {
        return None;
    };
    Some(Failure::new(Exit::Untested, what).hint(hint))
}

fn uncovered(tally: &Tally, least: f64) -> Option<Failure> {
    let operations = tally.operations.len().max(1);
    let share = tally.covered() as f64 / operations as f64;
    (share < least).then(|| {
        let what = format!(
            "{:.0}% of the operations are covered, less than {:.0}% (--min-coverage)",
            (share * 100.0).floor(),
            least * 100.0
        );
        Failure::new(Exit::Findings, what).hint("the table above says why operations are not")
    })
}

#[cfg(test)]
mod tests {
    use bedlam_model::{Finding, OperationTally, Reproduction};

    use super::*;

    fn summary(statuses: &[u16], levels: &[Level], reason: StopReason) -> Summary {
        let operation = |status: &u16| OperationTally {
            statuses: [(*status, 3)].into(),
            covered_ms: (200..300).contains(status).then_some(1.0),
            ..OperationTally::default()
        };
        let finding = |level: &Level| Finding {
            id: String::new(),
            rule: String::new(),
            level: *level,
            operation: String::new(),
            place: String::new(),
            summary: String::new(),
            detail: String::new(),
            evidence: String::new(),
            exchanges: Vec::new(),
            reproduction: Reproduction::Confirmed,
            found_ms: 0.0,
        };
        Summary {
            tally: Tally {
                operations: statuses.iter().map(operation).collect(),
                ..Tally::default()
            },
            findings: levels.iter().map(finding).collect(),
            amendments: Vec::new(),
            reason,
            faults: Vec::new(),
        }
    }

    #[test]
    fn exit_codes_follow_what_was_found() {
        let strict = Demands {
            warnings_count: true,
            min_coverage: Some(0.8),
        };
        let usual = Demands {
            warnings_count: false,
            min_coverage: None,
        };
        let check = |statuses: &[u16], levels: &[Level], demands: &Demands, expected: Exit| {
            let summary = summary(statuses, levels, StopReason::Plateau);
            assert_eq!(
                verdict(&summary, demands).0,
                expected,
                "{statuses:?} {levels:?}"
            );
        };
        check(&[200, 400], &[], &usual, Exit::Clean);
        check(&[200], &[Level::Error], &usual, Exit::Findings);
        check(&[200], &[Level::Warning], &usual, Exit::Clean);
        check(&[200], &[Level::Warning], &strict, Exit::Findings);
        check(&[200], &[Level::Info], &strict, Exit::Clean);
        check(&[200, 404], &[], &strict, Exit::Findings);
        check(&[200, 201, 202, 204, 404], &[], &strict, Exit::Clean);
        check(&[401, 403], &[], &usual, Exit::Untested);
        check(&[404, 404], &[], &usual, Exit::Untested);
        check(&[0], &[], &usual, Exit::Untested);
        check(&[400, 404], &[], &usual, Exit::Clean);
        check(&[401], &[Level::Error], &usual, Exit::Findings);
    }

    #[test]
    fn an_interruption_and_a_fault_of_ours_come_before_findings() {
        let usual = Demands {
            warnings_count: false,
            min_coverage: None,
        };
        let mut summary = summary(&[200], &[Level::Error], StopReason::Interrupted);
        assert_eq!(verdict(&summary, &usual).0, Exit::Interrupted);
        summary.faults.push("a worker panicked (seed 7)".into());
        assert_eq!(verdict(&summary, &usual).0, Exit::Fault);
    }
}
