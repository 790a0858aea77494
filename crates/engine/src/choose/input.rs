use std::sync::Arc;

use bedlam_generate::{Chooser, Rng, Site};
use bedlam_model::{Api, FactKind, InputAddress, Location, Operation, Segment, ValueSource};
use serde_json::Value;

use super::coerce::may_stand;
use super::form::readable;
use super::manners::Manners;
use super::path::PathChoice;
use super::row::Row;
use super::spare::spares;
use super::{Local, coerce, fact};
use crate::bandit::{self, Arm};
use crate::depend::{Graph, owner_of, refers};
use crate::hints::HintedInputs;
use crate::knowledge::{InputLore, Knowledge, Lore};
use crate::pool::Resource;

/// The choices for one case: what the campaign knows, seen from one operation.
pub(crate) struct Choice<'a> {
    pub(super) api: &'a Api,
    pub(super) graph: &'a Graph,
    pub(super) operation: &'a Operation,
    pub(super) knowledge: &'a Knowledge,
    pub(super) lore: &'a Lore,
    pub(super) local: &'a Local,
    pub(super) manners: Manners<'a>,
    pub(super) path: PathChoice,
    pub(super) hints: Option<&'a HintedInputs>,
    pub(super) row: Row,
    /// Every resource taken.
    pub(super) used: Vec<Arc<Resource>>,
}

/// How a living thing is believed to serve before anything is known, and when that is doubted.
const POOL: f32 = 0.75;
const DOUBTED: f32 = 0.08;

/// Sources of which the campaign itself holds the values, with the chance of success that each is
/// believed to have before anything is known.
const HELD: [(ValueSource, f32); 4] = [
    (ValueSource::Fact, 0.9),
    (ValueSource::Pool, POOL),
    (ValueSource::Success, 0.4),
    (ValueSource::Similar, 0.15),
];

/// How often what deletes everything is told to delete little.
const SPARED: f64 = 0.85;
/// How often what a hint speaks for is given, where it need not be.
const HINTED: f64 = 0.99;
/// How often a value that got past one stage is kept.
const KEPT: f64 = 0.6;
/// How often an input of which something was not found gets a living thing.
const LIVING: f64 = 0.9;
/// How often any other that may point at a thing does, and how often where that went badly.
const USUAL: f64 = 0.8;
const SELDOM: f64 = 0.3;
/// Items that a list holds at most because a refusal asked for that many.
const ITEMS: u64 = 20;
/// How often an input is given that never was, where leaving it out was refused.
const UNTRIED: f64 = 0.4;
/// How often an object is given the id of the thing that it stands for.
const NAMED: f64 = 0.93;
/// How often what a refusal said of an input is followed at once.
const TOLD: f64 = 0.85;
/// The same where it says that the type in the spec is wrong.
const BELIEVED: f64 = 0.97;

/// Sources of the spec, in the same way.
fn prior(source: ValueSource) -> f32 {
    match source {
        ValueSource::Example => 0.7,
        ValueSource::Enum => 0.6,
        ValueSource::Meaning => 0.55,
        _ => 0.35,
    }
}

impl<'a> Choice<'a> {
    pub(crate) fn new(
        api: &'a Api,
        graph: &'a Graph,
        operation: &'a Operation,
        knowledge: &'a Knowledge,
        local: &'a Local,
        manners: Manners<'a>,
        rng: &mut Rng,
    ) -> Self {
        let mut choice = Choice {
            api,
            graph,
            operation,
            knowledge,
            lore: knowledge.lore(operation.id),
            local,
            manners,
            path: PathChoice::default(),
            hints: None,
            row: Row::new(),
            used: Vec::new(),
        };
        choice.path = choice.choose_path(rng);
        choice.used.extend(choice.path.resources.iter().cloned());
        choice
    }

    /// The resources that the case took, and the way its path was filled, as a number.
    pub(crate) fn finish(self) -> (Vec<Arc<Resource>>, Option<usize>) {
        (self.used, self.path.way.map(|way| way as usize))
    }

    fn path_value(&self, address: &InputAddress) -> Option<Value> {
        let found = self.path.values.iter().find(|(parameter, _)| {
            let parameter = &self.operation.parameters[*parameter];
            parameter.location == Location::Path && Some(parameter.name.as_str()) == address.name()
        });
        found.map(|(_, value)| value.clone())
    }

    /// Whether this input points at a thing that the pool may hold. The id of a thing that is just
    /// being made does not.
    pub(super) fn is_reference(&self, address: &InputAddress, lore: Option<&InputLore>) -> bool {
        // What is not there is asked for by what is; what wants an id wants that of a thing.
        let points = |fact: &FactKind| match fact {
            FactKind::Missing => true,
            FactKind::Format(format) => format == "uuid",
            _ => false,
        };
        let missing = lore.is_some_and(|lore| lore.facts.iter().any(points));
        missing
            || self.graph.is_linked(self.operation, address)
            || address.name().is_some_and(refers)
            || (owner_of(address).is_some() && address.name() == Some("id"))
            || self.graph.lists(self.operation, address)
    }

