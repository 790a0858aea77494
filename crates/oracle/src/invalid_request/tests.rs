use bedlam_model::{
    Additional, Bound, Content, Intent, Location, Mutation, Schema, StatusPattern, Type,
};
use serde_json::{Value, json};

use super::InvalidRequestSpec;
use crate::testing::{Scene, mutation, of, said_by};

fn check(scene: Scene, expected: &[&str]) {
    assert_eq!(said_by(&InvalidRequestSpec, &scene), expected);
}

fn breaking(address: &str, after: Value, keyword: &str) -> Mutation {
    Mutation {
        breaks: Some(keyword.to_owned().into()),
        ..mutation(address, json!("before"), after)
    }
}

/// A parameter with a value that was made to break its schema, accepted.
fn parameter(location: Location, schema: Schema, value: Value) -> Scene {
    let address = format!("{} p", location.part());
    let change = breaking(&address, value.clone(), "any");
    let scene = Scene::new("POST", "/a").parameter(location, "p", true, schema, Some(value));
    accepted(scene.mutated(change))
}

fn accepted(scene: Scene) -> Scene {
    scene
        .change(|case| case.intent = Intent::Invalid)
        .answered_json(200, json!({"id": 1}))
}

fn small() -> Schema {
    let bound = |value: u64| {
        Some(Bound {
            value: value.into(),
            exclusive: false,
        })
    };
    Schema {
        minimum: bound(1),
        maximum: bound(9),
        ..of(Type::Integer)
    }
}

fn format(name: &str) -> Schema {
    Schema {
        format: Some(name.into()),
        ..of(Type::String)
    }
}

#[test]
fn it_speaks_of_parameters_that_break_their_schema_on_the_wire() {
    let told = |schema: Schema, value: Value, expected: &str| {
        check(parameter(Location::Query, schema, value), &[expected]);
    };
    told(small(), json!(10), "QUERY p maximum");
    told(small(), json!("0"), "QUERY p minimum");
    told(small(), json!("abc"), "QUERY p type");
    told(small(), json!(1.5), "QUERY p type");
    told(of(Type::Boolean), json!("maybe"), "QUERY p type");
    told(
        Schema {
            max_length: Some(2),
            ..of(Type::String)
        },
        json!("abc"),
        "QUERY p maxLength",
    );
    told(
        Schema {
            enumeration: Some(vec![json!("a")]),
            ..Schema::default()
        },
        json!("b"),
        "QUERY p enum",
    );
    told(
        Schema {
            pattern: Some("^a$".into()),
            ..of(Type::String)
        },
        json!("b"),
        "QUERY p pattern",
    );
    told(format("uuid"), json!("abc"), "QUERY p format");
    told(format("date"), json!("tomorrow"), "QUERY p format");
    check(
        parameter(Location::Path, small(), json!(10)),
        &["PATH p maximum"],
    );
    check(
        parameter(Location::Header, small(), json!(10)),
        &["HEADER p maximum"],
    );
    check(
        parameter(Location::Cookie, small(), json!(10)),
        &["COOKIE p maximum"],
    );
}

#[test]
fn it_is_silent_where_servers_may_read_what_fits() {
    let told = |schema: Schema, value: Value| check(parameter(Location::Query, schema, value), &[]);
    told(small(), json!("5"));
    told(small(), json!(5.0));
    told(small(), json!("05"));
    told(small(), json!(" 5 "));
    told(small(), json!(""));
    told(small(), json!(null));
    told(of(Type::String), json!(5));
    told(of(Type::String), json!(true));
    told(of(Type::Boolean), json!("1"));
    told(format("email"), json!("nobody"));
    told(format("date-time"), json!("2024-02-29 10:00"));
    told(format("whatever"), json!("x"));
    told(small(), json!({"a": 1}));
    let path = |value| check(parameter(Location::Path, small(), value), &[]);
    path(json!("."));
    path(json!("a/b"));
    path(json!("a%2Fb"));
    path(json!(""));
    check(
        parameter(Location::Header, of(Type::String), json!(" x ")),
        &[],
    );
    check(parameter(Location::Cookie, small(), json!("a;b")), &[]);
}

