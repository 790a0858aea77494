use std::collections::{HashMap, HashSet, VecDeque};

use bedlam_model::{Api, CredentialUse, InputAddress, Intent, Location, Operation, OperationId};
use bedlam_model::{Purpose, Response};

use crate::depend::Ticket;
use crate::diagnose::is_login;
use crate::job::Seen;

/// Answers looked at together.
const WINDOW: usize = 10;
/// Of these, the refusals that it takes, and the operations that they come from; more refusals
/// where there are not so many operations.
const REFUSALS: usize = 4;
const OPERATIONS: usize = 3;
const OF_FEW: usize = 8;
/// Losses after a success of the same operation that make it one that ends sessions, where they
/// come after half of all its successes, and answers that may lie between.
const REGULAR: u32 = 2;
const BETWEEN: u32 = 16;

/// Watches whether the API still knows who we are: where operations that succeeded before are
/// refused one after the other for want of credentials, it is not they that changed.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// Operations that want credentials, as far as the spec tells; none: it tells of none.
    guarded: HashSet<OperationId>,
    /// Those that refused us before they ever succeeded: they want credentials of their own.
    own: HashSet<OperationId>,
    /// Those that succeeded.
    good: HashSet<OperationId>,
    /// What they answered lately: who, and whether that was a refusal.
    lately: VecDeque<(OperationId, bool)>,
    /// Refused when the session was lost.
    lost: HashSet<OperationId>,
    /// The last success of an operation that changes something, before the refusals began, and the
    /// answers since.
    before: Option<(OperationId, u32)>,
    /// How often operations that change something succeeded, and how often right before a loss.
    changed: HashMap<OperationId, (u32, u32)>,
    over: bool,
}

/// What has become of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It was lost, maybe by this operation, which did it before if `regular`.
    Lost {
        by: Option<OperationId>,
        regular: bool,
    },
    /// It is good again.
    Back,
}

/// Whether an answer says that the API does not know, or does not let in, who asks.
pub(crate) fn denies(response: &Response) -> bool {
    match response.status {
        401 | 403 => true,
        300..=399 => response.header("location").is_some_and(is_login),
        _ => false,
    }
}

impl Session {
    pub(crate) fn new(api: &Api) -> Self {
        let guarded = api.operations.iter().filter(|o| !o.security.is_empty());
        Session {
            guarded: guarded.map(|operation| operation.id).collect(),
            ..Session::default()
        }
    }

    /// Whether there is none: that somebody is refused says nothing then.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether it was lost before the campaign wanted to end it.
    pub(crate) fn was_lost(&self) -> bool {
        self.over && !self.lost.is_empty()
    }

    /// The campaign itself ended it, as it meant to.
    pub(crate) fn ended(&mut self) {
        self.over = true;
    }

    /// Takes in an answer.
    pub(crate) fn saw(&mut self, operation: &Operation, seen: &Seen) -> Option<Turn> {
        let id = operation.id;
        if seen.denied && !self.over && !self.good.contains(&id) {
            self.own.insert(id);
        }
        if self.own.contains(&id) || !is_telling(operation, seen) {
            return None;
        }
        let quiet = self.refusals() == 0 && !self.over;
        if let Some((_, since)) = self.before.as_mut().filter(|_| quiet) {
            *since += 1;
        }
        // Who hands out tokens begins sessions.
        if seen.success() && seen.changes && seen.token.is_none() && quiet {
            self.before = Some((id, 0));
            self.changed.entry(id).or_default().0 += 1;
        }
        if !self.guarded.is_empty() && !self.guarded.contains(&id) {
            return None;
        }
        if seen.success() {
            self.good.insert(id);
            self.lately
                .retain(|(other, denied)| *other != id || !denied);
            if self.over && self.lost.remove(&id) {
                self.over = false;
                self.lately.clear();
                return Some(Turn::Back);
            }
        } else if !seen.denied || !self.good.contains(&id) {
            return None;
        }
        // A burst of requests to one operation is not to hide the others.
        let same = |(other, _): &(OperationId, bool)| *other == id;
        let share = match self.good.len() >= OPERATIONS {
            true => WINDOW / OPERATIONS,
            false => WINDOW,
        };
        if self.lately.iter().filter(|one| same(one)).count() >= share {
            let oldest = self.lately.iter().position(same);
            oldest.and_then(|oldest| self.lately.remove(oldest));
        } else if self.lately.len() >= WINDOW {
            self.lately.pop_front();
        }
        self.lately.push_back((id, seen.denied));
        if self.over || !self.is_lost() {
            return None;
        }
        self.over = true;
        let refused = self.lately.iter().filter(|(_, denied)| *denied);
        self.lost = refused.map(|(id, _)| *id).collect();
        let before = self.before.take();
        let by = before.filter(|(_, since)| *since <= BETWEEN);
        let by = by.map(|(by, _)| by);
        let times = by.map(|by| self.changed.entry(by).or_default());
        let regular = times.is_some_and(|(all, ends)| {
            *ends += 1;
            *ends >= REGULAR && 2 * *ends >= *all
        });
        Some(Turn::Lost { by, regular })
    }

