mod gone;
mod keyed;
mod label;
mod state;
mod ticket;

use std::sync::Arc;

use bedlam_model::{Body, Case, Content, Location, Operation, Response, normalise};
use serde_json::Value;

use self::gone::{Gone, gone, listed};
use self::keyed::{has_id, is_many, keyed};
use self::label::is_label;
use crate::choose::Local;
use crate::depend::{Answered, Graph, KeyId, is_a, is_envelope, takes_id};
use crate::pool::{Origin, Pool, Resource, path_text};

/// Resources that a success showed, made or took away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Harvest {
    shown: Vec<(KeyId, Arc<Resource>)>,
    /// What was handed out only to be handed in again, the newest worth the most.
    pub(crate) tickets: Vec<(KeyId, Arc<Resource>)>,
    /// The version of the thing that it is about.
    version: Option<(KeyId, Arc<Resource>)>,
    /// The states that the thing is said to be in.
    pub(crate) states: Vec<String>,
    gone: Vec<Gone>,
    /// The things in the path of the request.
    pub(crate) ids: Vec<(KeyId, String)>,
}

/// Values taken from one answer, and how deep and wide answers are read.
const MOST: usize = 64;
const DEPTH: u8 = 6;
const ITEMS: usize = 4;
/// Values tried as the name of a thing that shows none, and their greatest length.
const NAMES: usize = 6;
const SHORT: usize = 64;

impl Harvest {
    /// Puts what was found where the campaign keeps it.
    pub(crate) fn store(&self, pool: &mut Pool) {
        for (key, resource) in &self.shown {
            pool.put(*key, resource.clone());
        }
        for (key, ticket) in &self.tickets {
            pool.renew(*key, ticket.clone(), |old| old.value == ticket.value);
        }
        if let Some((key, version)) = &self.version {
            pool.renew(*key, version.clone(), |old| old.context == version.context);
        }
        for gone in &self.gone {
            pool.forget(&gone.keys, &gone.value, &gone.context);
        }
    }

    /// The same for the rest of the job.
    pub(crate) fn remember(&self, local: &mut Local) {
        for (key, resource) in self.shown.iter().rev().filter(|(_, r)| r.own()) {
            local.put(*key, resource.clone());
        }
        for (key, ticket) in self.tickets.iter().chain(&self.version) {
            local.put(*key, ticket.clone());
        }
        for gone in &self.gone {
            local.forget(&gone.keys, &gone.value);
        }
    }

