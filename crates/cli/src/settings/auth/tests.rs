use serde_json::json;

use super::*;

fn placed(text: &str) -> Option<(String, String)> {
    Some((text.to_owned(), "c.yaml:1:1".to_owned()))
}

fn login(kind: &str, body: Value) -> FileAuth {
    FileAuth {
        login: Some(FileLogin {
            request: placed("post /login?x=1"),
            body: Some((kind.to_owned(), body)),
            ..FileLogin::default()
        }),
        token: placed("$.token"),
        ..FileAuth::default()
    }
}

fn variable(name: &str) -> Option<String> {
    (name == "PASSWORD").then(|| "se cret".to_owned())
}

#[test]
fn what_is_sent_has_its_form_and_its_secrets_from_the_environment() {
    let check = |kind: &str, body: Value, expected: &str, media: Option<&str>| {
        let auth = read(&login(kind, body), &variable).unwrap();
        let Source::Login(request) = &auth.source else {
            panic!("{auth:?}");
        };
        assert_eq!((&*request.method, &*request.url), ("POST", "/login?x=1"));
        assert_eq!(String::from_utf8_lossy(&request.body), expected);
        let typed = request.headers.first().map(|(_, value)| value.as_str());
        assert_eq!(typed, media);
        assert_eq!(
            (&*auth.name, &*auth.template),
            ("Authorization", "Bearer {token}")
        );
    };
    let body = || json!({"user": "ann", "password": "${PASSWORD}"});
    let text = r#"{"user":"ann","password":"se cret"}"#;
    check("json", body(), text, Some("application/json"));
    let form = Some("application/x-www-form-urlencoded");
    check("form", body(), "user=ann&password=se+cret", form);
    check("body", json!("x=${PASSWORD}"), "x=se cret", None);
}

#[test]
fn what_is_missing_is_said() {
    let check = |file: FileAuth, part: &str| {
        let told = format!("{:?}", read(&file, &variable).unwrap_err());
        assert!(told.contains(part), "{told}");
    };
    check(FileAuth::default(), "either `command` or `login`");
    let file = login("body", json!("${OTHER}"));
    check(file, "variable `OTHER` is not set");
    let mut file = login("body", json!(""));
    file.token = None;
    check(file, "where the answer holds the `token`");
    let mut file = login("body", json!(""));
    file.token = placed("$.[");
    check(file, "is no JSONPath");
    let mut file = login("body", json!(""));
    file.shown = placed("Authorization: Bearer").map(|text| ("header".to_owned(), text));
    check(file, "does not say where the token goes");
    let mut file = login("body", json!(""));
    file.login.as_mut().unwrap().request = placed("/login");
    check(file, "is no method and path");
    let command = FileAuth {
        command: placed("./a.sh"),
        every: placed("soon"),
        ..FileAuth::default()
    };
    check(command, "`soon` is no length of time");
}
