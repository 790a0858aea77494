//! Hinders: credentials that are good for fifty requests and must then be had anew.

use serde_json::json;

use super::State;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::shelf::Shelf;
use crate::stage::Visit;

/// How many requests a token is good for.
const USES: u32 = 50;

/// The vault: who may look in, and what is there.
#[derive(Default)]
pub(super) struct Vault {
    /// Tokens with the requests that are left to them.
    tokens: Shelf<u32>,
    secrets: Shelf<String>,
}

impl Vault {
    pub(super) fn admit(&mut self, token: Option<&str>) -> Result<(), Problem> {
        let closed = "Vault is locked. Unlock it with POST /vault/unlock.";
        let token = token.ok_or_else(|| Problem::new(401, closed))?;
        match self.tokens.get_mut(token) {
            None => Err(Problem::new(401, "Unknown vault token")),
            Some(0) => Err(Problem::new(
                401,
                "Vault token has expired. Unlock the vault again.",
            )),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

/// `POST /vault/unlock`
pub(super) fn unlock(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    if visit.input.string("passphrase") != "seven grey geese" {
        return Err(Problem::new(403, "Wrong passphrase"));
    }
    let token = visit.ids.token();
    state.vault.tokens.put(token.clone(), USES);
    let body = json!({"vaultToken": token, "remainingRequests": USES});
    Ok(Answer::json(200, &body))
}

/// `GET /vault/secrets`
pub(super) fn list(state: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let names: Vec<&str> = state.vault.secrets.newest().map(|(name, _)| name).collect();
    let names = &names[..names.len().min(50)];
    Ok(Answer::json(200, &json!({"names": names})))
}

/// `PUT /vault/secrets/{secretName}`
pub(super) fn put(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let name = visit.input.text("secretName");
    let value = visit.input.string("value");
    state.vault.secrets.put(name, value.to_owned());
    Ok(Answer::empty(204))
}

/// `GET /vault/secrets/{secretName}`
pub(super) fn get(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let name = visit.input.text("secretName");
    let found = state.vault.secrets.get(name);
    let value = found.ok_or_else(|| Problem::new(404, format!("No secret named {name}")))?;
    Ok(Answer::json(200, &json!({"name": name, "value": value})))
}
