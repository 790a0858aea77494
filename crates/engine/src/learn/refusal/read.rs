use bedlam_model::{Fact, InputAddress, Response};
use serde_json::Value;

use super::answer::{Answer, embedded};
use super::inputs::Inputs;
use super::notes::Notes;
use super::reader::READERS;
use super::unnamed::unnamed;

/// An input that the operation has, or that was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// Where it stands.
    pub(crate) address: &'a InputAddress,
    /// What was sent there; none: nothing was.
    pub(crate) sent: Option<&'a Value>,
}

/// What a refusal says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusal {
    /// What it asks of the inputs.
    pub(crate) facts: Vec<Fact>,
    /// The API's own sentences, for diagnosis.
    pub(crate) messages: Vec<String>,
}

/// Reads a refusal: what it asks of the inputs, as far as it says so.
///
/// `json` is the parsed body, if it is JSON. Names in messages are matched to `inputs`; a fact
/// about a name that none of them has keeps the name and has an address only if the answer told
/// the part of the request. Facts are to be tried, not believed.
pub(crate) fn read_refusal(
    response: &Response,
    json: Option<&Value>,
    inputs: &[Known<'_>],
) -> Refusal {
    let embedded = embedded(json);
    let answer = Answer::new(response, json, &embedded);
    let mut notes = Notes::new(Inputs::new(inputs));
    for (_, read) in READERS {
        read(&answer, &mut notes);
    }
    let (mut facts, messages) = notes.finish();
    facts.extend(unnamed(&answer, &facts, inputs));
    // Who may not do it at all learns nothing of what is asked from those who may.
    let facts = match response.status {
        401 | 405 | 407 | 429 => Vec::new(),
        _ => facts,
    };
    Refusal { facts, messages }
}