    /// All that it shows, by each of its names.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (KeyId, &Value)> {
        self.shown.iter().map(|(key, r)| (*key, &r.value))
    }

    /// Things of our own that were made, by each of their names.
    pub(crate) fn made(&self) -> impl Iterator<Item = (KeyId, &Value)> {
        self.shown
            .iter()
            .filter(|(_, r)| r.own())
            .map(|(key, r)| (*key, &r.value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
            && self.tickets.is_empty()
            && self.version.is_none()
            && self.gone.is_empty()
            && self.ids.is_empty()
    }
}

/// Reads a successful exchange. `origin` is given where the request may have made something.
pub(crate) fn harvest(
    graph: &Graph,
    operation: &Operation,
    case: &Case,
    response: &Response,
    json: Option<&Value>,
    origin: Option<&Arc<Origin>>,
) -> Harvest {
    let ids = path_ids(graph, operation, case);
    if operation.method.as_str() == "DELETE" {
        return Harvest {
            gone: gone(graph, operation, &ids)
                .into_iter()
                .chain(listed(graph, operation, case))
                .collect(),
            ids: things(&ids),
            ..Harvest::default()
        };
    }
    let mut basket = Basket {
        graph,
        context: ids
            .iter()
            .map(|(keys, value)| (keys[0], value.clone()))
            .collect(),
        origin,
        operation,
        sent: false,
        proven: false,
        shown: Vec::new(),
        tickets: Vec::new(),
        version: None,
    };
    basket.headers(response);
    for (header, value) in &response.headers {
        if header.eq_ignore_ascii_case("location")
            || header.eq_ignore_ascii_case("content-location")
        {
            basket.url(value, origin);
        }
    }
    basket.links(&Answered {
        operation,
        case,
        response,
        json,
    });
    let noun = graph.noun(operation);
    if let Some(json) = json {
        basket.body(json, None, 0);
        basket.value(json, noun, noun, 0);
        if let Some(kind) = graph.kind(operation) {
            basket.value(json, Some(kind), Some(kind), 0);
        }
    }
    // What a create was told counts too: many answers say nothing.
    let sent = case
        .body
        .as_ref()
        .filter(|_| operation.method.as_str() != "PATCH");
    if let Some(Body {
        content: Content::Value(body),
        ..
    }) = sent.filter(|_| origin.is_some())
    {
        basket.sent = true;
        basket.value(body, noun, noun, 0);
    }
    // An id that succeeded in a path names a living thing.
    basket.proven = true;
    for (position, (keys, value)) in ids.iter().enumerate() {
        let last = position + 1 == ids.len();
        let made = origin.filter(|_| last && names_what_it_makes(operation, response));
        let context = basket.context[..position].to_vec();
        basket.put(&keys[..1], Value::String(value.clone()), context, made);
    }
    basket.proven = false;
    basket.version(operation, response);
    Harvest {
        shown: basket.shown,
        tickets: basket.tickets,
        version: basket.version,
        states: json.map(state::states_in).unwrap_or_default(),
        gone: Vec::new(),
        ids: things(&ids),
    }
}

/// Whether a success may have made the thing that the end of its path names.
fn names_what_it_makes(operation: &Operation, response: &Response) -> bool {
    let may = match operation.method.as_str() {
        "PUT" => true,
        "POST" => response.status == 201,
        _ => false,
    };
    may && takes_id(&operation.path)
}

fn things(ids: &[(Vec<KeyId>, String)]) -> Vec<(KeyId, String)> {
    ids.iter()
        .map(|(keys, value)| (keys[0], value.clone()))
        .collect()
}

/// The ids in the path of a case: their names, the likeliest first, and the value.
fn path_ids(graph: &Graph, operation: &Operation, case: &Case) -> Vec<(Vec<KeyId>, String)> {
    let inputs = graph
        .path(operation)
        .iter()
        .filter(|input| !input.keys.is_empty());
    let ids = inputs.filter_map(|input| {
        let argument = case
            .arguments
            .iter()
            .find(|a| a.parameter == input.parameter)?;
        let parameter = &operation.parameters[input.parameter];
        // A mutant that succeeds may stand for the thing in a way that nothing else understands.
        let mutated = case.mutations.iter().any(|mutation| {
            let address = mutation.address.as_ref();
            address.is_some_and(|a| {
                a.location == Location::Path && a.name() == Some(parameter.name.as_str())
            })
        });
        let plain = !mutated && !argument.value.is_array() && !argument.value.is_object();
        plain.then(|| (input.keys.clone(), path_text(&argument.value)))
    });
    ids.collect()
}

struct Basket<'a> {
    graph: &'a Graph,
    context: Vec<(KeyId, String)>,
    origin: Option<&'a Arc<Origin>>,
    /// Whether the values are those of the request: what it names may not be there.
    sent: bool,
    /// Whether the values are those that a path which succeeded named.
    proven: bool,
    operation: &'a Operation,
    shown: Vec<(KeyId, Arc<Resource>)>,
    tickets: Vec<(KeyId, Arc<Resource>)>,
    version: Option<(KeyId, Arc<Resource>)>,
}

