use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::{InputAddress, Location};
use serde_json::Value;

use super::coerce::may_stand;
use super::{Choice, coerce, fact};
use crate::bandit::{self, Arm};
use crate::daring::Daring;
use crate::depend::{KeyId, PathInput, takes_away};
use crate::pool::{Resource, path_text};

/// How often what an earlier step of the job made is taken: the step was there for that.
const MADE_HERE: f64 = 0.97;
/// How much less a thing is liked each time that the operation did not find it.
const REFUSED: f64 = 0.4;

/// How much less a thing that was there before is liked for being changed, where there is one of
/// our own.
const FOREIGN: f64 = 0.04;

/// How much likelier a thing is that a declared link leads to than one of the right name.
const LINKED: f64 = 4.0;

/// How much likelier a thing is that succeeded in a path under this very name.
const PROVEN: f64 = 3.0;
/// How many things are refused before names that others take count for nothing here.
const DOUBT: usize = 6;

/// A way to fill the variables of a path, all together, because they belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathWay {
    /// A path that succeeded before.
    Success,
    /// A live resource and the parents that it lives under.
    Pool,
    /// Live parents, and a new name for the last variable: how PUT creates.
    NewName,
    /// Whatever the spec gives.
    Spec,
}

impl PathWay {
    pub(crate) const ALL: [PathWay; 4] = [
        PathWay::Success,
        PathWay::Pool,
        PathWay::NewName,
        PathWay::Spec,
    ];
}

/// Values for the variables of a path; none: the spec's own sources are asked.
#[derive(Debug, Default)]
pub(crate) struct PathChoice {
    pub(crate) way: Option<PathWay>,
    /// (parameter, value), where one was chosen.
    pub(crate) values: Vec<(usize, Value)>,
    /// The resources that were taken.
    pub(crate) resources: Vec<Arc<Resource>>,
}

