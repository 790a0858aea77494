use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use bedlam_model::{Case, Event, EventKind, Exchange, Experience, Outcome, REDACTED};
use memchr::memmem::Finder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ShownKey;
use crate::config::{Listener, Summary};

/// Takes credentials that answers showed out of what is told: who hides his own would not want to
/// read those either.
#[derive(Debug, Default)]
pub(crate) struct Concealer {
    secrets: RwLock<Vec<Secret>>,
}

#[derive(Debug)]
struct Secret {
    text: String,
    finder: Finder<'static>,
}

/// Credentials remembered: each is looked for in all that is told.
const MOST: usize = 128;

/// A listener that hears no secrets.
pub(crate) struct Discreet<'a> {
    listener: &'a mut dyn Listener,
    concealer: &'a Concealer,
}

impl<'a> Discreet<'a> {
    pub(crate) fn new(listener: &'a mut dyn Listener, concealer: &'a Concealer) -> Self {
        Discreet {
            listener,
            concealer,
        }
    }
}

impl Listener for Discreet<'_> {
    fn wants_exchanges(&self) -> bool {
        self.listener.wants_exchanges()
    }

    fn event(&mut self, event: &Event) {
        if self.concealer.secrets().is_empty() {
            return self.listener.event(event);
        }
        let mut event = event.clone();
        match &mut event.kind {
            EventKind::Exchanged { exchange, .. } => self.concealer.exchange(exchange),
            EventKind::Found { finding } => {
                let all = finding.exchanges.iter_mut();
                all.for_each(|exchange| self.concealer.exchange(exchange));
                self.concealer.clean(finding.as_mut());
            }
            EventKind::Ended { tally, .. } => self.concealer.clean(tally),
            _ => {}
        }
        self.listener.event(&event);
    }
}

impl Concealer {
    fn secrets(&self) -> RwLockReadGuard<'_, Vec<Secret>> {
        self.secrets.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hides this from now on.
    pub(crate) fn add(&self, secret: &str) {
        let mut secrets = self.secrets.write().unwrap_or_else(PoisonError::into_inner);
        if secrets.len() < MOST && secrets.iter().all(|known| known.text != secret) {
            secrets.push(Secret::new(secret));
        }
    }

    /// Takes the secrets out of all that a campaign ends with.
    pub(crate) fn summary(&self, summary: &mut Summary) {
        let exchanges = summary.findings.iter_mut().flat_map(|f| &mut f.exchanges);
        exchanges.for_each(|exchange| self.exchange(exchange));
        self.clean(&mut summary.findings);
        self.clean(&mut summary.tally);
        self.clean(&mut summary.amendments);
    }

    /// Leaves out of what outlives the campaign whatever holds a secret.
    pub(crate) fn forget(&self, experience: &mut Experience) {
        let secrets = self.secrets();
        let holds = |text: String| {
            let mut all = secrets.iter();
            all.any(|secret| secret.finder.find(text.as_bytes()).is_some())
        };
        let whole = |case: &Case| serde_json::to_string(case).unwrap_or_default();
        for operation in &mut experience.operations {
            operation.cases.retain(|case| !holds(whole(case)));
            for input in &mut operation.inputs {
                input.values.retain(|value| !holds(value.to_string()));
            }
        }
        drop(secrets);
        self.clean(experience);
    }

    /// Takes the secrets out of anything that can be written down and read back.
    fn clean<T: Serialize + DeserializeOwned>(&self, told: &mut T) {
        let secrets = self.secrets();
        let text = match secrets.is_empty() {
            true => return,
            false => serde_json::to_string(told).unwrap_or_default(),
        };
        if let Some(clean) = without(&secrets, text.as_bytes())
            && let Ok(clean) = serde_json::from_slice(&clean)
        {
            *told = clean;
        }
    }

    fn exchange(&self, exchange: &mut Exchange) {
        clean_exchange(&self.secrets(), exchange);
    }
}

