use std::time::Duration;

use bedlam_model::TransportFault;
use bedlam_transport::Options;

use crate::server::{Reply, Server, Then, body, close, fault, http, keep, request, response, send};

async fn check(reply: fn() -> Reply, expected: fn(&TransportFault) -> bool) {
    let server = Server::start(move |_, _| reply()).await;
    let options = Options {
        request_timeout: Duration::from_millis(200),
        ..Options::default()
    };
    let exchange = send(&http(options), server.get("/")).await;
    let fault = fault(&exchange);
    assert!(expected(fault), "{fault:?}");
    assert_eq!(server.requests().len(), 1, "{fault:?}");
}

fn says(why: &str, part: &str) -> bool {
    why.contains(part)
}

#[tokio::test]
async fn a_connection_that_ends_too_early_is_closed() {
    use TransportFault::Closed;
    let none = || close("");
    check(
        none,
        |f| matches!(f, Closed(why) if says(why, "without an answer")),
    )
    .await;
    let head = || close("HTTP/1.1 200 OK\r\nContent-");
    check(head, |f| matches!(f, Closed(why) if says(why, "head"))).await;
    let fixed = || close("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    check(fixed, |f| matches!(f, Closed(why) if says(why, "5 bytes"))).await;
    let chunked = || close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    check(
        chunked,
        |f| matches!(f, Closed(why) if says(why, "last chunk")),
    )
    .await;
}

#[tokio::test]
async fn what_is_not_http_is_garbage() {
    use TransportFault::Garbage;
    let check_garbage = |reply: fn() -> Reply| check(reply, |f| matches!(f, Garbage(_)));
    check_garbage(|| keep("SSH-2.0-OpenSSH_9.6\r\n")).await;
    check_garbage(|| keep("HTTP/1.1 abc\r\n\r\n")).await;
    check_garbage(|| keep("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"))
        .await;
    check_garbage(|| keep("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")).await;
    check_garbage(|| keep("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")).await;
    check_garbage(|| keep("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"))
        .await;
    let endless = || {
        let head = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(300 << 10));
        Reply(vec![head.into_bytes()], Then::Hang)
    };
    check_garbage(endless).await;
    let tls = || Reply(vec![vec![0x15, 3, 3, 0, 2, 2, 10]], Then::Close);
    check(tls, |f| matches!(f, Garbage(why) if says(why, "https://"))).await;
}

#[tokio::test]
async fn whatever_does_not_end_in_time_is_a_timeout() {
    let is_timeout = |f: &TransportFault| *f == TransportFault::Timeout;
    check(|| Reply(Vec::new(), Then::Hang), is_timeout).await;
    let head = || Reply(vec![b"HTTP/1.1 200 OK\r\n".to_vec()], Then::Hang);
    check(head, is_timeout).await;
    let body = || {
        let start = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
        Reply(vec![start.to_vec()], Then::Hang)
    };
    check(body, is_timeout).await;
    let half = || {
        let start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n";
        Reply(vec![start.to_vec()], Then::Hang)
    };
    check(half, is_timeout).await;
}

#[tokio::test]
async fn a_stream_that_stays_open_has_answered() {
    let check = async |reply: &'static str, expected: &str| {
        let server =
            Server::start(move |_, _| Reply(vec![reply.as_bytes().to_vec()], Then::Hang)).await;
        let options = Options {
            request_timeout: Duration::from_millis(200),
            ..Options::default()
        };
        let exchange = send(&http(options), server.get("/")).await;
        assert_eq!(exchange.status(), Some(200), "{reply}");
        assert_eq!(body(&exchange), expected);
        assert!(response(&exchange).truncated);
    };
    check(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n",
        "data: 1\n",
    )
    .await;
    check(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n",
        "{}\n",
    )
    .await;
    check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "").await;
}

#[tokio::test]
async fn a_port_where_nobody_listens_refuses() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let exchange = send(&http(Options::default()), request(&origin, "GET", "/")).await;
    match fault(&exchange) {
        TransportFault::Connect(why) => assert!(why.ends_with("connection refused"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_name_that_cannot_be_one_does_not_resolve() {
    let origin = format!("http://{}.invalid", "x".repeat(64));
    let exchange = send(&http(Options::default()), request(&origin, "GET", "/")).await;
    match fault(&exchange) {
        TransportFault::Connect(why) => assert!(why.contains("does not resolve"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_that_comes_before_the_request_was_read_counts() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let refusing = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut first = [0; 1000];
        let _ = stream.read(&mut first).await;
        let answer = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!";
        stream.write_all(answer).await.unwrap();
        // Never reads the rest.
        std::future::pending::<()>().await;
    });
    let mut large = request(&origin, "POST", "/");
    large.body = vec![b'x'; 16 << 20];
    let exchange = send(&http(Options::default()), large).await;
    assert_eq!(
        (exchange.status(), body(&exchange).as_str()),
        (Some(413), "no!")
    );
    refusing.abort();
}

#[tokio::test]
async fn only_the_target_is_contacted() {
    let server = Server::start(|_, _| keep("")).await;
    let base = bedlam_transport::Base::parse("http://127.0.0.1:1/x").unwrap();
    let options = Options {
        base: Some(base),
        ..Options::default()
    };
    let exchange = send(&http(options), server.get("/")).await;
    match fault(&exchange) {
        TransportFault::Unsendable(why) => {
            assert!(why.contains("only http://127.0.0.1:1 is"), "{why}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.connections(), 0);
}
