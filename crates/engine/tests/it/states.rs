//! Things are brought to the states that operations ask for.

use std::collections::HashMap;
use std::sync::Mutex;

use bedlam_transport::Scripted;
use serde_json::{Value, json};

use crate::guide::{Guide, campaign, covered};

/// A spec with a thing at `/{things}/{id}` and these operations on it.
fn spec(things: &str, operations: &[(&str, &str, &str)]) -> String {
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /{things}:\n    post: {{responses: {{'201': {{description: made}}}}}}\n"
    );
    for (method, tail, more) in operations {
        text += &format!(
            "  /{things}/{{id}}{tail}:\n    {method}:\n      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n{more}      responses: {{'200': {{description: ok}}, '409': {{description: not so}}}}\n"
        );
    }
    text
}

#[test]
fn the_values_that_led_to_a_state_are_given_again_on_the_way_to_the_next_one() {
    let body = "      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [verdict], properties: {verdict: {type: string, enum: [drop, keep, redo]}}}}}}\n";
    let steps = [
        ("post", "/hand-in", ""),
        ("post", "/verdict", body),
        ("post", "/print", ""),
        ("post", "/shelve", ""),
    ];
    let states: Mutex<HashMap<String, &str>> = Mutex::default();
    let (summary, _) = campaign(
        &spec("essays", &steps),
        Guide::default(),
        1500,
        move |request| {
            let mut states = states.lock().unwrap();
            let (path, _) = request
                .target
                .split_once('?')
                .unwrap_or((&request.target, ""));
            let parts: Vec<&str> = path.split('/').skip(2).collect();
            let [id, step] = parts[..] else {
                let id = format!("es{}x", states.len());
                states.insert(id.clone(), "draft");
                return Scripted::json(201, &json!({"id": id, "status": "draft"}));
            };
            let Some(state) = states.get_mut(id) else {
                return Scripted::json(404, &json!({"error": "there is no such essay"}));
            };
            let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            let next = match (step, *state, body["verdict"].as_str()) {
                ("hand-in", "draft", _) => "handed_in",
                ("verdict", "handed_in", Some("keep")) => "kept",
                ("verdict", "handed_in", Some("drop" | "redo")) => "draft",
                ("print", "kept", _) => "printed",
                ("shelve", "printed", _) => "shelved",
                (_, state, _) => {
                    let error = format!("an essay that is {state} cannot go there");
                    return Scripted::json(409, &json!({"error": error}));
                }
            };
            *state = next;
            Scripted::json(200, &json!({"id": id, "status": next}))
        },
    );
    assert_eq!(covered(&summary), [true; 5]);
}

#[test]
fn a_thing_is_looked_at_until_it_is_what_an_operation_waits_for() {
    let steps = [("get", "", ""), ("get", "/file", "")];
    let looks: Mutex<HashMap<String, u32>> = Mutex::default();
    let (summary, _) = campaign(
        &spec("exports", &steps),
        Guide::default(),
        600,
        move |request| {
            let mut looks = looks.lock().unwrap();
            let parts: Vec<&str> = request.target.split('/').skip(2).collect();
            let Some(id) = parts.first() else {
                let id = format!("ex{}port", looks.len());
                looks.insert(id.clone(), 0);
                return Scripted::json(202, &json!({"id": id, "state": "queued"}));
            };
            let Some(seen) = looks.get_mut(*id) else {
                return Scripted::json(404, &json!({"error": "there is no such export"}));
            };
            match parts.len() {
                1 => {
                    *seen += 1;
                    let state = if *seen > 4 { "written" } else { "running" };
                    Scripted::json(200, &json!({"id": id, "state": state}))
                }
                _ if *seen > 4 => Scripted::json(200, &json!({"rows": 3})),
                _ => Scripted::json(409, &json!({"error": "the export is not finished yet"})),
            }
        },
    );
    assert_eq!(covered(&summary), [true; 3]);
}
