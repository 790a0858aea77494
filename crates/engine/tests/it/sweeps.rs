//! What deletes everything of a kind.

use bedlam_model::Request;
use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

/// Collections whose deletion takes a list of keys in a body that no spec declares.
fn spec(names: &[&str]) -> String {
    let path = |name: &&str| {
        format!(
            "  /{name}:
    get: {{responses: {{'200': {{description: ok}}}}}}
    post: {{responses: {{'201': {{description: made}}}}}}
    delete: {{responses: {{'204': {{description: gone}}, '400': {{description: bad}}}}}}
"
        )
    };
    let paths: String = names.iter().map(path).collect();
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
}

#[test]
fn once_it_is_known_what_such_a_deletion_asks_for_none_waits_for_the_end() {
    let names = ["lamps", "chairs", "desks"];
    let server = |request: &Request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        match request.method.as_str() {
            "POST" => Scripted::json(201, &json!({"id": format!("x{}", request.id.0)})),
            "GET" => Scripted::json(200, &json!([])),
            _ if body["keys"].is_array() => Scripted::json(204, &Value::Null),
            _ => Scripted::json(400, &json!({"error": "\"keys\" is required"})),
        }
    };
    let (summary, requests) = campaign(&spec(&names), Guide::default(), 600, server);
    assert!(covered(&summary).into_iter().all(|one| one));
    let deleted = |name: &str| {
        let mut numbers = requests.iter().enumerate();
        let found = numbers.find(|(_, request)| {
            let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            let here = request.target.trim_start_matches('/').starts_with(name);
            request.method == "DELETE" && here && body["keys"].is_array()
        });
        found.map(|(number, _)| number)
    };
    for name in names {
        let number = deleted(name);
        assert!(
            number.is_some_and(|number| number < 450),
            "{name} {number:?}"
        );
    }
}
