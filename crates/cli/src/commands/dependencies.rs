use std::fmt::Write as _;

use bedlam_engine::{Dependency, Reason, dependencies};
use bedlam_model::{
    Api, Experience, InputAddress, Location, Operation, OperationExperience, ValueSource,
};
use serde_json::{Value, json};

/// Which field of which answer feeds which input, one a line.
pub(super) fn text(api: &Api, learned: &Experience) -> String {
    let mut text = String::new();
    for dependency in dependencies(api) {
        let Dependency {
            producer,
            field,
            consumer,
            reason,
        } = &dependency;
        let (word, name) = words(reason);
        let name = name.map(|name| format!(" {name}")).unwrap_or_default();
        let worked = worked(learned, consumer);
        let worked = worked.map(|(good, all)| format!("; worked {good:.0} of {all:.0} times"));
        let worked = worked.unwrap_or_default();
        let _ = writeln!(
            text,
            "{producer} {field} -> {consumer} ({word}{name}{worked})"
        );
    }
    for (before, consumer) in ways(api, learned) {
        let _ = writeln!(text, "{} -> {consumer} (learned)", before.join(", then "));
    }
    text
}

/// The same as JSON.
pub(super) fn json(api: &Api, learned: &Experience) -> Value {
    let one = |dependency: &Dependency| {
        let (word, name) = words(&dependency.reason);
        let worked = worked(learned, &dependency.consumer);
        json!({
            "producer": dependency.producer,
            "field": dependency.field,
            "consumer": dependency.consumer,
            "reason": word,
            "link": name,
            "worked": worked.map(|(good, all)| json!({"good": good, "all": all})),
        })
    };
    let way = |(before, consumer): (Vec<String>, String)| {
        json!({
            "producer": before.last(),
            "before": before,
            "consumer": consumer,
            "reason": "learned",
        })
    };
    let declared = dependencies(api);
    let declared = declared.iter().map(one);
    declared
        .chain(ways(api, learned).into_iter().map(way))
        .collect()
}

/// The word for a reason, and the name of the link that is one.
fn words(reason: &Reason) -> (&'static str, Option<&str>) {
    match reason {
        Reason::Link(name) => ("link", Some(name)),
        Reason::Path => ("path", None),
        Reason::Schema => ("schema", None),
        Reason::Name => ("name", None),
    }
}

/// How often an input succeeded with what an answer had shown, and how often it was given that; old
/// tries count less.
fn worked(learned: &Experience, line: &str) -> Option<(f32, f32)> {
    let of = |operation: &OperationExperience| {
        let address = line.strip_prefix(&operation.label)?.strip_prefix(' ')?;
        let mut inputs = operation.inputs.iter();
        let input = inputs.find(|input| input.address.to_string() == address)?;
        let mut sources = input.sources.iter();
        let pool = sources.find(|one| one.source == ValueSource::Pool)?;
        (pool.good > 0.0).then_some((pool.good, pool.all))
    };
    learned.operations.iter().find_map(of)
}

/// What was seen to happen to a thing before an operation succeeds on it: the operations in order,
/// and the input that takes the thing.
fn ways(api: &Api, learned: &Experience) -> Vec<(Vec<String>, String)> {
    let way = |experience: &OperationExperience| {
        let mut operations = api.operations.iter();
        let operation = operations.find(|operation| operation.label() == experience.label)?;
        let taken = thing(operation)?;
        let before = experience.before.clone();
        (!before.is_empty()).then(|| (before, format!("{} {taken}", experience.label)))
    };
    learned.operations.iter().filter_map(way).collect()
}

/// The input of the path that names what an operation is about.
fn thing(operation: &Operation) -> Option<InputAddress> {
    let parameters = operation.parameters.iter();
    let place = |name: &str| operation.path.find(&format!("{{{name}}}"));
    let in_path = parameters.filter(|p| p.location == Location::Path);
    let last = in_path.max_by_key(|p| place(&p.name))?;
    Some(InputAddress::parameter(Location::Path, &last.name))
}
