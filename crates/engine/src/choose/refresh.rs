use bedlam_generate::{Chooser, Generator, Rng, Site};
use bedlam_model::{
    Additional, Api, Case, Content, InputAddress, Location, Mutation, SchemaId, Segment,
    ValueSource, value_at_mut,
};

use serde_json::Value;

use super::Choice;
use crate::pool::path_text;

impl Choice<'_> {
    /// Brings a kept case back to life: ids of the pool may be gone by now, and what must be unique
    /// was used. Everything else stays as it was when the case succeeded.
    pub(crate) fn refresh(&mut self, generator: &Generator, case: &mut Case, rng: &mut Rng) {
        let mutated = |case: &Case, address: &InputAddress| {
            let general = |m: &Mutation| m.address.as_ref().map(InputAddress::general);
            case.mutations
                .iter()
                .any(|m| general(m).as_ref() == Some(address))
        };
        for (parameter, value) in self.live_path() {
            let declared = &self.operation.parameters[parameter];
            if mutated(
                case,
                &InputAddress::parameter(declared.location, &declared.name),
            ) {
                continue;
            }
            if let Some(argument) = case.arguments.iter_mut().find(|a| a.parameter == parameter) {
                let old = std::mem::replace(&mut argument.value, value.clone());
                self.rename_itself(case, parameter, &old, &value);
            }
        }
        for at in 0..case.sources.len() {
            let (address, source) = &case.sources[at];
            if mutated(case, address) {
                continue;
            }
            let lore = self.lore.inputs.get(address);
            let unique = lore.is_some_and(|lore| lore.unique);
            // A thing that lived when the case succeeded may be gone by now, wherever its id came from.
            let refers = *source == ValueSource::Pool || self.is_reference(address, lore);
            if unique || (refers && address.location != Location::Path) {
                let address = address.clone();
                self.renew(case, &address, rng);
            }
        }
        self.stamp(case, rng);
        self.hint(generator, case, rng);
    }

    fn renew(&mut self, case: &mut Case, address: &InputAddress, rng: &mut Rng) {
        let operation = self.operation;
        if address.location != Location::Body {
            let place = operation.parameters.iter().position(|p| {
                p.location == address.location && Some(p.name.as_str()) == address.name()
            });
            let Some(place) = place else {
                return;
            };
            let site = Site {
                operation,
                address,
                schema: operation.parameters[place].schema,
                required: true,
            };
            let argument = case.arguments.iter_mut().find(|a| a.parameter == place);
            let Some(argument) = argument else {
                return;
            };
            if let Some(value) = self.alive(&site, Some(&argument.value), rng) {
                argument.value = value;
            }
            return;
        }
        let media = case.body.as_ref().zip(operation.body.as_ref());
        let root = media.and_then(|(body, spec)| spec.media.get(body.media)?.schema);
        let Some(schema) = root.and_then(|root| inside(self.api, root, &address.path, 8)) else {
            return;
        };
        let site = Site {
            operation,
            address,
            schema,
            required: true,
        };
        let body = case.body.as_mut().map(|body| &mut body.content);
        if let Some(Content::Value(root)) = body
            && let Some(slot) = value_at_mut(root, &address.path)
            && let Some(value) = self.alive(&site, Some(&*slot), rng)
        {
            *slot = value;
        }
    }

    /// A value in the place of one that may be dead by now. None: that one may stay.
    fn alive(&mut self, site: &Site<'_>, old: Option<&Value>, rng: &mut Rng) -> Option<Value> {
        let lore = self.lore.inputs.get(site.address);
        if self.is_reference(site.address, lore) {
            let keys = self.graph.wanted(self.operation, site.address);
            let lives = |old: &Value| {
                let shelves = keys.iter().map(|key| self.knowledge.pool.shelf(*key));
                let text = path_text(old);
                let mut things = shelves.flat_map(|shelf| &shelf.resources);
                things.any(|thing| path_text(&thing.value) == text)
            };
            let made_here = keys.first().and_then(|key| self.local.newest(*key));
            let refused = |old: &Value| self.lore.refused.contains_key(&path_text(old));
            let stays = |old: &Value| made_here.is_none() && !refused(old) && lives(old);
            if old.is_some_and(stays) && rng.chance(STAY) {
                return None;
            }
            if let Some(value) = self.living(site, rng) {
                return Some(value);
            }
        }
        self.known(site, rng).map(|(value, _)| value)
    }
}

/// How often a thing that still lives stays in a case that once succeeded with it.
const STAY: f64 = 0.6;

/// The schema of a value inside of one, if it is declared.
fn inside(api: &Api, schema: SchemaId, path: &[Segment], depth: u8) -> Option<SchemaId> {
    let Some((first, rest)) = path.split_first() else {
        return Some(schema);
    };
    let here = api.schemas.get(schema);
    let next = match first {
        Segment::Key(name) => here
            .properties
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, id)| *id),
        Segment::Item | Segment::Index(_) => match here.items {
            Additional::Schema(items) => Some(items),
            _ => None,
        },
    };
    let direct = next.and_then(|next| inside(api, next, rest, depth));
    let parts = here.all_of.iter().chain(&here.one_of).chain(&here.any_of);
    direct.or_else(|| {
        (depth > 0)
            .then(|| {
                parts
                    .copied()
                    .find_map(|part| inside(api, part, path, depth - 1))
            })
            .flatten()
    })
}
