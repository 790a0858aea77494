use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bedlam_model::{Exchange, OperationId, Outcome, TransportFault};

/// Whether the API is there at all. While it is not, it is asked seldom, by one worker at a time:
/// what nobody hears teaches nothing.
#[derive(Debug, Default)]
pub(crate) struct Outage {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether it ever answered.
    answered: bool,
    /// Since when it does not.
    since: Option<Instant>,
    /// How often it was asked in vain since then.
    tries: u32,
    /// When it may be asked again.
    next: Option<Instant>,
    /// Answers of gateways, and ended connections, with nothing else between them.
    hollow: u32,
    /// The operations that these came from.
    operations: HashSet<OperationId>,
    /// Whether this outage was told, and how many were.
    told: bool,
    outages: u32,
    /// How long the last one was that was told, until its end is told too.
    over: Option<Duration>,
}

/// The first pause, and the longest.
const PAUSE: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_secs(1);
/// How long anybody sleeps without looking whether the campaign is over.
const NAP: Duration = Duration::from_millis(100);
/// So many answers of gateways alone, of so many operations, mean that nobody is behind them.
const HOLLOW: u32 = 12;
const OPERATIONS: usize = 3;
/// Shorter outages are not told, and no more than so many are.
const WORTH: Duration = Duration::from_secs(1);
const TOLD: u32 = 5;

/// What a worker does with an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It is an answer, or says something about its request.
    Counts,
    /// Nobody was there: it is to be sent again.
    Nobody,
}

impl Outage {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a request may go out, or the campaign is over.
    pub(crate) async fn turn(&self, over: impl Fn() -> bool) {
        loop {
            let wait = self.state().wait(Instant::now());
            let Some(wait) = wait.filter(|_| !over()) else {
                return;
            };
            tokio::time::sleep(wait.min(NAP)).await;
        }
    }

    /// Takes in what became of a request.
    pub(crate) fn saw(&self, operation: OperationId, exchange: &Exchange) -> Heard {
        self.state().saw(operation, exchange, Instant::now())
    }

    /// How long nobody has answered.
    pub(crate) fn lasts(&self) -> Option<Duration> {
        self.state().since.map(|since| since.elapsed())
    }

    /// What the user should know, once.
    pub(crate) fn notice(&self, now_ms: f64) -> Option<String> {
        self.state().notice(now_ms, Instant::now())
    }
}

impl State {
    /// How long to wait; none: it is this worker's turn to ask.
    fn wait(&mut self, now: Instant) -> Option<Duration> {
        self.since?;
        let next = self.next.unwrap_or(now);
        if next > now {
            return Some(next - now);
        }
        self.next = Some(now + self.pause());
        None
    }

    fn pause(&self) -> Duration {
        (PAUSE * 2_u32.saturating_pow(self.tries.min(10))).min(LONGEST)
    }

    fn saw(&mut self, operation: OperationId, exchange: &Exchange, now: Instant) -> Heard {
        match &exchange.outcome {
            Outcome::Fault(TransportFault::Connect(_)) if self.answered => {
                self.fail(now);
                return Heard::Nobody;
            }
            Outcome::Fault(TransportFault::Closed(_)) => self.hollow(operation, now),
            Outcome::Response(response) if matches!(response.status, 502..=504) => {
                self.hollow(operation, now);
            }
            Outcome::Fault(_) => {}
            Outcome::Response(_) => self.back(now),
        }
        Heard::Counts
    }

    fn hollow(&mut self, operation: OperationId, now: Instant) {
        self.hollow += 1;
        if self.operations.len() < OPERATIONS {
            self.operations.insert(operation);
        }
        let many = self.hollow >= HOLLOW && self.operations.len() >= OPERATIONS;
        if self.answered && (many || self.since.is_some()) {
            self.fail(now);
        }
    }

    fn fail(&mut self, now: Instant) {
        self.since.get_or_insert(now);
        // Requests that were under way together fail together.
        if self.next.is_none_or(|next| next <= now) || self.tries == 0 {
            self.next = Some(now + self.pause());
        }
        self.tries += 1;
    }

