use std::collections::{BTreeMap, HashMap};

use bedlam_model::{Api, SchemaId, normalise};
use serde_json::Value;

use crate::meaning::Prose;

/// How many names are kept.
const NAMES: usize = 20_000;
/// How many examples are kept for one name.
const EACH: usize = 6;
/// Longer texts are not worth handing on.
const LONGEST: usize = 200;

/// Examples by the name of the input that they were given for: they serve inputs of the same name
/// elsewhere.
#[derive(Debug, Default)]
pub struct ExampleIndex {
    by_name: HashMap<String, Vec<Value>>,
}

impl ExampleIndex {
    /// Gathers the examples and defaults of all parameters and properties of a description.
    pub fn new(api: &Api) -> Self {
        let mut index = ExampleIndex::default();
        for operation in &api.operations {
            for parameter in &operation.parameters {
                for example in &parameter.examples {
                    index.add(&parameter.name, example);
                }
                index.add_schema(api, &parameter.name, parameter.schema);
            }
            for media in operation.body.iter().flat_map(|body| &body.media) {
                for example in &media.examples {
                    index.add_inside(example, 0);
                }
            }
        }
        for (_, schema) in api.schemas.iter() {
            for (name, property) in &schema.properties {
                index.add_schema(api, name, *property);
                if let Some(owner) = schema.name.as_deref().filter(|_| names_its_owner(name)) {
                    index.add_identity(api, &format!("{owner} {name}"), *property);
                }
            }
            for example in &schema.examples {
                index.add_inside(example, 0);
            }
        }
        index.add_members(api);
        index
    }

    /// Adds the members of enumerations under the names of their inputs, where all enumerations of
    /// a name agree and nothing better is known: elsewhere the list may have been forgotten.
    fn add_members(&mut self, api: &Api) {
        let parameters = api.operations.iter().flat_map(|o| &o.parameters);
        let parameters = parameters.map(|p| (p.name.as_str(), p.schema));
        let schemas = api.schemas.iter();
        let properties = schemas.flat_map(|(_, schema)| &schema.properties);
        let properties = properties.map(|(name, id)| (name.as_str(), *id));
        let mut told: BTreeMap<String, Option<Vec<&Value>>> = BTreeMap::new();
        for (name, id) in parameters.chain(properties) {
            let Some(members) = &api.schemas.get(id).enumeration else {
                continue;
            };
            let members: Vec<&Value> = members.iter().filter(|m| m.is_string()).collect();
            let known = told
                .entry(normalise(name))
                .or_insert_with(|| Some(members.clone()));
            if known.as_ref().is_some_and(|known| *known != members) {
                *known = None;
            }
        }
        for (name, members) in told {
            if !self.by_name.contains_key(&name) {
                let members = members.into_iter().flatten();
                members.for_each(|member| self.add(&name, member));
            }
        }
    }

    /// The examples given for inputs of this name, however it is spelled.
    pub fn find(&self, name: &str) -> &[Value] {
        if self.by_name.is_empty() {
            return &[];
        }
        self.by_name
            .get(&normalise(name))
            .map_or(&[], Vec::as_slice)
    }

    fn add_schema(&mut self, api: &Api, name: &str, id: SchemaId) {
        let schema = api.schemas.get(id);
        for example in schema.examples.iter().chain(&schema.default) {
            self.add(name, example);
        }
    }

    /// Adds what is known of a property by which its owner is called: the `id` of a `Server` is
    /// what inputs named `serverId` ask for.
    fn add_identity(&mut self, api: &Api, name: &str, id: SchemaId) {
        self.add_schema(api, name, id);
        let prose = api.schemas.get(id).description.as_deref().map(Prose::read);
        let Prose { values, quoted } = prose.unwrap_or_default();
        for value in values.iter().chain(&quoted) {
            self.add(name, &Value::from(value.as_str()));
        }
    }

    /// Adds what stands in an example of an object.
    fn add_inside(&mut self, example: &Value, depth: usize) {
        if depth > 4 {
            return;
        }
        match example {
            Value::Object(map) => {
                for (name, value) in map {
                    self.add(name, value);
                    self.add_inside(value, depth + 1);
                }
            }
            Value::Array(items) => items
                .iter()
                .take(EACH)
                .for_each(|item| self.add_inside(item, depth + 1)),
            _ => {}
        }
    }

    fn add(&mut self, name: &str, example: &Value) {
        let worth = match example {
            Value::String(text) => !text.is_empty() && text.len() <= LONGEST && text != "string",
            Value::Number(_) => true,
            _ => false,
        };
        if !worth {
            return;
        }
        let name = normalise(name);
        if self.by_name.len() >= NAMES && !self.by_name.contains_key(&name) {
            return;
        }
        let known = self.by_name.entry(name).or_default();
        if known.len() < EACH && !known.contains(example) {
            known.push(example.clone());
        }
    }
}

/// Whether things are told apart by a property of this name.
fn names_its_owner(name: &str) -> bool {
    ["id", "name", "key", "code", "slug", "uuid"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::Schema;
    use serde_json::json;

    #[test]
    fn members_of_enumerations_serve_inputs_of_the_same_name_where_they_agree() {
        let check = |enumerations: &[Value], expected: &[Value]| {
            let mut api = Api::default();
            for members in enumerations {
                let id = api.schemas.add(Schema {
                    enumeration: members.as_array().cloned(),
                    ..Schema::default()
                });
                api.schemas.add(Schema {
                    properties: vec![("sourceType".to_owned(), id)],
                    ..Schema::default()
                });
            }
            let index = ExampleIndex::new(&api);
            assert_eq!(index.find("source_type"), expected, "{enumerations:?}");
        };
        let both = [json!("view"), json!("table")];
        check(&[json!(["view", "table"])], &both);
        check(
            &[json!(["view", "table"]), json!(["view", "table", null])],
            &both,
        );
        check(&[json!(["view", "table"]), json!(["x"])], &[]);
    }
}
