use std::sync::{Mutex, MutexGuard, PoisonError};

use bedlam_model::{CredentialUse, Exchange, Outcome, Request, Response, Timing};

use crate::Transport;

type Script = dyn Fn(&Request) -> Outcome + Send + Sync;

/// A transport without sockets: a function answers. Timing is zero, requests are recorded. Its only
/// credential is a token that it was told to show (see [`Transport::renew`]).
pub struct Scripted {
    script: Box<Script>,
    seen: Mutex<Vec<(Request, CredentialUse)>>,
    token: Mutex<Option<String>>,
}

impl Scripted {
    /// Answers every request by this function.
    pub fn new(script: impl Fn(&Request) -> Outcome + Send + Sync + 'static) -> Self {
        Scripted {
            script: Box::new(script),
            seen: Mutex::new(Vec::new()),
            token: Mutex::new(None),
        }
    }

    /// A JSON answer, as scripts give them.
    pub fn json(status: u16, body: &serde_json::Value) -> Outcome {
        Outcome::Response(Response {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into_bytes(),
            truncated: false,
        })
    }

    /// All requests so far, in the order of sending.
    pub fn requests(&self) -> Vec<Request> {
        let seen = self.seen();
        seen.iter().map(|(request, _)| request.clone()).collect()
    }

    /// The credentials asked for with each of the requests.
    pub fn credentials(&self) -> Vec<CredentialUse> {
        self.seen()
            .iter()
            .map(|(_, credentials)| *credentials)
            .collect()
    }

    fn seen(&self) -> MutexGuard<'_, Vec<(Request, CredentialUse)>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Scripted {
    async fn send(&self, mut request: Request, credentials: CredentialUse) -> Exchange {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = token.as_ref() {
            let header = ("Authorization".to_owned(), format!("Bearer {token}"));
            request.headers.push(header);
        }
        drop(token);
        let outcome = (self.script)(&request);
        self.seen().push((request.clone(), credentials));
        Exchange {
            request,
            outcome,
            timing: Timing::default(),
        }
    }

    fn renew(&self, token: &str) {
        let mut known = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some(token.to_owned());
    }
}