    fn refusals(&self) -> usize {
        self.lately.iter().filter(|(_, denied)| *denied).count()
    }

    /// Whether refusals prevail since they began, from enough operations.
    fn is_lost(&self) -> bool {
        let since = self.lately.iter().skip_while(|(_, denied)| !denied);
        let passed = since.filter(|(_, denied)| !denied).count();
        let refused = self.lately.iter().filter(|(_, denied)| *denied);
        let operations: HashSet<OperationId> = refused.map(|(id, _)| *id).collect();
        let enough = match self.good.len() >= OPERATIONS {
            true => operations.len() >= OPERATIONS && self.refusals() >= REFUSALS,
            false => operations.len() == self.good.len() && self.refusals() >= OF_FEW,
        };
        enough && self.refusals() >= 2 * passed
    }
}

/// Whether the answer tells of the credentials of the campaign alone: with a ticket of its own, it
/// may be that which is good no more; and what was made to provoke may be forbidden for that.
fn is_telling(operation: &Operation, seen: &Seen) -> bool {
    if seen.purpose == Purpose::Confirm || seen.put_off() {
        return false;
    }
    let meant = seen.mutators.is_empty() && seen.intent == Intent::Valid;
    if !meant {
        let takes_ticket = operation.parameters.iter().any(|parameter| {
            let address = InputAddress::parameter(parameter.location, &parameter.name);
            Ticket::wanted(&address) == Some(Ticket::Token)
        });
        return (seen.success() || seen.status == 401) && !takes_ticket;
    }
    let Some(case) = &seen.case else {
        return true;
    };
    if !case.keys.is_empty() {
        return false;
    }
    let given = case.arguments.iter().map(|argument| {
        let parameter = &operation.parameters[argument.parameter];
        InputAddress::parameter(parameter.location, &parameter.name)
    });
    let extra = case.wire.extra_headers.iter();
    let extra = extra.map(|(name, _)| InputAddress::parameter(Location::Header, name));
    let mut all = given.chain(extra);
    case.credentials == CredentialUse::Main
        && !all.any(|address| Ticket::wanted(&address) == Some(Ticket::Token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::{some_api, some_seen};

    /// What is told of answers given in order: position of the operation, and status.
    fn told(answers: &[(usize, u16)]) -> Vec<(usize, Turn)> {
        let get = "{get: {responses: {'200': {description: d}}}}";
        let post = "{post: {responses: {'200': {description: d}}}}";
        let api = some_api(&format!(
            "  /a: {get}\n  /b: {get}\n  /c: {get}\n  /d: {get}\n  /e: {post}\n"
        ));
        let mut session = Session::new(&api);
        let turns = answers
            .iter()
            .enumerate()
            .filter_map(|(at, (who, status))| {
                let operation = &api.operations[*who];
                let mut seen = some_seen(*status, "");
                seen.changes = !operation.method.is_safe();
                Some((at, session.saw(operation, &seen)?))
            });
        turns.collect()
    }

    const GOOD: [(usize, u16); 5] = [(0, 200), (1, 200), (2, 200), (3, 200), (4, 200)];

    fn lost(by: Option<u32>, regular: bool) -> Turn {
        let by = by.map(OperationId);
        Turn::Lost { by, regular }
    }

    #[test]
    fn a_session_is_lost_when_those_are_refused_who_were_not() {
        let after = |more: &[(usize, u16)]| told(&[&GOOD[..], more].concat());
        let loss = [(0, 401), (1, 401), (2, 403), (0, 401)];
        assert_eq!(after(&loss), [(8, lost(Some(4), false))]);
        // Single operations have reasons of their own, and so have answers of other kinds.
        assert_eq!(after(&[(0, 403); 9]), []);
        assert_eq!(after(&[(0, 404), (1, 404), (2, 404), (3, 404)]), []);
        // Who is let in between is not refused.
        let mixed = [(0, 403), (1, 403), (0, 200), (1, 200), (2, 403), (3, 403)];
        assert_eq!(after(&mixed), []);
        // What never succeeded may never have been allowed.
        assert_eq!(told(&[(0, 401), (1, 401), (2, 401), (3, 401)]), []);
        let own = [(0, 401), (1, 401), (2, 401)];
        assert_eq!(told(&[&own[..], &GOOD, &own, &own].concat()), []);
    }

    #[test]
    fn what_ends_sessions_again_and_again_is_known_by_that() {
        let loss = [(0, 401), (1, 401), (2, 401), (3, 401)];
        let once = [&GOOD[..], &loss].concat();
        let twice = told(&[&once[..], &once].concat());
        let expected = [
            (8, lost(Some(4), false)),
            (9, Turn::Back),
            (17, lost(Some(4), true)),
        ];
        assert_eq!(twice, expected);
    }
}