    /// A living thing for this input, which is used from now on.
    pub(super) fn living(&mut self, site: &Site<'_>, rng: &mut Rng) -> Option<Value> {
        let lore = self.lore.inputs.get(site.address);
        let held = self.held(ValueSource::Pool, site, lore, rng)?;
        self.used.extend(held.resource);
        Some(held.value)
    }

    /// A value of this source, if the campaign holds one.
    fn held(
        &self,
        source: ValueSource,
        site: &Site<'_>,
        lore: Option<&InputLore>,
        rng: &mut Rng,
    ) -> Option<Held> {
        let plain = |value: Value| Held {
            value,
            resource: None,
        };
        match source {
            ValueSource::Fact => self.fact(lore?, site, rng).map(plain),
            ValueSource::Success => rng.pick(&lore?.successes).cloned().map(plain),
            ValueSource::Pool | ValueSource::Similar => {
                if (source == ValueSource::Pool) != self.is_reference(site.address, lore) {
                    return None;
                }
                if let Some(field) = self.field(source, site, rng) {
                    return Some(plain(field));
                }
                let mut keys = self.graph.wanted(self.operation, site.address);
                if source == ValueSource::Similar {
                    keys.truncate(1);
                }
                let schema = fact::told(lore, self.api.schemas.get(site.schema));
                let items = self.items(&schema, site.address);
                let wanted = items.as_ref().unwrap_or(&schema);
                let fits = |value: &Value| may_stand(value, wanted);
                let resource = self.resource(&keys, &fits, &[], &[], rng)?;
                let value = coerce(&coerce(&resource.value, wanted)?, &schema)?;
                let value = match items {
                    Some(_) if !value.is_array() => Value::Array(vec![value]),
                    _ => value,
                };
                Some(Held {
                    value,
                    resource: Some(resource),
                })
            }
            _ => None,
        }
    }
}

/// A source with its value, or none for the spec's own, and what is believed of it.
type Offer = (Option<(ValueSource, Held)>, (Arm, f32));

struct Held {
    value: Value,
    resource: Option<Arc<Resource>>,
}

