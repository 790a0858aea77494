//! Requests out, answers in: the only room that opens sockets.
//!
//! [`encode`] writes a case as a request, [`Http`] carries it. Trouble with a connection is an
//! outcome like any other, never an error.

mod auth;
mod base;
mod coding;
mod connect;
mod encode;
mod error;
mod fetch;
mod h1;
mod h2;
mod http;
mod options;
mod pace;
mod pool;
mod retry_after;
mod scripted;
mod streaming;
mod text;
mod transport;

pub use auth::{AuthChallenge, Issuer, Issuing, Renewal};
pub use base::Base;
pub use encode::encode;
pub use error::Error;
pub use fetch::{ask, fetch_document};
pub use http::Http;
pub use options::{ClientCertificate, Credentials, Options};
pub use retry_after::retry_after;
pub use scripted::Scripted;
pub use transport::Transport;
