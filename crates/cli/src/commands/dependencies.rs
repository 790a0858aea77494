use std::fmt::Write as _;

use bedlam_engine::{Dependency, Reason, dependencies};
use bedlam_model::Api;
use serde_json::{Value, json};

/// Which field of which answer feeds which input, one a line.
pub(super) fn text(api: &Api) -> String {
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
        let _ = writeln!(text, "{producer} {field} -> {consumer} ({word}{name})");
    }
    text
}

/// The same as JSON.
pub(super) fn json(api: &Api) -> Value {
    let one = |dependency: &Dependency| {
        let (word, name) = words(&dependency.reason);
        json!({
            "producer": dependency.producer,
            "field": dependency.field,
            "consumer": dependency.consumer,
            "reason": word,
            "link": name,
        })
    };
    dependencies(api).iter().map(one).collect()
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
