use bedlam_model::{OperationId, Outcome};

use crate::step::Sent;

/// What an answer tells of the load that the API bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// It answered.
    Borne,
    /// A 503, a gateway's 502 or 504, or no answer at all: too much for it, or too much to ask of
    /// this operation.
    Failed,
    /// It says that requests were in each other's way.
    Crowded,
    /// Nothing was answered any more while this one was waited for.
    Hung,
}

/// What databases say when requests were in each other's way: SQLite (result codes SQLITE_BUSY and
/// SQLITE_LOCKED), MySQL (errors 1205 and 1213), PostgreSQL (SQLSTATE 40P01, 40001 and 53300).
const CROWDED: &[&str] = &[
    "database is locked",
    "database table is locked",
    "SQLITE_BUSY",
    "Lock wait timeout exceeded",
    "Deadlock found when trying to get lock",
    "deadlock detected",
    "could not serialize access",
    "too many clients already",
];

impl Load {
    /// What this answer tells.
    pub(crate) fn of(sent: &Sent) -> Load {
        let response = match &sent.exchange.outcome {
            Outcome::Fault(_) if sent.is_late() && sent.wait.is_some() => return Load::Hung,
            Outcome::Fault(_) => return Load::Failed,
            Outcome::Response(response) => response,
        };
        if response.status < 500 {
            return Load::Borne;
        }
        let text = String::from_utf8_lossy(&response.body);
        match response.status {
            _ if CROWDED.iter().any(|words| text.contains(words)) => Load::Crowded,
            502..=504 => Load::Failed,
            _ => Load::Borne,
        }
    }
}

/// How many requests the API bears at the same time. One that answers under load with 503, or
/// drops connections, or hangs, gets fewer at once: what it does not answer teaches nothing.
///
/// Fewer at once is kept only where it helps. Additive increase, multiplicative decrease (Chiu and
/// Jain, 1989).
#[derive(Debug)]
pub(crate) struct Pressure {
    most: usize,
    level: usize,
    /// Operations that have answered properly: only these say something about load.
    able: Vec<bool>,
    window: Window,
    /// The share of overload before it was decreased, until one at a time has shown its effect.
    before: Option<f64>,
    /// Answers for which the level stays as it is, because fewer at once did not help.
    immune: u32,
    /// Judgements that must be good before there is one more at once.
    careful: u32,
    /// Those that were.
    good: u32,
    /// Answers still to come before another hang is one of its own.
    hanging: usize,
}

/// Answers at one level.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    answers: u32,
    overloaded: u32,
}

/// Answers after which a level is judged, at least.
const WINDOW: u32 = 24;
/// The share of overload that is too much.
const TOO_MUCH: f64 = 0.12;
/// Fewer at once has helped if less than this share of the overload is left.
const HELPED: f64 = 0.5;
/// How long nothing is tried after it did not help.
const PAUSE: u32 = 600;
/// Good judgements for one more at once, after the API hung.
const CAREFUL: u32 = 8;

impl Pressure {
    pub(crate) fn new(most: usize, operations: usize) -> Self {
        let most = most.max(1);
        Pressure {
            most,
            level: most,
            able: vec![false; operations],
            window: Window::default(),
            before: None,
            immune: 0,
            careful: 1,
            good: 0,
            hanging: 0,
        }
    }

    /// Requests at the same time, now.
    pub(crate) fn level(&self) -> usize {
        self.level
    }

    /// Counts an answer.
    pub(crate) fn count(&mut self, operation: OperationId, load: Load) {
        match load {
            Load::Hung => return self.hung(),
            Load::Borne => self.hanging = self.hanging.saturating_sub(1),
            Load::Failed | Load::Crowded => {}
        }
        let able = &mut self.able[operation.index()];
        *able |= load != Load::Failed;
        if self.immune > 0 {
            self.immune -= 1;
            return;
        }
        if !*able {
            return;
        }
        self.window.answers += 1;
        self.window.overloaded += u32::from(load != Load::Borne);
        if self.window.answers >= WINDOW {
            self.judge();
        }
    }

    /// Requests that ran into each other kept each other from being answered, mostly, and a hang
    /// costs more time than anything else: far fewer at once, once for all that hung together.
    fn hung(&mut self) {
        if self.hanging == 0 && self.level > 1 {
            self.level = (self.level / 4).max(1);
            self.careful = CAREFUL;
            self.good = 0;
            self.window = Window::default();
        }
        self.hanging = self.most;
    }

    fn judge(&mut self) {
        let share = f64::from(self.window.overloaded) / f64::from(self.window.answers);
        self.window = Window::default();
        if share <= TOO_MUCH {
            self.before = None;
            if share == 0.0 && self.level < self.most {
                self.good += 1;
                if self.good >= self.careful {
                    self.good = 0;
                    self.level += 1;
                }
            }
        } else if self.level > 1 {
            self.before.get_or_insert(share);
            self.level /= 2;
        } else if self
            .before
            .take()
            .is_some_and(|before| share > before * HELPED)
        {
            self.level = self.most;
            self.immune = PAUSE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(pressure: &mut Pressure, answers: u32, bears: usize) {
        for n in 0..answers {
            let load = match pressure.level() > bears && n % 2 == 1 {
                true => Load::Failed,
                false => Load::Borne,
            };
            pressure.count(OperationId(0), load);
        }
    }

    #[test]
    fn an_api_that_bears_two_requests_gets_about_two() {
        let mut pressure = Pressure::new(8, 1);
        run(&mut pressure, 400, 2);
        assert!(pressure.level() <= 3, "{}", pressure.level());
    }

    #[test]
    fn an_api_that_bears_all_gets_all() {
        let mut pressure = Pressure::new(8, 1);
        run(&mut pressure, 400, 8);
        assert_eq!(pressure.level(), 8);
    }

    #[test]
    fn fewer_at_once_is_given_up_where_it_does_not_help() {
        let mut pressure = Pressure::new(8, 1);
        run(&mut pressure, 5 * WINDOW, 0);
        assert_eq!(pressure.level(), 8);
    }

    #[test]
    fn an_operation_that_never_answers_says_nothing_about_load() {
        let mut pressure = Pressure::new(8, 1);
        for _ in 0..100 {
            pressure.count(OperationId(0), Load::Failed);
        }
        assert_eq!(pressure.level(), 8);
    }

    #[test]
    fn an_api_that_hung_gets_far_fewer_once_and_more_only_slowly() {
        let mut pressure = Pressure::new(8, 2);
        let check = |pressure: &mut Pressure, load: Load, times: u32, expected: usize| {
            for _ in 0..times {
                pressure.count(OperationId(1), load);
            }
            assert_eq!(pressure.level(), expected);
        };
        check(&mut pressure, Load::Hung, 8, 2);
        check(&mut pressure, Load::Borne, WINDOW, 2);
        check(&mut pressure, Load::Hung, 4, 1);
        check(&mut pressure, Load::Borne, CAREFUL * WINDOW, 2);
    }

    #[test]
    fn what_says_that_requests_were_in_each_others_way_says_it_of_any_operation() {
        let mut pressure = Pressure::new(8, 1);
        for _ in 0..WINDOW {
            pressure.count(OperationId(0), Load::Crowded);
        }
        assert_eq!(pressure.level(), 4);
    }
}
