use serde::{Deserialize, Serialize};

use crate::OperationTally;

/// How far the requests of an operation got at best.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The API does not know it, or nothing was sent.
    #[default]
    Unreached,
    /// The API knows it.
    Reached,
    /// And lets us in.
    Authorised,
    /// And knows what the request is about.
    Found,
    /// It succeeded.
    Covered,
}

/// How many of the things that a spec declares were exercised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Those exercised.
    pub exercised: u64,
    /// All.
    pub declared: u64,
}

impl Share {
    fn add(&mut self, other: Share) {
        self.exercised += other.exercised;
        self.declared += other.declared;
    }
}

/// What of an operation's declaration requests have exercised, all but statuses with success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Parameters given.
    pub parameters: Share,
    /// Properties of bodies given, at all depths.
    pub properties: Share,
    /// Members of enumerations given.
    pub members: Share,
    /// Media types of bodies sent.
    pub media_types: Share,
    /// Documented statuses answered.
    pub statuses: Share,
}

/// The coverage of a whole API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalCoverage {
    /// Operations tested.
    pub operations: u64,
    /// Those that got at least so far.
    pub reached: u64,
    /// Those that got at least so far.
    pub authorised: u64,
    /// Those that got at least so far.
    pub found: u64,
    /// Those that succeeded.
    pub covered: u64,
    /// The sums of all operations.
    pub parts: Coverage,
}

impl TotalCoverage {
    /// The coverage of all these operations together.
    pub fn of<'a>(operations: impl IntoIterator<Item = &'a OperationTally>) -> Self {
        let mut total = TotalCoverage::default();
        for operation in operations {
            let at_least = |stage| u64::from(operation.stage >= stage);
            total.operations += 1;
            total.reached += at_least(Stage::Reached);
            total.authorised += at_least(Stage::Authorised);
            total.found += at_least(Stage::Found);
            total.covered += at_least(Stage::Covered);
            let (sum, one) = (&mut total.parts, operation.coverage);
            sum.parameters.add(one.parameters);
            sum.properties.add(one.properties);
            sum.members.add(one.members);
            sum.media_types.add(one.media_types);
            sum.statuses.add(one.statuses);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_got_far_also_got_less_far() {
        let operation = |stage| OperationTally {
            stage,
            coverage: Coverage {
                parameters: Share {
                    exercised: 1,
                    declared: 3,
                },
                ..Coverage::default()
            },
            ..OperationTally::default()
        };
        let all = [Stage::Unreached, Stage::Authorised, Stage::Covered].map(operation);
        let total = TotalCoverage::of(&all);
        let stages = [total.operations, total.reached, total.authorised];
        assert_eq!(stages, [3, 2, 2]);
        assert_eq!([total.found, total.covered], [1, 1]);
        let sum = Share {
            exercised: 3,
            declared: 9,
        };
        assert_eq!(total.parts.parameters, sum);
    }
}
