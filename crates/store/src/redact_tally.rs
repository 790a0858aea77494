use bedlam_model::{Diagnosis, Exchange, Outcome, Paste, Tally};

use crate::Secrets;

impl Secrets {
    /// The counts, without what evidence holds of secrets: whole messages and exchanges that have
    /// one are left out, and so are headers that set one.
    pub(crate) fn clean_tally(&self, mut tally: Tally) -> Tally {
        let diagnoses = tally.operations.iter_mut();
        for diagnosis in diagnoses.filter_map(|operation| operation.diagnosis.as_mut()) {
            self.clean_diagnosis(diagnosis);
        }
        tally
    }

    fn clean_diagnosis(&self, diagnosis: &mut Diagnosis) {
        diagnosis.remedies.retain(|remedy| match &remedy.paste {
            Paste::Amendment(amendment) => !self.is_in(&amendment.evidence),
            _ => true,
        });
        let evidence = &mut diagnosis.evidence;
        evidence.messages.retain(|said| !self.is_in(&said.text));
        if let Some(Outcome::Response(response)) = evidence.closest.as_mut().map(|e| &mut e.outcome)
        {
            response.headers.retain(|(name, value)| {
                !name.eq_ignore_ascii_case("set-cookie") && !self.is_in(value)
            });
        }
        evidence.closest = evidence.closest.take().filter(|one| !self.is_shown(one));
    }

    /// Whether a secret stands in what was sent or answered.
    fn is_shown(&self, exchange: &Exchange) -> bool {
        let request = &exchange.request;
        let answer = exchange.response().map(|response| &response.body);
        let mut texts = [Some(&request.body), answer].into_iter().flatten();
        let sent = request.headers.iter().any(|(_, value)| self.is_in(value));
        sent || self.is_in(&request.target)
            || texts.any(|bytes| self.is_in(&String::from_utf8_lossy(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use bedlam_model::{
        Cause, Evidence, OperationTally, Request, RequestId, Response, Said, Timing,
    };

    use super::*;

    fn tally(header: &str, body: &str, said: &str) -> Tally {
        let request = Request {
            id: RequestId(1),
            method: "GET".into(),
            origin: "http://127.0.0.1:1".into(),
            target: "/a".into(),
            headers: Vec::new(),
            body: Vec::new(),
            raw: false,
        };
        let response = Response {
            status: 400,
            version: "HTTP/1.1".into(),
            headers: vec![("x-echo".into(), header.into())],
            body: body.as_bytes().to_vec(),
            truncated: false,
        };
        let said = Said {
            status: 400,
            text: said.into(),
            count: 1,
        };
        let evidence = Evidence {
            messages: vec![said],
            closest: Some(Exchange {
                request,
                outcome: Outcome::Response(response),
                timing: Timing::default(),
            }),
            ..Evidence::default()
        };
        let diagnosis = Diagnosis {
            cause: Cause::InvalidInput,
            summary: String::new(),
            evidence,
            remedies: Vec::new(),
        };
        Tally {
            operations: vec![OperationTally {
                diagnosis: Some(diagnosis),
                ..OperationTally::default()
            }],
            ..Tally::default()
        }
    }

    #[test]
    fn evidence_that_shows_a_secret_is_left_out() {
        let secrets = Secrets {
            values: vec!["Bearer s3cr3t-0123456".into(), "s3cr3t-0123456".into()],
            names: Vec::new(),
        };
        let check = |header: &str, body: &str, said: &str, expected: (bool, usize, usize)| {
            let clean = secrets.clean_tally(tally(header, body, said));
            assert!(!format!("{clean:?}").contains("s3cr3t-0123456"));
            let evidence = &clean.operations[0].diagnosis.as_ref().unwrap().evidence;
            let response = evidence.closest.as_ref().and_then(Exchange::response);
            let headers = response.map_or(0, |response| response.headers.len());
            let got = (evidence.closest.is_some(), headers, evidence.messages.len());
            assert_eq!(got, expected, "{header} {body} {said}");
        };
        check("x", "no", "no", (true, 1, 1));
        check("s3cr3t-0123456", "no", "no", (true, 0, 1));
        check("x", "s3cr3t-0123456 is unknown", "no", (false, 0, 1));
        check("x", "no", "bad key s3cr3t-0123456", (true, 1, 0));
    }
}
