//! The transport against small servers in the same process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod coding;
mod digest;
mod exchange;
mod faults;
mod fetch;
mod fresh;
mod proxy;
mod raw;
mod redact;
mod reuse;
mod server;
mod tls;