impl Basket<'_> {
    fn put(
        &mut self,
        keys: &[KeyId],
        value: Value,
        context: Vec<(KeyId, String)>,
        origin: Option<&Arc<Origin>>,
    ) {
        if keys.is_empty() || self.shown.len() >= MOST {
            return;
        }
        let empty = matches!(&value, Value::String(text) if text.is_empty() || text.len() > 200);
        if empty || value.is_null() {
            return;
        }
        let resource = Arc::new(Resource {
            value,
            context: context.into(),
            origin: origin.cloned(),
            proven: self.proven,
        });
        self.shown
            .extend(keys.iter().map(|key| (*key, resource.clone())));
    }

    /// What declared links take from the answer.
    fn links(&mut self, answered: &Answered<'_>) {
        for handed in self.graph.follow(answered) {
            let beside = handed.beside.iter();
            let beside = beside.map(|(key, value)| (*key, path_text(value)));
            let context = beside.chain(self.context.iter().cloned()).collect();
            self.put(&[handed.key], handed.value, context, self.origin);
        }
    }

    fn url(&mut self, url: &str, origin: Option<&Arc<Origin>>) {
        let ids = self.graph.ids_in(url);
        for (position, (key, value)) in ids.iter().enumerate() {
            let last = position + 1 == ids.len();
            let context = ids[..position].to_vec();
            self.put(
                &[*key],
                Value::String(value.clone()),
                context,
                origin.filter(|_| last),
            );
        }
    }

    /// `noun`: the thing that the value belongs to; `about`: the thing that the operation is about.
    fn value(&mut self, value: &Value, noun: Option<&str>, about: Option<&str>, depth: u8) {
        if depth > DEPTH || self.shown.len() >= MOST {
            return;
        }
        match value {
            Value::Array(items) => {
                let wanted = items.len().min(ITEMS);
                for item in items[..wanted].iter().chain(items[wanted..].last()) {
                    match item {
                        Value::Object(_) | Value::Array(_) => {
                            self.value(item, noun, about, depth + 1);
                            if noun == about && !self.sent {
                                self.anonymous(item, noun);
                            }
                        }
                        // A list of plain values under a thing's name lists what names them.
                        scalar => self.scalar(scalar, noun, "id", noun == about),
                    }
                }
            }
            Value::Object(properties) => {
                // Scalars first: the ids of the thing itself matter most.
                for (name, value) in properties {
                    match value {
                        Value::Object(_) | Value::Array(_) => {}
                        scalar => {
                            if let Value::String(text) = scalar
                                && (text.starts_with("http") || text.starts_with('/'))
                            {
                                self.url(text, None);
                            }
                            self.scalar(scalar, noun, name, noun == about);
                        }
                    }
                }
                let within = self.context.len();
                let owner = self.own_id(properties, noun);
                for (name, value) in properties {
                    if matches!(value, Value::Object(_) | Value::Array(_)) {
                        let wrapper = is_envelope(name) && !self.is_kind(name);
                        // What wraps a page has no id: the `items` of an order are no orders.
                        let inner = match wrapper && !(has_id(properties) && is_many(name)) {
                            true => noun,
                            false => Some(name.as_str()),
                        };
                        // `{"draft_order": {…}}` at `/draft-orders` is about that.
                        let wraps = noun == about && about.is_some_and(|about| is_a(name, about));
                        let about = if wraps { inner } else { about };
                        // What a thing lists lives under it.
                        let listed = inner != noun && is_many(name);
                        self.context.extend(owner.clone().filter(|_| listed));
                        match keyed(name, value) {
                            Some(items) => self.keyed(items, inner, about, depth + 1),
                            None => self.value(value, inner, about, depth + 1),
                        }
                        self.context.truncate(within);
                    }
                }
            }
            scalar if depth == 0 => self.scalar(scalar, noun, "id", true),
            _ => {}
        }
    }

    /// Whether a wrapper's name is what the answer is about: `collection` of an `AdminCollection`.
    fn is_kind(&self, name: &str) -> bool {
        let kind = self.graph.kind(self.operation);
        kind.is_some_and(|kind| kind.ends_with(&normalise(name)))
    }

    /// A thing without anything that looks like its name: each of its short values may be one.
    fn anonymous(&mut self, thing: &Value, noun: Option<&str>) {
        let Value::Object(properties) = thing else {
            return;
        };
        if self.graph.names_itself(noun, properties.keys()) {
            return;
        }
        let short = |value: &&Value| match value {
            Value::String(text) => text.len() <= SHORT && !text.contains(char::is_whitespace),
            other => other.is_u64(),
        };
        for value in properties.values().filter(short).take(NAMES) {
            let keys = self.graph.shown(noun, "id");
            self.put(&keys, value.clone(), self.context.clone(), None);
        }
    }

    fn scalar(&mut self, value: &Value, noun: Option<&str>, field: &str, of_the_thing: bool) {
        if matches!(value, Value::Bool(_) | Value::Null) || is_label(field, value) {
            return;
        }
        let meaning = self.graph.meaning(noun, field);
        // Who has made an order has not made the user that it names.
        let own = of_the_thing && !meaning.elsewhere;
        if meaning.keys.is_empty() || (self.sent && !own) {
            return;
        }
        let origin = self.origin.filter(|_| own);
        self.put(&meaning.keys, value.clone(), self.context.clone(), origin);
    }
}
