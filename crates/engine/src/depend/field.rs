use bedlam_model::{
    Additional, Api, Operation, Schema, SchemaId, StatusPattern, Type, normalise, words,
};

use super::is_envelope;
use super::ticket::nouns;

/// Last words of inputs that want the name of a property of a thing.
const FIELDS: &[&str] = &[
    "column",
    "columnname",
    "columns",
    "field",
    "fieldname",
    "fields",
    "attribute",
    "attributename",
    "attributes",
    "propertyname",
];
/// The same, where they are the whole name.
const ORDERS: &[&str] = &[
    "sort",
    "sortby",
    "sortfield",
    "orderby",
    "order",
    "ordering",
    "groupby",
    "distinct",
];
/// Names kept of one thing, and how deep lists and wrappers are followed.
const MOST: usize = 80;
const DEPTH: u8 = 5;

/// Whether an input of this name wants the name of a property. `path`: a word of a path may also
/// be the kind of thing itself.
pub(crate) fn wants_field(name: &str, path: bool) -> bool {
    let plain = normalise(name);
    let last = words(name);
    let ends = last.last().is_some_and(|last| FIELDS.contains(&&**last));
    let whole = FIELDS.contains(&plain.as_str());
    let named = last.windows(2).any(|pair| {
        let name = ["name", "field", "key"].contains(&&*pair[1]);
        name && FIELDS.contains(&&*pair[0])
    });
    named || whole || (!path && (ends || ORDERS.contains(&plain.as_str())))
}

/// The names of the properties of the thing that an operation is about: what operations on it
/// answer and take. Those that hold other things come first.
pub(super) fn fields(api: &Api, operation: &Operation) -> Vec<String> {
    for noun in nouns(&operation.path) {
        let mut found: (Vec<String>, Vec<String>) = Default::default();
        let about = |other: &&Operation| nouns(&other.path).first() == Some(&noun);
        for other in api.operations.iter().filter(about) {
            let mut variables = other.path.split(['{', '}']).skip(1).step_by(2);
            if variables.any(|name| wants_field(name, true)) {
                continue;
            }
            let good = other.responses.iter().filter(|answer| match answer.status {
                StatusPattern::Exact(status) => status / 100 == 2,
                StatusPattern::Class(class) => class == 2,
                StatusPattern::Default => false,
            });
            let answers = good.flat_map(|answer| &answer.media);
            let bodies = other.body.iter().flat_map(|body| &body.media);
            for schema in answers.chain(bodies).filter_map(|media| media.schema) {
                collect(api, schema, DEPTH, &mut found);
            }
        }
        let (mut all, plain) = found;
        all.extend(plain);
        all.truncate(MOST);
        if !all.is_empty() {
            return all;
        }
    }
    Vec::new()
}

fn collect(api: &Api, id: SchemaId, depth: u8, found: &mut (Vec<String>, Vec<String>)) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let schema = api.schemas.get(id);
    let wraps =
        |(name, inner): &&(String, SchemaId)| is_envelope(name) && holds(api.schemas.get(*inner));
    let wrapped: Vec<SchemaId> = schema
        .properties
        .iter()
        .filter(wraps)
        .map(|p| p.1)
        .collect();
    for inner in &wrapped {
        collect(api, *inner, depth, found);
    }
    if let Additional::Schema(items) = schema.items {
        collect(api, items, depth, found);
    }
    for part in schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of)
    {
        collect(api, *part, depth, found);
    }
    if !wrapped.is_empty() {
        return;
    }
    for (name, inner) in &schema.properties {
        if !found.0.contains(name) && !found.1.contains(name) {
            match holds(api.schemas.get(*inner)) {
                true => found.0.push(name.clone()),
                false => found.1.push(name.clone()),
            }
        }
    }
}

/// Whether a schema holds other things: an object, or a list of something declared.
fn holds(schema: &Schema) -> bool {
    let object = schema.types.names(Type::Object) || !schema.properties.is_empty();
    let parts = !schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
    object || parts || matches!(schema.items, Additional::Schema(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_want_the_name_of_a_property_are_known() {
        let check = |name: &str, path: bool, expected: bool| {
            assert_eq!(wants_field(name, path), expected, "{name}");
        };
        check("column_name", true, true);
        check("fieldName", true, true);
        check("column", true, true);
        check("sort", true, false);
        check("sort", false, true);
        check("order_by", false, true);
        check("group_columns", false, true);
        check("name", false, false);
        check("order_id", false, false);
    }

    #[test]
    fn the_fields_of_a_thing_are_those_of_its_other_operations() {
        let spec = "\
openapi: 3.0.0
info: {title: t, version: '1'}
paths:
  /api/chart/related/{column_name}:
    get: {parameters: [{in: path, name: column_name, required: true, schema: {type: string}}], responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {count: {type: integer}}}}}}}}
  /api/chart/:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {total: {type: integer}, result: {type: array, items: {type: object, properties: {title: {type: string}, owners: {type: array, items: {type: integer}}}}}}}}}}}}
";
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", spec.as_bytes(), &mut none).unwrap();
        assert_eq!(fields(&api, &api.operations[0]), ["owners", "title"]);
    }
}
