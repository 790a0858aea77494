use bedlam_generate::Rng;
use bedlam_model::{Body, Content, FactKind, InputAddress, Schema, Segment};
use serde_json::Value;

use super::coerce::may_stand;
use super::{Choice, coerce, fact};
use crate::knowledge::InputLore;

/// How often an undeclared input is given a live thing, where it may point at one, rather than a
/// value that only agrees with what was said of it.
const REFERRED: f64 = 0.75;

impl Choice<'_> {
    /// Values for the properties of an object that the spec does not declare and the API asks for.
    /// Where it is declared after all, the spec's own value stays.
    pub(super) fn undeclared(
        &mut self,
        object: &InputAddress,
        rng: &mut Rng,
    ) -> Vec<(String, Value)> {
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
            asked = rng.pick(&alike).map_or(asked, |(_, alike)| alike);
        }
        let properties = self.given(asked, &InputAddress::body(), rng);
        (!properties.is_empty() || self.lore.media.wants_body()).then(|| Body {
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
        let either = |(parent, name): &&(InputAddress, String)| {
            let input = lore.inputs.get(&parent.child(Segment::Key(name.clone())));
            let either = |fact: &FactKind| matches!(fact, FactKind::Either(_));
            input.is_some_and(|input| input.facts.iter().any(either))
        };
        // Of several of which one is wanted, more than one is often refused as well.
        let several: Vec<&String> = here.clone().filter(either).map(|(_, name)| name).collect();
        let one = rng
            .pick(&several)
            .copied()
            .filter(|_| rng.clone().chance(0.8));
        for pair in here {
            let (parent, name) = pair;
            let address = parent.child(Segment::Key(name.clone()));
            let left_out = match one {
                Some(one) => either(&pair) && one != name,
                None => either(&pair) && rng.chance(0.5),
            };
            if left_out || rng.chance(0.1) {
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
        let anything = Schema::default();
        let told = fact::told(lore, &anything);
        let list = name.ends_with('s');
        let fits = |value: &Value| list || may_stand(value, &told);
        let resource = self.resource(&keys, &fits, &[], &[], rng)?;
        let value = resource.value.clone();
        self.used.push(resource);
        match list {
            true => Some(Value::Array(vec![value])),
            false => coerce(&value, &told),
        }
    }
}
