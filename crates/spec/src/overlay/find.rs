use bedlam_model::{Amendment, Location};
use serde_json::Value;

use super::path::{quoted, selector};

/// References that are followed one after the other, at most.
const HOPS: usize = 20;

/// A part of a description, found by following references inside of the document.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The names and positions on the way to it.
    way: Vec<String>,
    /// How a target selects each of them.
    selectors: Vec<String>,
    /// The path item above it, for operations.
    item: Vec<String>,
}

impl Found {
    fn new(way: Vec<String>) -> Self {
        Found {
            selectors: way.iter().map(|name| selector(name)).collect(),
            way,
            item: Vec::new(),
        }
    }

    /// As the target of an action.
    pub(super) fn target(&self) -> String {
        format!("${}", self.selectors.concat())
    }

    pub(super) fn value<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        at(root, &self.way)
    }

    pub(super) fn child(&self, name: &str) -> Found {
        self.entry(name, selector(name))
    }

    /// The part inside of this one that a target selects in another way than by its name.
    fn entry(&self, name: &str, selector: String) -> Found {
        let mut child = self.clone();
        child.way.push(name.to_owned());
        child.selectors.push(selector);
        child
    }

    pub(super) fn parent(&self) -> Option<Found> {
        let mut parent = self.clone();
        parent.selectors.pop();
        parent.way.pop().map(|_| parent)
    }

    /// What a reference that stands here leads to, inside of the document.
    fn resolved(mut self, root: &Value) -> Option<Found> {
        for _ in 0..HOPS {
            let Some(reference) = self.value(root)?.get("$ref") else {
                return Some(self);
            };
            let pointer = reference.as_str()?.strip_prefix("#/")?;
            // RFC 6901, sections 3 and 4; within a URI some are percent-encoded.
            let unescape = |token: &str| {
                let token = token.replace("%7B", "{").replace("%7D", "}");
                token.replace("~1", "/").replace("~0", "~")
            };
            self = Found::new(pointer.split('/').map(unescape).collect());
        }
        None
    }
}

fn at<'v>(root: &'v Value, way: &[String]) -> Option<&'v Value> {
    way.iter().try_fold(root, |value, name| match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    })
}

/// The operation that an amendment is about.
pub(super) fn operation(root: &Value, amendment: &Amendment) -> Option<Found> {
    let item = Found::new(vec!["paths".to_owned(), amendment.path.clone()]).resolved(root)?;
    let mut found = item.child(&amendment.method.to_lowercase());
    found.value(root)?;
    found.item = item.way;
    Some(found)
}

/// A parameter of the operation, or of all operations of its path.
pub(super) fn parameter(
    root: &Value,
    operation: &Found,
    location: Location,
    name: &str,
) -> Option<Found> {
    let part = location.part().to_lowercase();
    let item = Found::new(operation.item.clone());
    [operation, &item].into_iter().find_map(|owner| {
        let list = owner.child("parameters");
        let count = list.value(root)?.as_array()?.len();
        (0..count).find_map(|index| {
            let filter = format!("[?@.name=={} && @.in=={}]", quoted(name), quoted(&part));
            let found = list.entry(&index.to_string(), filter).resolved(root)?;
            let value = found.value(root)?;
            let is = |key: &str, wanted: &str| value.get(key).is_some_and(|v| v == wanted);
            (is("name", name) && is("in", &part)).then_some(found)
        })
    })
}

/// The media types of an operation's body, by name. For Swagger 2.0 the parameter that is the body
/// stands for all of them.
pub(super) fn media_types(root: &Value, operation: &Found) -> Vec<(String, Found)> {
    if root.get("swagger").is_some() {
        return swagger_body(root, operation).into_iter().collect();
    }
    let Some(body) = operation.child("requestBody").resolved(root) else {
        return Vec::new();
    };
    let content = body.child("content");
    let entries = content.value(root).and_then(Value::as_object);
    let names = entries.into_iter().flat_map(|map| map.keys());
    names
        .map(|name| (name.clone(), content.child(name)))
        .collect()
}

fn swagger_body(root: &Value, operation: &Found) -> Option<(String, Found)> {
    let list = operation.child("parameters");
    let count = list.value(root)?.as_array()?.len();
    (0..count).find_map(|index| {
        let body = "[?@.in=='body']".to_owned();
        let found = list.entry(&index.to_string(), body).resolved(root)?;
        let is_body = found.value(root)?.get("in")? == "body";
        is_body.then(|| (String::new(), found))
    })
}
