//! What a refusal hangs on is found by changing one input at a time.

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign};

const LOANS: &str = r#"
openapi: 3.1.0
info: {title: loans, version: '1'}
paths:
  /loans:
    post:
      parameters:
        - {name: unit, in: query, schema: {type: string}}
        - {name: desk, in: query, required: true, schema: {type: string, enum: [a, b]}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title]
              properties:
                title: {type: string}
                until: {type: string, format: date}
                copies: {type: integer}
      responses: {'201': {description: made}}
"#;

/// Refused for a unit without a word of it, and for the state where there is none.
fn loans(request: &Request) -> (u16, Value) {
    match request.target.contains("unit=") {
        true => (400, json!({"error": "bad request"})),
        false => (409, json!({"error": "not now"})),
    }
}

#[test]
fn the_input_whose_change_alters_the_answer_is_named() {
    let (summary, _) = campaign(LOANS, Guide::default(), 300, |request| {
        let (status, body) = loans(request);
        Scripted::json(status, &body)
    });
    let diagnosis = summary.tally.operations[0].diagnosis.clone().unwrap();
    let unit = |line: &String| line.contains("QUERY unit");
    let altered = &diagnosis.evidence.altered;
    assert!(altered.iter().any(unit), "{altered:?}");
    assert!(altered.iter().all(unit), "{altered:?}");
}
