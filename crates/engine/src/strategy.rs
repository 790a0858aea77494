use bedlam_generate::{Fullness, Plan, Rng};
use bedlam_model::Operation;

/// A way to make the first success of an operation. An operation that stays uncovered gets them in
/// turn: another strategy helps more than more of the same.
pub(crate) struct Strategy {
    fullness: fn(&mut Rng) -> Fullness,
    body_example: bool,
    /// Which of the body's media types; counted round.
    media: usize,
    /// Whether the body is made after what the API has shown, where it has shown the like.
    pub(crate) echoes: bool,
    /// Whether the optional inputs are combined in pairs.
    pub(crate) pairs: bool,
}

/// In the order in which they are tried.
pub(crate) static STRATEGIES: &[Strategy] = &[
    // Smallest.
    Strategy {
        fullness: |_| Fullness::Smallest,
        body_example: false,
        media: 0,
        echoes: false,
        pairs: false,
    },
    // Example.
    Strategy {
        fullness: |_| Fullness::Share(0.3),
        body_example: true,
        media: 0,
        echoes: false,
        pairs: false,
    },
    // Fuller.
    Strategy {
        fullness: |rng| Fullness::Share(0.2 + 0.6 * rng.float()),
        body_example: false,
        media: 0,
        echoes: false,
        pairs: false,
    },
    // Smallest again, or what the API has shown.
    Strategy {
        fullness: |_| Fullness::Smallest,
        body_example: false,
        media: 0,
        echoes: true,
        pairs: false,
    },
    // Fullest.
    Strategy {
        fullness: |_| Fullness::Full,
        body_example: false,
        media: 0,
        echoes: false,
        pairs: false,
    },
    // Pairs of optional inputs.
    Strategy {
        fullness: |_| Fullness::Share(0.15),
        body_example: false,
        media: 0,
        echoes: false,
        pairs: true,
    },
    // Some optional inputs.
    Strategy {
        fullness: |_| Fullness::Share(0.15),
        body_example: false,
        media: 0,
        echoes: false,
        pairs: false,
    },
    // Other media type.
    Strategy {
        fullness: |rng| {
            if rng.chance(0.5) {
                Fullness::Smallest
            } else {
                Fullness::Share(0.5)
            }
        },
        body_example: false,
        media: 1,
        echoes: false,
        pairs: false,
    },
];

impl Strategy {
    /// The strategy for the n-th try.
    pub(crate) fn at(tries: u64) -> usize {
        (tries % STRATEGIES.len() as u64) as usize
    }

    /// Which row of pairs, where it combines optional inputs.
    pub(crate) fn row(&self, turn: u64) -> Option<u64> {
        self.pairs.then_some(turn / STRATEGIES.len() as u64)
    }

    /// What it means for this operation.
    pub(crate) fn plan(&self, operation: &Operation, turn: u64, rng: &mut Rng) -> Plan {
        let media = operation.body.as_ref().and_then(|body| {
            let round = turn as usize / STRATEGIES.len();
            (self.media > 0).then(|| (self.media + round) % body.media.len().max(1))
        });
        let optional_body = operation.body.as_ref().is_some_and(|body| !body.required);
        let fullness = (self.fullness)(rng);
        Plan {
            drop_body: optional_body
                && matches!(fullness, Fullness::Smallest)
                && turn.is_multiple_of(2),
            fullness,
            media,
            body_example: self.body_example,
        }
    }
}
