//! What changes how the whole API answers is found, taken back and kept for the end.

use std::sync::Mutex;

use bedlam_engine::Forgetful;
use bedlam_model::EventKind;
use bedlam_transport::Scripted;
use serde_json::json;

use crate::support::{api, config, play};

#[test]
fn a_switch_that_bars_the_whole_api_is_turned_back() {
    let things: String = (0..12)
        .map(|n| {
            format!("  /things{n}:\n    post: {{responses: {{'201': {{description: made}}}}}}\n")
        })
        .collect();
    let spec = format!(
        "
openapi: 3.1.0
info: {{title: desks, version: '1'}}
paths:
  /settings:
    post:
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, required: [sealed], properties: {{sealed: {{type: boolean, enum: [true]}}}}}}}}}}}}
      responses: {{'204': {{description: set}}}}
{things}"
    );
    let api = api(&spec);
    let sealed = Mutex::new(false);
    let heard_of_it = Mutex::new(0);
    let server = move |request: &bedlam_model::Request| {
        let mut sealed = sealed.lock().unwrap();
        if request.target == "/settings" {
            let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
            return match body["sealed"].as_bool() {
                Some(value) => {
                    *sealed = value;
                    Scripted::json(204, &json!(null))
                }
                None => Scripted::json(400, &json!({"error": "sealed is required"})),
            };
        }
        let mut heard = heard_of_it.lock().unwrap();
        *heard += 1;
        match *sealed {
            true => Scripted::json(503, &json!({"error": "The office is sealed."})),
            // Each takes a few tries, so that most are not covered when the switch is turned.
            false if *heard % 3 > 0 => Scripted::json(409, &json!({"error": "Once more."})),
            false => Scripted::json(201, &json!({"made": true})),
        }
    };
    let transport = std::sync::Arc::new(Scripted::new(server));
    let config = config(&api, 1500);
    let (summary, events) = play(api, "http://127.0.0.1:1", config, transport, &mut Forgetful);
    let summary = summary.unwrap();
    assert_eq!(summary.tally.covered(), 13);
    let told = events.iter().any(|event| match &event.kind {
        EventKind::Notice { message } => message.starts_with("POST /settings made other"),
        _ => false,
    });
    assert!(told, "the user is told of it");
}
