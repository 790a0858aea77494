use std::sync::Arc;

use bedlam_model::{Api, EventKind};

use super::Decider;
use crate::diagnose::Record;
use crate::job::{Plan, Undone};

impl Decider {
    /// A step that finds out who has changed how the whole API answers, if somebody may have.
    pub(super) fn look_into(&mut self) -> Option<Vec<Plan>> {
        let suspicion = Arc::new(self.suspicions.pop()?);
        let suspects = suspicion.suspects.iter();
        let entries = suspects.map(|id| self.corpus.successes(*id).last().cloned());
        let entries = entries.collect();
        Some(vec![Plan::Undo { suspicion, entries }])
    }

    /// Learns from what came of it. Answers what the user should know.
    pub(super) fn undone(&mut self, api: &Api, undone: Undone) -> Option<EventKind> {
        let Undone { suspicion, by } = undone;
        let message = &suspicion.message;
        let Some(by) = by else {
            let labels = suspicion.suspects.iter().take(3);
            let labels: Vec<String> = labels.map(|id| api.operation(*id).label()).collect();
            let notice = || {
                let message = format!(
                    "{} operations have begun to answer “{message}”, and none of {} took it back: \
                     if one of them did it, leave it out with --ignore-endpoint",
                    suspicion.hit.len(),
                    labels.join(", "),
                );
                EventKind::Notice { message }
            };
            return suspicion.certain.then(notice);
        };
        self.schedule.keep_for_last(by);
        self.schedule.begin_anew(&suspicion.hit);
        for id in &suspicion.hit {
            let record = &mut self.records[id.index()];
            if !self.knowledge.lore(*id).covered {
                *record = Record::default();
            }
        }
        let label = api.operation(by).label();
        Some(EventKind::Notice {
            message: format!(
                "{label} made other operations answer “{message}”: taken back, and kept for the end"
            ),
        })
    }
}
