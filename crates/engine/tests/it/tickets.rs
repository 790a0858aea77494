//! What answers hand out is handed in where it is asked for, whatever the spec says.

use std::sync::Mutex;

use bedlam_model::{Outcome, Request};
use bedlam_transport::Scripted;
use serde_json::json;

use crate::guide::{Guide, campaign, covered};

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    let found = headers.find(|(n, _)| n.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

const TOKENS: &str = r#"
openapi: 3.1.0
info: {title: safe, version: '1'}
paths:
  /safe/open:
    post: {responses: {'200': {description: open}}}
  /safe/content:
    get:
      parameters: [{name: X-Safe-Token, in: header, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}, '401': {description: closed}}
  /remarks/form:
    get: {responses: {'200': {description: ok}}}
  /remarks:
    post: {responses: {'200': {description: ok}, '403': {description: no}}}
  /events:
    get: {responses: {'200': {description: ok}}}
  /events/more:
    get:
      parameters: [{name: cursor, in: query, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}, '400': {description: bad}}
"#;

#[test]
fn tokens_and_cursors_are_handed_in_also_in_headers_that_no_spec_declares() {
    let uses = Mutex::new((0, 0));
    let (summary, requests) = campaign(TOKENS, Guide::default(), 900, move |request| {
        let (path, query) = request
            .target
            .split_once('?')
            .unwrap_or((&request.target, ""));
        let mut uses = uses.lock().unwrap();
        let good = |name: &str, value: &str| header(request, name) == Some(value);
        match path {
            "/safe/open" => {
                *uses = (uses.0 + 1, 0);
                Scripted::json(200, &json!({"safeToken": format!("k{}e7c1d2", uses.0)}))
            }
            // A token is good for five requests.
            "/safe/content" => {
                let current = format!("k{}e7c1d2", uses.0);
                uses.1 += 1;
                match good("x-safe-token", &current) && uses.1 <= 5 {
                    true => Scripted::json(200, &json!({"gold": 3})),
                    false => Scripted::json(401, &json!({"error": "unknown token"})),
                }
            }
            "/remarks/form" => Scripted::json(200, &json!({"csrf": "f00dcafe1"})),
            "/remarks" if good("x-csrf-token", "f00dcafe1") => Scripted::json(200, &json!({})),
            "/remarks" => Scripted::json(403, &json!({"error": "X-CSRF-Token is missing"})),
            "/events" => {
                let next = "/events/more?cursor=c%3D81&limit=5";
                Scripted::json(200, &json!({"items": [], "links": {"next": next}}))
            }
            "/events/more" if query.starts_with("cursor=c%3D81") || query == "cursor=c=81" => {
                Scripted::json(200, &json!({"items": []}))
            }
            "/events/more" => Scripted::json(400, &json!({"error": "invalid cursor"})),
            _ => Scripted::json(404, &json!({})),
        }
    });
    assert_eq!(covered(&summary), [true; 6]);
    let opened = requests.iter().filter(|r| r.target == "/safe/open");
    let tally = &summary.tally.operations[1].statuses;
    // The one that ran out was got anew.
    assert!(opened.count() > 1 && tally[&200] > 5, "{tally:?}");
}

const VERSIONS: &str = r#"
openapi: 3.1.0
info: {title: pages, version: '1'}
paths:
  /pages:
    post: {responses: {'201': {description: made}}}
  /pages/{pageId}:
    parameters: [{name: pageId, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: ok}, '404': {description: none}}}
    put: {responses: {'200': {description: ok}, '428': {description: blind}}}
"#;

#[test]
fn the_version_of_a_thing_is_handed_in_after_its_lack_was_told() {
    let optional = "put: {parameters: [{name: If-Match, in: header, schema: {type: string}}], ";
    check_versions(VERSIONS);
    check_versions(&VERSIONS.replace("put: {", optional));
}

fn check_versions(spec: &str) {
    let made = Mutex::new(Vec::<u32>::new());
    let (summary, _) = campaign(spec, Guide::default(), 300, move |request| {
        let mut made = made.lock().unwrap();
        let tagged = |status: u16, id: usize, version: u32| {
            let mut outcome = Scripted::json(status, &json!({"id": format!("p{id}")}));
            if let Outcome::Response(response) = &mut outcome {
                let tag = format!("\"v{version}-{id}\"");
                response.headers.push(("ETag".into(), tag));
            }
            outcome
        };
        if request.method == "POST" {
            made.push(0);
            return Scripted::json(201, &json!({"id": format!("p{}", made.len() - 1)}));
        }
        let id = request.target.strip_prefix("/pages/p");
        let id = id.and_then(|id| id.parse::<usize>().ok());
        let Some((id, version)) = id.and_then(|id| Some((id, made.get(id).copied()?))) else {
            return Scripted::json(404, &json!({"error": "no such page"}));
        };
        match (request.method.as_str(), header(request, "if-match")) {
            ("GET", _) => tagged(200, id, version),
            (_, None) => Scripted::json(428, &json!({})),
            (_, Some(tag)) if tag == format!("\"v{version}-{id}\"") => {
                made[id] += 1;
                tagged(200, id, version + 1)
            }
            _ => Scripted::json(412, &json!({"error": "it was changed"})),
        }
    });
    assert_eq!(covered(&summary), [true, true, true]);
    let put = &summary.tally.operations[2].statuses;
    // Before the lack was told, and without the right version, none of them succeeds.
    assert!(put[&200] > 15, "{put:?}");
}

const MEDIA: &str = r#"
openapi: 3.1.0
info: {title: letters, version: '1'}
paths:
  /letters:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [to], properties: {to: {type: string, enum: [ann]}}}
      responses: {'200': {description: sent}}
"#;

#[test]
fn a_body_is_written_in_another_media_type_where_the_declared_one_is_refused() {
    for (offer, kind, wanted) in [
        (true, "application/x-www-form-urlencoded", "to=ann"),
        (false, "multipart/form-data", "name=\"to\""),
    ] {
        let (summary, _) = campaign(MEDIA, Guide::default(), 60, move |request| {
            let sent = header(request, "content-type").unwrap_or_default();
            let body = String::from_utf8_lossy(&request.body);
            if sent.starts_with(kind) && body.contains(wanted) {
                return Scripted::json(200, &json!({}));
            }
            let mut outcome = Scripted::json(415, &json!({"error": "not so"}));
            if let (true, Outcome::Response(response)) = (offer, &mut outcome) {
                response.headers.push(("Accept-Post".into(), kind.into()));
            }
            outcome
        });
        let statuses = &summary.tally.operations[0].statuses;
        assert!(statuses[&200] > 10, "{kind}: {statuses:?}");
    }
}

#[test]
fn where_a_request_without_a_body_is_refused_for_its_type_an_empty_one_goes_along() {
    let spec = "
openapi: 3.1.0
info: {title: stars, version: '1'}
paths:
  /stars/7:
    post: {responses: {'200': {description: starred}}}
";
    let (summary, _) = campaign(spec, Guide::default(), 40, |request| {
        let typed = request
            .headers
            .iter()
            .any(|(name, value)| name == "Content-Type" && value == "application/json");
        match typed {
            true => Scripted::json(200, &json!({})),
            false => Scripted::json(
                415,
                &json!({"error": "No content-type. Try application/json"}),
            ),
        }
    });
    assert_eq!(covered(&summary), [true]);
}
