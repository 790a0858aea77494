use std::sync::Arc;

use bedlam_model::EventKind;

use super::Decider;
use crate::depend::Ticket;
use crate::diagnose::header_in;
use crate::job::Seen;
use crate::keys::hide;
use crate::shared::Shared;

impl Decider {
    /// Learns which credentials an answer showed, and how those did that were shown to it. Answers
    /// what the user should know.
    pub(super) fn take_keys<T>(
        &mut self,
        shared: &Shared<T>,
        seen: &mut Seen,
    ) -> Option<EventKind> {
        self.bar(seen);
        let made = seen
            .case
            .as_ref()
            .filter(|_| seen.success() && seen.changes);
        if let Some(accounts) = made.and_then(|case| self.knowledge.accounts.made(case)) {
            Arc::make_mut(&mut self.knowledge).accounts = Arc::new(accounts);
        }
        if let Some(exchange) = &mut seen.exchange {
            hide(&seen.keys, exchange);
        }
        let mut fresh = false;
        let ring = &self.knowledge.keyring;
        if seen.keys.iter().any(|key| !ring.has(&key.value)) {
            let knowledge = Arc::make_mut(&mut self.knowledge);
            let ring = Arc::make_mut(&mut knowledge.keyring);
            for key in &seen.keys {
                let first = !ring.knows(&key.name);
                if ring.take(key, seen.operation) {
                    shared.concealer.add(&key.value);
                    fresh |= first;
                }
            }
        }
        let case = seen.case.as_ref().filter(|case| !case.keys.is_empty());
        let opened = case.and_then(|case| {
            let knowledge = Arc::make_mut(&mut self.knowledge);
            let ring = Arc::make_mut(&mut knowledge.keyring);
            let lore = Arc::make_mut(&mut knowledge.operations[seen.operation.index()]);
            let about = shared.api.operation(seen.operation).path.contains('{');
            ring.saw(lore, case, seen, about)
        });
        if fresh || opened.is_some() {
            let all = shared.api.operations.iter().map(|operation| operation.id);
            let locked = all.filter(|id| {
                let lore = self.knowledge.lore(*id);
                !lore.covered && (lore.barred || shared.locks.wants(*id))
            });
            let locked: Vec<_> = locked.collect();
            self.schedule.begin_anew(&locked);
        }
        let opened = opened?;
        let from = shared.api.operation(opened.from).label();
        Some(EventKind::Notice {
            message: format!(
                "nobody gave the credential `{}`: the one that {from} shows as `{}` is let in and \
                 is used from now on",
                opened.lock, opened.key,
            ),
        })
    }

    /// Notes who is refused for want of credentials.
    fn bar(&mut self, seen: &Seen) {
        let lore = self.knowledge.lore(seen.operation);
        let case = seen.case.as_ref().filter(|case| case.mutations.is_empty());
        let Some(case) = case.filter(|_| !lore.covered) else {
            return;
        };
        let bare = seen.success() && case.keys.is_empty();
        let refused = matches!(seen.status, 401 | 403);
        let said = seen.refusal.iter().filter(|_| refused);
        let mut said = said.flat_map(|refusal| &refusal.messages);
        let header = said
            .find_map(|message| header_in(message))
            .filter(|name| Ticket::of(name) != Some(Ticket::Token));
        let barred = refused || (lore.barred && !bare);
        if barred == lore.barred && (header.is_none() || lore.key_header.is_some()) {
            return;
        }
        let knowledge = Arc::make_mut(&mut self.knowledge);
        knowledge.barred |= refused;
        let lore = knowledge.lore_mut(seen.operation);
        lore.barred = barred;
        lore.key_header = lore.key_header.take().or_else(|| header.map(str::to_owned));
    }
}
