//! Declared links lead where no name does.

use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::json;

use crate::guide::{Guide, campaign, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: batches, version: '1'}
paths:
  /batches:
    post:
      responses:
        '201':
          description: begun
          links:
            report:
              operationId: report
              parameters: {path.rid: '$response.body#/ticket/stub', lane: '$response.header.X-Lane'}
            seal: {operationId: seal, requestBody: '$response.body#/ticket'}
  /reports/{rid}:
    get:
      operationId: report
      parameters:
        - {name: rid, in: path, required: true, schema: {type: string}}
        - {name: lane, in: query, required: true, schema: {type: string}}
      responses: {'200': {description: ok}, '404': {description: none}}
  /seals:
    put:
      operationId: seal
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: ok}, '404': {description: none}}
"#;

fn server(request: &Request) -> Outcome {
    match (request.method.as_str(), &*request.target) {
        ("POST", "/batches") => {
            let body = json!({"ticket": {"stub": "zq-81"}});
            let mut outcome = Scripted::json(201, &body);
            if let Outcome::Response(response) = &mut outcome {
                response.headers.push(("X-Lane".into(), "slow7".into()));
            }
            outcome
        }
        ("PUT", "/seals") if request.body == br#"{"stub":"zq-81"}"# => {
            Scripted::json(200, &json!({}))
        }
        ("GET", "/reports/zq-81?lane=slow7") => Scripted::json(200, &json!({"done": true})),
        _ => Scripted::json(404, &json!({"error": "nothing here"})),
    }
}

#[test]
fn values_go_where_declared_links_lead_them() {
    let (summary, _) = campaign(SPEC, Guide::default(), 120, server);
    assert_eq!(covered(&summary), [true, true, true]);
}

#[test]
fn without_the_link_nothing_leads_there() {
    let unlinked = SPEC.replace("links:", "x-links:");
    let (summary, _) = campaign(&unlinked, Guide::default(), 120, server);
    assert_eq!(covered(&summary), [true, false, false]);
}
