use std::collections::HashMap;
use std::ops::Range;

use bedlam_model::{
    Api, Case, Content, InputAddress, LinkValue, Location, Operation, OperationId, Response,
    StatusPattern,
};
use serde_json::Value;

use super::key::Keys;
use super::{Graph, KeyId};

/// The declared links (OpenAPI 3.1, section 4.8.20): each input that a link feeds has a name of its
/// own in the pool, under which nothing else is kept.
#[derive(Debug, Default)]
pub(super) struct Links {
    by_producer: HashMap<OperationId, Vec<Feed>>,
    fed: HashMap<(OperationId, InputAddress), KeyId>,
    /// The names that are those of links.
    own: Range<usize>,
}

/// What one link takes from answers of its operation.
#[derive(Debug)]
pub(super) struct Feed {
    pub(super) name: String,
    status: StatusPattern,
    pub(super) target: OperationId,
    pub(super) inputs: Vec<(KeyId, InputAddress, LinkValue)>,
}

/// A value that a link hands on: its name, and what the link hands on beside it.
pub(crate) struct Handed {
    pub(crate) key: KeyId,
    pub(crate) value: Value,
    pub(crate) beside: Vec<(KeyId, Value)>,
}

/// An exchange, as runtime expressions see it.
pub(crate) struct Answered<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) case: &'a Case,
    pub(crate) response: &'a Response,
    pub(crate) json: Option<&'a Value>,
}

impl Links {
    /// Collects the links and gives names to what they feed.
    pub(super) fn new(api: &Api, keys: &mut Keys) -> Self {
        let mut links = Links::default();
        let first = keys.len();
        for operation in &api.operations {
            for response in &operation.responses {
                for link in &response.links {
                    let target = api.operation(link.target);
                    let mut inputs = Vec::new();
                    for (location, name, value) in &link.parameters {
                        let Some(address) = input(target, *location, name) else {
                            continue;
                        };
                        let key = keys.add(format!("{} {address}", target.id.0));
                        links.fed.insert((target.id, address.clone()), key);
                        inputs.push((key, address, value.clone()));
                    }
                    if let Some(value) = link.body.as_ref().filter(|_| target.body.is_some()) {
                        let address = InputAddress::body();
                        let key = keys.add(format!("{} {address}", target.id.0));
                        links.fed.insert((target.id, address.clone()), key);
                        inputs.push((key, address, value.clone()));
                    }
                    let feeds = links.by_producer.entry(operation.id).or_default();
                    feeds.push(Feed {
                        name: link.name.clone(),
                        status: response.status,
                        target: target.id,
                        inputs,
                    });
                }
            }
        }
        links.own = first..keys.len();
        links
    }

    /// The name under which links feed this input, if any does.
    pub(super) fn key(&self, operation: OperationId, address: &InputAddress) -> Option<KeyId> {
        if self.fed.is_empty() {
            return None;
        }
        self.fed.get(&(operation, address.clone())).copied()
    }

    /// What the links of an operation feed.
    pub(super) fn of(&self, operation: OperationId) -> &[Feed] {
        self.by_producer.get(&operation).map_or(&[], Vec::as_slice)
    }

    /// What the links of an operation take from one of its answers.
    pub(super) fn follow(&self, answered: &Answered<'_>) -> Vec<Handed> {
        let mut all = Vec::new();
        for feed in self.of(answered.operation.id) {
            let spoken = answered.operation.response(answered.response.status);
            if spoken.is_none_or(|spoken| spoken.status != feed.status) {
                continue;
            }
            let values = feed.inputs.iter().filter_map(|(key, _, value)| {
                let value = match value {
                    LinkValue::Constant(value) => value.clone(),
                    LinkValue::Expression(text) => evaluate(text, answered)?,
                };
                (!value.is_null()).then_some((*key, value))
            });
            let values: Vec<(KeyId, Value)> = values.collect();
            for (at, (key, value)) in values.iter().enumerate() {
                let others = values.iter().enumerate().filter(|(other, _)| *other != at);
                all.push(Handed {
                    key: *key,
                    value: value.clone(),
                    beside: others.map(|(_, pair)| pair.clone()).collect(),
                });
            }
        }
        all
    }
}

impl Graph {
    /// The name under which links feed this input, if any does.
    pub(super) fn link_key(&self, operation: &Operation, address: &InputAddress) -> Option<KeyId> {
        self.links.key(operation.id, address)
    }

    /// Whether a link feeds this input.
    pub(crate) fn is_linked(&self, operation: &Operation, address: &InputAddress) -> bool {
        self.link_key(operation, address).is_some()
    }

    /// Whether a name is one of those that only links use.
    pub(crate) fn is_link(&self, key: KeyId) -> bool {
        self.links.own.contains(&key.index())
    }

