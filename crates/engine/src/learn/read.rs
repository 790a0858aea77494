use bedlam_model::{Api, Case, Content, InputAddress, Location, Operation, Response, value_at};
use serde_json::Value;

use crate::depend::Graph;

use super::refusal::{Known, Refusal, read_refusal};

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
    let sent = case.sources.iter().map(|(address, _)| address);
    let known: Vec<Known<'_>> = declared
        .iter()
        .chain(sent.filter(|address| !declared.contains(address)))
        .map(|address| Known {
            address,
            sent: sent_value(operation, case, address),
        })
        .collect();
    let refusal = read_refusal(response, json, &known);
    (!refusal.facts.is_empty() || !refusal.messages.is_empty()).then_some(refusal)
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
