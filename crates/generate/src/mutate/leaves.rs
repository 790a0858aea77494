use bedlam_model::{Case, Content, InputAddress, Operation, Segment};
use serde_json::Value;

/// A value without an inside, somewhere in a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf<'c> {
    /// Where it stands, with array positions.
    pub address: InputAddress,
    /// The value. Empty arrays and objects are leaves too.
    pub value: &'c Value,
}

/// All leaves of a case: those of its arguments, then those of its body.
pub fn leaves<'c>(operation: &Operation, case: &'c Case) -> Vec<Leaf<'c>> {
    let mut found = Vec::new();
    for argument in &case.arguments {
        if let Some(parameter) = operation.parameters.get(argument.parameter) {
            let address = InputAddress::parameter(parameter.location, &parameter.name);
            walk(&argument.value, &address, &mut found);
        }
    }
    if let Some(Content::Value(value)) = case.body.as_ref().map(|body| &body.content) {
        walk(value, &InputAddress::body(), &mut found);
    }
    found
}

fn walk<'c>(value: &'c Value, address: &InputAddress, found: &mut Vec<Leaf<'c>>) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &address.child(Segment::Index(index)), found);
            }
        }
        Value::Object(map) if !map.is_empty() => {
            for (name, item) in map {
                walk(item, &address.child(Segment::Key(name.clone())), found);
            }
        }
        leaf => found.push(Leaf {
            address: address.clone(),
            value: leaf,
        }),
    }
}