    /// What the links of an operation feed.
    pub(super) fn feeds(&self, operation: &Operation) -> &[Feed] {
        self.links.of(operation.id)
    }

    /// What declared links take from an answer.
    pub(crate) fn follow(&self, answered: &Answered<'_>) -> Vec<Handed> {
        self.links.follow(answered)
    }
}

/// The input of an operation that a link means by a name.
fn input(target: &Operation, location: Option<Location>, name: &str) -> Option<InputAddress> {
    let mut fitting = target.parameters.iter().filter(|parameter| {
        parameter.name == name && location.is_none_or(|location| location == parameter.location)
    });
    let path = fitting.clone().find(|p| p.location == Location::Path);
    let parameter = path.or_else(|| fitting.next())?;
    Some(InputAddress::parameter(parameter.location, &parameter.name))
}

/// The value of a runtime expression (OpenAPI 3.1, section 4.8.20.3), or of a text with expressions
/// in braces.
fn evaluate(text: &str, answered: &Answered<'_>) -> Option<Value> {
    if !text.contains("{$") {
        return expression(text, answered);
    }
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{$") {
        let (inside, behind) = after.split_once('}')?;
        whole.push_str(before);
        match expression(&format!("${inside}"), answered)? {
            Value::String(text) => whole.push_str(&text),
            other => whole.push_str(&other.to_string()),
        }
        rest = behind;
    }
    whole.push_str(rest);
    Some(Value::String(whole))
}

fn expression(text: &str, answered: &Answered<'_>) -> Option<Value> {
    let Answered {
        operation,
        case,
        response,
        json,
    } = answered;
    match text {
        "$method" => return Some(Value::from(operation.method.as_str())),
        "$statusCode" => return Some(Value::from(response.status)),
        _ => {}
    }
    if let Some(source) = text.strip_prefix("$response.") {
        return match source.strip_prefix("header.") {
            Some(name) => response.header(name).map(Value::from),
            None => pointed(source, *json),
        };
    }
    let source = text.strip_prefix("$request.")?;
    let (part, name) = source.split_once('.').unwrap_or((source, ""));
    let location = match part {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        _ => {
            let body = case.body.as_ref().and_then(|body| match &body.content {
                Content::Value(value) => Some(value),
                Content::Raw(_) => None,
            });
            return pointed(source, body);
        }
    };
    let argument = case.arguments.iter().find(|argument| {
        let parameter = &operation.parameters[argument.parameter];
        let same = match location {
            Location::Header => parameter.name.eq_ignore_ascii_case(name),
            _ => parameter.name == name,
        };
        parameter.location == location && same
    });
    argument.map(|argument| argument.value.clone())
}

/// `body`, or `body#/a/b`, a JSON pointer (RFC 6901) into it.
fn pointed(source: &str, body: Option<&Value>) -> Option<Value> {
    let pointer = source.strip_prefix("body")?;
    let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
    body?.pointer(pointer).cloned()
}

#[cfg(test)]
mod tests {
    use bedlam_model::{Argument, Body};
    use serde_json::json;

    use super::*;

    const SPEC: &str = "\
openapi: 3.0.0
info: {title: t, version: '1'}
paths:
  /a/{id}:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: X-Tenant, in: header, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'201': {description: d}}
";

    #[test]
    fn runtime_expressions_take_what_they_name() {
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", SPEC.as_bytes(), &mut none).unwrap();
        let operation = &api.operations[0];
        let argument = |parameter, value| Argument { parameter, value };
        let mut case = Case::new(operation.id);
        case.arguments = vec![argument(0, json!("p1")), argument(1, json!("acme"))];
        case.body = Some(Body {
            media: 0,
            content: Content::Value(json!({"name": "Rex"})),
        });
        let response = Response {
            status: 201,
            version: "HTTP/1.1".to_owned(),
            headers: vec![("ETag".to_owned(), "v7".to_owned())],
            body: Vec::new(),
            truncated: false,
        };
        let json = json!({"data": [{"id": 5, "a/b": true}]});
        let answered = Answered {
            operation,
            case: &case,
            response: &response,
            json: Some(&json),
        };
        let check = |text: &str, expected: Option<Value>| {
            assert_eq!(evaluate(text, &answered), expected, "{text}");
        };
        check("$response.body#/data/0/id", Some(json!(5)));
        check("$response.body#/data/0/a~1b", Some(json!(true)));
        check("$response.body#/none", None);
        check("$response.header.etag", Some(json!("v7")));
        check("$request.path.id", Some(json!("p1")));
        check("$request.header.x-tenant", Some(json!("acme")));
        check("$request.query.q", None);
        check("$request.body#/name", Some(json!("Rex")));
        check("$statusCode", Some(json!(201)));
        check("$method", Some(json!("POST")));
        check(
            "x-{$request.path.id}-{$response.body#/data/0/id}",
            Some(json!("x-p1-5")),
        );
    }
}
