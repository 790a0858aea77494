use bedlam_model::{CredentialUse, Exchange};
use bedlam_transport::{Credentials, Options, Transport};

use crate::server::{Server, body, http, keep, response};

const TOKEN: &str = "s3cr3t-t0ken/+=";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn options() -> Options {
    Options {
        headers: vec![
            pair("X-Api-Key", "k3y-0123456789"),
            pair("X-Tenant", "acme-42-x"),
        ],
        redact: vec!["x-tenant".to_owned()],
        credentials: Credentials {
            headers: vec![pair("Authorization", &format!("Bearer {TOKEN}"))],
            cookies: vec![pair("sid", "c00kie-secret")],
            query: vec![pair("key", "query s3cret")],
            ..Credentials::default()
        },
        ..Options::default()
    }
}

/// A server that answers with the request it got, in the body and in a header.
async fn echo() -> Server {
    Server::start(|_, request| {
        let line = request.lines().next().unwrap_or_default();
        keep(&format!(
            "HTTP/1.1 200 OK\r\nX-Echo: {line}\r\nSet-Cookie: a=abc; Path=/\r\n\
             Set-Cookie: b=; Max-Age=0\r\nContent-Length: {}\r\n\r\n{request}",
            request.len()
        ))
    })
    .await
}

fn printed(exchange: &Exchange) -> String {
    format!("{exchange:?} {}", body(exchange))
}

#[tokio::test]
async fn no_secret_is_left_in_an_exchange() {
    let server = echo().await;
    let http = http(options());
    for credentials in [CredentialUse::Main, CredentialUse::Broken] {
        let mut request = server.get("/x?a=1");
        request.headers = vec![pair("Cookie", "theme=dark")];
        let exchange = http.send(request, credentials).await;
        let text = printed(&exchange);
        for secret in [
            TOKEN,
            "k3y-0",
            "acme-4",
            "c00kie",
            "query%20s3",
            "s3cret",
            "t0ken",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        let sent = &exchange.request;
        assert_eq!(sent.target, "/x?a=1&key=[redacted]");
        let value = |name: &str| {
            let found = sent.headers.iter().find(|(n, _)| n == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(value("Authorization"), Some("[redacted]"));
        assert_eq!(value("X-Api-Key"), Some("[redacted]"));
        assert_eq!(value("X-Tenant"), Some("[redacted]"));
        assert_eq!(value("Cookie"), Some("theme=dark; sid=[redacted]"));
        let echoed = "GET /x?a=1&key=[redacted] HTTP/1.1";
        assert!(body(&exchange).starts_with(echoed));
        assert_eq!(response(&exchange).header("x-echo"), Some(echoed));
    }
    let sent = server.requests();
    assert!(sent[0].contains(TOKEN) && sent[0].contains("key=query%20s3cret"));
    assert!(!sent[1].contains(TOKEN) && sent[1].contains("Authorization: Bearer "));
}

#[tokio::test]
async fn cookies_that_the_api_sets_are_redacted() {
    let server = echo().await;
    let exchange = http(Options::default())
        .send(server.get("/"), CredentialUse::Main)
        .await;
    let cookies: Vec<&str> = response(&exchange)
        .headers
        .iter()
        .filter(|(name, _)| name == "Set-Cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(cookies, ["a=[redacted]; Path=/", "b=; Max-Age=0"]);
}

#[tokio::test]
async fn secrets_that_are_plain_words_are_redacted_only_as_whole_values() {
    let check = async |user: &str, password: &str, answer: &'static str, expected: &str| {
        let server = Server::start(move |_, _| {
            let length = answer.len();
            keep(&format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{answer}"
            ))
        })
        .await;
        let http = http(Options {
            credentials: Credentials {
                basic: Some((user.to_owned(), password.to_owned())),
                ..Credentials::default()
            },
            ..Options::default()
        });
        let exchange = http.send(server.get("/"), CredentialUse::Main).await;
        assert_eq!(body(&exchange), expected);
    };
    let answer = r#"{"secret": 1, "a": "secret", "b": "no secret", "c": "/x?y=secret&z"}"#;
    let expected =
        r#"{"secret": 1, "a": "[redacted]", "b": "no secret", "c": "/x?y=[redacted]&z"}"#;
    check("joe", "secret", answer, expected).await;
    check(
        "joe",
        "12345",
        r#"{"a": 12345, "b": "12345"}"#,
        r#"{"a": 12345, "b": "[redacted]"}"#,
    )
    .await;
    check(
        "admin",
        "admin",
        r#"{"name": "admin"}"#,
        r#"{"name": "admin"}"#,
    )
    .await;
    check("joe", "abc", r#"{"name": "abc"}"#, r#"{"name": "abc"}"#).await;
    check("joe", "Tr0ub4dor", "x Tr0ub4dorx", "x [redacted]x").await;
}
