use bedlam_model::{Cause, OperationTally, Stage};

/// How far the requests of an operation got that were meant to succeed.
pub(super) fn stage(tally: &OperationTally) -> Stage {
    if tally.covered_ms.is_some() {
        return Stage::Covered;
    }
    let Some(diagnosis) = &tally.diagnosis else {
        return Stage::Unreached;
    };
    let unknown = matches!(diagnosis.cause, Cause::NotReachable | Cause::WrongUrl);
    let statuses = diagnosis.evidence.statuses.keys();
    let stages = statuses.map(|status| match status {
        0 | 405 | 501 => Stage::Unreached,
        404 | 410 if unknown => Stage::Unreached,
        401 | 402 | 403 | 407 | 429 | 503 => Stage::Reached,
        404 | 410 => Stage::Authorised,
        _ => Stage::Found,
    });
    stages.max().unwrap_or(Stage::Unreached)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::{Diagnosis, Evidence};

    #[test]
    fn the_best_answer_tells_how_far_it_went() {
        let check = |cause, statuses: &[u16], expected| {
            let evidence = Evidence {
                statuses: statuses.iter().map(|status| (*status, 1)).collect(),
                ..Evidence::default()
            };
            let tally = OperationTally {
                diagnosis: Some(Diagnosis {
                    cause,
                    summary: String::new(),
                    evidence,
                    remedies: Vec::new(),
                }),
                ..OperationTally::default()
            };
            assert_eq!(stage(&tally), expected, "{cause} {statuses:?}");
        };
        check(Cause::NotReachable, &[404, 405], Stage::Unreached);
        check(Cause::Authentication, &[0, 401], Stage::Reached);
        check(Cause::MissingResource, &[401, 404], Stage::Authorised);
        check(Cause::InvalidInput, &[404, 422], Stage::Found);
        check(Cause::NotTried, &[], Stage::Unreached);
    }
}