/// Takes out of an exchange the credentials that it shows itself, whether they are remembered or not.
pub(crate) fn hide(keys: &[ShownKey], exchange: &mut Exchange) {
    let secrets: Vec<Secret> = keys.iter().map(|key| Secret::new(&key.value)).collect();
    clean_exchange(&secrets, exchange);
}

/// Takes secrets out of an exchange, also where it is no text.
fn clean_exchange(secrets: &[Secret], exchange: &mut Exchange) {
    if secrets.is_empty() {
        return;
    }
    let clean = |text: &mut String| {
        if let Some(clean) = without(secrets, text.as_bytes()) {
            *text = String::from_utf8_lossy(&clean).into_owned();
        }
    };
    let bytes = |bytes: &mut Vec<u8>| {
        if let Some(clean) = without(secrets, bytes) {
            *bytes = clean;
        }
    };
    let request = &mut exchange.request;
    clean(&mut request.target);
    let headers = request.headers.iter_mut();
    headers.for_each(|(_, value)| clean(value));
    bytes(&mut request.body);
    if let Outcome::Response(response) = &mut exchange.outcome {
        let headers = response.headers.iter_mut();
        headers.for_each(|(_, value)| clean(value));
        bytes(&mut response.body);
    }
}

impl Secret {
    fn new(text: &str) -> Self {
        Secret {
            text: text.to_owned(),
            finder: Finder::new(text.as_bytes()).into_owned(),
        }
    }
}

/// The same without any of the secrets; none: it holds none.
fn without(secrets: &[Secret], bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean: Option<Vec<u8>> = None;
    for secret in secrets {
        let text = clean.as_deref().unwrap_or(bytes);
        let mut rest = 0;
        let mut parts = Vec::new();
        for at in secret.finder.find_iter(text) {
            parts.extend_from_slice(&text[rest..at]);
            parts.extend_from_slice(REDACTED.as_bytes());
            rest = at + secret.text.len();
        }
        if rest > 0 {
            parts.extend_from_slice(&text[rest..]);
            clean = Some(parts);
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::{Intent, Purpose, Request, RequestId, Response, Timing};

    /// All that was told, as one text.
    #[derive(Default)]
    struct Heard(String);

    impl Listener for Heard {
        fn wants_exchanges(&self) -> bool {
            true
        }
        fn event(&mut self, event: &Event) {
            let EventKind::Exchanged { exchange, .. } = &event.kind else {
                return;
            };
            let body = exchange.response().map(|response| response.body.clone());
            let body = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
            self.0 = serde_json::to_string(event).unwrap_or_default() + &body;
        }
    }

    #[test]
    fn a_found_credential_is_told_nowhere() {
        let secret = "5f1e0c9a7b2d";
        let exchange = Exchange {
            request: Request {
                id: RequestId(1),
                method: "GET".into(),
                origin: "http://h".into(),
                target: format!("/x?key={secret}"),
                headers: vec![("X-Key".into(), secret.into())],
                body: format!("{{\"k\": \"{secret}\"}}").into_bytes(),
                raw: false,
            },
            outcome: Outcome::Response(Response {
                status: 200,
                version: "HTTP/1.1".into(),
                headers: vec![("X-Echo".into(), secret.into())],
                body: [b"\xff", secret.as_bytes()].concat(),
                truncated: false,
            }),
            timing: Timing::default(),
        };
        let event = EventKind::Exchanged {
            operation: "GET /x".into(),
            purpose: Purpose::Cover,
            intent: Intent::Valid,
            exchange: Box::new(exchange),
        };
        let concealer = Concealer::default();
        let told = |concealer: &Concealer| {
            let mut heard = Heard::default();
            Discreet::new(&mut heard, concealer).event(&Event {
                at_ms: 0.0,
                kind: event.clone(),
            });
            heard.0
        };
        assert!(told(&concealer).contains(secret));
        concealer.add(secret);
        assert!(!told(&concealer).contains(secret), "{}", told(&concealer));
        assert!(told(&concealer).contains(REDACTED));
    }
}
