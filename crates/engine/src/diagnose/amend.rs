use std::collections::HashMap;

use bedlam_model::{
    Amendment, Api, Case, Change, Content, Dialect, FactKind, Input, InputAddress, Location,
    Operation, Schema, Segment, ValueSource, inputs, normalise, value_at,
};
use serde_json::{Map, Value};

use super::keywords::{agree, keywords};
use crate::knowledge::{InputLore, Lore};
use crate::learn::sent_value;

/// Bytes of an example written as JSON, at most.
const EXAMPLE: usize = 4096;

/// What refusals told of the inputs of an operation and its spec does not say.
pub(super) fn of_facts(api: &Api, operation: &Operation, lore: &Lore) -> Vec<Amendment> {
    told(api, operation, lore, None)
}

/// What a campaign learned of an operation and its spec does not say. `success`: a case that
/// succeeded unchanged; what it refutes is left out, and after refusals it is an example itself.
pub(super) fn learned(
    api: &Api,
    operation: &Operation,
    lore: &Lore,
    success: Option<&Case>,
    refused: bool,
) -> Vec<Amendment> {
    if lore.covered && success.is_none() {
        return Vec::new();
    }
    let mut all = told(api, operation, lore, success);
    let Some(case) = success else {
        return all;
    };
    all.extend(other_media(operation, case));
    if refused {
        all.extend(whole_body(operation, lore, case));
        all.extend(parameters(operation, lore, case));
    }
    all
}

fn told(api: &Api, operation: &Operation, lore: &Lore, success: Option<&Case>) -> Vec<Amendment> {
    if lore.inputs.values().all(|input| input.facts.is_empty()) {
        return Vec::new();
    }
    let declared: HashMap<InputAddress, Input> = inputs(api, operation)
        .into_iter()
        .map(|input| (input.address.clone(), input))
        .collect();
    let amendment = |change, lore: &InputLore| amendment(operation, change, words(lore));
    let mut known: Vec<(&InputAddress, &InputLore)> = lore.inputs.iter().collect();
    known.sort_unstable_by_key(|(address, _)| *address);
    let mut all = Vec::new();
    for (address, input) in known.iter().filter(|(_, input)| !input.facts.is_empty()) {
        let sent = success.and_then(|case| sent_value(operation, case, address));
        let Some(of_spec) = declared.get(address) else {
            let asked = lore
                .undeclared
                .iter()
                .any(|(parent, name)| parent.child(Segment::Key(name.clone())) == **address);
            // What a success did without is not worth declaring.
            if asked && (success.is_none() || sent.is_some()) {
                all.push(amendment(
                    property(api.dialect, address, input, sent),
                    input,
                ));
            }
            continue;
        };
        let schema = api.schemas.get(of_spec.schema);
        let keywords = of_input(api.dialect, input, schema, sent);
        if !keywords.is_empty() {
            let address = (*address).clone();
            all.push(amendment(Change::Schema { address, keywords }, input));
        }
        let wanted = input.facts.contains(&FactKind::Required) && !of_spec.required;
        if wanted && (success.is_none() || sent.is_some()) && has_name(address) {
            let address = (*address).clone();
            all.push(amendment(Change::Required { address }, input));
        }
    }
    all
}

/// Items of arrays are not required by name.
fn has_name(address: &InputAddress) -> bool {
    matches!(address.path.last(), Some(Segment::Key(_)))
}

fn words(input: &InputLore) -> String {
    input
        .evidence
        .first()
        .map(|words| words.to_string())
        .unwrap_or_default()
}

fn amendment(operation: &Operation, change: Change, evidence: String) -> Amendment {
    Amendment {
        method: operation.method.to_string(),
        path: operation.path.clone(),
        change,
        evidence,
    }
}

