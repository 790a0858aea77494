use bedlam_model::OperationId;

/// How many requests the API bears at the same time. One that answers under load with 503, or
/// drops connections, gets fewer at once: what it does not answer teaches nothing.
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
        }
    }

    /// Requests at the same time, now.
    pub(crate) fn level(&self) -> usize {
        self.level
    }

    /// Counts an answer; `overloaded`: a 503, a gateway's 502 or 504, or none at all.
    pub(crate) fn count(&mut self, operation: OperationId, overloaded: bool) {
        let able = &mut self.able[operation.index()];
        *able |= !overloaded;
        if self.immune > 0 {
            self.immune -= 1;
            return;
        }
        if !*able {
            return;
        }
        self.window.answers += 1;
        self.window.overloaded += u32::from(overloaded);
        if self.window.answers >= WINDOW {
            self.judge();
        }
    }

    fn judge(&mut self) {
        let share = f64::from(self.window.overloaded) / f64::from(self.window.answers);
        self.window = Window::default();
        if share <= TOO_MUCH {
            self.before = None;
            if share == 0.0 && self.level < self.most {
                self.level += 1;
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
            let overloaded = pressure.level() > bears && n % 2 == 1;
            pressure.count(OperationId(0), overloaded);
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
            pressure.count(OperationId(0), true);
        }
        assert_eq!(pressure.level(), 8);
    }
}