#[test]
fn a_list_where_none_is_asked_for_is_what_it_is_on_the_wire() {
    let told = |location, value: Value, expected: &[&str]| {
        check(parameter(location, small(), value), expected);
    };
    told(Location::Query, json!([5]), &[]);
    told(Location::Query, json!([5, 6]), &[]);
    told(Location::Query, json!(["x"]), &["QUERY p type"]);
    told(Location::Path, json!([5]), &[]);
    told(Location::Path, json!([5, 6]), &["PATH p type"]);
}

#[test]
fn lists_are_read_item_by_item() {
    let list = || {
        let mut scene = Scene::new("POST", "/a");
        let item = scene.schema(small());
        let schema = Schema {
            items: Additional::Schema(item),
            max_items: Some(2),
            ..of(Type::Array)
        };
        (scene, schema)
    };
    let told = |value: Value, expected: &[&str]| {
        let (scene, schema) = list();
        let scene = scene.parameter(Location::Query, "p", false, schema, Some(value.clone()));
        check(
            accepted(scene.mutated(breaking("QUERY p", value, "any"))),
            expected,
        );
    };
    told(json!([1, 2, 3]), &["QUERY p maxItems"]);
    told(json!([1, "x"]), &["QUERY p/[] type"]);
    told(json!(["1", 2]), &[]);
    told(json!([]), &[]);
}

#[test]
fn required_parameters_that_were_left_out_count_unless_they_came_along() {
    let scene = || {
        let scene = Scene::new("POST", "/a");
        let scene = scene.parameter(Location::Query, "p", true, of(Type::String), None);
        let scene = scene.parameter(Location::Header, "X-Key", true, of(Type::String), None);
        accepted(scene)
    };
    let left_out = |address: &str| breaking(address, json!(null), "required");
    check(scene().mutated(left_out("QUERY p")), &["QUERY p required"]);
    check(
        scene().mutated(left_out("HEADER X-Key")),
        &["HEADER X-Key required"],
    );
    let mut along = scene().mutated(left_out("HEADER X-Key"));
    along
        .exchange
        .request
        .headers
        .push(("x-key".into(), "***".into()));
    check(along, &[]);
    let mut along = scene().mutated(left_out("QUERY p"));
    along.exchange.request.target = "/a?p=1".into();
    check(along, &[]);
}

/// A body of an order, made to break its schema at an address, accepted.
fn order(media: &str, address: &str, value: Value) -> Scene {
    let mut scene = Scene::new("POST", "/orders");
    let count = scene.schema(small());
    let id = scene.schema(Schema {
        read_only: true,
        ..of(Type::Integer)
    });
    let note = scene.schema(of(Type::String));
    let schema = scene.schema(Schema {
        properties: vec![
            ("id".into(), id),
            ("count".into(), count),
            ("note".into(), note),
        ],
        required: vec!["id".into(), "count".into()],
        ..of(Type::Object)
    });
    let change = breaking(address, json!("after"), "any");
    accepted(scene.body(media, schema, Some(value)).mutated(change))
}

#[test]
fn it_speaks_of_bodies_that_break_their_schema() {
    let told = |address: &str, value: Value, expected: &[&str]| {
        check(order("application/json", address, value), expected);
    };
    told("BODY count", json!({"count": 10}), &["BODY count maximum"]);
    told("BODY count", json!({"count": "5"}), &["BODY count type"]);
    told("BODY count", json!({}), &["BODY count required"]);
    told(
        "BODY note",
        json!({"count": 5, "note": 3}),
        &["BODY note type"],
    );
    told("BODY count", json!({"count": null}), &["BODY count type"]);
    told("BODY", json!([]), &["BODY type"]);
    let form = "application/x-www-form-urlencoded";
    check(
        order(form, "BODY count", json!({"count": "10"})),
        &["BODY count maximum"],
    );
    check(
        order("multipart/form-data", "BODY count", json!({})),
        &["BODY count required"],
    );
}

