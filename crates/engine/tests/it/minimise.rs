//! Findings are shown by the fewest inputs and the fewest requests before them.

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: desks, version: '1'}
paths:
  /rooms:
    post:
      responses: {'201': {description: made, content: {application/json: {schema: {type: object}}}}}
  /desks:
    post:
      parameters:
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: tag, in: query, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [label]
              properties:
                label: {type: string}
                room_id: {type: string}
                width: {type: integer, minimum: 0}
                colour: {type: string}
                legs: {type: array, items: {type: string}}
      responses: {'201': {description: made}, '400': {description: bad}}
"#;

/// Falls over whenever a width is given.
fn desks(request: &Request) -> bedlam_model::Outcome {
    if request.target.starts_with("/rooms") {
        return Scripted::json(201, &json!({"id": format!("rm-{}", request.id.0 * 7919)}));
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    match (body["label"].as_str(), &body["width"]) {
        (None, _) => Scripted::json(400, &json!({"error": "label is required"})),
        (Some(_), Value::Null) => Scripted::json(201, &json!({"made": true})),
        (Some(_), _) => Scripted::json(500, &json!({"error": "no rule for widths"})),
    }
}

#[test]
fn a_finding_is_shown_by_the_inputs_that_it_needs_and_nothing_else() {
    let (summary, _) = campaign(SPEC, Guide::default(), 400, desks);
    let found = summary.findings.iter();
    let found: Vec<_> = found
        .filter(|one| one.rule == "internal-server-error")
        .collect();
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    let [exchange] = finding.exchanges.as_slice() else {
        panic!("more than the faulty request: {:?}", finding.exchanges);
    };
    assert_eq!(exchange.request.target, "/desks");
    let body: Value = serde_json::from_slice(&exchange.request.body).unwrap();
    let names: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(names, ["label", "width"]);
}
