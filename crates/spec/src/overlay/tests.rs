use bedlam_model::{Api, inputs, resource_line};

use crate::{Error, load_with};

const SHOP: &str = "\
openapi: 3.1.0
info: {title: shop, version: '1'}
tags: [{name: a}]
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: debug, in: query, x-internal: true, schema: {type: boolean}}
        - {name: page, in: query, schema: {type: integer}}
      responses: {'200': {description: ok}}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
      responses: {'201': {description: made}}
components:
  schemas:
    Order:
      type: object
      required: [total]
      properties: {total: {type: integer}}
";

fn overlaid(spec: &str, overlays: &[&str]) -> Result<Api, Error> {
    let numbered = overlays.iter().enumerate();
    let overlays: Vec<(String, Vec<u8>)> = numbered
        .map(|(n, text)| (format!("o{n}.yaml"), text.as_bytes().to_vec()))
        .collect();
    let mut none = |_: &str| Err("no other documents".to_owned());
    load_with("shop.yaml", spec.as_bytes(), &overlays, &mut none)
}

/// An overlay with these actions.
fn overlay(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: o, version: '1'}}\nactions:\n{actions}")
}

fn applied(actions: &str) -> Api {
    overlaid(SHOP, &[&overlay(actions)]).unwrap()
}

fn lines(api: &Api) -> Vec<String> {
    let of = |operation| {
        let inputs = inputs(api, operation).into_iter();
        inputs.map(move |input| resource_line(operation, &input.address))
    };
    api.operations.iter().flat_map(of).collect()
}

fn issues(api: &Api) -> Vec<String> {
    let issues = api.issues.iter();
    issues
        .map(|issue| format!("{} ({})", issue.message, api.locate(issue.place)))
        .collect()
}

#[test]
fn an_update_is_merged_into_objects_at_every_depth() {
    let api = applied(
        "  - target: $.components.schemas\n    update:\n      Order:\n        required: [buyer]\n        \
         properties: {buyer: {type: string}}\n",
    );
    assert!(lines(&api).contains(&"POST /orders BODY total".to_owned()));
    assert!(lines(&api).contains(&"POST /orders BODY buyer".to_owned()));
    let order = api
        .schemas
        .iter()
        .find(|(_, s)| s.name.as_deref() == Some("Order"));
    assert_eq!(order.unwrap().1.required, ["total", "buyer"]);
    assert_eq!(issues(&api), Vec::<String>::new());
}

#[test]
fn scalars_are_replaced() {
    let api = applied("  - target: $\n    update: {info: {title: other}}\n");
    assert_eq!((&*api.title, &*api.version), ("other", "1"));
}

#[test]
fn an_update_is_appended_to_a_list() {
    let one = "  - target: $.paths.*.get.parameters\n    update: {name: sort, in: query, schema: {type: string}}\n";
    assert!(lines(&applied(one)).contains(&"GET /orders QUERY sort".to_owned()));
}

#[test]
fn what_a_filter_selects_is_removed_whatever_stands_around_it() {
    let gone = |target: &str, expected: &[&str]| {
        let api = applied(&format!("  - target: \"{target}\"\n    remove: true\n"));
        let left: Vec<String> = lines(&api)
            .into_iter()
            .filter(|l| l.contains("QUERY"))
            .collect();
        assert_eq!(left, expected, "{target}");
    };
    let parameters = "$.paths['/orders'].get.parameters";
    gone(
        "$..parameters[?@['x-internal'] == true]",
        &["GET /orders QUERY limit", "GET /orders QUERY page"],
    );
    gone(
        &format!("{parameters}[?@.name == 'limit' || @.name == 'page']"),
        &["GET /orders QUERY debug"],
    );
    gone(&format!("{parameters}[0,1]"), &["GET /orders QUERY page"]);
    gone("$.paths.*.get", &[]);
}

#[test]
fn actions_work_on_what_those_before_have_made() {
    let api = applied(
        "  - target: $.paths\n    update: {/new: {get: {responses: {'200': {description: d}}}}}\n  \
         - target: $.paths['/new'].get\n    update: {operationId: fresh}\n",
    );
    let new = api.operations.iter().find(|o| o.path == "/new").unwrap();
    assert_eq!(new.operation_id.as_deref(), Some("fresh"));
}