#[test]
fn it_is_silent_about_bodies_that_fit_or_can_be_read_to_fit() {
    let told = |address: &str, value: Value| check(order("application/json", address, value), &[]);
    told("BODY count", json!({"count": 5.0}));
    told("BODY id", json!({"count": 5, "id": "mine"}));
    told("BODY extra", json!({"count": 5, "extra": 1}));
    told("BODY note", json!({"count": 5, "note": null}));
    // What breaks is not what was meant to break: a slip of the generator.
    told("BODY note", json!({"count": 50, "note": "x"}));
    let form = "application/x-www-form-urlencoded";
    check(order(form, "BODY count", json!({"count": "5"})), &[]);
    check(
        order(form, "BODY note", json!({"count": 5, "note": 5})),
        &[],
    );
    check(
        order("multipart/form-data", "BODY count", json!({"count": 10})),
        &[],
    );
    check(order("text/plain", "BODY", json!("x")), &[]);
}

#[test]
fn a_required_body_that_was_left_out_counts_if_nothing_else_would_do() {
    let dropped = |value: Value| {
        let scene =
            order("application/json", "BODY", value).change(|case| case.wire.drop_body = true);
        let mut scene = scene;
        scene.exchange.request.body.clear();
        scene
    };
    check(dropped(json!({"count": 5})), &["BODY required"]);
    let mut lenient = dropped(json!({"count": 5}));
    let schema = lenient
        .operation()
        .body
        .as_ref()
        .and_then(|body| body.media[0].schema)
        .unwrap();
    lenient.api.schemas.get_mut(schema).required.clear();
    check(lenient, &[]);
}

#[test]
fn only_what_is_really_accepted_counts() {
    let broken = || parameter(Location::Query, small(), json!(10));
    let told = |scene: Scene| check(scene, &[]);
    for status in [202, 207, 302, 400, 401, 404, 409, 422, 429, 500] {
        told(broken().answered_json(status, json!({})));
    }
    told(broken().answered_json(200, json!({"success": false})));
    told(broken().answered_json(200, json!({"errors": ["no"]})));
    told(broken().answered_json(200, json!({"status": "error"})));
    told(
        broken()
            .answered(200, "<html>Log in</html>")
            .header("content-type", "text/html"),
    );
    told(broken().timed_out());
    told(broken().raw());
    told(broken().change(|case| case.intent = Intent::Valid));
    told(broken().change(|case| case.intent = Intent::Attack));
    told(broken().change(|case| case.mutations[0].breaks = None));
    told(broken().change(|case| case.wire.content_type = Some("text/x".into())));
    told(broken().change(|case| case.wire.query_suffix = Some("&p=1".into())));
    told(broken().change(|case| case.wire.method = Some("PUT".into())));
    told(
        order("application/json", "BODY count", json!({"count": 10})).change(|case| {
            if let Some(body) = &mut case.body {
                body.content = Content::Raw(b"{".to_vec());
            }
        }),
    );
    let mut get = order("application/json", "BODY count", json!({"count": 10}));
    get.operation().method.0 = "GET".into();
    told(get);
    let html = Scene::new("POST", "/a").declares(StatusPattern::Exact(200), &[("text/html", None)]);
    let scene = html.parameter(Location::Query, "p", true, small(), Some(json!(10)));
    let scene = accepted(scene.mutated(breaking("QUERY p", json!(10), "maximum")));
    check(
        scene
            .answered(200, "<html>")
            .header("content-type", "text/html"),
        &["QUERY p maximum"],
    );
}
