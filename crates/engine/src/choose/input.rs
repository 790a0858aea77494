use std::sync::Arc;

use bedlam_generate::{Chooser, Rng, Site};
use bedlam_model::{
    Api, Body, Content, FactKind, InputAddress, Location, Operation, Segment, ValueSource,
};
use serde_json::Value;

use super::path::{PathChoice, may_stand};
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
    /// Every resource taken.
    pub(super) used: Vec<Arc<Resource>>,
}

/// What a case may do to things that the campaign did not make itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manners<'a> {
    /// Whether things that were there before may be deleted.
    pub(crate) bold: bool,
    /// Names of the one whose credentials are used: who changes that one may lock himself out.
    pub(crate) identity: &'a [String],
}

/// Sources of which the campaign itself holds the values, with the chance of success that each is
/// believed to have before anything is known.
const HELD: [(ValueSource, f32); 4] = [
    (ValueSource::Fact, 0.9),
    (ValueSource::Pool, 0.75),
    (ValueSource::Success, 0.4),
    (ValueSource::Similar, 0.15),
];

/// How often what a hint speaks for is given, where it need not be.
const HINTED: f64 = 0.99;
/// How often an undeclared input is given a live thing, where it may point at one, rather than a
/// value that only agrees with what was said of it.
const REFERRED: f64 = 0.75;
/// How often what a refusal said of an input is followed at once.
const TOLD: f64 = 0.85;

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
            ValueSource::Fact => fact::value(lore?, site, self.api, rng).map(plain),
            ValueSource::Success => rng.pick(&lore?.successes).cloned().map(plain),
            ValueSource::Pool | ValueSource::Similar => {
                if (source == ValueSource::Pool) != self.is_reference(site.address, lore) {
                    return None;
                }
                let mut keys = self.graph.wanted(self.operation, site.address);
                if source == ValueSource::Similar {
                    keys.truncate(1);
                }
                let schema = self.api.schemas.get(site.schema);
                let fits = |value: &Value| may_stand(value, schema);
                let resource = self.resource(&keys, &fits, &[], &[], rng)?;
                let value = coerce(&resource.value, self.api.schemas.get(site.schema))?;
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
        if site.address.path.is_empty() && !self.graph.is_linked(self.operation, site.address) {
            return None;
        }
        if let Some(value) = self.known_ticket(site, rng) {
            return Some((value, ValueSource::Pool));
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
        let told = lore.filter(|_| !stocked && rng.chance(TOLD));
        if let Some(value) = told.and_then(|lore| fact::value(lore, site, self.api, rng)) {
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
        if let Some(given) = self.include_ticket(site.address, rng) {
            return Some(given);
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
        let [without, with] = lore.given.map(|arm| arm.mean(0.5));
        if with < 0.5 * without {
            return rng.chance(0.85).then_some(false);
        }
        (without < 0.5 * with && rng.chance(0.7)).then_some(true)
    }

    fn extra(&mut self, site: &Site<'_>, rng: &mut Rng) -> Vec<(String, Value)> {
        self.undeclared(site.address, rng)
    }
}

impl Choice<'_> {
    /// Values for the properties of an object that the spec does not declare and the API asks for.
    /// Where it is declared after all, the spec's own value stays.
    fn undeclared(&mut self, object: &InputAddress, rng: &mut Rng) -> Vec<(String, Value)> {
        self.given(&self.lore.undeclared, object, rng)
    }

    /// A body for an operation whose spec declares none, made of what the API asked for. `borrow`:
    /// where it asked for nothing, what operations of the same method were asked for.
    pub(crate) fn undeclared_body(&mut self, borrow: bool, rng: &mut Rng) -> Option<Body> {
        if self.operation.body.is_some() {
            return None;
        }
        let method = &self.operation.method;
        let mut asked = &self.lore.undeclared;
        if asked.is_empty() && borrow && !self.lore.covered {
            let alike = self.knowledge.bodies.iter().filter(|(m, _)| m == method);
            let alike: Vec<_> = alike.collect();
            asked = &rng.pick(&alike)?.1;
        }
        let properties = self.given(asked, &InputAddress::body(), rng);
        (!properties.is_empty()).then(|| Body {
            media: 0,
            content: Content::Value(Value::Object(properties.into_iter().collect())),
        })
    }

    fn given(
        &mut self,
        asked: &[(InputAddress, String)],
        object: &InputAddress,
        rng: &mut Rng,
    ) -> Vec<(String, Value)> {
        let lore = self.lore;
        let here = asked.iter().filter(|(parent, _)| parent == object);
        let mut extra = Vec::new();
        for (parent, name) in here {
            let address = parent.child(Segment::Key(name.clone()));
            let one_of_several = lore.inputs.get(&address).is_some_and(|input| {
                let either = |fact: &FactKind| matches!(fact, FactKind::Either(_));
                input.facts.iter().any(either)
            });
            if rng.chance(if one_of_several { 0.5 } else { 0.1 }) {
                continue;
            }
            let inside = self.given(asked, &address, rng);
            if !inside.is_empty() {
                extra.push((name.clone(), Value::Object(inside.into_iter().collect())));
                continue;
            }
            let learned = lore.inputs.get(&address);
            let stated = |rng: &mut Rng| learned.and_then(|l| fact::of_undeclared(l, name, rng));
            let value = match rng.chance(REFERRED) {
                true => self
                    .reference(&address, learned, rng)
                    .or_else(|| stated(rng)),
                false => stated(rng).or_else(|| self.reference(&address, learned, rng)),
            };
            let made_up = || Value::String(format!("{name}{}", rng.below(100)));
            extra.push((name.clone(), value.unwrap_or_else(made_up)));
        }
        extra
    }

    /// A live resource for an input of which only the name is known; several for a plural.
    fn reference(
        &mut self,
        address: &InputAddress,
        lore: Option<&InputLore>,
        rng: &mut Rng,
    ) -> Option<Value> {
        let name = address
            .name()
            .filter(|_| self.is_reference(address, lore))?;
        let keys = self.graph.wanted(self.operation, address);
        let resource = self.resource(&keys, &|_| true, &[], &[], rng)?;
        let value = resource.value.clone();
        self.used.push(resource);
        Some(if name.ends_with('s') {
            Value::Array(vec![value])
        } else {
            value
        })
    }
}
