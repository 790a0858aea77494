//! What may be given only once is given anew, whatever the API says of it.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

const SPEC: &str = "openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /shelves:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [identifier, color], properties: {identifier: {type: string}, color: {type: string}}}}}}
      responses: {'201': {description: made}}
";

#[test]
fn a_name_that_did_once_and_then_no_more_is_given_anew() {
    let names: Mutex<HashSet<String>> = Mutex::default();
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let (summary, _) = campaign(SPEC, Guide::default(), 200, move |request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let (Some(name), Some(_)) = (body["identifier"].as_str(), body["color"].as_str()) else {
            return Scripted::json(422, &json!({"fehler": "Das reicht nicht."}));
        };
        match names.lock().unwrap().insert(name.to_owned()) {
            true => {
                MADE.fetch_add(1, Ordering::Relaxed);
                Scripted::json(201, &json!({"id": name}))
            }
            false => Scripted::json(422, &json!({"fehler": "Das Regal ist bereits vergeben."})),
        }
    });
    assert_eq!(covered(&summary), [true]);
    let made = MADE.load(Ordering::Relaxed);
    assert!(made > 50, "{made} of 200");
}
