use std::sync::{Mutex, MutexGuard, PoisonError};

use bedlam_model::{Case, Method, OperationId, RequestId};

/// Harmless requests kept at most, each of another operation.
const PULSES: usize = 3;
/// A harmless request that took longer than this, in milliseconds, tells little when it is late.
const QUICK: f64 = 1000.0;
/// How much of the time in which a request was not answered others must have been answered in, to
/// say that the API lives.
const EARLY: f64 = 0.2;
/// After so many milliseconds nobody waits for an API any more.
const LONGEST: f64 = 20_000.0;

/// Whether the API answers at all. One request that keeps it busy for ever lets all others go
/// unanswered, and these are not to blame.
#[derive(Debug, Default)]
pub(crate) struct Standstill {
    state: Mutex<State>,
    /// Held by who asks whether the API lives again.
    pub(crate) asking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    pulses: Vec<Case>,
    answered_ms: f64,
    hang: Option<Hang>,
}

#[derive(Clone, Copy, Debug)]
struct Hang {
    since_ms: f64,
    /// The first request that went unanswered: the one to suspect.
    first: RequestId,
}

impl Standstill {
    /// Notes that an answer came.
    pub(crate) fn answered(&self, now_ms: f64) {
        let mut state = self.state();
        state.answered_ms = now_ms;
        state.hang = None;
    }

    /// Keeps a request that was answered, to ask with it later whether the API lives.
    pub(crate) fn keep(&self, case: &Case, method: &Method, total_ms: f64) {
        if method.as_str() != "GET" || !case.mutations.is_empty() || total_ms > QUICK {
            return;
        }
        let mut state = self.state();
        let known = state
            .pulses
            .iter()
            .any(|one| one.operation == case.operation);
        if !known && state.pulses.len() < PULSES {
            state.pulses.push(case.clone());
        }
    }

    /// A request by which another operation than this one has shown that it answers.
    pub(crate) fn pulse(&self, other: OperationId) -> Option<Case> {
        let state = self.state();
        state
            .pulses
            .iter()
            .find(|one| one.operation != other)
            .cloned()
    }

    /// Whether something was answered while a request sent and given up at these times was not.
    pub(crate) fn lived(&self, sent_ms: f64, late_ms: f64) -> bool {
        self.state().answered_ms > sent_ms + EARLY * (late_ms - sent_ms)
    }

    /// Notes that the API answered neither this request nor a harmless one.
    pub(crate) fn hangs(&self, request: RequestId, now_ms: f64) {
        let mut state = self.state();
        let hang = state.hang.get_or_insert(Hang {
            since_ms: now_ms,
            first: request,
        });
        if request.0 < hang.first.0 {
            hang.first = request;
        }
    }

    /// Whether this request is the first that went unanswered in what goes on now.
    pub(crate) fn is_first(&self, request: RequestId) -> bool {
        self.state().hang.is_some_and(|hang| hang.first == request)
    }

    /// Whether the API hangs, and has for so long that nobody waits any more.
    pub(crate) fn given_up(&self, now_ms: f64) -> bool {
        let hang = self.state().hang;
        hang.is_some_and(|hang| now_ms - hang.since_ms > LONGEST)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_went_unanswered_is_the_one_to_suspect() {
        let still = Standstill::default();
        for request in [8, 7, 9] {
            still.hangs(RequestId(request), 5000.0);
        }
        let check = |request: u64, expected: bool| {
            assert_eq!(still.is_first(RequestId(request)), expected, "{request}");
        };
        check(7, true);
        check(8, false);
        assert!(!still.given_up(6000.0));
        assert!(still.given_up(26_000.0));
        still.answered(27_000.0);
        check(7, false);
        assert!(!still.given_up(60_000.0));
    }

    #[test]
    fn an_api_that_answers_others_meanwhile_lives() {
        let still = Standstill::default();
        still.answered(10_100.0);
        let check = |sent: f64, late: f64, expected: bool| {
            assert_eq!(still.lived(sent, late), expected, "{sent} {late}");
        };
        check(10_000.0, 15_000.0, false);
        check(7000.0, 12_000.0, true);
        check(1000.0, 6000.0, true);
    }
}
