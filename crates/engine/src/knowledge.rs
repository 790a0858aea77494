use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bedlam_model::{FactKind, InputAddress, Method, Operation, OperationId, ValueSource};
use serde_json::Value;

use crate::bandit::Arm;
use crate::challenge::Challenge;
use crate::depend::KeyId;
use crate::keys::{Accounts, Keyring};
use crate::learn::MediaLore;
use crate::mutators::Mutators;
use crate::ourselves::Ourselves;
use crate::pool::Pool;
use crate::specimen::Specimen;

/// All that the campaign knows at one moment. Jobs carry a snapshot, so that each job can be made
/// again from its seed; what did not change is shared between snapshots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knowledge {
    /// Live resources.
    pub(crate) pool: Pool,
    /// What was learned of each operation.
    pub(crate) operations: Vec<Arc<Lore>>,
    /// Bodies that no spec declares and that made an operation succeed: its method, and the
    /// properties by the object that they belong to.
    pub(crate) bodies: Vec<(Method, Vec<(InputAddress, String)>)>,
    /// Credentials that answers showed.
    pub(crate) keyring: Arc<Keyring>,
    /// Accounts that were made.
    pub(crate) accounts: Arc<Accounts>,
    /// Whether an operation was refused for want of credentials.
    pub(crate) barred: bool,
    /// Who asks.
    pub(crate) ourselves: Ourselves,
    /// What giving optional headers brought, by name, whatever the operation.
    pub(crate) headers: HashMap<String, Arm>,
}

impl Knowledge {
    pub(crate) fn new(keys: usize, operations: usize) -> Self {
        Knowledge {
            pool: Pool::new(keys),
            operations: (0..operations).map(|_| Arc::default()).collect(),
            bodies: Vec::new(),
            keyring: Arc::default(),
            accounts: Arc::default(),
            barred: false,
            ourselves: Ourselves::default(),
            headers: HashMap::new(),
        }
    }

    pub(crate) fn lore(&self, operation: OperationId) -> &Lore {
        &self.operations[operation.index()]
    }

    /// Notes that an operation succeeded with a body that its spec does not declare.
    pub(crate) fn remember_body(&mut self, operation: &Operation) {
        let asked = self.lore(operation.id).undeclared.clone();
        let body = (operation.method.clone(), asked);
        if self.bodies.len() < BODIES && !body.1.is_empty() && !self.bodies.contains(&body) {
            self.bodies.push(body);
        }
    }

    /// Whether an operation of this method succeeded with a body that its spec does not declare.
    pub(crate) fn wants_body(&self, method: &Method) -> bool {
        self.bodies.iter().any(|(known, _)| known == method)
    }

    pub(crate) fn lore_mut(&mut self, operation: OperationId) -> &mut Lore {
        Arc::make_mut(&mut self.operations[operation.index()])
    }
}

/// What was learned of one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lore {
    /// Whether it succeeded.
    pub(crate) covered: bool,
    /// What it asks to be shown, where it answered 401 so far.
    pub(crate) challenge: Option<Challenge>,
    /// Whether it was refused for want of credentials, and never succeeded without any.
    pub(crate) barred: bool,
    /// The header that such a refusal names.
    pub(crate) key_header: Option<String>,
    /// What kinds of found keys brought here, by lock and number of the kind.
    pub(crate) keys: HashMap<(String, usize), Arm>,
    /// Paths that succeeded: the values of its variables in order.
    pub(crate) paths: Vec<Vec<Value>>,
    /// What the ways to fill its path brought, by [`crate::choose::PathWay`].
    pub(crate) path_ways: [Arm; 4],
    /// How often a thing of this name in the path was refused as not found or forbidden, since the
    /// last success with it.
    pub(crate) refused: HashMap<String, u32>,
    /// How often values that had succeeded were refused when they were given again.
    pub(crate) worn: u32,
    /// What the mutators brought.
    pub(crate) mutators: Mutators,
    /// Inputs, and members of enumerations, that a success has exercised, as numbers.
    pub(crate) exercised: HashSet<u64>,
    /// Headers that the spec does not declare and the API asks for.
    pub(crate) headers: Vec<String>,
    /// Under which other name values go that a parameter of its path takes.
    pub(crate) strays: HashMap<usize, KeyId>,
    /// What is known of the media types of its body.
    pub(crate) media: MediaLore,
    /// What was learned of its inputs, by general address.
    pub(crate) inputs: HashMap<InputAddress, InputLore>,
    /// Properties that the spec does not declare and the API asks for, by the object they belong to.
    pub(crate) undeclared: Vec<(InputAddress, String)>,
    /// What one of its successes showed.
    pub(crate) specimen: Option<Arc<Specimen>>,
    /// Properties of that kind that turned out not to exist.
    pub(crate) refuted: Vec<InputAddress>,
}

