use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Case, FactKind, InputAddress, ValueSource};

/// What campaigns on one API learned, in a form that outlives them: nothing in it hangs on the
/// order of operations in the spec.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Experience {
    /// One for each operation of which something is known.
    pub operations: Vec<OperationExperience>,
}

/// What was learned of one operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationExperience {
    /// `POST /users/{id}`.
    pub label: String,
    /// Its parameters as [`crate::Argument::parameter`] of [`Self::cases`] counts them.
    pub parameters: Vec<InputAddress>,
    /// The media types of its body as [`crate::Body::media`] of [`Self::cases`] counts them.
    pub media: Vec<String>,
    /// Cases that succeeded, the one to try first at the head.
    pub cases: Vec<Case>,
    /// Labels of the operations that have to succeed on a new thing before this one does, in order.
    pub before: Vec<String>,
    /// What was learned of its inputs, in the order of their addresses.
    pub inputs: Vec<InputExperience>,
    /// Properties that the API asks for and the spec does not declare, by the object they belong to.
    pub undeclared: Vec<(InputAddress, String)>,
    /// Properties of that kind that turned out not to exist.
    pub refuted: Vec<InputAddress>,
}

/// What was learned of one input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputExperience {
    /// Which, by general address.
    pub address: InputAddress,
    /// What refusals said of it.
    #[serde(default)]
    pub facts: Vec<LearnedFact>,
    /// Whether each request needs another value.
    #[serde(default)]
    pub unique: bool,
    /// Values that succeeded.
    #[serde(default)]
    pub values: Vec<Value>,
    /// What each value source brought, where it was tried.
    #[serde(default)]
    pub sources: Vec<SourceExperience>,
}

/// What is asked of an input, and who said so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnedFact {
    /// What is asked.
    pub kind: FactKind,
    /// The API's own words.
    pub evidence: String,
}

/// What a value source brought for an input. Old trials count less than new ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceExperience {
    /// Which source.
    pub source: ValueSource,
    /// Requests that succeeded with a value from there.
    pub good: f32,
    /// Requests that had a value from there and say something about it.
    pub all: f32,
}
