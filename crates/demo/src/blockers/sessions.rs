//! Hinders: an operation that ends the session of whoever calls it.

use serde_json::json;

use super::State;
use super::access::MAIN;
use crate::exchange::Answer;
use crate::problem::Problem;
use crate::shelf::Shelf;
use crate::stage::{Visit, bearer};

/// Which tokens are good.
#[derive(Default)]
pub(super) struct Sessions {
    main_is_over: bool,
    tokens: Shelf<()>,
}

impl Sessions {
    pub(super) fn admit(&self, token: &str) -> bool {
        match token == MAIN {
            true => !self.main_is_over,
            false => self.tokens.has(token),
        }
    }

    fn end(&mut self, token: &str) {
        self.main_is_over |= token == MAIN;
        self.tokens.remove(token);
    }
}

/// `POST /login`
pub(super) fn login(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    let given = (
        visit.input.string("username"),
        visit.input.string("password"),
    );
    if given != ("robin", "blue-kettle-7") {
        return Err(Problem::new(401, "Invalid username or password"));
    }
    let token = visit.ids.token();
    state.sessions.tokens.put(token.clone(), ());
    let body = json!({"access_token": token, "token_type": "bearer"});
    Ok(Answer::json(200, &body))
}

/// `GET /me`
pub(super) fn me(_: &mut State, _: &Visit<'_>) -> Result<Answer, Problem> {
    let body = json!({"username": "robin", "displayName": "Robin Ames", "locale": "en-GB"});
    Ok(Answer::json(200, &body))
}

/// `POST /logout`
pub(super) fn logout(state: &mut State, visit: &Visit<'_>) -> Result<Answer, Problem> {
    state
        .sessions
        .end(bearer(visit.request).unwrap_or_default());
    Ok(Answer::empty(204))
}
