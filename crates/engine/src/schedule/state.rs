use std::collections::{HashMap, HashSet};

use bedlam_generate::Rng;
use bedlam_model::{Operation, OperationId, Purpose, singular, words};

use super::chain::Chains;
use super::demand::Demand;
use super::poll::is_unready;
use super::stuck::Stuck;
use super::sweep::Sweep;
use crate::depend::{KeyId, takes_away};
use crate::job::{Pair, Plan, Seen, Survey};
use crate::pool::path_text;
use crate::recipe::Recipes;
use crate::vary::Tried;

/// What the scheduler remembers of one operation.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Tries to cover it.
    pub(super) tries: u64,
    /// Those of them that varied single inputs: no turns of the strategies.
    pub(super) varied: u64,
    /// Requests that attacked it.
    pub(super) attacks: u64,
    /// Jobs under way that are about it.
    pub(super) busy: u32,
    pub(super) covered: bool,
    /// How novelty came lately: decays with every attack that brings none.
    pub(super) fruit: f64,
    /// Doublings of 50 ms that an answer takes: slow operations get fewer tries. Coarse on purpose,
    /// so that the order of requests does not hang on the noise of the clock.
    pub(super) slow: u32,
    /// Whether it ever answered.
    pub(super) answered: bool,
    /// Answers that nobody may give to us, such as 401.
    pub(super) barred: u64,
    /// Fresh cases since it was covered: each gives other inputs.
    pub(super) widened: u64,
    /// The share of unchanged cases that its state refuses, lately: such an operation uses up what
    /// it works on.
    pub(super) spent: f64,
    /// The changes made one after the other.
    pub(super) sweep: Sweep,
    /// The API asked not to be asked again before this time, in milliseconds from the begin.
    pub(super) held_ms: f64,
    /// Whether it said that something is not finished yet.
    pub(super) unready: bool,
    /// What is refused without a word of why.
    pub(super) stuck: Stuck,
    /// How a deleter or the end of a session is kept for last.
    pub(super) last: Last,
}

/// Operations that take something away from the campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Last {
    #[default]
    No,
    /// It deletes one thing: done on things made for it.
    Deletes,
    /// It deletes everything of a kind, ours and others': done when the rest had its share.
    Sweeps,
    /// It ends the session.
    Ends,
}

impl Last {
    /// Whether it is tried only when the campaign draws to its end.
    pub(super) fn is_late(self) -> bool {
        matches!(self, Last::Sweeps | Last::Ends)
    }
}

/// Decides which job comes next.
#[derive(Debug)]
pub(crate) struct Schedule {
    pub(super) selected: Vec<OperationId>,
    pub(super) states: Vec<State>,
    /// Who has made what, so that it can be made again.
    pub(super) makers: HashMap<KeyId, Vec<OperationId>>,
    /// Those of them that have not only changed what was there.
    pub(super) sure_makers: HashSet<OperationId>,
    /// Who hands out tickets, so that they can be had anew.
    pub(super) showers: HashMap<KeyId, Vec<OperationId>>,
    /// Which cases led things to which states.
    pub(super) chains: Chains,
    /// Who waits for what others may make.
    pub(super) demand: Demand,
    /// What has to happen to a thing before an operation succeeds on it.
    pub(super) recipes: Recipes,
    /// The one of those that delete everything of a kind which is tried before the others.
    pub(super) sample: Option<OperationId>,
}

/// Whether an operation, by its name, ends the session that it is called in.
fn ends_session(operation: &Operation) -> bool {
    let said = |text: &str| {
        let words = words(text);
        let joined = words.concat();
        let sign_off = ["logout", "signout", "logoff"]
            .iter()
            .any(|w| joined.contains(w));
        let has = |w: &str| words.iter().any(|word| word == w);
        sign_off
            || (has("revoke") && has("token"))
            || (has("session") && operation.method.as_str() == "DELETE" && has("current"))
    };
    let own_account = operation.method.as_str() == "DELETE" && operation.path.ends_with("/me");
    own_account || said(&operation.path) || operation.operation_id.as_deref().is_some_and(said)
}

/// Whether an operation, by its name, stops or bars the whole service.
fn ends_service(operation: &Operation) -> bool {
    const ENDS: [&str; 11] = [
        "maintenance",
        "shutdown",
        "poweroff",
        "halt",
        "reboot",
        "restart",
        "lockdown",
        "freeze",
        "readonly",
        "quit",
        "terminate",
    ];
    let words = words(&operation.path);
    let two = words.windows(2).map(|pair| pair.concat());
    let whole = !operation.path.contains('{') && !operation.method.is_safe();
    whole
        && words
            .iter()
            .cloned()
            .chain(two)
            .any(|word| ENDS.contains(&word.as_str()))
}

/// Whether and why an operation is kept for last.
fn kept_back(operation: &Operation) -> Last {
    let deletes = takes_away(operation);
    // Whoever sweeps these away may sweep away the one whose credentials are used.
    let people = [
        "account",
        "user",
        "session",
        "token",
        "member",
        "principal",
        "auth",
    ];
    let sweeps_us = deletes && !operation.path.contains('{') && {
        let nouns = words(&operation.path);
        nouns
            .iter()
            .any(|word| people.contains(&singular(word).as_str()))
    };
    if sweeps_us {
        return Last::Ends;
    }
    match (
        ends_session(operation) || ends_service(operation),
        deletes,
        operation.path.contains('{'),
    ) {
        (true, ..) => Last::Ends,
        (false, true, true) => Last::Deletes,
        (false, true, false) => Last::Sweeps,
        (false, false, _) => Last::No,
    }
}

