use std::sync::Arc;

use bedlam_model::{Schema, SchemaId, matches_pattern};
use serde_json::Value;

use crate::Generator;
use crate::view::{Picker, Property, Rest, View, flatten};

/// What schemas say of the inside of a given value.
pub(crate) struct Inside {
    pub(crate) view: Arc<View>,
}

impl Inside {
    /// Reads the schemas in the light of the value: of alternatives those that it fits.
    pub(crate) fn of(generator: &Generator, schemas: &[SchemaId], value: &Value) -> Self {
        if let [only] = schemas
            && is_single(generator.api.schemas.get(*only))
        {
            return Inside {
                view: generator.view(schemas),
            };
        }
        let mut picker = ByValue { generator, value };
        let flat = flatten(&generator.api.schemas, schemas, &mut picker);
        Inside {
            view: generator.view(&flat.atoms),
        }
    }

    /// What the property of this name must satisfy, and whether requests may not carry it.
    pub(crate) fn property(&self, generator: &Generator, name: &str) -> (Vec<SchemaId>, bool) {
        if let Some(property) = self.declared(generator, name) {
            return (property.schemas.clone(), property.barred);
        }
        let by_pattern: Vec<SchemaId> = self
            .view
            .pattern_properties
            .iter()
            .filter(|(pattern, _)| matches_pattern(pattern, name) == Some(true))
            .map(|(_, id)| *id)
            .collect();
        match &self.view.others {
            _ if !by_pattern.is_empty() => (by_pattern, false),
            Rest::Schemas(ids) => (ids.clone(), false),
            Rest::Anything | Rest::Nothing => (Vec::new(), false),
        }
    }

    /// The declared property of this name.
    pub(crate) fn declared(&self, generator: &Generator, name: &str) -> Option<&Property> {
        let schemas = &generator.api.schemas;
        self.view
            .properties
            .iter()
            .find(|p| p.name(schemas) == name)
    }

    /// What the item at this position must satisfy.
    pub(crate) fn item(&self, index: usize) -> Vec<SchemaId> {
        match (self.view.prefix.get(index), &self.view.items) {
            (Some(prefix), _) => prefix.clone(),
            (None, Rest::Schemas(ids)) => ids.clone(),
            (None, Rest::Anything | Rest::Nothing) => Vec::new(),
        }
    }
}

/// Whether nothing but the schema itself speaks of its values.
fn is_single(schema: &Schema) -> bool {
    let lists = [&schema.all_of, &schema.one_of, &schema.any_of];
    let simple = schema.if_schema.is_none() && schema.discriminator.is_none();
    simple && lists.into_iter().all(Vec::is_empty)
}

/// Takes the first alternative that a value fits.
struct ByValue<'a> {
    generator: &'a Generator,
    value: &'a Value,
}

impl Picker for ByValue<'_> {
    fn branch(&mut self, group: &[SchemaId], _: &[SchemaId]) -> usize {
        let fits = |id: &SchemaId| self.generator.fits(&[*id], self.value);
        group.iter().position(fits).unwrap_or(0)
    }

    fn condition(&mut self, condition: SchemaId) -> bool {
        self.generator.fits(&[condition], self.value)
    }

    fn subtype(&mut self, choices: &[(String, SchemaId)]) -> usize {
        let fits = |(_, id): &(String, SchemaId)| self.generator.fits(&[*id], self.value);
        choices.iter().position(fits).unwrap_or(0)
    }
}
