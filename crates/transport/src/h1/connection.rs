use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bedlam_model::{Response, TransportFault};
use bytes::{Buf, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWrite};
use tokio::time::{Instant as Deadline, timeout_at};

use super::body::{Body, Progress};
use super::head::{self, Framing, Head};
use crate::connect::{Stream, reason, tls_reason};
use crate::streaming::Listening;

/// How much is read at once, in bytes.
const READ: usize = 16 << 10;
/// How long a connection may be idle and still be used: servers close idle ones after two seconds
/// and more, and a request that meets the closing is lost.
const FRESH: Duration = Duration::from_secs(1);

/// A whole answer.
pub(crate) struct Whole {
    pub(crate) response: Response,
    /// When its head was there.
    pub(crate) head_at: Instant,
    /// Whether the connection can be used again.
    pub(crate) keep: bool,
}

/// Why there is no whole answer.
pub(crate) enum Broken {
    /// Not a byte of an answer came.
    Silent(TransportFault),
    /// An answer began.
    Fault(TransportFault),
}

/// A connection that speaks HTTP/1.1, one exchange after the other.
pub(crate) struct Connection {
    stream: Stream,
    /// Bytes read and not yet understood.
    input: BytesMut,
    /// Bytes to be written, and how many of them are.
    output: Vec<u8>,
    written: usize,
    flushed: bool,
    write_error: Option<io::Error>,
    /// When the last exchange ended.
    used: Option<Instant>,
}

impl Connection {
    pub(crate) fn new(stream: Stream) -> Self {
        Connection {
            stream,
            input: BytesMut::with_capacity(READ),
            output: Vec::new(),
            written: 0,
            flushed: false,
            write_error: None,
            used: None,
        }
    }

    /// Where the next request is to be written.
    pub(crate) fn output(&mut self) -> &mut Vec<u8> {
        &mut self.output
    }

    /// Ends the connection at once.
    pub(crate) fn abort(self) {
        self.stream.abort();
    }

    /// Whether an idle connection still stands, as far as can be seen without waiting.
    pub(crate) fn is_alive(&mut self) -> bool {
        if self.used.is_some_and(|at| at.elapsed() > FRESH) || !self.input.is_empty() {
            return false;
        }
        let mut context = Context::from_waker(Waker::noop());
        let read = pin!(self.stream.read_buf(&mut self.input));
        read.poll(&mut context).is_pending()
    }

    /// Sends what stands in the output and reads the answer to it.
    /// What does not end by the deadline is a fault, but for streams.
    pub(crate) async fn exchange(
        &mut self,
        method: &str,
        limit: usize,
        deadline: Deadline,
    ) -> Result<Whole, Broken> {
        self.written = 0;
        self.flushed = false;
        self.write_error = None;
        let head = self.head(method).await?;
        let head_at = Instant::now();
        let mut body = Body::new(head.framing, limit);
        let mut keep = head.keep;
        let endless = matches!(head.framing, Framing::Chunked | Framing::UntilClose);
        let listening = Listening::to(head.status, &head.headers, endless, deadline);
        let truncated = loop {
            match body.take(&mut self.input).map_err(Broken::Fault)? {
                Progress::Whole => break false,
                Progress::Cut => break true,
                Progress::More => {}
            }
            let more = match listening {
                Some(listening) => {
                    let until = listening.until(&body.taken);
                    match timeout_at(until, self.fill()).await {
                        Ok(more) => more,
                        Err(_) if listening.suffices(&body.taken) => break true,
                        Err(_) => return Err(Broken::Fault(TransportFault::Timeout)),
                    }
                }
                None => self.fill().await,
            };
            match more {
                Ok(0) if body.may_end() => break false,
                Ok(0) => {
                    let why = format!("connection closed, {}", body.missing());
                    return Err(Broken::Fault(TransportFault::Closed(why)));
                }
                Ok(_) => {}
                Err(e) => return Err(Broken::Fault(fault_of(&e))),
            }
        };
        keep &= !truncated && self.written == self.output.len() && self.input.is_empty();
        self.used = Some(Instant::now());
        Ok(Whole {
            response: Response {
                status: head.status,
                version: head.version.to_owned(),
                headers: head.headers,
                body: body.taken,
                truncated,
            },
            head_at,
            keep,
        })
    }

    /// The head of the final answer; those before it (1xx) are passed over.
    async fn head(&mut self, method: &str) -> Result<Head, Broken> {
        let mut began = false;
        loop {
            while !self.input.is_empty() {
                began = true;
                let Some(head) = head::parse(&self.input, method).map_err(Broken::Fault)? else {
                    break;
                };
                self.input.advance(head.length);
                if head.status >= 200 || head.status == 101 {
                    return Ok(head);
                }
            }
            let fault = match self.fill().await {
                Ok(0) => match began {
                    true => closed("connection closed in the middle of the answer's head"),
                    false => closed("connection closed without an answer"),
                },
                Ok(_) => continue,
                Err(e) => fault_of(&e),
            };
            return Err(match began {
                true => Broken::Fault(fault),
                false => Broken::Silent(fault),
            });
        }
    }

    /// Reads more, and goes on writing meanwhile: a server may answer before it has everything.
    async fn fill(&mut self) -> io::Result<usize> {
        if self.input.capacity() - self.input.len() < READ / 4 {
            self.input.reserve(READ);
        }
        poll_fn(|cx| {
            self.poll_send(cx);
            let read = pin!(self.stream.read_buf(&mut self.input)).poll(cx);
            match read {
                Poll::Ready(Err(e)) => Poll::Ready(Err(self.write_error.take().unwrap_or(e))),
                other => other,
            }
        })
        .await
    }

    fn poll_send(&mut self, cx: &mut Context<'_>) {
        while !self.flushed && self.write_error.is_none() {
            let mut stream = Pin::new(&mut self.stream);
            let rest = &self.output[self.written..];
            let sent = match rest.is_empty() {
                true => stream.as_mut().poll_flush(cx).map_ok(|()| None),
                false => stream.as_mut().poll_write(cx, rest).map_ok(Some),
            };
            match sent {
                Poll::Pending => return,
                Poll::Ready(Ok(None)) => self.flushed = true,
                Poll::Ready(Ok(Some(0))) => {
                    self.write_error = Some(io::ErrorKind::WriteZero.into());
                }
                Poll::Ready(Ok(Some(sent))) => self.written += sent,
                Poll::Ready(Err(e)) => self.write_error = Some(e),
            }
        }
    }
}

fn closed(why: &str) -> TransportFault {
    TransportFault::Closed(why.to_owned())
}

fn fault_of(error: &io::Error) -> TransportFault {
    match tls_reason(error) {
        Some(why) => TransportFault::Tls(why),
        None => TransportFault::Closed(reason(error)),
    }
}