impl Choice<'_> {
    /// Chooses all variables of the path at once.
    pub(super) fn choose_path(&mut self, rng: &mut Rng) -> PathChoice {
        let inputs = self.graph.path(self.operation);
        if inputs.is_empty() {
            return PathChoice::default();
        }
        let creates = matches!(self.operation.method.as_str(), "PUT" | "POST" | "PATCH");
        let joined = self.join(inputs.len(), rng);
        let parents = if inputs.len() > 1 {
            self.join(inputs.len() - 1, rng)
        } else {
            Some(PathChoice::default())
        };
        let made_here = |input: &PathInput| {
            input
                .keys
                .iter()
                .any(|key| self.local.newest(*key).is_some())
        };
        if inputs.iter().any(made_here)
            && rng.chance(MADE_HERE)
            && let Some(choice) = joined
        {
            return PathChoice {
                way: Some(PathWay::Pool),
                ..choice
            };
        }
        let arms: [(Arm, f32); 4] = [
            (
                self.lore.path_ways[0],
                if self.lore.paths.is_empty() {
                    -1.0
                } else {
                    0.5
                },
            ),
            (
                self.lore.path_ways[1],
                if joined.is_some() { 0.9 } else { -1.0 },
            ),
            (
                self.lore.path_ways[2],
                match (&parents, creates) {
                    (None, _) => -1.0,
                    (_, true) => 0.45,
                    (_, false) => 0.1,
                },
            ),
            (
                self.lore.path_ways[3],
                if joined.is_some() { 0.1 } else { 0.5 },
            ),
        ];
        let open: Vec<usize> = (0..arms.len()).filter(|i| arms[*i].1 >= 0.0).collect();
        let offered: Vec<(Arm, f32)> = open.iter().map(|i| arms[*i]).collect();
        let way = bandit::pick(&offered, rng).map_or(PathWay::Spec, |i| PathWay::ALL[open[i]]);
        let mut choice = match way {
            PathWay::Success => self.again(rng),
            PathWay::Pool => joined.unwrap_or_default(),
            PathWay::NewName => parents.unwrap_or_default(),
            PathWay::Spec => PathChoice::default(),
        };
        choice.way = Some(way);
        if way != PathWay::Success {
            self.name_fields(&mut choice, rng);
        }
        choice
    }

    /// The chosen path where it names live resources; nothing: the path of the case stays.
    pub(super) fn live_path(&self) -> Vec<(usize, Value)> {
        let live = matches!(self.path.way, Some(PathWay::Pool | PathWay::NewName));
        if live {
            self.path.values.clone()
        } else {
            Vec::new()
        }
    }

    fn again(&self, rng: &mut Rng) -> PathChoice {
        let inputs = self.graph.path(self.operation).iter();
        let values = rng.pick(&self.lore.paths).cloned().unwrap_or_default();
        PathChoice {
            values: inputs.map(|input| input.parameter).zip(values).collect(),
            ..PathChoice::default()
        }
    }

    /// Live resources for the first `count` variables that live under each other: the deepest is
    /// chosen first, its parents follow from where it was seen.
    fn join(&self, count: usize, rng: &mut Rng) -> Option<PathChoice> {
        let inputs = &self.graph.path(self.operation)[..count];
        let mut chosen: Vec<Option<(Value, Option<Arc<Resource>>)>> = vec![None; count];
        let mut context: Vec<(KeyId, String)> = Vec::new();
        for (position, input) in inputs.iter().enumerate().rev() {
            let parameter = &self.operation.parameters[input.parameter];
            let address = InputAddress::parameter(Location::Path, &parameter.name);
            let lore = self.lore.inputs.get(&address);
            let schema = fact::told(lore, self.api.schemas.get(parameter.schema));
            let told = context
                .iter()
                .find(|(key, _)| input.keys.contains(key))
                .map(|(_, v)| v.clone());
            if let Some(value) = told {
                let value = Value::String(value);
                chosen[position] = Some((coerce(&value, &schema).unwrap_or(value), None));
                continue;
            }
            let above: Vec<KeyId> = inputs[..position]
                .iter()
                .flat_map(|input| input.keys.clone())
                .collect();
            let fits = |value: &Value| may_stand(value, &schema);
            let stray = self.stray(input, &fits, rng);
            let resource = match stray {
                Some(stray) => stray,
                None => match self.resource(&input.keys, &fits, &context, &above, rng) {
                    Some(resource) => resource,
                    None => {
                        // What is chosen from a few values is no thing that must have been seen.
                        let member = schema.enumeration.as_deref().and_then(|all| rng.pick(all));
                        chosen[position] = Some((member?.clone(), None));
                        continue;
                    }
                },
            };
            let value = coerce(&resource.value, &schema).unwrap_or_else(|| resource.value.clone());
            for (key, value) in resource.context.iter() {
                if !context.iter().any(|(known, _)| known == key) {
                    context.push((*key, value.clone()));
                }
            }
            chosen[position] = Some((value, Some(resource)));
        }
        let mut choice = PathChoice::default();
        for (input, one) in inputs.iter().zip(chosen) {
            let (value, resource) = one?;
            choice.values.push((input.parameter, value));
            choice.resources.extend(resource);
        }
        Some(choice)
    }

    /// Whether good manners let this operation touch the resource.
    pub(super) fn may_use(&self, key: KeyId, resource: &Resource) -> bool {
        if self.operation.method.is_safe() {
            return true;
        }
        let makes = self.operation.method.as_str() == "POST" && !takes_away(self.operation);
        let is_us = || {
            let name = path_text(&resource.value);
            let known = self.manners.identity.contains(&name);
            // What is made may well belong to us.
            known || (!makes && self.knowledge.ourselves.are(key, &name))
        };
        match self.manners.daring {
            Daring::Ourselves => true,
            Daring::Others => !is_us(),
            Daring::Own | Daring::Sample => {
                (resource.own() || !takes_away(self.operation)) && !is_us()
            }
        }
    }

    /// A live resource under one of these names that agrees with what is chosen already. Earlier
    /// names are likelier, newer resources too, and above all those that were seen under a thing of
    /// the kinds `above`.
    ///
    /// `fits`: whether a value may stand there at all.
    pub(super) fn resource(
        &self,
        keys: &[KeyId],
        fits: &dyn Fn(&Value) -> bool,
        context: &[(KeyId, String)],
        above: &[KeyId],
        rng: &mut Rng,
    ) -> Option<Arc<Resource>> {
        let agrees = |key: KeyId, r: &Resource| {
            let apart = context
                .iter()
                .any(|(k, v)| r.context.iter().any(|(c, w)| c == k && w != v));
            let gone = || self.local.is_gone(key, &path_text(&r.value));
            !apart && fits(&r.value) && !gone() && self.may_use(key, r)
        };
        if rng.chance(MADE_HERE) {
            for key in keys {
                let made = self.local.newest(*key);
                if let Some(resource) = made.filter(|resource| agrees(*key, resource)) {
                    return Some(resource.clone());
                }
                // What was made under a less telling name is another kind of thing.
                let known = &self.knowledge.pool.shelf(*key).resources;
                if known.iter().any(|resource| agrees(*key, resource)) {
                    break;
                }
            }
        }
        let changes = !self.operation.method.is_safe();
        let shelves = keys.iter().flat_map(|key| {
            self.knowledge
                .pool
                .shelf(*key)
                .resources
                .iter()
                .map(|r| (*key, r))
        });
        let has_own = changes
            && shelves
                .into_iter()
                .any(|(key, r)| r.own() && agrees(key, r));
        let trusts = self.lore.covered || self.lore.refused.len() < DOUBT;
        let mut offers: Vec<(f64, &Arc<Resource>)> = Vec::new();
        for (rank, key) in keys.iter().enumerate() {
            let resources = &self.knowledge.pool.shelf(*key).resources;
            // What the spec itself leads here comes before all names.
            let likely = match self.graph.is_link(*key) {
                true => LINKED,
                false => 0.3_f64.powi(rank as i32),
            };
            for (age, resource) in resources
                .iter()
                .rev()
                .enumerate()
                .filter(|(_, r)| agrees(*key, r))
            {
                let fresh = 0.8_f64.powi(age as i32) + 0.1;
                let placed =
                    above.is_empty() || resource.context.iter().any(|(key, _)| above.contains(key));
                let refused = self.lore.refused.get(&path_text(&resource.value));
                let liked = REFUSED.powi(refused.map_or(0, |times| (*times).min(6) as i32));
                let place = if placed { 1.0 } else { 0.03 };
                // What is changed is best our own, unless our own is not what is wanted.
                let owner = if has_own && !resource.own() {
                    FOREIGN
                } else {
                    1.0
                };
                let proven = if resource.proven && trusts {
                    PROVEN
                } else {
                    1.0
                };
                offers.push((likely * fresh * place * liked * owner * proven, resource));
            }
        }
        let total: f64 = offers.iter().map(|(weight, _)| weight).sum();
        let mut point = rng.float() * total;
        for (weight, resource) in &offers {
            point -= weight;
            if point <= 0.0 {
                return Some((*resource).clone());
            }
        }
        offers.last().map(|(_, resource)| (*resource).clone())
    }
}