impl Schedule {
    pub(crate) fn new(operations: &[Operation], selected: &[OperationId]) -> Self {
        let state = |operation: &Operation| State {
            fruit: 1.0,
            last: kept_back(operation),
            ..State::default()
        };
        Schedule {
            selected: selected.to_vec(),
            states: operations.iter().map(state).collect(),
            makers: HashMap::new(),
            sure_makers: HashSet::new(),
            showers: HashMap::new(),
            chains: Chains::default(),
            demand: Demand::default(),
            recipes: Recipes::default(),
            sample: None,
        }
    }

    /// Whether a success of this operation ends the session.
    pub(crate) fn ends_session(&self, operation: OperationId) -> bool {
        self.states[operation.index()].last == Last::Ends
    }

    /// Keeps an operation for last that ended the session again and again, or changed the whole API.
    pub(crate) fn keep_for_last(&mut self, operation: OperationId) {
        self.states[operation.index()].last = Last::Ends;
    }

    /// Begins anew with operations that something hindered which was not their own.
    pub(crate) fn begin_anew(&mut self, operations: &[OperationId]) {
        for id in operations {
            let state = &mut self.states[id.index()];
            if !state.covered {
                state.tries = 0;
                state.varied = 0;
            }
        }
    }

    /// A job that was given out is done.
    pub(crate) fn done(&mut self, steps: &[Plan]) {
        if let Some(last) = steps.last() {
            let state = &mut self.states[last.operation().index()];
            state.busy = state.busy.saturating_sub(1);
        }
    }

    /// A job is about its last step. What only makes the things for it is not kept busy by that:
    /// it would never be attacked itself.
    pub(crate) fn begin(&mut self, steps: &[Plan]) {
        if let Some(last) = steps.last() {
            self.states[last.operation().index()].busy += 1;
        }
    }

    /// Takes in what can be changed about an operation.
    pub(crate) fn surveyed(&mut self, survey: Survey) {
        self.states[survey.operation.index()].sweep.begin(survey);
    }

    /// Whether an operation waits until it may be asked again.
    pub(crate) fn waits(&self, now_ms: f64) -> bool {
        let mut states = self.selected.iter().map(|id| &self.states[id.index()]);
        states.any(|state| state.held_ms > now_ms)
    }

    /// Takes in what changing single inputs of a refused request brought.
    pub(crate) fn tried(&mut self, tried: &Tried) {
        self.states[tried.operation.index()].stuck.tried(tried);
    }

    /// Takes back a change that something else hindered.
    pub(crate) fn hindered(&mut self, operation: OperationId, pair: Pair) {
        self.states[operation.index()].sweep.again(pair);
    }

    /// Learns from what a worker saw.
    pub(crate) fn saw(&mut self, seen: &Seen) {
        let state = &mut self.states[seen.operation.index()];
        state.answered |= seen.fault.is_none();
        let attacks = seen.purpose == Purpose::Attack && !seen.mutators.is_empty();
        state.attacks += u64::from(attacks);
        if seen.success() {
            state.covered = true;
        }
        if let Some(wait) = seen.wait {
            state.held_ms = seen.at_ms + wait.as_secs_f64() * 1000.0;
            return;
        }
        if matches!(seen.status, 401 | 403) {
            state.barred += 1;
        }
        if seen.mutators.is_empty() {
            let refused = matches!(seen.status, 404 | 409 | 410 | 412 | 422 | 500..);
            let refused = f64::from(u8::from(refused));
            state.spent = 0.9 * state.spent + 0.1 * refused;
        }
        let class = (seen.total_ms / 50.0).max(1.0).log2() as u32;
        // One change that takes long says little of the others.
        let steady = seen.mutators.is_empty();
        state.slow = if class > state.slow {
            if steady { class } else { state.slow + 1 }
        } else {
            state.slow - u32::from(state.slow > class)
        };
        state.fruit = if seen.new {
            (state.fruit + 0.5).min(4.0)
        } else {
            state.fruit * 0.99
        };
        state.unready |= !state.covered && is_unready(seen);
        let covered = state.covered;
        state.stuck.saw(seen, covered);
        self.showed(seen);
        self.chains.saw(seen, covered);
        if let Some(harvest) = &seen.harvest {
            let mut made = Vec::new();
            for (key, value) in harvest.made() {
                made.push((key, path_text(value)));
                // What names its thing itself may only have changed it.
                let sure = seen.status == 201 || !harvest.ids.iter().any(|(k, _)| *k == key);
                let makers = self.makers.entry(key).or_default();
                if sure {
                    makers.retain(|maker| self.sure_makers.contains(maker));
                    self.sure_makers.insert(seen.operation);
                }
                let wanted = sure || makers.is_empty();
                if wanted && !makers.contains(&seen.operation) && makers.len() < 4 {
                    makers.push(seen.operation);
                }
            }
            let changes = seen.changes;
            self.recipes
                .succeeded(seen.operation, changes, &harvest.ids, &made);
        }
    }

    /// The tries of the operation that had the fewest, to cover or to attack it.
    pub(crate) fn fewest(&self) -> u64 {
        let all = self.selected.iter().map(|id| &self.states[id.index()]);
        all.filter(|s| !s.last.is_late())
            .map(|s| s.tries + s.attacks)
            .min()
            .unwrap_or(0)
    }

    /// One of several by weight.
    pub(super) fn draw<T: Copy>(offers: &[(T, f64)], rng: &mut Rng) -> Option<T> {
        let total: f64 = offers.iter().map(|(_, weight)| weight).sum();
        let mut point = rng.float() * total;
        for (item, weight) in offers {
            point -= weight;
            if point <= 0.0 {
                return Some(*item);
            }
        }
        offers.last().map(|(item, _)| *item)
    }
}
