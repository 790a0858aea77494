//! A request that comes farther than another one has given something right.

use std::sync::Mutex;

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: desks, version: '1'}
paths:
  /clerks:
    get: {responses: {'200': {description: ok}}}
  /parcels:
    post: {responses: {'201': {description: made}}}
  /parcels/{parcelId}/handover:
    post:
      parameters: [{name: parcelId, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [clerk_id], properties: {clerk_id: {type: string, example: '7'}}}
      responses: {'200': {description: ok}, '409': {description: busy}, '422': {description: bad}}
"#;

#[test]
fn what_got_past_the_check_of_values_is_kept_while_the_state_refuses() {
    let made = Mutex::new(0);
    let (summary, requests) = campaign(SPEC, Guide::default(), 500, move |request| {
        let mut made = made.lock().unwrap();
        match (request.method.as_str(), &*request.target) {
            ("GET", "/clerks") => Scripted::json(200, &json!([{"id": "CK-81"}, {"id": "CK-82"}])),
            ("POST", "/parcels") => {
                *made += 1;
                Scripted::json(201, &json!({"id": format!("pc{made}")}))
            }
            ("POST", path) if path.ends_with("/handover") => match clerk(request).as_str() {
                "CK-81" | "CK-82" => {
                    Scripted::json(409, &json!({"error": "the parcel is on its way"}))
                }
                _ => Scripted::json(422, &json!({"error": "clerk_id does not name a clerk"})),
            },
            _ => Scripted::json(404, &json!({"error": "no such thing"})),
        }
    });
    assert_eq!(covered(&summary), [true, true, false]);
    let tries = requests.iter().filter(|r| r.target.ends_with("/handover"));
    let given: Vec<String> = tries.map(clerk).collect();
    let right = given.iter().filter(|clerk| clerk.starts_with("CK-"));
    assert!(right.count() * 10 > given.len() * 7, "{given:?}");
}

fn clerk(request: &Request) -> String {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    body["clerk_id"].as_str().unwrap_or_default().to_owned()
}
