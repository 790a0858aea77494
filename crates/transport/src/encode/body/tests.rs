use bedlam_model::{Body, Encoding, OperationId, Schema};
use serde_json::json;

use super::super::fixture::{api, media};
use super::*;

fn written(api: &Api, content: Content) -> (String, String) {
    let mut case = Case::new(OperationId(0));
    case.body = Some(Body { media: 0, content });
    let (bytes, name) = body(api, api.operation(OperationId(0)), &case).unwrap();
    (String::from_utf8(bytes).unwrap(), name)
}

fn with_encoding(name: &str, encoding: Vec<(&str, Encoding)>) -> MediaType {
    let own = |(name, encoding): (&str, Encoding)| (name.to_owned(), encoding);
    MediaType {
        encoding: encoding.into_iter().map(own).collect(),
        ..media(name, None)
    }
}

#[test]
fn each_media_type_has_its_way_of_writing() {
    let check = |name: &str, value: Value, expected: &str, expected_type: &str| {
        let api = api("POST", "/", Vec::new(), vec![media(name, None)]);
        let (bytes, content_type) = written(&api, Content::Value(value));
        assert_eq!(
            (bytes.as_str(), content_type.as_str()),
            (expected, expected_type)
        );
    };
    let json_type = "application/json; v=1";
    check(json_type, json!("a"), "\"a\"", json_type);
    check(
        "application/x-ndjson",
        json!([1, {}]),
        "1\n{}\n",
        "application/x-ndjson",
    );
    check("text/plain", json!("a b"), "a b", "text/plain");
    check("text/csv", json!([1]), "[1]", "text/csv");
    check(
        "application/yaml",
        json!({"a": 1}),
        "{\"a\":1}",
        "application/yaml",
    );
    check(
        "application/octet-stream",
        json!("\u{e9}"),
        "\u{e9}",
        "application/octet-stream",
    );
    check("image/*", json!("x"), "x", "image/png");
    check("*/*", json!({}), "{}", "application/json");
    check("application/xml", json!("<a/>"), "<a/>", "application/xml");
}

#[test]
fn forms_are_written_as_their_encoding_says() {
    let style = |style, explode| Encoding {
        style: Some(style),
        explode,
        ..Encoding::default()
    };
    let reserved = Encoding {
        allow_reserved: true,
        ..Encoding::default()
    };
    use bedlam_model::Style;
    let media = with_encoding(
        "application/x-www-form-urlencoded",
        vec![
            ("deep", style(Style::DeepObject, None)),
            ("piped", style(Style::PipeDelimited, None)),
            ("comma", style(Style::Form, Some(false))),
            ("free", reserved),
        ],
    );
    let api = api("POST", "/", Vec::new(), vec![media]);
    let check = |value: Value, expected: &str| {
        assert_eq!(written(&api, Content::Value(value)).0, expected);
    };
    check(
        json!({"a": "x y&z", "b": 1, "c": true, "d": null}),
        "a=x+y%26z&b=1&c=true&d=",
    );
    check(json!({"list": [1, "b c"]}), "list=1&list=b+c");
    check(json!({"object": {"a": 1}}), "object=%7B%22a%22%3A1%7D");
    check(json!({"deep": {"a": {"b": 1}}}), "deep%5Ba%5D%5Bb%5D=1");
    check(
        json!({"piped": [1, 2], "comma": [3, 4]}),
        "piped=1%7C2&comma=3,4",
    );
    check(json!({"free": "a/b c"}), "free=a/b%20c");
    check(json!("written=already"), "written=already");
}

#[test]
fn multipart_bodies_hold_a_part_for_each_property() {
    let png = Encoding {
        content_type: Some("image/png, image/jpeg".to_owned()),
        ..Encoding::default()
    };
    let mut api = api(
        "POST",
        "/",
        Vec::new(),
        vec![with_encoding("multipart/form-data", vec![("photo", png)])],
    );
    let binary = api.schemas.add(Schema {
        format: Some("binary".to_owned()),
        ..Schema::default()
    });
    let schema = api.schemas.add(Schema {
        properties: vec![("file".to_owned(), binary)],
        ..Schema::default()
    });
    if let Some(body) = &mut api.operations[0].body {
        body.media[0].schema = Some(schema);
    }
    let value = json!({
        "na\"me": "joe", "file": "bytes", "photo": "png", "meta": {"a": 1}, "tags": [1, "x"]
    });
    let (bytes, content_type) = written(&api, Content::Value(value.clone()));
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let disposition = "Content-Disposition: form-data; name";
    let expected = [
        format!("{disposition}=\"na%22me\"\r\n\r\njoe"),
        format!(
            "{disposition}=\"file\"; filename=\"file.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nbytes"
        ),
        format!(
            "{disposition}=\"photo\"; filename=\"file.png\"\r\n\
             Content-Type: image/png\r\n\r\npng"
        ),
        format!("{disposition}=\"meta\"\r\nContent-Type: application/json\r\n\r\n{{\"a\":1}}"),
        format!("{disposition}=\"tags\"\r\n\r\n1"),
        format!("{disposition}=\"tags\"\r\n\r\nx"),
    ];
    let joined: String = expected
        .iter()
        .map(|p| format!("--{boundary}\r\n{p}\r\n"))
        .collect();
    assert_eq!(bytes, format!("{joined}--{boundary}--\r\n"));
    assert_eq!(written(&api, Content::Value(value)), (bytes, content_type));
}

#[test]
fn a_boundary_does_not_occur_in_its_parts() {
    let media_type = media("multipart/form-data", None);
    let api = api("POST", "/", Vec::new(), vec![media_type]);
    let (_, first) = written(&api, Content::Value(json!({"a": "b"})));
    let boundary = first.split_once("boundary=").unwrap().1.to_owned();
    let (bytes, second) = written(&api, Content::Value(json!({"a": boundary})));
    let other = second.split_once("boundary=").unwrap().1;
    assert_eq!(bytes.matches(other).count(), 2);
}

#[test]
fn raw_content_is_sent_as_it_is() {
    let api = api(
        "POST",
        "/",
        Vec::new(),
        vec![media("application/json", None)],
    );
    let (bytes, content_type) = written(&api, Content::Raw(b"{\"a\":".to_vec()));
    assert_eq!(
        (bytes.as_str(), content_type.as_str()),
        ("{\"a\":", "application/json")
    );
}

#[test]
fn a_case_may_ask_for_another_media_type_than_the_declared_one() {
    let api = api(
        "POST",
        "/",
        Vec::new(),
        vec![media("application/json", None)],
    );
    let check = |wanted: &str, expected: &str| {
        let mut case = Case::new(OperationId(0));
        case.body = Some(Body {
            media: 0,
            content: Content::Value(json!({"a": "b c"})),
        });
        case.wire.media = Some(wanted.to_owned());
        let (bytes, name) = body(&api, api.operation(OperationId(0)), &case).unwrap();
        assert_eq!(
            (String::from_utf8(bytes).unwrap().as_str(), &*name),
            (expected, wanted)
        );
    };
    check("application/x-www-form-urlencoded", "a=b+c");
    check("application/merge-patch+json", "{\"a\":\"b c\"}");
}
