use bedlam_generate::{Rng, Site};
use bedlam_model::{Case, FactKind, InputAddress, Location, ValueSource};
use serde_json::Value;

use super::{Choice, coerce, fact};
use crate::depend::{IF_MATCH, KeyId, Ticket, takes_version};
use crate::knowledge::Lore;
use crate::pool::{Resource, path_text};

/// How often a ticket that is held is handed in where it may be.
const HANDED: f64 = 0.93;
/// How much likelier a ticket is than the one before it, and than one that was refused here once.
const NEWER: f64 = 0.35;
const REFUSED: f64 = 0.3;
/// How often any version will do where none is known (RFC 9110, section 13.1.1).
const ANY: f64 = 0.2;
/// How often a version is handed in that nobody asked for.
const UNASKED: f64 = 0.1;

impl Choice<'_> {
    /// A living ticket for an input that takes one.
    pub(super) fn ticket(&self, address: &InputAddress, rng: &mut Rng) -> Option<Value> {
        let ticket = Ticket::wanted(address).filter(|ticket| *ticket != Ticket::Version)?;
        let name = address.name()?;
        let keys = self.graph.tickets(self.operation, ticket, name);
        let local = keys.iter().find_map(|key| self.local.newest(*key));
        if let Some(resource) = local.filter(|_| rng.chance(HANDED)) {
            return Some(resource.value.clone());
        }
        let mut offers: Vec<(f64, &Value)> = Vec::new();
        for (rank, key) in keys.iter().enumerate() {
            let shelf = self.knowledge.pool.shelf(*key).resources.iter().rev();
            for (age, resource) in shelf.enumerate() {
                let refused = self.lore.refused.get(&path_text(&resource.value));
                let refused = refused.map_or(0, |times| (*times).min(8));
                let weight = NEWER.powi((rank + age).min(30) as i32) * REFUSED.powi(refused as i32);
                offers.push((weight, &resource.value));
            }
        }
        let total: f64 = offers.iter().map(|(weight, _)| weight).sum();
        let mut point = rng.float() * total;
        for (weight, value) in &offers {
            point -= weight;
            if point <= 0.0 {
                return Some((*value).clone());
            }
        }
        None
    }

    /// The same as its schema wants it, mostly.
    pub(super) fn known_ticket(&self, site: &Site<'_>, rng: &mut Rng) -> Option<Value> {
        let value = self.ticket(site.address, rng)?;
        let value = coerce(&value, self.api.schemas.get(site.schema))?;
        rng.chance(HANDED).then_some(value)
    }

    /// Whether to give an optional input that takes a token: yes where one is held. Versions of
    /// things are given afterwards.
    pub(super) fn include_ticket(&self, address: &InputAddress, rng: &mut Rng) -> Option<bool> {
        match Ticket::wanted(address)? {
            Ticket::Version => Some(false),
            Ticket::Page => None,
            Ticket::Token => self.ticket(address, rng).map(|_| rng.chance(HANDED)),
        }
    }

    /// Puts on a case what belongs to the very thing that it is about, and what the API asks for
    /// besides what its spec declares: the version of the thing, headers, the media type.
    pub(crate) fn stamp(&mut self, case: &mut Case, rng: &mut Rng) {
        if let Some(media) = self.lore.media.wanted() {
            case.wire.media = case.body.as_ref().map(|_| media.to_owned());
        }
        let declared = takes_version(self.operation);
        let lore = self.lore;
        for name in &lore.headers {
            let value = match name.eq_ignore_ascii_case(IF_MATCH) {
                true if declared.is_some() => continue,
                true => self.version(case, rng),
                false => self.header(name, rng),
            };
            put_header(case, name, value);
        }
        let Some(parameter) = declared.filter(|_| !self.operation.method.is_safe()) else {
            return;
        };
        let declared = &self.operation.parameters[parameter];
        let address = InputAddress::parameter(Location::Header, &declared.name);
        let mut mutated = case.mutations.iter().filter_map(|m| m.address.as_ref());
        let own = case
            .sources
            .iter()
            .any(|(a, s)| *a == address && *s == ValueSource::Hint);
        if own || mutated.any(|changed| changed.general() == address) {
            return;
        }
        // An API that does not ask for a version may take it for one of another thing.
        let asked = declared.required
            || lore
                .inputs
                .get(&address)
                .is_some_and(|input| input.facts.contains(&FactKind::Required));
        if !asked && !rng.chance(UNASKED) {
            return;
        }
        if let Some(value) = self.version(case, rng) {
            put_argument(case, parameter, address, value);
        }
    }

    /// The version of the thing in the path. Where that is not known, the case goes to a thing of
    /// which it is, or any version is said to do.
    fn version(&mut self, case: &mut Case, rng: &mut Rng) -> Option<Value> {
        let last = self.graph.path(self.operation).last()?;
        let argument = case
            .arguments
            .iter()
            .find(|a| a.parameter == last.parameter)?;
        let name = path_text(&argument.value);
        let tickets = self
            .graph
            .tickets(self.operation, Ticket::Version, IF_MATCH);
        let key = *tickets.first()?;
        let local = self.local.all(key).iter().rev();
        let pool = self.knowledge.pool.shelf(key).resources.iter().rev();
        let mut known = local.chain(pool);
        let version = known.find(|r| last.keys.iter().any(|key| r.under(*key, &name)));
        if let Some(version) = version {
            return Some(version.value.clone());
        }
        let written = InputAddress::parameter(
            Location::Path,
            &self.operation.parameters[last.parameter].name,
        );
        if !is_given(case, &written) && rng.chance(HANDED) {
            let version = self.move_to_known(case, key);
            if version.is_some() {
                return version;
            }
        }
        rng.chance(ANY).then(|| Value::from("*"))
    }

    /// Lets a case be about a thing of which the version is known, and says that.
    fn move_to_known(&mut self, case: &mut Case, versions: KeyId) -> Option<Value> {
        let inputs = self.graph.path(self.operation);
        let last = inputs.last()?;
        let alive = |key: KeyId, name: &str| {
            let shelf = self.knowledge.pool.shelf(key).resources.iter();
            let mut things = shelf.filter(|r| path_text(&r.value) == name);
            !self.local.is_gone(key, name) && things.any(|r| self.may_use(key, r))
        };
        let place = |keys: &[KeyId], version: &Resource| {
            let mut context = version.context.iter();
            context.find(|(key, _)| keys.contains(key)).cloned()
        };
        let shelf = &self.knowledge.pool.shelf(versions).resources;
        let version = shelf.iter().rev().find(|version| {
            let thing = place(&last.keys, version);
            thing.is_some_and(|(key, name)| alive(key, &name))
        })?;
        let names: Option<Vec<_>> = inputs
            .iter()
            .map(|input| Some((input.parameter, place(&input.keys, version)?.1)))
            .collect();
        for (parameter, name) in names? {
            let schema = self
                .api
                .schemas
                .get(self.operation.parameters[parameter].schema);
            let name = Value::from(name);
            if let Some(argument) = case.arguments.iter_mut().find(|a| a.parameter == parameter) {
                argument.value = coerce(&name, schema).unwrap_or(name);
            }
        }
        let version = version.clone();
        let value = version.value.clone();
        self.used.push(version);
        Some(value)
    }

    /// A value for a header that the spec does not declare.
    fn header(&self, name: &str, rng: &mut Rng) -> Option<Value> {
        let address = InputAddress::parameter(Location::Header, name);
        let stated = |rng: &mut Rng| {
            let lore = self.lore.inputs.get(&address)?;
            fact::of_undeclared(lore, name, rng)
        };
        self.ticket(&address, rng).or_else(|| stated(rng))
    }
}

