use std::future::Future;
use std::time::Duration;

use bedlam_model::{CredentialUse, Exchange, Request};

/// What carries requests to the target and answers back.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request with the wanted credentials and waits for what becomes of it.
    ///
    /// Whatever happens to the connection is part of the exchange. Credentials and secrets are
    /// redacted in what is returned.
    fn send(
        &self,
        request: Request,
        credentials: CredentialUse,
    ) -> impl Future<Output = Exchange> + Send;

    /// Lets no request go out for so long, as an answer asked for it (see
    /// [`retry_after`](crate::retry_after)). Requests under way are not touched. A transport that
    /// knows no time has nothing to wait for.
    fn pause(&self, _duration: Duration) {}

    /// Shows this token from now on instead of the one in the main credentials, where there is one
    /// that a token can stand for. A transport without credentials has nothing to renew.
    fn renew(&self, _token: &str) {}
}
