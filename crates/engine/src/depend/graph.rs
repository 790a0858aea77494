use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use bedlam_model::{Api, InputAddress, Location, Operation, OperationId, Segment, inputs};

use super::field::fields;
use super::key::{Keys, names_thing, noun_of, reference_names, selects, shown_names};
use super::kind::kind_of;
use super::member::is_plain_list;
use super::memo::{Meaning, Memo};
use super::mirror::{Mirror, mirrors};
use super::place::Places;
use super::reader::Readers;
use super::segment::segments;
use super::ticket::{Ticket, declare, names, nouns};
use super::{KeyId, is_envelope, link::Links, prose, route::Routes};

/// All that the spec tells about who may feed whom, worked out once.
#[derive(Debug)]
pub(crate) struct Graph {
    keys: Keys,
    routes: Routes,
    operations: Vec<Node>,
    pub(super) links: Links,
    memo: Memo,
    wants: Memo,
}

#[derive(Debug)]
struct Node {
    noun: Option<String>,
    /// What the schema of its answers is called, where that is another thing.
    kind: Option<String>,
    /// The nouns of all literal segments of its path, the last first.
    nouns: Vec<String>,
    path: Vec<PathInput>,
    reader: Option<OperationId>,
    reader_of_written: Option<OperationId>,
    /// All its inputs; worked out when first asked for, because most are never asked for.
    inputs: OnceLock<Vec<InputAddress>>,
    /// Names of the properties of its thing; worked out when first asked for.
    fields: OnceLock<Vec<String>>,
    /// Whose answers may show what it wants to be given; worked out when first asked for.
    mirrors: OnceLock<Vec<Mirror>>,
}

/// A variable of a path, in the order of the path.
#[derive(Debug)]
pub(crate) struct PathInput {
    /// Index into the operation's parameters.
    pub(crate) parameter: usize,
    /// Names of values that may stand here, the likeliest first.
    pub(crate) keys: Vec<KeyId>,
}

/// Names of a thing farther up the path that a variable is tried with.
const FARTHER: usize = 2;
/// Words of a path, from its end, that a list without a telling name may list.
const AROUND: usize = 2;
/// Inputs of one operation that refusals are read against.
const INPUTS: usize = 400;

impl Graph {
    pub(crate) fn new(api: &Api) -> Self {
        let mut keys = Keys::new(api);
        let links = Links::new(api, &mut keys);
        declare(api, &mut keys);
        prose::declare(api, &mut keys);
        let readers = Readers::new(&api.operations);
        let places = Places::new(&api.operations);
        let operations = api
            .operations
            .iter()
            .map(|operation| Node {
                noun: noun_of(&operation.path),
                kind: kind_of(api, operation, &keys)
                    .filter(|kind| noun_of(&operation.path).as_ref() != Some(kind)),
                nouns: nouns(&operation.path),
                path: path_inputs(api, operation, &keys, &links, &places),
                reader: readers.of(operation),
                reader_of_written: readers.of_written(operation),
                inputs: OnceLock::new(),
                fields: OnceLock::new(),
                mirrors: OnceLock::new(),
            })
            .collect();
        Graph {
            keys,
            routes: Routes::new(api),
            operations,
            links,
            memo: Memo::default(),
            wants: Memo::default(),
        }
    }

    /// How many names there are: the pool has one shelf for each.
    pub(crate) fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// The variables of the operation's path.
    pub(crate) fn path(&self, operation: &Operation) -> &[PathInput] {
        &self.operations[operation.id.index()].path
    }

    /// Who shows the thing that the operation is about.
    pub(crate) fn reader(&self, operation: &Operation) -> Option<OperationId> {
        self.operations[operation.id.index()].reader
    }

    /// Who shows what the operation has written: the thing that it made, or changed.
    pub(crate) fn reader_of_written(&self, operation: &Operation) -> Option<OperationId> {
        self.operations[operation.id.index()].reader_of_written
    }