/// Whether the user or a mutator has given this input what it holds.
fn is_given(case: &Case, address: &InputAddress) -> bool {
    let mut sources = case.sources.iter();
    let mut mutated = case.mutations.iter().filter_map(|m| m.address.as_ref());
    sources.any(|(other, source)| other == address && *source == ValueSource::Hint)
        || mutated.any(|other| other.general() == *address)
}

/// Whether an operation, as far as is known, does not go without the version of its thing.
pub(crate) fn wants_version(operation: &bedlam_model::Operation, lore: &Lore) -> bool {
    let told = || {
        lore.headers
            .iter()
            .any(|name| name.eq_ignore_ascii_case(IF_MATCH))
    };
    !operation.method.is_safe() && (takes_version(operation).is_some() || told())
}

fn put_header(case: &mut Case, name: &str, value: Option<Value>) {
    let headers = &mut case.wire.extra_headers;
    headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    headers.extend(value.map(|value| (name.to_owned(), path_text(&value))));
}

fn put_argument(case: &mut Case, parameter: usize, address: InputAddress, value: Value) {
    match case.arguments.iter_mut().find(|a| a.parameter == parameter) {
        Some(argument) => argument.value = value,
        None => case
            .arguments
            .push(bedlam_model::Argument { parameter, value }),
    }
    case.sources.retain(|(known, _)| *known != address);
    case.sources.push((address, ValueSource::Pool));
}
