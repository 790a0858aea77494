use bedlam_generate::Rng;

/// What one choice brought so far. Old experience fades, so that a choice that stops working is
/// left again, and one that failed early gets another chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Arm {
    good: f32,
    all: f32,
}

/// Experience counts as this many trials at most.
const MEMORY: f32 = 40.0;

impl Arm {
    /// Adds one experience.
    pub(crate) fn add(&mut self, good: bool) {
        if self.all >= MEMORY {
            let fade = (MEMORY - 1.0) / MEMORY;
            self.good *= fade;
            self.all *= fade;
        }
        self.all += 1.0;
        if good {
            self.good += 1.0;
        }
    }

    /// How often it was tried, as far as that is remembered.
    pub(crate) fn tries(&self) -> f32 {
        self.all
    }

    /// How many of how many trials were good, as far as that is remembered.
    pub(crate) fn counts(&self) -> (f32, f32) {
        (self.good, self.all)
    }

    /// Experience of another campaign: it counts as `most` trials at most.
    pub(crate) fn recalled(good: f32, all: f32, most: f32) -> Self {
        let all = if all.is_finite() { all.max(0.0) } else { 0.0 };
        let share = if all > 0.0 {
            (good / all).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let all = all.min(most);
        Arm {
            good: share * all,
            all,
        }
    }

    /// The chance of success as far as known; `prior` (0 to 1) counts as two trials.
    pub(crate) fn mean(&self, prior: f32) -> f32 {
        (self.good + 2.0 * prior) / (self.all + 2.0)
    }
}

/// Picks an index by weights, in proportion to weight times mean squared: what works is taken
/// mostly, nothing is ever given up.
pub(crate) fn pick(arms: &[(Arm, f32)], rng: &mut Rng) -> Option<usize> {
    let score = |(arm, prior): &(Arm, f32)| {
        let mean = f64::from(arm.mean(*prior));
        mean * mean + 0.002
    };
    let total: f64 = arms.iter().map(score).sum();
    let mut point = rng.float() * total;
    for (index, arm) in arms.iter().enumerate() {
        point -= score(arm);
        if point <= 0.0 {
            return Some(index);
        }
    }
    arms.len().checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_works_is_picked_mostly_but_not_only() {
        let mut good = Arm::default();
        let mut bad = Arm::default();
        for _ in 0..20 {
            good.add(true);
            bad.add(false);
        }
        let mut rng = Rng::new(1);
        let picks = (0..10_000).filter(|_| pick(&[(good, 0.5), (bad, 0.5)], &mut rng) == Some(0));
        let picks = picks.count();
        assert!((9_000..10_000).contains(&picks), "{picks}");
    }

    #[test]
    fn experience_fades() {
        let mut arm = Arm::default();
        for _ in 0..1000 {
            arm.add(false);
        }
        for _ in 0..40 {
            arm.add(true);
        }
        assert!(arm.mean(0.5) > 0.5);
    }
}
