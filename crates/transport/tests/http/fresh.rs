use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bedlam_transport::{Credentials, Issuer, Issuing, Options, Renewal, Transport};

use crate::server::{Server, body, http, keep, ok, send};

/// Makes `token-1`, `token-2` and so on.
#[derive(Default)]
struct Counter(AtomicUsize);

fn token(number: usize) -> Credentials {
    Credentials {
        headers: vec![("X-Token".to_owned(), format!("token-number-{number}"))],
        ..Credentials::default()
    }
}

impl Issuer for Counter {
    fn issue(&self) -> Issuing<'_> {
        let number = 1 + self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(token(number)) })
    }
}

/// A server that takes only this token, asked twice with credentials that are renewed: the bodies
/// of both answers, the requests that came, how often credentials were made.
async fn asked(good: &'static str, every: Option<Duration>) -> (Vec<String>, usize, usize) {
    let server = Server::start(move |_, request| match request.contains(good) {
        true => ok(&format!("you showed {good}")),
        false => keep("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"),
    })
    .await;
    let issuer = Arc::new(Counter::default());
    let options = Options {
        credentials: token(0),
        ..Options::default()
    };
    let renewal = Renewal {
        issuer: issuer.clone(),
        every,
    };
    let http = http(options).renewed(renewal);
    let mut bodies = Vec::new();
    for _ in 0..2 {
        bodies.push(body(&send(&http, server.get("/")).await));
    }
    let made = issuer.0.load(Ordering::SeqCst);
    (bodies, server.requests().len(), made)
}

#[tokio::test]
async fn who_is_refused_comes_again_with_new_credentials_that_nobody_sees() {
    let (bodies, requests, made) = asked("token-number-1", None).await;
    assert_eq!(bodies, ["you showed [redacted]", "you showed [redacted]"]);
    assert_eq!((requests, made), (3, 1));
}

#[tokio::test]
async fn what_refuses_everybody_does_not_use_up_credentials() {
    let (bodies, requests, made) = asked("of nobody", None).await;
    assert_eq!(bodies, ["no", "no"]);
    assert_eq!((requests, made), (3, 1));
}

#[tokio::test]
async fn what_is_too_old_is_renewed_before_it_is_shown() {
    let (bodies, requests, made) = asked("token-number-1", Some(Duration::ZERO)).await;
    assert_eq!(bodies[0], "you showed [redacted]");
    // The second is too old again, and the server takes no other but the first.
    assert_eq!((requests, made), (3, 3));
}

#[tokio::test]
async fn credentials_that_a_case_leaves_out_are_not_renewed() {
    let server =
        Server::start(|_, _| keep("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"))
            .await;
    let issuer = Arc::new(Counter::default());
    let http = http(Options::default()).renewed(Renewal {
        issuer: issuer.clone(),
        every: Some(Duration::ZERO),
    });
    let without = bedlam_model::CredentialUse::None;
    http.send(server.get("/"), without).await;
    assert_eq!(issuer.0.load(Ordering::SeqCst), 0);
}
