use std::time::{Duration, Instant};

use bedlam_model::StopReason;

use crate::config::{Budget, Config};

/// When a campaign is over, apart from the user's wish.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) deadline: Option<Instant>,
    duration: Option<(Instant, Duration)>,
    auto: bool,
    share: u64,
    max_findings: usize,
    /// Requests since something new turned up.
    quiet: u64,
    /// Whether that was told.
    told: bool,
}

/// Under `auto`, this many requests for each operation must have shown nothing new.
const QUIET: u64 = 25;
/// And at least this many in all.
const QUIET_AT_LEAST: u64 = 300;

impl Limits {
    pub(crate) fn new(config: &Config, started: Instant) -> Self {
        let duration: Option<Duration> = match config.budget {
            Budget::Auto => None,
            Budget::For(duration) => Some(duration),
        };
        Limits {
            deadline: duration.map(|duration| started + duration),
            duration: duration.map(|duration| (started, duration)),
            auto: duration.is_none(),
            share: config.min_requests_per_operation,
            max_findings: config.max_findings.unwrap_or(usize::MAX),
            quiet: 0,
            told: false,
        }
    }

    /// Counts an exchange; `new`: it showed something.
    pub(crate) fn count(&mut self, new: bool) {
        self.quiet = if new { 0 } else { self.quiet + 1 };
    }

    /// Whether more than this share of the time is over.
    pub(crate) fn spent(&self, share: f64) -> bool {
        self.duration
            .is_some_and(|(started, duration)| started.elapsed() > duration.mul_f64(share))
    }

    /// Milliseconds that are left; none: time decides nothing.
    pub(crate) fn left_ms(&self) -> Option<f64> {
        let (started, duration) = self.duration?;
        let left = duration.saturating_sub(started.elapsed());
        Some(left.as_secs_f64() * 1000.0)
    }

    /// How far an `auto` campaign is on the way to its end; 0 where time decides.
    pub(crate) fn quiet_share(&self, operations: usize) -> f64 {
        if self.auto {
            self.quiet as f64 / quiet_needed(operations) as f64
        } else {
            0.0
        }
    }

    /// The requests since something new turned up, once there are so many that the user is to know.
    pub(crate) fn plateau(&mut self, operations: usize) -> Option<u64> {
        let quiet = self.quiet * 2 >= quiet_needed(operations);
        let first = quiet && !self.told;
        self.told |= quiet;
        first.then_some(self.quiet)
    }

    /// Whether it is time to end. `fewest`: the tries of the operation that had the fewest.
    pub(crate) fn reached(
        &self,
        fewest: u64,
        operations: usize,
        findings: usize,
    ) -> Option<StopReason> {
        if findings >= self.max_findings {
            return Some(StopReason::Findings);
        }
        let quiet = self.quiet >= quiet_needed(operations);
        (self.auto && fewest >= self.share && quiet).then_some(StopReason::Plateau)
    }
}

fn quiet_needed(operations: usize) -> u64 {
    (QUIET * operations as u64).max(QUIET_AT_LEAST)
}