    /// The addresses of all its inputs, as the spec declares them.
    pub(crate) fn inputs(&self, api: &Api, operation: &Operation) -> &[InputAddress] {
        let node = &self.operations[operation.id.index()];
        node.inputs.get_or_init(|| {
            let leaves = inputs(api, operation);
            let leaves = leaves.into_iter().map(|input| input.address);
            with_parents(leaves.take(INPUTS))
        })
    }

    /// The names of the properties of the thing that the operation is about.
    pub(crate) fn fields(&self, api: &Api, operation: &Operation) -> &[String] {
        let node = &self.operations[operation.id.index()];
        node.fields.get_or_init(|| fields(api, operation))
    }

    /// Whose answers may show what the operation wants to be given, the likeliest first.
    pub(crate) fn mirrors(&self, api: &Api, operation: &Operation) -> &[Mirror] {
        let node = &self.operations[operation.id.index()];
        node.mirrors
            .get_or_init(|| mirrors(&api.operations, operation))
    }

    /// The thing that the operation is about.
    pub(crate) fn noun(&self, operation: &Operation) -> Option<&str> {
        self.operations[operation.id.index()].noun.as_deref()
    }

    /// The thing that its answers show by the name of their schema, where the path says another.
    pub(crate) fn kind(&self, operation: &Operation) -> Option<&str> {
        self.operations[operation.id.index()].kind.as_deref()
    }

    /// The names under which an answer's value is kept.
    pub(crate) fn shown(&self, noun: Option<&str>, field: &str) -> Vec<KeyId> {
        self.known(shown_names(noun, field))
    }

    /// What it says of a value that it is shown as `field` of a thing called `noun`.
    pub(crate) fn meaning(&self, noun: Option<&str>, field: &str) -> Arc<Meaning> {
        self.memo.get(noun, field, || Meaning {
            keys: self.shown(noun, field),
            elsewhere: self.keys.points_elsewhere(noun, field),
        })
    }

    /// Whether any of these properties of a thing called `noun` looks like its name.
    pub(crate) fn names_itself<'a>(
        &self,
        noun: Option<&str>,
        mut properties: impl Iterator<Item = &'a String>,
    ) -> bool {
        properties.any(|property| names_thing(noun, property))
    }

    /// The names from which an input of query, header, cookie or body may be fed.
    pub(crate) fn wanted(&self, operation: &Operation, address: &InputAddress) -> Vec<KeyId> {
        let mut keys: Vec<KeyId> = self.link_key(operation, address).into_iter().collect();
        if let Some(name) = address.name() {
            let owner = owner_of(address).or_else(|| self.noun(operation));
            let owner = owner.filter(|owner| !self.keys.wants_other(owner, name));
            let wanted = self.wants.get(owner, name, || Meaning {
                keys: self.known(reference_names(owner, name)),
                elsewhere: false,
            });
            keys.extend(&wanted.keys);
        }
        if is_plain_list(operation, address) {
            keys.extend(self.around(operation));
        }
        keys
    }

    /// Whether this input is a member of a list that does not say what it lists.
    pub(crate) fn lists(&self, operation: &Operation, address: &InputAddress) -> bool {
        is_plain_list(operation, address)
    }

    /// The names of the things that the last words of the path speak of.
    pub(crate) fn around(&self, operation: &Operation) -> Vec<KeyId> {
        let words = segments(&operation.path).rev();
        let words = words.filter(|word| !word.contains('{'));
        let near = words.take(AROUND);
        near.flat_map(|word| self.known(reference_names(Some(word), "id")))
            .collect()
    }

    /// The names under which a ticket goes that this operation shows or takes as `name`.
    pub(crate) fn tickets(&self, operation: &Operation, ticket: Ticket, name: &str) -> Vec<KeyId> {
        let nouns = &self.operations[operation.id.index()].nouns;
        self.known(names(ticket, nouns, name))
    }

    /// The ids in a path that the API shows, under their likeliest name.
    pub(crate) fn ids_in(&self, url: &str) -> Vec<(KeyId, String)> {
        let found = self.routes.ids_in(url).unwrap_or_default();
        let named = found.into_iter().filter_map(|(owner, name, value)| {
            let key = self
                .known(reference_names(Some(&owner), &name))
                .first()
                .copied()?;
            Some((key, value))
        });
        named.collect()
    }

    fn known(&self, names: Vec<String>) -> Vec<KeyId> {
        names
            .iter()
            .filter_map(|name| self.keys.get(name))
            .collect()
    }
}

