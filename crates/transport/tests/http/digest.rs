use bedlam_model::CredentialUse;
use bedlam_transport::{Credentials, Options, Transport};

use crate::server::{Reply, Server, body, http, keep, ok, response, send};

fn options() -> Options {
    Options {
        credentials: Credentials {
            digest: Some(("ann".to_owned(), "s3cret-pass".to_owned())),
            ..Credentials::default()
        },
        ..Options::default()
    }
}

fn challenge(more: &str) -> Reply {
    keep(&format!(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=a\r\n\
         WWW-Authenticate: Digest realm=\"a\", qop=\"auth\", {more}\r\n\
         Set-Cookie: sid=7; Path=/\r\nContent-Length: 0\r\n\r\n"
    ))
}

/// A server that gives out one nonce after the other, each good for two requests.
async fn strict() -> Server {
    Server::start(|number, request| {
        let good = request.contains("username=\"ann\"") && request.contains("sid=7");
        let nonce = format!("nonce=\"n{}\"", number / 4);
        match good && request.contains(&nonce) {
            true => ok("in"),
            false => challenge(&format!("{nonce}, stale={good}")),
        }
    })
    .await
}

#[tokio::test]
async fn a_challenge_is_answered_and_from_then_on_beforehand() {
    let server = strict().await;
    let http = http(options());
    let mut request = server.get("/a?b=1");
    request.headers.push(("Cookie".into(), "sid=7".into()));
    for _ in 0..4 {
        assert_eq!(body(&send(&http, request.clone()).await), "in");
    }
    // Asked, answered, twice beforehand, told that it is stale, answered.
    let sent = server.requests();
    assert!(!sent[0].contains("Authorization"), "{}", sent[0]);
    let counts: Vec<&str> = sent
        .iter()
        .filter_map(|one| one.split_once("nc=")?.1.get(..8))
        .collect();
    let expected = ["00000001", "00000002", "00000003", "00000004", "00000001"];
    assert_eq!(counts, expected);
    assert!(sent[1].contains("uri=\"/a?b=1\""), "{}", sent[1]);
}

#[tokio::test]
async fn cookies_of_a_challenge_come_back_and_no_secret_shows() {
    let server = strict().await;
    let http = http(options());
    let exchange = send(&http, server.get("/")).await;
    assert_eq!(body(&exchange), "in");
    let shown = exchange.request.headers.iter();
    let shown = shown.filter(|(name, _)| name == "Authorization");
    let shown: Vec<&str> = shown.map(|(_, value)| value.as_str()).collect();
    assert_eq!(shown, ["Digest [redacted]"]);
}

#[tokio::test]
async fn wrong_credentials_are_shown_once_for_each_request() {
    let server = Server::start(|_, _| challenge("nonce=n")).await;
    let http = http(options());
    for credentials in [CredentialUse::Main, CredentialUse::Broken] {
        let exchange = http.send(server.get("/"), credentials).await;
        assert_eq!(response(&exchange).status, 401);
    }
    assert_eq!(server.requests().len(), 4);
    http.send(server.get("/"), CredentialUse::None).await;
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn what_a_request_shows_openly_answers_a_challenge_too() {
    let server = strict().await;
    let mut request = server.get("/");
    let basic = "Basic YW5uOnBhc3M=";
    request.headers.push(("Authorization".into(), basic.into()));
    let exchange = send(&http(Options::default()), request).await;
    assert_eq!(body(&exchange), "in");
    assert!(server.requests()[0].contains(basic));
}
