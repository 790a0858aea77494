use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command as Process, Stdio};

use bedlam_model::{Request, RequestId};

use super::curl;

fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Request {
    let headers = headers.iter().map(|(n, v)| ((*n).into(), (*v).into()));
    Request {
        id: RequestId(1),
        method: method.into(),
        origin: "http://127.0.0.1:9".into(),
        target: target.into(),
        headers: headers.collect(),
        body: body.to_vec(),
        raw: false,
    }
}

const USUAL: [(&str, &str); 2] = [("accept", "*/*"), ("user-agent", "bedlam")];

#[test]
fn simple_requests_are_short_lines() {
    let check = |request: Request, expected: &str| assert_eq!(curl(&request).line, expected);
    check(
        request("GET", "/pets?limit=1", &USUAL, b""),
        "curl -s -i -H 'accept: */*' -H 'user-agent: bedlam' 'http://127.0.0.1:9/pets?limit=1'",
    );
    check(
        request("DELETE", "/pets/1", &USUAL, b""),
        "curl -s -i -X DELETE -H 'accept: */*' -H 'user-agent: bedlam' http://127.0.0.1:9/pets/1",
    );
    check(
        request(
            "POST",
            "/a/../b/{c}",
            &[("Content-Type", "application/json")],
            b"{\"a\":\"it's\"}",
        ),
        "curl -s -i -H 'Content-Type: application/json' -H User-Agent: -H Accept: \
         --data-raw '{\"a\":\"it'\\''s\"}' --path-as-is -g 'http://127.0.0.1:9/a/../b/{c}'",
    );
}

#[test]
fn secrets_become_variables_that_are_named() {
    let headers = [
        USUAL[0],
        USUAL[1],
        ("Authorization", "[redacted]"),
        ("Cookie", "theme=dark; session-id=[redacted]"),
    ];
    let command = curl(&request("GET", "/me?api_key=[redacted]&x=1", &headers, b""));
    assert!(
        command
            .line
            .contains("-H \"Authorization: $AUTHORIZATION\""),
        "{}",
        command.line
    );
    assert!(
        command.line.contains("session-id=$SESSION_ID\""),
        "{}",
        command.line
    );
    assert!(
        command.line.contains("/me?api_key=$API_KEY&x=1\""),
        "{}",
        command.line
    );
    let digest = [("Authorization", "Digest [redacted]")];
    let answered = curl(&request("GET", "/me", &digest, b"")).line;
    assert!(
        answered.contains(" --digest -u \"$DIGEST_AUTH\""),
        "{answered}"
    );
    assert!(!answered.contains("Authorization"), "{answered}");
    let body = curl(&request(
        "POST",
        "/",
        &USUAL,
        b"{\"password\":\"[redacted]\"}",
    ));
    assert!(
        body.line
            .contains("--data-raw '{\"password\":\"'\"$SECRET\"'\"}'"),
        "{}",
        body.line
    );
    assert!(!command.line.contains(" -g"), "{}", command.line);
    assert_eq!(
        command.variables,
        ["API_KEY", "AUTHORIZATION", "SESSION_ID"]
    );
}

#[test]
fn what_curl_would_change_goes_out_as_raw_bytes() {
    let check = |request: &Request| {
        let line = curl(request).line;
        assert!(line.starts_with("printf 'G"), "{line}");
        assert!(line.ends_with("| nc -w 5 127.0.0.1 9"), "{line}");
    };
    check(&request("GET", "/a b", &[], b""));
    check(&request("GET", "/a#b", &[], b""));
    check(&request("GET", "/\u{e9}", &[], b""));
    check(&request("G ET", "/", &[], b""));
    check(&request("GET", "/", &[("X", "a\r\nY: b")], b""));
    check(&request("GET", "/", &[("Content-Length", "5")], b"abc"));
    let mut raw = request("GET", "/", &[], b"");
    raw.raw = true;
    check(&raw);
    raw.origin = "https://[::1]".into();
    let line = curl(&raw).line;
    assert!(
        line.ends_with("| openssl s_client -quiet -connect [::1]:443"),
        "{line}"
    );
}