/// The thing inside of a body that an input belongs to: the nearest property above it that is no
/// envelope.
pub(crate) fn owner_of(address: &InputAddress) -> Option<&str> {
    let names = address.path.iter().filter_map(|segment| match segment {
        Segment::Key(name) => Some(name.as_str()),
        _ => None,
    });
    let above: Vec<&str> = names.collect();
    let above = above.split_last().map_or(&[][..], |(_, above)| above);
    above.iter().rev().copied().find(|name| !is_envelope(name))
}

/// Addresses with those of the objects and arrays that they lie in: an API speaks of these too.
fn with_parents(leaves: impl Iterator<Item = InputAddress>) -> Vec<InputAddress> {
    let mut all: Vec<InputAddress> = Vec::new();
    let mut known: HashSet<InputAddress> = HashSet::new();
    for leaf in leaves {
        for length in 1..=leaf.path.len() {
            let address = InputAddress {
                location: leaf.location,
                path: leaf.path[..length].into(),
            };
            let named = matches!(address.path.last(), Some(Segment::Key(_)));
            if (named || length == leaf.path.len()) && known.insert(address.clone()) {
                all.push(address);
            }
        }
        if leaf.path.is_empty() && known.insert(leaf.clone()) {
            all.push(leaf);
        }
    }
    all
}

fn path_inputs(
    api: &Api,
    operation: &Operation,
    keys: &Keys,
    links: &Links,
    places: &Places<'_>,
) -> Vec<PathInput> {
    let mut inputs = Vec::new();
    let (mut owner, mut before) = ("", "");
    let segments: Vec<&str> = segments(&operation.path).collect();
    for (at, segment) in segments.iter().copied().enumerate() {
        let mut rest = segment;
        if !segment.contains('{') {
            if !selects(&segments, at) {
                (before, owner) = (owner, segment);
            }
            continue;
        }
        // A segment may hold several variables: `{owner}:{name}`.
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            rest = after;
            let found = operation
                .parameters
                .iter()
                .position(|p| p.location == Location::Path && p.name == name);
            if let Some(parameter) = found {
                let mut names = reference_names(Some(owner), name);
                let after_two = at >= 2 && segments[at - 2..at].iter().all(|s| !s.contains('{'));
                if after_two && !places.is_space(&segments[..at]) {
                    // `/users/search/{id}` may ask for a user.
                    let farther = reference_names(Some(before), name).into_iter();
                    names.extend(farther.filter(|_| !before.is_empty()).take(FARTHER));
                }
                let mut found: Vec<KeyId> = Vec::new();
                let described = operation.parameters[parameter].description.as_deref();
                let told = prose::names(described, keys);
                let named = names.iter().filter_map(|name| keys.get(name));
                for key in named.chain(told) {
                    if !found.contains(&key) {
                        found.push(key);
                    }
                }
                let address = InputAddress::parameter(Location::Path, name);
                if let Some(key) = links.key(operation.id, &address) {
                    // Second, for the first name is the one under which the id is known to others.
                    found.insert(found.len().min(1), key);
                }
                inputs.push(PathInput {
                    parameter,
                    keys: found,
                });
            }
        }
    }
    // `/users/{id}/{action}` is about a user.
    while inputs
        .last()
        .is_some_and(|last| is_choice(api, operation, last))
    {
        inputs.pop();
    }
    inputs
}

/// Whether only certain values may stand there: no thing is known by these.
fn is_choice(api: &Api, operation: &Operation, input: &PathInput) -> bool {
    let schema = api
        .schemas
        .get(operation.parameters[input.parameter].schema);
    schema.enumeration.is_some() || schema.constant.is_some()
}
