use bedlam_generate::{Rng, Site};
use bedlam_model::{Location, Type, ValueSource};
use serde_json::Value;

use super::Choice;
use super::path::PathChoice;
use crate::depend::wants_field;
use crate::pool::path_text;

/// How often a variable of a path that wants the name of a property gets one.
const NAMED: f64 = 0.8;
/// How many of the first names are likelier than the rest, and how often one of them is taken.
const FIRST: usize = 6;
const LIKELY: f64 = 0.5;

impl Choice<'_> {
    /// Names of properties for the variables of the path that want one, none twice that was not
    /// found.
    pub(super) fn name_fields(&self, choice: &mut PathChoice, rng: &mut Rng) {
        for input in self.graph.path(self.operation) {
            let parameter = &self.operation.parameters[input.parameter];
            if !wants_field(&parameter.name, true) || !rng.chance(NAMED) {
                continue;
            }
            // What others like it took comes first.
            let proven = choice.resources.iter().any(|resource| {
                let name = path_text(&resource.value);
                let chosen = |(parameter, value): &(usize, Value)| {
                    *parameter == input.parameter && path_text(value) == name
                };
                resource.proven
                    && !self.lore.refused.contains_key(&name)
                    && choice.values.iter().any(chosen)
            });
            if proven {
                continue;
            }
            if let Some(name) = self.any_field(rng) {
                let chosen = &mut choice.values;
                chosen.retain(|(parameter, _)| *parameter != input.parameter);
                chosen.push((input.parameter, Value::from(name)));
            }
        }
    }

    /// The name of a property for an input of query or body that wants one.
    pub(super) fn field(
        &self,
        source: ValueSource,
        site: &Site<'_>,
        rng: &mut Rng,
    ) -> Option<Value> {
        let schema = self.api.schemas.get(site.schema);
        let open = schema.types.allows(Type::String) && schema.enumeration.is_none();
        let name = site.address.name()?;
        let wanted = source == ValueSource::Similar
            && open
            && site.address.location != Location::Path
            && wants_field(name, false);
        if !wanted {
            return None;
        }
        self.any_field(rng).map(Value::from)
    }

    fn any_field(&self, rng: &mut Rng) -> Option<&str> {
        let all = self.graph.fields(self.api, self.operation).iter();
        let open = all.filter(|name| !self.lore.refused.contains_key(*name));
        let open: Vec<&String> = open.collect();
        let first = &open[..open.len().min(FIRST)];
        let from = if rng.chance(LIKELY) { first } else { &open };
        rng.pick(from).map(|name| name.as_str())
    }
}