impl Chooser for Choice<'_> {
    fn known(&mut self, site: &Site<'_>, rng: &mut Rng) -> Option<(Value, ValueSource)> {
        if site.address.location == Location::Path
            && let Some(value) = self.path_value(site.address)
        {
            let success = self.path.way == Some(super::path::PathWay::Success);
            return Some((
                value,
                if success {
                    ValueSource::Success
                } else {
                    ValueSource::Pool
                },
            ));
        }
        if let Some(form) = readable(site, self.api, rng) {
            return Some((form, ValueSource::Enum));
        }
        if site.address.path.is_empty() && !self.graph.is_linked(self.operation, site.address) {
            return None;
        }
        if let Some(value) = self.known_ticket(site, rng) {
            return Some((value, ValueSource::Pool));
        }
        if spares(self.operation, site.address) && rng.chance(SPARED) {
            let few = Value::from(1 + rng.below(2));
            let few = coerce(&few, self.api.schemas.get(site.schema));
            return few.map(|few| (few, ValueSource::Meaning));
        }
        let lore = self.lore.inputs.get(site.address);
        // What names another thing is fed from living things, whatever else was said of it.
        let stocked = self.is_reference(site.address, lore)
            && self
                .held(ValueSource::Pool, site, lore, &mut rng.clone())
                .is_some();
        if lore.is_some_and(|lore| lore.unique) && !stocked {
            return fact::unique(site, self.api, rng).map(|value| (value, ValueSource::Schema));
        }
        // What got past one stage is kept while the way past the next one is looked for.
        let accepted = lore.filter(|_| !self.lore.covered && rng.chance(KEPT));
        if let Some(value) = accepted.and_then(|lore| rng.pick(&lore.accepted)) {
            return Some((value.clone(), ValueSource::Success));
        }
        if stocked {
            let absent = lore.is_some_and(|lore| lore.facts.contains(&FactKind::Missing));
            let arm = lore.map_or(Arm::default(), |l| l.source(ValueSource::Pool));
            let chance = match (absent, arm.mean(POOL) > DOUBTED) {
                (true, _) => LIVING,
                (false, true) => USUAL,
                (false, false) => SELDOM,
            };
            if rng.chance(chance)
                && let Some(value) = self.living(site, rng)
            {
                return Some((value, ValueSource::Pool));
            }
        }
        let against = |lore: &&InputLore| {
            fact::contradicts(lore, self.api.schemas.get(site.schema))
                && rng.clone().chance(BELIEVED)
        };
        let told = lore
            .filter(against)
            .or_else(|| lore.filter(|_| !stocked && rng.chance(TOLD)));
        if let Some(value) = told.and_then(|lore| self.fact(lore, site, rng)) {
            return Some((value, ValueSource::Fact));
        }
        // The spec's own sources are one offer among those of the campaign.
        let spec = [
            ValueSource::Example,
            ValueSource::Enum,
            ValueSource::Meaning,
            ValueSource::Schema,
        ];
        let best = spec.map(|source| {
            (
                lore.map_or(Arm::default(), |l| l.source(source)),
                prior(source),
            )
        });
        let of_spec = best
            .into_iter()
            .max_by(|a, b| a.0.mean(a.1).total_cmp(&b.0.mean(b.1)))?;
        let mut offers: Vec<Offer> = vec![(None, of_spec)];
        for (source, prior) in HELD {
            if let Some(held) = self.held(source, site, lore, rng) {
                let arm = lore.map_or(Arm::default(), |l| l.source(source));
                let prior = if stocked && source == ValueSource::Fact {
                    0.2
                } else {
                    prior
                };
                offers.push((Some((source, held)), (arm, prior)));
            }
        }
        // What succeeded with a thing that is gone by now does so no more: living ones go first.
        let is = |offer: &Offer, wanted: ValueSource| matches!(&offer.0, Some((source, _)) if *source == wanted);
        if offers.iter().any(|offer| is(offer, ValueSource::Pool)) {
            offers.retain(|offer| !is(offer, ValueSource::Success));
        }
        if offers.len() == 1 {
            return None;
        }
        let arms: Vec<(Arm, f32)> = offers.iter().map(|(_, arm)| *arm).collect();
        let (source, held) = offers.swap_remove(bandit::pick(&arms, rng)?).0?;
        self.used.extend(held.resource);
        Some((held.value, source))
    }

    fn source(&mut self, site: &Site<'_>, available: &[ValueSource], rng: &mut Rng) -> ValueSource {
        let lore = self.lore.inputs.get(site.address);
        let arms: Vec<(Arm, f32)> = available
            .iter()
            .map(|source| {
                (
                    lore.map_or(Arm::default(), |l| l.source(*source)),
                    prior(*source),
                )
            })
            .collect();
        bandit::pick(&arms, rng).map_or(ValueSource::Schema, |index| available[index])
    }

    fn include(&mut self, site: &Site<'_>, rng: &mut Rng) -> Option<bool> {
        if self.wants(site.address) {
            return Some(rng.chance(HINTED));
        }
        if spares(self.operation, site.address) && !self.lore.covered {
            return Some(rng.chance(SPARED));
        }
        let given = self.include_ticket(site.address, rng);
        let given = given.or_else(|| self.shuns(site.address, rng));
        if let Some(given) = given.or_else(|| self.by_row(site.address)) {
            return Some(given);
        }
        // What is to be deleted is said, where that can be said.
        let listed = || {
            self.graph
                .lists(self.operation, &site.address.child(Segment::Item))
        };
        if self.operation.method.as_str() == "DELETE" && !self.lore.covered && listed() {
            return Some(rng.chance(SPARED));
        }
        // An object that stands for another thing says nothing without the thing's id.
        let names_thing = site.address.location == Location::Body
            && site.address.name() == Some("id")
            && owner_of(site.address).is_some();
        if names_thing {
            let lore = self.lore.inputs.get(site.address);
            let known = self.held(ValueSource::Pool, site, lore, &mut rng.clone());
            return known.map(|_| rng.chance(NAMED));
        }
        let lore = self.lore.inputs.get(site.address)?;
        if lore.facts.contains(&FactKind::Required) {
            return Some(rng.chance(0.95));
        }
        if lore.facts.contains(&FactKind::Unknown) {
            return Some(rng.chance(0.05));
        }
        let linked = |fact: &FactKind| matches!(fact, FactKind::Together(_) | FactKind::Either(_));
        if lore.facts.iter().any(linked) && rng.chance(0.7) {
            return Some(true);
        }
        if lore
            .facts
            .iter()
            .any(|fact| matches!(fact, FactKind::NotWith(_)))
            && rng.chance(0.5)
        {
            return Some(false);
        }
        let never = lore.given[1].tries() < 1.0 && lore.given[0].tries() >= 1.0;
        if never && !self.lore.covered && rng.chance(UNTRIED) {
            return Some(true);
        }
        let [without, with] = lore.given.map(|arm| arm.mean(0.5));
        if with < 0.5 * without {
            return rng.chance(0.85).then_some(false);
        }
        (without < 0.5 * with && rng.chance(0.7)).then_some(true)
    }

    fn least(&mut self, site: &Site<'_>) -> usize {
        let facts = self.lore.inputs.get(site.address).map(|lore| &lore.facts);
        let least = facts.into_iter().flatten().map(|fact| match fact {
            FactKind::LengthAtLeast(least) => *least,
            _ => 0,
        });
        least.max().unwrap_or(0).min(ITEMS) as usize
    }

    fn extra(&mut self, site: &Site<'_>, rng: &mut Rng) -> Vec<(String, Value)> {
        self.undeclared(site.address, rng)
    }
}
