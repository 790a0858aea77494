use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bedlam_model::OperationId;

/// Which operations lately asked us to come back later. Many APIs limit single operations: the
/// others need not wait for these.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    asked: Mutex<Vec<(OperationId, Instant)>>,
}

/// Requests to wait that lie farther apart have nothing to do with each other.
const TOGETHER: Duration = Duration::from_secs(2);
/// Operations that ask for patience together before everything waits.
const GENERAL: usize = 3;

impl Patience {
    /// Notes that an operation asked for patience; says whether so many others do that it is meant
    /// for all requests.
    pub(crate) fn is_general(&self, operation: OperationId) -> bool {
        let now = Instant::now();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|(id, at)| *id != operation && now.duration_since(*at) < TOGETHER);
        asked.push((operation, now));
        asked.len() >= GENERAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_waits_when_several_operations_ask_for_it() {
        let patience = Patience::default();
        assert!(!patience.is_general(OperationId(0)));
        assert!(!patience.is_general(OperationId(0)));
        assert!(!patience.is_general(OperationId(1)));
        assert!(patience.is_general(OperationId(2)));
        assert!(patience.is_general(OperationId(0)));
    }
}
