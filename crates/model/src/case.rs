use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{InputAddress, Location, OperationId, Segment};

/// What a case is meant to be in the eyes of the spec.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Fits the spec.
    #[default]
    Valid,
    /// Fits the spec, at its edges.
    Boundary,
    /// Breaks the spec in exactly one way.
    Invalid,
    /// Carries a payload made to provoke, whether or not it fits the spec.
    Attack,
}

/// Where the value of an input came from (design: value source).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueSource {
    /// A resource hint of the user.
    Hint,
    /// A live resource out of the pool.
    Pool,
    /// A value that succeeded here before.
    Success,
    /// A fact learned from a refusal.
    Fact,
    /// An example or default of the spec.
    Example,
    /// An enum member or const.
    Enum,
    /// By name and format.
    Meaning,
    /// A value that the API showed under a similar name.
    Similar,
    /// Made from the schema.
    Schema,
    /// Changed by a mutator.
    Mutation,
}

impl ValueSource {
    /// All sources in the order of product.md, section 3.
    pub const ALL: [ValueSource; 10] = [
        ValueSource::Hint,
        ValueSource::Pool,
        ValueSource::Success,
        ValueSource::Fact,
        ValueSource::Example,
        ValueSource::Enum,
        ValueSource::Meaning,
        ValueSource::Similar,
        ValueSource::Schema,
        ValueSource::Mutation,
    ];
}

/// The value of one parameter of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// Index into [`crate::Operation::parameters`].
    pub parameter: usize,
    /// The value, before its style is applied.
    pub value: Value,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A value, to be written as the media type asks. Inside of multipart, text and binary
    /// content, strings stand for their bytes in UTF-8.
    Value(Value),
    /// Bytes, sent as they are.
    Raw(Vec<u8>),
}

/// The body of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Index into [`crate::RequestBody::media`].
    pub media: usize,
    /// What it holds.
    pub content: Content,
}

/// Which credentials go with a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CredentialUse {
    /// Those that the user gave.
    #[default]
    Main,
    /// None.
    None,
    /// Broken ones.
    Broken,
}

/// One change that a mutator made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mutation {
    /// The mutator's id in its catalog.
    pub mutator: Cow<'static, str>,
    /// The input changed, where it was one.
    pub address: Option<InputAddress>,
    /// What the input was before.
    pub before: Option<Value>,
    /// What it is now.
    pub after: Option<Value>,
    /// The schema keyword that the change breaks, where it was made to break one.
    pub breaks: Option<Cow<'static, str>>,
    /// The family of the payload, `sql`, where it carries one.
    pub payload: Option<Cow<'static, str>>,
}

/// Changes below the level of values, applied when the request is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wire {
    /// Another method than the operation's.
    pub method: Option<String>,
    /// Another content type than the body's media type; `Some("")` sends none.
    pub content_type: Option<String>,
    /// The media type that the body is written in, instead of the one that is declared.
    #[serde(default)]
    pub media: Option<String>,
    /// Headers sent besides the operation's own. Characters above U+007F stand for single bytes.
    pub extra_headers: Vec<(String, String)>,
    /// Appended to the path as it stands, before the query.
    pub path_suffix: Option<String>,
    /// Appended to the query as it stands.
    pub query_suffix: Option<String>,
    /// Write path values without percent-encoding.
    pub raw_path: bool,
    /// Send the body that the operation needs not at all.
    pub drop_body: bool,
}

impl Wire {
    /// Whether it changes anything.
    pub fn is_plain(&self) -> bool {
        *self == Wire::default()
    }
}

/// A credential that an answer of the API showed, for what asks for one that the user did not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundKey {
    /// Where it goes: header, query or cookie.
    pub location: Location,
    /// Under which name.
    pub name: String,
    /// All that is sent there, `Bearer` and the like included.
    pub value: String,
}

/// One request to be: the operation, its values, and where each came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Which operation.
    pub operation: OperationId,
    /// What it is meant to be.
    pub intent: Intent,
    /// Parameters given. Path parameters are always among them.
    pub arguments: Vec<Argument>,
    /// The body, if one is sent.
    pub body: Option<Body>,
    /// Which credentials go with it.
    pub credentials: CredentialUse,
    /// Credentials besides those of the user; they share their fate in [`Case::credentials`]. Good
    /// for one run, and never written down.
    #[serde(skip)]
    pub keys: Vec<FoundKey>,
    /// The source of each value that was chosen, by general address.
    pub sources: Vec<(InputAddress, ValueSource)>,
    /// What mutators changed, in order.
    pub mutations: Vec<Mutation>,
    /// Changes below the level of values.
    pub wire: Wire,
}

impl Case {
    /// A case without any input yet.
    pub fn new(operation: OperationId) -> Self {
        Case {
            operation,
            intent: Intent::Valid,
            arguments: Vec::new(),
            body: None,
            credentials: CredentialUse::Main,
            keys: Vec::new(),
            sources: Vec::new(),
            mutations: Vec::new(),
            wire: Wire::default(),
        }
    }
}

/// What of an earlier response a later step takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pick {
    /// The value at this way in the body.
    Body(Vec<Segment>),
    /// The header of this name; for a URL the last path segment.
    Header(String),
}

/// A value that a step takes from the response of an earlier one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// The input that takes it.
    pub address: InputAddress,
    /// Index of the earlier step.
    pub step: usize,
    /// What of its response.
    pub pick: Pick,
}

/// One case of a sequence, with the values it takes from earlier steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The case; bound inputs hold the value that was last seen.
    pub case: Case,
    /// What is taken from earlier responses when it is sent again.
    pub bindings: Vec<Binding>,
}

/// Cases in order. The last one is what the sequence is about; those before make what it needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// The steps.
    pub steps: Vec<Step>,
}
