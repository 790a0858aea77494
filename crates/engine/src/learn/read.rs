use bedlam_model::{
    Api, Case, Content, InputAddress, Location, Operation, Response, Segment, value_at,
};
use serde_json::Value;

use crate::depend::Graph;

use super::refusal::{Known, Refusal, read_refusal};

/// Properties of a body that refusals are read against, and how deep they lie at most.
const PROPERTIES: usize = 60;
const DEPTH: usize = 4;

/// Reads a refusal against the inputs that the case gave and the operation knows.
pub(crate) fn read(
    graph: &Graph,
    api: &Api,
    operation: &Operation,
    case: &Case,
    response: &Response,
    json: Option<&Value>,
) -> Option<Refusal> {
    // Some say no with a status that says yes.
    if !matches!(response.status, 200..300 | 400..500) {
        return None;
    }
    let declared = graph.inputs(api, operation);
    let sent = case.sources.iter().map(|(address, _)| address.clone());
    let mut others: Vec<InputAddress> = sent.chain(properties(case)).collect();
    others.retain(|address| !declared.contains(address));
    others.dedup();
    let known: Vec<Known<'_>> = declared
        .iter()
        .chain(&others)
        .map(|address| Known {
            address,
            sent: sent_value(operation, case, address),
        })
        .collect();
    let refusal = read_refusal(response, json, &known);
    (!refusal.facts.is_empty() || !refusal.messages.is_empty()).then_some(refusal)
}

/// The properties that the body of a case holds, whether the spec declares them or not.
fn properties(case: &Case) -> Vec<InputAddress> {
    let mut found = Vec::new();
    if let Some(Content::Value(root)) = case.body.as_ref().map(|body| &body.content) {
        inside(root, &InputAddress::body(), &mut found);
    }
    found
}

fn inside(value: &Value, at: &InputAddress, found: &mut Vec<InputAddress>) {
    let Value::Object(properties) = value else {
        return;
    };
    for (name, value) in properties {
        if found.len() >= PROPERTIES || at.path.len() >= DEPTH {
            return;
        }
        let address = at.child(Segment::Key(name.clone()));
        inside(value, &address, found);
        found.push(address);
    }
}

/// The value that a case gives to an input.
pub(crate) fn sent_value<'a>(
    operation: &Operation,
    case: &'a Case,
    address: &InputAddress,
) -> Option<&'a Value> {
    if address.location == Location::Body {
        return match &case.body.as_ref()?.content {
            Content::Value(root) => value_at(root, &address.path),
            Content::Raw(_) => None,
        };
    }
    let argument = case.arguments.iter().find(|argument| {
        let parameter = &operation.parameters[argument.parameter];
        parameter.location == address.location && Some(parameter.name.as_str()) == address.name()
    })?;
    Some(&argument.value)
}
