use std::sync::Arc;

use bedlam_model::{Case, Content, Exchange};
use serde_json::Value;

use crate::pool::{Origin, Resource, path_text};

/// Setting-up requests shown with a finding at most.
const STORY: usize = 8;

/// The requests that made what the faulty one really holds, the latest ones if there are many.
pub(crate) fn story(used: &[Arc<Resource>], case: &Case, fault: &Exchange) -> Vec<Exchange> {
    let mut told = Vec::new();
    for origin in origins(used, case) {
        origin.story(&mut told);
    }
    told.retain(|exchange| exchange.request.id != fault.request.id);
    told.sort_by_key(|exchange| exchange.request.id);
    let skip = told.len().saturating_sub(STORY);
    told.split_off(skip)
}

/// What made the things that a case really holds.
pub(crate) fn origins(used: &[Arc<Resource>], case: &Case) -> Vec<Arc<Origin>> {
    let held = used
        .iter()
        .filter(|resource| holds(case, &path_text(&resource.value)));
    held.filter_map(|resource| maker(resource, case)).collect()
}

/// What made a thing for this case. One seen below another that the case does not hold was only
/// put there, and made before.
fn maker(resource: &Resource, case: &Case) -> Option<Arc<Origin>> {
    let origin = resource.origin.as_ref()?;
    let mut above = resource.context.iter();
    if above.all(|(_, value)| holds(case, value)) {
        return Some(origin.clone());
    }
    let name = path_text(&resource.value);
    let before = origin.needs().iter().find(|need| need.shows(&name));
    Some(before.unwrap_or(origin).clone())
}

/// Whether a case holds what names a thing. Where that is a short text it may stand there by
/// chance: then one request too many is told.
fn holds(case: &Case, name: &str) -> bool {
    let content = case.body.as_ref().map(|body| &body.content);
    let in_body = match content {
        Some(Content::Value(root)) => names(root, name),
        Some(Content::Raw(bytes)) => String::from_utf8_lossy(bytes).contains(name),
        None => false,
    };
    in_body || case.arguments.iter().any(|one| names(&one.value, name))
}

fn names(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => text.contains(name),
        Value::Array(items) => items.iter().any(|item| names(item, name)),
        Value::Object(members) => members
            .iter()
            .any(|(key, member)| key == name || names(member, name)),
        other => path_text(other) == name,
    }
}

#[cfg(test)]
mod tests {
    use bedlam_model::{Argument, Body, OperationId};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_case_holds_what_it_names_anywhere() {
        let mut case = Case::new(OperationId(0));
        case.arguments.push(Argument {
            parameter: 0,
            value: json!([7]),
        });
        case.body = Some(Body {
            media: 0,
            content: Content::Value(json!({"of": {"href": "/pets/rex"}, "by-tom": 1})),
        });
        let check = |name: &str, expected: bool| {
            assert_eq!(holds(&case, name), expected, "{name}");
        };
        check("7", true);
        check("rex", true);
        check("by-tom", true);
        check("70", false);
        check("max", false);
    }
}
