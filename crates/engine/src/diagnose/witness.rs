use bedlam_model::{Case, CredentialUse, Exchange, Intent, Outcome};

use super::said::said;
use crate::step::Sent;

/// Bytes of a body that evidence keeps.
const BODY: usize = 4096;

/// An answer to a request that was meant to succeed and did not.
#[derive(Debug)]
pub(crate) struct Witness {
    /// The exchange, its bodies cut.
    pub(crate) exchange: Exchange,
    /// What the API said, in its own words.
    pub(crate) said: Option<String>,
}

impl Witness {
    /// None: the request was made to provoke, or it succeeded.
    pub(crate) fn of(case: &Case, sent: &Sent) -> Option<Box<Witness>> {
        let meant = case.mutations.is_empty()
            && case.intent == Intent::Valid
            && case.credentials == CredentialUse::Main;
        if sent.success || !meant {
            return None;
        }
        let said = sent
            .exchange
            .response()
            .and_then(|response| said(response, sent.json.as_ref()));
        Some(Box::new(Witness {
            exchange: cut(&sent.exchange),
            said,
        }))
    }
}

fn cut(exchange: &Exchange) -> Exchange {
    let mut exchange = exchange.clone();
    exchange.request.body.truncate(BODY);
    if let Outcome::Response(response) = &mut exchange.outcome
        && response.body.len() > BODY
    {
        response.body.truncate(BODY);
        response.truncated = true;
    }
    exchange
}