    fn back(&mut self, now: Instant) {
        self.answered = true;
        let since = self.since.take();
        if self.told {
            self.over = since.map(|since| now - since);
            self.told = false;
        }
        self.tries = 0;
        self.next = None;
        self.hollow = 0;
        self.operations.clear();
    }

    fn notice(&mut self, now_ms: f64, now: Instant) -> Option<String> {
        if let Some(lasted) = self.over.take() {
            let seconds = lasted.as_secs_f64();
            return Some(format!("the API answers again, after {seconds:.1} s"));
        }
        let lasts = now - self.since?;
        if self.told || lasts < WORTH || self.outages >= TOLD {
            return None;
        }
        self.told = true;
        self.outages += 1;
        let at = now_ms / 1000.0 - lasts.as_secs_f64();
        Some(format!(
            "the API does not answer since {:.1} s after the begin: waiting for it",
            at.max(0.0)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::{Request, RequestId, Response, Timing};

    fn exchange(outcome: Outcome) -> Exchange {
        Exchange {
            request: Request {
                id: RequestId(1),
                method: "GET".into(),
                origin: "http://h".into(),
                target: "/".into(),
                headers: Vec::new(),
                body: Vec::new(),
                raw: false,
            },
            outcome,
            timing: Timing::default(),
        }
    }

    fn refused() -> Exchange {
        exchange(Outcome::Fault(TransportFault::Connect("refused".into())))
    }

    fn answered(status: u16) -> Exchange {
        exchange(Outcome::Response(Response {
            status,
            version: "HTTP/1.1".into(),
            headers: Vec::new(),
            body: Vec::new(),
            truncated: false,
        }))
    }

    #[test]
    fn pauses_grow_to_a_second_and_end_with_the_first_answer() {
        let mut state = State::default();
        let mut now = Instant::now();
        assert_eq!(state.saw(OperationId(0), &refused(), now), Heard::Counts);
        assert_eq!(state.wait(now), None);
        state.saw(OperationId(0), &answered(404), now);
        let mut pauses = Vec::new();
        for _ in 0..8 {
            assert_eq!(state.saw(OperationId(0), &refused(), now), Heard::Nobody);
            let pause = state.wait(now).unwrap_or_default();
            pauses.push(pause.as_millis());
            now += pause;
            assert_eq!(state.wait(now), None);
            // Nobody else asks meanwhile.
            assert!(state.wait(now).is_some());
        }
        assert_eq!(pauses, [20, 40, 80, 160, 320, 640, 1000, 1000]);
        assert_eq!(
            state.saw(OperationId(0), &answered(200), now),
            Heard::Counts
        );
        assert_eq!((state.wait(now), state.wait(now)), (None, None));
    }

    #[test]
    fn an_outage_and_its_end_are_told_once() {
        let mut state = State::default();
        let begin = Instant::now();
        let at = |seconds: u64| begin + Duration::from_secs(seconds);
        state.saw(OperationId(0), &answered(200), at(0));
        state.saw(OperationId(0), &refused(), at(3));
        assert_eq!(state.notice(3000.0, at(3)), None);
        let told = state.notice(5000.0, at(5)).unwrap_or_default();
        assert!(told.contains("since 3.0 s"), "{told}");
        assert_eq!(state.notice(6000.0, at(6)), None);
        state.saw(OperationId(0), &answered(200), at(7));
        let told = state.notice(7000.0, at(7)).unwrap_or_default();
        assert!(told.contains("after 4.0 s"), "{told}");
        assert_eq!(state.notice(8000.0, at(8)), None);
    }

    #[test]
    fn gateways_with_nobody_behind_them_are_an_outage_and_single_faulty_operations_are_none() {
        let now = Instant::now();
        let down = |operations: u32, status: u16| {
            let mut state = State::default();
            state.saw(OperationId(0), &answered(200), now);
            for n in 0..2 * HOLLOW {
                state.saw(OperationId(n % operations), &answered(status), now);
            }
            state.since.is_some()
        };
        assert!(down(3, 502));
        assert!(!down(2, 502));
        assert!(!down(3, 500));
    }
}
