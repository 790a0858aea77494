use serde_json::Value;

use crate::{Call, bedlam, pets};

const LINES: &str = "\
GET /health
GET /pets/{petId} PATH petId
GET /pets/{petId} QUERY verbose
GET /pets/{petId} HEADER X-Trace
GET /pets/{petId} COOKIE theme
PUT /pets/{petId} PATH petId
PUT /pets/{petId} BODY name
PUT /pets/{petId} BODY category/id
PUT /pets/{petId} BODY tags/[]/name
PUT /pets/{petId} BODY photos/[]
";

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn every_input_is_one_line() {
    let ended = bedlam(&["describe", "specification", &pets()]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(sorted(&ended.out), sorted(LINES));
}

#[test]
fn a_spec_may_come_from_standard_input() {
    let bytes = std::fs::read(pets()).unwrap();
    let ended = Call::new(&["describe", "specification", "-"])
        .input(&bytes)
        .end();
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(sorted(&ended.out), sorted(LINES));
}

#[test]
fn the_same_comes_as_json() {
    let ended = bedlam(&["describe", "specification", "--json", &pets()]);
    let value: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(value[0]["operation"], "GET /health");
    let operations = value.as_array().unwrap();
    let inputs = operations
        .iter()
        .flat_map(|o| o["inputs"].as_array().unwrap());
    let lines: Vec<&str> = inputs
        .map(|input| input["line"].as_str().unwrap())
        .collect();
    assert_eq!(lines.len(), LINES.lines().count() - 1);
    assert!(lines.contains(&"PUT /pets/{petId} BODY tags/[]/name"));
}

#[test]
fn references_to_files_are_read_from_beside_the_spec() {
    let folder = crate::folder();
    std::fs::create_dir(folder.join("parts")).unwrap();
    let spec = "openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      \
        parameters:\n        - $ref: 'parts/p.yaml#/limit'\n      responses: {'200': {description: d}}\n";
    std::fs::write(folder.join("api.yaml"), spec).unwrap();
    let part = "limit: {name: limit, in: query, schema: {type: integer}}\n";
    std::fs::write(folder.join("parts/p.yaml"), part).unwrap();
    let ended = Call::new(&["describe", "specification", "api.yaml"])
        .within(&folder)
        .end();
    assert_eq!(ended.out, "GET /a QUERY limit\n", "{ended:?}");
}

#[test]
fn other_hosts_are_not_asked_for_references() {
    let spec = "openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      \
        parameters:\n        - $ref: 'http://other.invalid/p.yaml#/limit'\n      \
        responses: {'200': {description: d}}\n";
    let ended = Call::new(&["describe", "specification", "-"])
        .input(spec.as_bytes())
        .end();
    ended.must(
        0,
        &[
            "issue of the spec: ",
            "other hosts are not asked",
            "stdin:7:",
        ],
    );
}

#[test]
fn overlays_change_the_spec_before_it_is_shown() {
    let folder = crate::folder();
    let overlay = "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n  - target: $.paths['/pets/{petId}'].put\n    \
        remove: true\n  - target: $.paths['/cats']\n    remove: true\n";
    std::fs::write(folder.join("o.yaml"), overlay).unwrap();
    let args = ["describe", "specification", &pets(), "--overlay", "o.yaml"];
    let ended = Call::new(&args).within(&folder).end();
    ended.must(0, &["`$.paths['/cats']` matches nothing", "(o.yaml:6:5)"]);
    assert!(!ended.out.contains("PUT"), "{ended:?}");
    assert!(
        ended.out.contains("GET /pets/{petId} PATH petId"),
        "{ended:?}"
    );
    std::fs::write(folder.join("o.yaml"), "openapi: 3.1.0\n").unwrap();
    let ended = Call::new(&args).within(&folder).end();
    ended.must(
        3,
        &[
            "o.yaml:1:1: this is no overlay",
            "hint: give an OpenAPI Overlay 1.0",
        ],
    );
    let missing = bedlam(&["run", &pets(), "--overlay", "none.yaml"]);
    missing.must(3, &["the overlay cannot be read", "(none.yaml)"]);
}

#[test]
fn dependencies_are_listed_with_their_reasons() {
    let spec = r##"{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {
        "/pets": {"post": {"responses": {"201": {"description": "d",
            "content": {"application/json": {"schema": {"properties": {"id": {"type": "string"}}}}},
            "links": {"look": {"operationId": "see", "parameters": {"petId": "$response.body#/id"}}}}}}},
        "/pets/{petId}": {"get": {"operationId": "see", "responses": {"200": {"description": "d"}},
            "parameters": [{"name": "petId", "in": "path", "required": true, "schema": {"type": "string"}}]}}}}"##;
    let call = |args: &[&str]| Call::new(args).input(spec.as_bytes()).end();
    let ended = call(&["describe", "dependencies", "-"]);
    let lines = "POST /pets $response.body#/id -> GET /pets/{petId} PATH petId (link look)\n\
                 POST /pets BODY id -> GET /pets/{petId} PATH petId (path)\n";
    assert_eq!((ended.code, &*ended.out), (0, lines), "{ended:?}");
    let ended = call(&["describe", "dependencies", "-", "--json"]);
    let value: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(value[0]["link"], "look");
    assert_eq!(value[1]["reason"], "path");
    assert!(value[1]["worked"].is_null());
}

#[test]
fn rules_are_listed_and_explained() {
    let ended = bedlam(&["describe", "rules"]);
    assert!(ended.out.contains("internal-server-error"), "{ended:?}");
    let ended = bedlam(&["explain", "internal-server-error"]);
    assert!(
        ended.out.starts_with("internal-server-error (error): "),
        "{ended:?}"
    );
    bedlam(&["explain", "internal-sever-error"])
        .must(2, &["did you mean `internal-server-error`?"]);
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bedlam"));
    command.args(["describe", "specification", &pets()]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