/// The keywords of the facts, where values that succeeded do not refute them.
fn of_input(
    dialect: Dialect,
    input: &InputLore,
    declared: &Schema,
    sent: Option<&Value>,
) -> Map<String, Value> {
    let good: Vec<&Value> = input.successes.iter().chain(sent).collect();
    let facts: Vec<&FactKind> = input
        .facts
        .iter()
        .filter(|fact| good.iter().all(|value| agree(fact, value)))
        .collect();
    keywords(dialect, &facts, declared)
}

fn property(
    dialect: Dialect,
    address: &InputAddress,
    input: &InputLore,
    sent: Option<&Value>,
) -> Change {
    let mut keywords = of_input(dialect, input, &Schema::default(), sent);
    if let Some(value) = sent.or(input.successes.first()) {
        let kind = bedlam_model::Type::of(value).name();
        keywords.entry("type").or_insert_with(|| Value::from(kind));
        if !input.unique && !is_secret(address) {
            keywords.insert("example".to_owned(), value.clone());
        }
    }
    Change::Property {
        address: address.clone(),
        required: input.facts.contains(&FactKind::Required),
        keywords,
    }
}

/// The media type that worked, where it is not the one declared.
fn other_media(operation: &Operation, case: &Case) -> Option<Amendment> {
    let to = case.wire.media.as_ref()?;
    let media = operation.body.iter().flat_map(|body| &body.media);
    let mut media = media.map(|media| &media.name);
    if media.clone().any(|name| name.eq_ignore_ascii_case(to)) {
        return None;
    }
    let change = Change::Media {
        from: media.next().cloned(),
        to: to.clone(),
    };
    Some(amendment(operation, change, "it worked".to_owned()))
}

/// The body that worked, where it would work again.
fn whole_body(operation: &Operation, lore: &Lore, case: &Case) -> Option<Amendment> {
    let body = case.body.as_ref()?;
    let media = operation.body.as_ref()?.media.get(body.media)?;
    let Content::Value(value) = &body.content else {
        return None;
    };
    let fleeting = case.sources.iter().any(|(address, source)| {
        let inside = address.location == Location::Body && value_at(value, &address.path).is_some();
        let once = lore.inputs.get(address).is_some_and(|input| input.unique);
        inside && (once || private(address, *source))
    });
    let known = !media.examples.is_empty();
    if fleeting || known || !plain(value) || value.to_string().len() > EXAMPLE {
        return None;
    }
    let change = Change::Example {
        address: InputAddress::body(),
        media: Some(case.wire.media.as_ref().unwrap_or(&media.name).clone()),
        value: value.clone(),
    };
    Some(amendment(operation, change, "it worked".to_owned()))
}

fn plain(value: &Value) -> bool {
    match value {
        Value::Object(map) => !map.is_empty(),
        Value::Null => false,
        _ => true,
    }
}

/// Parameters that refusals spoke of, with the value that worked.
fn parameters(operation: &Operation, lore: &Lore, case: &Case) -> Vec<Amendment> {
    let all = case.arguments.iter().filter_map(|argument| {
        let parameter = &operation.parameters[argument.parameter];
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        let input = lore.inputs.get(&address)?;
        let source = case.sources.iter().find(|(known, _)| *known == address);
        let source = source.map_or(ValueSource::Schema, |(_, source)| *source);
        let fleeting = input.unique || private(&address, source);
        if input.facts.is_empty() || fleeting || !parameter.examples.is_empty() {
            return None;
        }
        let change = Change::Example {
            address,
            media: None,
            value: argument.value.clone(),
        };
        Some(amendment(operation, change, "it worked".to_owned()))
    });
    all.collect()
}

/// Whether a value is of use only to this campaign, or not to be written down.
fn private(address: &InputAddress, source: ValueSource) -> bool {
    matches!(source, ValueSource::Pool | ValueSource::Hint) || is_secret(address)
}

fn is_secret(address: &InputAddress) -> bool {
    let name = normalise(address.name().unwrap_or_default());
    let secret = [
        "token",
        "secret",
        "password",
        "apikey",
        "authorization",
        "passwd",
    ];
    secret.iter().any(|word| name.contains(word))
}