/// Values remembered as refused, for each operation.
const REFUSED: usize = 200;
/// Undeclared bodies remembered.
const BODIES: usize = 4;
/// Values that succeeded, kept for each input.
const VALUES: usize = 8;
/// Facts kept of one input, and characters of the words for each.
const FACTS: usize = 12;
const WORDS: usize = 200;

impl Lore {
    /// Counts that a value was refused here.
    pub(crate) fn refuse(&mut self, value: String) {
        if self.refused.len() < REFUSED || self.refused.contains_key(&value) {
            *self.refused.entry(value).or_default() += 1;
        }
    }

    pub(crate) fn input_mut(&mut self, address: &InputAddress) -> &mut InputLore {
        if !self.inputs.contains_key(address) {
            self.inputs.insert(address.clone(), InputLore::default());
        }
        self.inputs.entry(address.clone()).or_default()
    }
}

/// What was learned of one input.
#[derive(Clone, Debug, Default)]
pub(crate) struct InputLore {
    /// What each value source brought, by position in [`ValueSource::ALL`].
    pub(crate) sources: [Arm; ValueSource::ALL.len()],
    /// What leaving it out and giving it brought.
    pub(crate) given: [Arm; 2],
    /// Values that succeeded here.
    pub(crate) successes: Vec<Value>,
    /// Values that got past the stage that had refused others.
    pub(crate) accepted: Vec<Value>,
    /// The stage at which it was refused last; 0: at none.
    pub(crate) stage: u8,
    /// What refusals said of it.
    pub(crate) facts: Vec<FactKind>,
    /// The API's own words for each of the facts.
    pub(crate) evidence: Vec<Arc<str>>,
    /// Whether each request needs another value.
    pub(crate) unique: bool,
}

impl InputLore {
    pub(crate) fn source_mut(&mut self, source: ValueSource) -> &mut Arm {
        &mut self.sources[position(source)]
    }

    pub(crate) fn source(&self, source: ValueSource) -> Arm {
        self.sources[position(source)]
    }

    /// Remembers what a refusal said of it, once.
    pub(crate) fn learn(&mut self, kind: &FactKind, evidence: &str) {
        let typed = matches!(kind, FactKind::Type(_) | FactKind::Format(_));
        let known = self.facts.iter().position(|known| known == kind);
        if let Some(at) = known.filter(|_| typed) {
            // What was said last of its type counts.
            self.facts[at..].rotate_left(1);
            self.evidence[at..].rotate_left(1);
        }
        if self.facts.len() < FACTS && !self.facts.contains(kind) {
            self.facts.push(kind.clone());
            let words: String = evidence.chars().take(WORDS).collect();
            self.evidence.push(words.into());
        }
    }

    /// Remembers a value that got past a stage, the newest last.
    pub(crate) fn accept(&mut self, value: &Value) {
        if !self.accepted.contains(value) {
            if self.accepted.len() >= VALUES {
                self.accepted.remove(0);
            }
            self.accepted.push(value.clone());
        }
    }

    /// Remembers a value that succeeded.
    pub(crate) fn succeeded(&mut self, value: &Value) {
        if self.successes.len() < VALUES && !self.successes.contains(value) {
            self.successes.push(value.clone());
        }
    }
}

fn position(source: ValueSource) -> usize {
    ValueSource::ALL
        .iter()
        .position(|s| *s == source)
        .unwrap_or(0)
}
