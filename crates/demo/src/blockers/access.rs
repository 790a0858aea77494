//! Who may come in.

use super::State;
use crate::exchange::Request;
use crate::problem::Problem;
use crate::stage::{bearer, header};

/// The header that admits to all but the places that want more.
pub(crate) const CREDENTIALS: &str = "Authorization: Bearer wb-main-5f1c";
/// The token of [`CREDENTIALS`].
pub(super) const MAIN: &str = "wb-main-5f1c";
/// The token of an administrator.
const ADMIN: &str = "wb-admin-90ce";
/// The token that the accountants have, good for their own place only.
const BILLING: &str = "wb-billing-2d7b";
/// The key that other services have.
const SERVICE_KEY: &str = "svc-6be1-44a0";

/// Everybody.
pub(super) fn open(_: &mut State, _: &Request) -> Result<(), Problem> {
    Ok(())
}

/// Whoever has a token.
pub(super) fn member(state: &mut State, request: &Request) -> Result<(), Problem> {
    let token = bearer(request).ok_or_else(|| Problem::unauthorized("Unauthenticated."))?;
    match token == ADMIN || state.sessions.admit(token) {
        true => Ok(()),
        false => Err(Problem::unauthorized(
            "Token is invalid or has been revoked.",
        )),
    }
}

/// Administrators only.
pub(super) fn admin(state: &mut State, request: &Request) -> Result<(), Problem> {
    member(state, request)?;
    match bearer(request) == Some(ADMIN) {
        true => Ok(()),
        false => Err(Problem::new(
            403,
            "You do not have permission to perform this action. Required scope: admin.",
        )),
    }
}

/// Whoever has the token of the accountants.
pub(super) fn accountant(_: &mut State, request: &Request) -> Result<(), Problem> {
    let token = bearer(request);
    let token = token
        .ok_or_else(|| Problem::unauthorized("Authentication credentials were not provided."))?;
    match token == BILLING {
        true => Ok(()),
        false => Err(Problem::unauthorized(
            "Given token not valid for any token type",
        )),
    }
}

/// Services that have the key.
pub(super) fn service(_: &mut State, request: &Request) -> Result<(), Problem> {
    match header(request, "x-service-key") {
        Some(SERVICE_KEY) => Ok(()),
        Some(_) => Err(Problem::new(401, "Invalid service key")),
        None => Err(Problem::new(401, "Missing header X-Service-Key")),
    }
}

/// Members who have opened the vault lately.
pub(super) fn unlocked(state: &mut State, request: &Request) -> Result<(), Problem> {
    member(state, request)?;
    state.vault.admit(header(request, "x-vault-token"))
}

/// Members who do not ask too often.
pub(super) fn paced(state: &mut State, request: &Request) -> Result<(), Problem> {
    member(state, request)?;
    state.geocoder.admit()
}
