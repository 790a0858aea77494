//! Values go where no name leads them, when nothing else helps.

use std::sync::Mutex;

use bedlam_transport::Scripted;
use serde_json::json;

use crate::guide::{Guide, campaign, covered};

const SPEC: &str = r#"
openapi: 3.1.0
info: {title: cabins, version: '1'}
paths:
  /bookings:
    post:
      responses:
        '201':
          description: made
          content: {application/json: {schema: {type: object, properties: {id: {type: string}, locator: {type: string}, cabin: {type: string}}}}}
  /checkins/{passengerRef}:
    get:
      parameters: [{name: passengerRef, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}, '404': {description: none}}
"#;

#[test]
fn what_looks_like_a_name_is_tried_where_all_else_is_not_found() {
    let made = Mutex::new(0);
    let (summary, _) = campaign(SPEC, Guide::default(), 600, move |request| {
        let mut made = made.lock().unwrap();
        if request.method == "POST" && request.target == "/bookings" {
            *made += 1;
            let booking = json!({"id": *made, "locator": format!("LQ{made}77XB"), "cabin": "blue"});
            return Scripted::json(201, &booking);
        }
        let name = request.target.strip_prefix("/checkins/LQ");
        let number = name.and_then(|name| name.strip_suffix("77XB")?.parse::<u32>().ok());
        match number.is_some_and(|number| number <= *made) {
            true => Scripted::json(200, &json!({"seat": 4})),
            false => Scripted::json(404, &json!({"error": "nobody is called that"})),
        }
    });
    assert_eq!(covered(&summary), [true, true]);
}
