/// What a campaign dares to take away, more and more towards its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Daring {
    /// Only what it made itself.
    #[default]
    Own,
    /// That, and everything of one kind, to see what happens.
    Sample,
    /// What was there before, too: everything else had its share.
    Others,
    /// Also what it lives on: the session, and the account whose credentials are used.
    Ourselves,
}

/// The shares of the budget after which more is dared. What comes last needs time for a few slow
/// answers.
const SAMPLE: f64 = 0.25;
const OTHERS: f64 = 0.75;
const OURSELVES: f64 = 0.93;

impl Daring {
    /// What is dared once so much is spent. `spent`: whether more than a share of the budget is.
    pub(crate) fn after(spent: impl Fn(f64) -> bool) -> Daring {
        let steps = [
            (OURSELVES, Daring::Ourselves),
            (OTHERS, Daring::Others),
            (SAMPLE, Daring::Sample),
        ];
        let reached = steps.into_iter().find(|(share, _)| spent(*share));
        reached.map_or(Daring::Own, |(_, daring)| daring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_dared_towards_the_end() {
        let check = |share: f64, expected: Daring| {
            assert_eq!(Daring::after(|limit| share > limit), expected, "{share}");
        };
        check(0.0, Daring::Own);
        check(0.2, Daring::Own);
        check(0.7, Daring::Sample);
        check(0.8, Daring::Others);
        check(0.99, Daring::Ourselves);
    }
}
