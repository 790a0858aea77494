use super::RejectedValidRequest;
use crate::testing::{Scene, mutation, of, said_by};
use bedlam_model::{InputAddress, Intent, Location, Schema, Type, ValueSource};
use serde_json::{Value, json};

fn order(value: Value) -> Scene {
    let mut scene = Scene::new("POST", "/orders");
    let text = scene.schema(of(Type::String));
    let number = scene.schema(of(Type::Integer));
    let schema = scene.schema(Schema {
        properties: vec![
            ("sku".into(), text),
            ("unitCount".into(), number),
            ("minimum_order_count".into(), number),
            ("shopId".into(), text),
        ],
        required: vec!["sku".into()],
        ..of(Type::Object)
    });
    scene.body("application/json", schema, Some(value))
}

fn refusal(text: &str) -> Value {
    json!({"title": "Bad Request", "detail": text})
}

fn details(scene: &Scene) -> Vec<String> {
    said_by(&RejectedValidRequest, scene)
}

#[test]
fn it_speaks_where_the_form_of_an_input_is_blamed() {
    let check = |scene: Scene, expected: &str| assert_eq!(details(&scene), [expected]);
    let sent = || order(json!({"sku": "hat", "unitCount": 3}));
    check(
        sent().answered_json(422, refusal("sku must start with 'SKU-'")),
        "BODY sku: sku must start with #",
    );
    check(
        sent().answered_json(400, refusal("Unit count must be at least 5, got 3")),
        "BODY unitCount: Unit count must be at least #, got #",
    );
    check(
        sent().answered_json(
            422,
            json!({"errors": {"unit_count": ["is not a valid size"]}}),
        ),
        "BODY unitCount: unit_count: is not a valid size",
    );
    check(
        order(json!({"sku": "hat", "minimum_order_count": 3}))
            .answered_json(422, refusal("minimum_order_count must be less than 3")),
        "BODY minimum_order_count: minimum_order_count must be less than #",
    );
    check(sent().answered(415, ""), "415 application/json");
}

#[test]
fn it_is_silent_where_in_doubt() {
    let check = |scene: Scene| assert_eq!(details(&scene), [""; 0]);
    let form = refusal("sku must start with 'SKU-'");
    let sent = || order(json!({"sku": "hat", "shopId": "7"}));
    check(sent().answered_json(200, form.clone()));
    check(sent().answered_json(409, form.clone()));
    check(sent().answered_json(404, form.clone()));
    check(sent().answered_json(422, form.clone()).uncovered());
    check(sent().answered_json(422, refusal("sku is unknown")));
    check(sent().answered_json(422, refusal("sku must not exist already")));
    check(sent().answered_json(400, refusal("That will not do")));
    check(sent().answered_json(400, refusal("Bad request: invalid")));
    check(sent().answered_json(400, refusal("shop id must be valid")));
    check(order(json!({})).answered_json(422, form.clone()));
    check(order(json!({"sku": 3})).answered_json(422, form.clone()));
    check(order(json!({"sku": "\u{0}"})).answered_json(422, form.clone()));
    check(order(json!({"sku": " hat"})).answered_json(422, form.clone()));
    check(
        sent()
            .answered_json(422, form.clone())
            .change(|case| case.intent = Intent::Boundary),
    );
    check(
        sent()
            .answered_json(422, form.clone())
            .change(|case| case.wire.drop_body = true),
    );
    let mut attack = mutation("BODY sku", json!("hat"), json!("hat'"));
    attack.payload = Some("sql".into());
    check(sent().answered_json(422, form.clone()).mutated(attack));
    check(sent().timed_out());
}

#[test]
fn edges_count_where_the_specification_names_them() {
    let edge = |limit: Option<u64>| {
        let mut scene = Scene::new("POST", "/users");
        let name = scene.schema(Schema {
            max_length: limit,
            ..of(Type::String)
        });
        let schema = scene.schema(Schema {
            properties: vec![("name".into(), name)],
            ..of(Type::Object)
        });
        let long = "x".repeat(150);
        let scene = scene.body("application/json", schema, Some(json!({"name": long})));
        let scene = scene.mutated(mutation("BODY name", json!("x"), json!(long)));
        let scene = scene.change(|case| case.intent = Intent::Boundary);
        scene.answered_json(422, refusal("name must have at most 40 characters"))
    };
    let told = ["BODY name: name must have at most # characters"];
    assert_eq!(details(&edge(Some(150))), told);
    assert_eq!(details(&edge(Some(149))), [""; 0]);
    assert_eq!(details(&edge(None)), [""; 0]);
}

#[test]
fn a_reference_may_be_blamed_if_it_is_live() {
    let scene = order(json!({"sku": "hat", "shopId": "7"}))
        .answered_json(400, refusal("shop id must be valid"))
        .change(|case| {
            let address = InputAddress::parameter(Location::Body, "shopId");
            case.sources.push((address, ValueSource::Pool));
        });
    assert_eq!(details(&scene), ["BODY shopId: shop id must be valid"]);
}