/// Runs the line in a shell against a listener and returns the bytes that arrived.
fn received(mut request: Request) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    request.origin = format!("http://{address}");
    let line = curl(&request).line;
    let mut shell = Process::new("sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // As a script and not as an argument: lines may be longer than an argument can be.
    let mut script = shell.stdin.take().unwrap();
    script.write_all(line.as_bytes()).unwrap();
    drop(script);
    let (mut connection, _) = listener.accept().unwrap();
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while !is_whole(&bytes) {
        let count = connection.read(&mut chunk).unwrap();
        assert_ne!(count, 0, "ended early: {line}");
        bytes.extend_from_slice(&chunk[..count]);
    }
    let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    connection.write_all(answer).unwrap();
    assert!(shell.wait().unwrap().success(), "{line}");
    bytes
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
        return false;
    };
    let length = text.split("content-length: ").nth(1);
    let length = length.and_then(|t| t.split("\r\n").next()?.parse::<usize>().ok());
    bytes.len() >= end + 4 + length.unwrap_or(0)
}

/// Request line, headers but `Host` in alphabetical order, body.
fn parts(bytes: &[u8]) -> (String, Vec<String>, Vec<u8>) {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head: String = bytes[..end].iter().map(|b| char::from(*b)).collect();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let first = lines.next().unwrap();
    let mut headers: Vec<String> = lines.filter(|l| !l.starts_with("Host:")).collect();
    headers.sort();
    (first, headers, bytes[end + 4..].to_vec())
}

#[test]
fn curl_sends_exactly_the_request_it_was_made_from() {
    if Process::new("curl").arg("--version").output().is_err() {
        eprintln!("no curl on this machine: nothing to compare with");
        return;
    }
    let check = |method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]| {
        let (first, seen, sent) = parts(&received(request(method, target, headers, body)));
        assert_eq!(first, format!("{method} {target} HTTP/1.1"));
        let mut expected: Vec<String> = headers.iter().map(|(n, v)| format!("{n}: {v}")).collect();
        if !body.is_empty() || ["POST", "PUT", "PATCH"].contains(&method) {
            expected.push(format!("Content-Length: {}", body.len()));
        }
        expected.sort();
        let trimmed: Vec<String> = expected.iter().map(|l| l.trim_end().to_owned()).collect();
        let seen: Vec<String> = seen.iter().map(|l| l.trim_end().to_owned()).collect();
        assert_eq!(seen, trimmed);
        assert_eq!(sent, body);
    };
    let json = [
        ("Content-Type", "application/json"),
        ("X-Bedlam-Request", "7"),
    ];
    check("GET", "/a?b=%20&c[]={1,2}&d='\"$x`", &USUAL, b"");
    check("POST", "/", &json, b"{\"a\": [1, \"it's $HOME \\ `x`\"]}\n");
    check("POST", "/", &[], b"@file");
    check("PUT", "/%2e%2e/./x/..", &json, b"\0\x01\x80\xff\r\n");
    check(
        "PATCH",
        "/",
        &[
            ("X-Empty", ""),
            ("X-Raw", "\u{e9}\u{ff}"),
            ("X-Same", "1"),
            ("X-Same", "2"),
        ],
        b"",
    );
    check("GET", "/", &[], b"body of a GET");
    check("POST", "/", &USUAL, b"");
    check("PUT", "/", &json, b"");
    check("DELETE", "/", &USUAL, b"");
    check("HEAD", "/", &USUAL, b"");
    check(
        "POST",
        "/",
        &[("Content-Type", "text/plain")],
        &b"long".repeat(40_000),
    );
    check("PURGE", "/~^|<>\\", &USUAL, b"");
}
