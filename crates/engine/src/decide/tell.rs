use bedlam_model::{Api, EventKind};

use super::Decider;
use crate::session::Turn;

/// So many turns of the session are told: where each token lasts for a moment, it is lost often.
const TURNS: u32 = 6;

impl Decider {
    /// Says what has become of the session, and keeps for last what ends it.
    pub(super) fn turned(&mut self, api: &Api, turn: Turn, status: u16) -> Option<EventKind> {
        let message = self.follow(api, turn, status);
        self.turns += 1;
        (self.turns <= TURNS).then_some(EventKind::Notice { message })
    }

    fn follow(&mut self, api: &Api, turn: Turn, status: u16) -> String {
        let (by, regular) = match turn {
            Turn::Lost { by, regular } => (by, regular),
            Turn::Back => {
                self.relogin.end();
                return "there is a session again: operations succeed that were refused".to_owned();
            }
        };
        let label = by.map(|id| api.operation(id).label());
        let after = match (by.zip(label), regular) {
            (Some((id, label)), true) => {
                self.schedule.keep_for_last(id);
                format!("{label} ends it each time and is kept for last from now on; ")
            }
            (Some((_, label)), false) => format!("the last change before was {label}; "),
            (None, _) => String::new(),
        };
        let step = match self.relogin.begin() {
            Some(id) => format!("logging in again by {}", api.operation(id).label()),
            None => "run again with new credentials".to_owned(),
        };
        format!(
            "the session is lost: operations that succeeded before are refused with {status}, which \
             counts against none from now on; {after}{step}"
        )
    }

    /// Something to tell about how it goes, once.
    pub(crate) fn notice(&mut self) -> Option<EventKind> {
        let quiet = self.limits.plateau(self.tally.operations.len())?;
        let end = match self.limits.deadline {
            Some(_) => "the rest of the time goes into rarer tries",
            None => "the run ends when that stays so",
        };
        let covered = self.tally.covered();
        let operations = self.tally.operations.len();
        let message = format!(
            "plateau: the last {quiet} requests showed nothing new ({covered} of {operations} \
             operations covered); {end}"
        );
        Some(EventKind::Notice { message })
    }
}
