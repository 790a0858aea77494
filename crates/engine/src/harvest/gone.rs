use bedlam_model::{Case, InputAddress, Location, Operation, Segment};
use serde_json::Value;

use crate::depend::{Graph, KeyId, ends_with_variable};
use crate::pool::path_text;

/// A thing that is there no more.
#[derive(Clone, Debug)]
pub(super) struct Gone {
    pub(super) keys: Vec<KeyId>,
    pub(super) value: String,
    pub(super) context: Vec<(KeyId, String)>,
}

/// The thing that a deletion of a path takes away.
pub(super) fn gone(
    graph: &Graph,
    operation: &Operation,
    ids: &[(Vec<KeyId>, String)],
) -> Option<Gone> {
    // Only a path that ends in an id takes that thing away.
    let last = operation
        .parameters
        .get(graph.path(operation).last()?.parameter)?;
    let ends = ends_with_variable(&operation.path, &last.name);
    let ((keys, value), parents) = ids
        .split_last()
        .filter(|_| ends && last.location == Location::Path)?;
    Some(Gone {
        keys: keys.clone(),
        value: value.clone(),
        context: parents
            .iter()
            .map(|(keys, value)| (keys[0], value.clone()))
            .collect(),
    })
}

/// The things that a deletion lists without saying of which kind they are.
pub(super) fn listed(graph: &Graph, operation: &Operation, case: &Case) -> Vec<Gone> {
    let inputs = case.arguments.iter().map(|argument| {
        let parameter = &operation.parameters[argument.parameter];
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        (address, &argument.value)
    });
    let lists = inputs.filter(|(address, _)| graph.lists(operation, &address.child(Segment::Item)));
    let values = lists.filter_map(|(_, value)| value.as_array()).flatten();
    let gone = |value: &Value| Gone {
        keys: graph.around(operation),
        value: path_text(value),
        context: Vec::new(),
    };
    values.map(gone).collect()
}
