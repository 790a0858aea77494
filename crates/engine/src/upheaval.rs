//! Notices that something which the campaign did has changed how the whole API answers: a switch
//! for maintenance, a lock, a setting. From then on whatever is refused is refused for that alone.

use std::collections::{HashMap, VecDeque};

use bedlam_model::OperationId;
use bedlam_oracle::normalise_message;

use crate::job::Seen;
use crate::novelty::Hash;

/// Successes that wrote something, as many as are remembered: any of them may be the cause.
const WRITES: usize = 24;
/// Different refusals that are followed.
const REFUSALS: usize = 400;
/// How often an operation must have heard the same, one time after the other.
const TIMES: u32 = 2;
/// So many operations that succeeded before must hear the same, or so many of any kind.
const COVERED: usize = 3;
const ANY: usize = 8;
/// Operations under suspicion at most.
const SUSPECTS: usize = 6;

/// What the whole API suddenly says.
#[derive(Clone, Debug)]
pub(crate) struct Suspicion {
    /// The refusal as a number ([`refusal`]).
    pub(crate) refusal: u64,
    /// Its words.
    pub(crate) message: String,
    /// Who wrote something shortly before it was heard for the first time, the last one first.
    pub(crate) suspects: Vec<OperationId>,
    /// Who hears it.
    pub(crate) hit: Vec<OperationId>,
    /// Whether enough of them had succeeded before.
    pub(crate) certain: bool,
}

/// Follows who is refused with which words.
#[derive(Debug, Default)]
pub(crate) struct Upheaval {
    writes: VecDeque<OperationId>,
    last: HashMap<OperationId, Run>,
    heard: HashMap<u64, Heard>,
}

#[derive(Debug)]
struct Run {
    refusal: u64,
    times: u32,
    /// Whether it had succeeded before.
    covered: bool,
}

#[derive(Debug)]
struct Heard {
    suspects: Vec<OperationId>,
    suspected: bool,
}

/// Whether an answer with this status may be about the state of the whole API.
pub(crate) fn is_general(status: u16) -> bool {
    matches!(status, 403 | 423 | 500 | 502 | 503)
}

/// A refusal that may be about that, as a number.
pub(crate) fn refusal(seen: &Seen) -> Option<u64> {
    let message = seen.complaint.as_ref()?;
    let hash = Hash::new().number(u64::from(seen.status));
    Some(hash.bytes(normalise_message(message).as_bytes()).finish())
}

impl Upheaval {
    /// Takes in an answer, in order. Answers a suspicion, once for each refusal.
    pub(crate) fn saw(&mut self, seen: &Seen, covered: bool) -> Option<Suspicion> {
        if seen.success() {
            self.last.remove(&seen.operation);
            if seen.changes && seen.mutators.is_empty() {
                self.writes.retain(|id| *id != seen.operation);
                self.writes.push_front(seen.operation);
                self.writes.truncate(WRITES);
            }
            return None;
        }
        let refusal = refusal(seen)?;
        if !self.heard.contains_key(&refusal) {
            if self.heard.len() >= REFUSALS {
                return None;
            }
            let suspects = self.writes.iter().copied().collect();
            let suspected = false;
            let heard = Heard {
                suspects,
                suspected,
            };
            self.heard.insert(refusal, heard);
        }
        let run = self.last.entry(seen.operation).or_insert(Run {
            refusal,
            times: 0,
            covered,
        });
        if run.refusal != refusal {
            *run = Run {
                refusal,
                times: 0,
                covered,
            };
        }
        run.times += 1;
        let heard = self.heard.get_mut(&refusal)?;
        if heard.suspected || heard.suspects.is_empty() || run.times < TIMES {
            return None;
        }
        let runs = self.last.iter();
        let hit = runs.filter(|(_, run)| run.refusal == refusal && run.times >= TIMES);
        let hit: Vec<(OperationId, bool)> = hit.map(|(id, run)| (*id, run.covered)).collect();
        let before = hit.iter().filter(|(_, covered)| *covered).count();
        if before < COVERED && hit.len() < ANY {
            return None;
        }
        heard.suspected = true;
        let mut suspects = heard.suspects.clone();
        suspects.truncate(SUSPECTS);
        let mut hit: Vec<OperationId> = hit.into_iter().map(|(id, _)| id).collect();
        hit.sort_unstable();
        Some(Suspicion {
            refusal,
            message: seen.complaint.clone()?,
            suspects,
            hit,
            certain: before >= COVERED,
        })
    }
}