#[test]
fn overlays_work_in_their_order() {
    let title = |title: &str| {
        overlay(&format!(
            "  - target: $.info\n    update: {{title: {title}}}\n"
        ))
    };
    let api = overlaid(SHOP, &[&title("first"), &title("second")]).unwrap();
    assert_eq!(api.title, "second");
}

#[test]
fn one_update_in_several_places_stays_apart_when_one_of_them_changes() {
    let api = applied(
        "  - target: $.paths['/orders'][*]\n    update: {parameters: [{name: X-Tenant, in: header, schema: {type: string}}]}\n  \
         - target: $.paths['/orders'].post.parameters[?@.name == 'X-Tenant']\n    update: {name: X-Other}\n",
    );
    assert!(lines(&api).contains(&"GET /orders HEADER X-Tenant".to_owned()));
    assert!(lines(&api).contains(&"POST /orders HEADER X-Other".to_owned()));
    assert!(!lines(&api).contains(&"POST /orders HEADER X-Tenant".to_owned()));
}

#[test]
fn an_alias_of_yaml_changes_only_where_it_is_targeted() {
    let spec = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: &get\n      \
                responses: {'200': {description: d}}\n  /b:\n    get: *get\n";
    let only = overlay("  - target: $.paths['/b'].get\n    update: {operationId: b}\n");
    let api = overlaid(spec, &[&only]).unwrap();
    let ids: Vec<Option<&str>> = api
        .operations
        .iter()
        .map(|o| o.operation_id.as_deref())
        .collect();
    assert_eq!(ids, [None, Some("b")]);
}

#[test]
fn references_inside_of_an_update_mean_the_description() {
    let api = applied(
        "  - target: $.paths\n    update:\n      /new:\n        put:\n          requestBody:\n            \
         content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}\n          \
         responses: {'200': {description: d}}\n",
    );
    assert!(lines(&api).contains(&"PUT /new BODY total".to_owned()));
    let new = api.operations.iter().find(|o| o.path == "/new").unwrap();
    assert_eq!(api.locate(new.place), "o0.yaml:7:9");
}

#[test]
fn json_is_an_overlay_too() {
    let text = r#"{"overlay": "1.0.0", "info": {"title": "o", "version": "1"},
        "actions": [{"target": "$.info", "update": {"title": "json"}}]}"#;
    assert_eq!(overlaid(SHOP, &[text]).unwrap().title, "json");
}

#[test]
fn an_action_without_effect_is_an_issue_at_its_place() {
    let check = |actions: &str, part: &str| {
        let issues = issues(&applied(actions));
        assert!(
            issues.iter().any(|issue| issue.contains(part)),
            "{issues:?}"
        );
    };
    check(
        "  - target: $.paths['/order']\n    remove: true\n",
        "`$.paths['/order']` matches nothing: the action has no effect (o0.yaml:4:5)",
    );
    check(
        "  - target: paths\n    remove: true\n",
        "`paths` is no JSONPath",
    );
    check(
        "  - target: $.info.title\n    update: other\n",
        "selects a text",
    );
    check(
        "  - target: $.info\n    update: other\n",
        "a text cannot be merged into an object",
    );
    check(
        "  - target: $\n    remove: true\n",
        "the whole description cannot be removed",
    );
    check("  - update: {}\n", "without `target`");
    check("  - target: $.info\n", "neither `update` nor `remove`");
}

#[test]
fn what_is_no_overlay_is_an_error() {
    let check = |text: &str, part: &str| {
        let error = overlaid(SHOP, &[text]).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    };
    check(
        "openapi: 3.1.0\n",
        "o0.yaml:1:1: this is no overlay: it has no `overlay`",
    );
    check("overlay: 1.0.0\n", "it has no `actions`");
    check(
        "overlay: 1.0.0\nactions: {}\n",
        "o0.yaml:2:1: this is no overlay: `actions` is no list",
    );
    check(
        "overlay: 2.0.0\nactions: []\n",
        "version `2.0.0` is not 1.0",
    );
    check("", "o0.yaml:1:1: the document is empty");
}

#[test]
fn an_overlay_cannot_make_a_description_grow_without_end() {
    let double = "  - target: $..tags\n    update: [{tags: [], more: {tags: []}}]\n";
    let api = applied(&double.repeat(20));
    let issues = issues(&api);
    assert!(
        issues
            .iter()
            .any(|issue| issue.contains("unfolds to too much")),
        "{issues:?}"
    );
}
