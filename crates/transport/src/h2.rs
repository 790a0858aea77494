use std::error::Error as _;
use std::time::Instant;

use bedlam_model::{Headers, Request, Response, TransportFault};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2;
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::time::{Instant as Deadline, timeout_at};

use crate::connect::Stream;
use crate::h1::{Broken, Whole};
use crate::streaming::Listening;
use crate::text::{from_bytes, push_bytes};

/// One connection that carries many exchanges at once (RFC 9113).
pub(crate) type Sender = http2::SendRequest<Full<Bytes>>;

/// Header fields that belong to HTTP/1.1 connections and are forbidden here (RFC 9113, section
/// 8.2.2), and the one that `:authority` stands for.
const NOT_HERE: [&str; 6] = [
    "connection",
    "host",
    "keep-alive",
    "proxy-connection",
    "transfer-encoding",
    "upgrade",
];

/// Takes up HTTP/2 on a connection.
pub(crate) async fn open(stream: Stream) -> Result<Sender, TransportFault> {
    let shaken = http2::Builder::new(TokioExecutor::new())
        .initial_stream_window_size(1 << 20)
        .initial_connection_window_size(4 << 20)
        .handshake(TokioIo::new(stream))
        .await;
    let (sender, connection) = shaken.map_err(|e| fault_of(&e))?;
    // Ends by itself when the last sender is gone or the server closes.
    tokio::spawn(connection);
    Ok(sender)
}

/// Whether the request can be written as HTTP/2 at all.
pub(crate) fn expressible(request: &Request) -> bool {
    to_hyper(request).is_some()
}

/// Sends a request and reads the answer.
pub(crate) async fn exchange(
    mut sender: Sender,
    request: &Request,
    limit: usize,
    deadline: Deadline,
) -> Result<Whole, Broken> {
    let Some(wire) = to_hyper(request) else {
        let why = "HTTP/2 cannot carry it".to_owned();
        return Err(Broken::Fault(TransportFault::Unsendable(why)));
    };
    if let Err(e) = sender.ready().await {
        return Err(Broken::Silent(fault_of(&e)));
    }
    let answer = match sender.try_send_request(wire).await {
        Ok(answer) => answer,
        Err(e) => return Err(Broken::Silent(fault_of(e.error()))),
    };
    let head_at = Instant::now();
    let (head, mut incoming) = answer.into_parts();
    let headers: Headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), from_bytes(value.as_bytes())))
        .collect();
    let mut body = Vec::new();
    let mut truncated = false;
    let endless = head.headers.get(CONTENT_LENGTH).is_none();
    let listening = Listening::to(head.status.as_u16(), &headers, endless, deadline);
    loop {
        let frame = match listening {
            Some(listening) => match timeout_at(listening.until(&body), incoming.frame()).await {
                Ok(frame) => frame,
                Err(_) if listening.suffices(&body) => {
                    truncated = true;
                    break;
                }
                Err(_) => return Err(Broken::Fault(TransportFault::Timeout)),
            },
            None => incoming.frame().await,
        };
        let Some(frame) = frame else {
            break;
        };
        let frame = frame.map_err(|e| Broken::Fault(fault_of(&e)))?;
        if let Ok(data) = frame.into_data() {
            let room = limit - body.len();
            truncated = data.len() > room;
            body.extend_from_slice(&data[..data.len().min(room)]);
            if truncated {
                break;
            }
        }
    }
    let response = Response {
        status: head.status.as_u16(),
        version: "HTTP/2".to_owned(),
        headers,
        body,
        truncated,
    };
    Ok(Whole {
        response,
        head_at,
        keep: true,
    })
}

fn to_hyper(request: &Request) -> Option<hyper::Request<Full<Bytes>>> {
    let mut builder = hyper::Request::builder()
        .method(request.method.as_bytes())
        .uri(request.url());
    let headers = builder.headers_mut()?;
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        if NOT_HERE.contains(&name.as_str()) {
            continue;
        }
        let mut bytes = Vec::with_capacity(value.len());
        push_bytes(&mut bytes, value);
        headers.append(name, HeaderValue::from_bytes(&bytes).ok()?);
    }
    builder
        .body(Full::new(Bytes::from(request.body.clone())))
        .ok()
}

fn fault_of(error: &hyper::Error) -> TransportFault {
    let cause = error.source().map(|cause| cause.to_string());
    let why = cause.unwrap_or_else(|| error.to_string());
    match error.is_parse() {
        true => TransportFault::Garbage(why),
        false => TransportFault::Closed(why),
    }
}
