use bedlam_model::TransportFault;
use bedlam_transport::Options;

use crate::server::{Reply, Server, Then, body, close, fault, http, keep, ok, send};

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::start(|number, _| ok(&number.to_string())).await;
    let http = http(Options::default());
    for number in 0..5 {
        let exchange = send(&http, server.get("/")).await;
        assert_eq!(body(&exchange), number.to_string());
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn connections_are_not_used_again_when_an_end_says_so() {
    let check = async |answer: &'static str, header: Option<(&str, &str)>| {
        let server = Server::start(move |_, _| keep(answer)).await;
        let http = http(Options::default());
        for _ in 0..3 {
            let mut request = server.get("/");
            request.headers = header
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect();
            assert_eq!(body(&send(&http, request).await), "ok");
        }
        server.connections()
    };
    let plain = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    let closing = "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok";
    let old = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
    let old_kept = "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok";
    let more = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more";
    assert_eq!(check(plain, None).await, 1);
    assert_eq!(check(closing, None).await, 3);
    assert_eq!(check(old, None).await, 3);
    assert_eq!(check(old_kept, None).await, 1);
    assert_eq!(check(more, None).await, 3);
    assert_eq!(check(plain, Some(("Connection", "close"))).await, 3);
}

/// A server that answers the first request of a connection and closes at the second.
async fn closing_at_the_second() -> Server {
    Server::start(|number, _| if number == 1 { close("") } else { ok("ok") }).await
}

#[tokio::test]
async fn a_request_survives_the_closing_of_an_idle_connection() {
    let server = closing_at_the_second().await;
    let http = http(Options::default());
    send(&http, server.get("/1")).await;
    assert_eq!(body(&send(&http, server.get("/2")).await), "ok");
    assert_eq!((server.requests().len(), server.connections()), (3, 2));
}

#[tokio::test]
async fn a_request_that_changes_things_survives_it_too() {
    let server = closing_at_the_second().await;
    let http = http(Options::default());
    send(&http, server.get("/1")).await;
    assert_eq!(body(&send(&http, server.post("/2", "x")).await), "ok");
    assert_eq!((server.requests().len(), server.connections()), (3, 2));
}

#[tokio::test]
async fn an_answer_that_began_is_not_asked_for_again() {
    let server = Server::start(|number, _| match number {
        1 => close("HTTP/1.1 200 OK\r\n"),
        _ => ok("ok"),
    })
    .await;
    let http = http(Options::default());
    send(&http, server.get("/1")).await;
    let exchange = send(&http, server.get("/2")).await;
    assert!(matches!(fault(&exchange), TransportFault::Closed(_)));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_server_that_always_closes_is_asked_once_more_at_most() {
    let server = Server::start(|number, _| match number {
        0 => ok("ok"),
        _ => close(""),
    })
    .await;
    let http = http(Options::default());
    send(&http, server.get("/1")).await;
    let exchange = send(&http, server.get("/2")).await;
    assert!(matches!(fault(&exchange), TransportFault::Closed(_)));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_connection_closed_while_idle_is_not_used() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_vec();
    let server = Server::start(move |_, _| Reply(vec![answer.clone()], Then::Close)).await;
    let http = http(Options::default());
    for _ in 0..3 {
        assert_eq!(body(&send(&http, server.post("/", "x")).await), "ok");
        // Let the end of the connection arrive.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn as_many_connections_as_requests_under_way() {
    let server = Server::start(|_, _| ok("ok")).await;
    let http = std::sync::Arc::new(http(Options::default()));
    let requests: Vec<_> = (0..20)
        .map(|_| {
            let (http, request) = (std::sync::Arc::clone(&http), server.get("/"));
            tokio::spawn(async move { send(&http, request).await })
        })
        .collect();
    for sent in requests {
        assert_eq!(body(&sent.await.unwrap()), "ok");
    }
    assert!(server.connections() <= 20);
    assert_eq!(server.requests().len(), 20);
}
