//! Marks: what there is in a case, and what a mutator must find there. They leave out mutators
//! that cannot apply before anything is tried; what they let pass may still not apply.

use bedlam_model::{Additional, Schema, SchemaId, Schemas};
use serde_json::Value;

/// A set of marks.
pub(crate) type Marks = u32;

/// A boolean.
pub(super) const SWITCH: Marks = 1;
/// A number.
pub(super) const NUMBER: Marks = 1 << 1;
/// A text.
pub(super) const TEXT: Marks = 1 << 2;
/// An array.
pub(super) const ARRAY: Marks = 1 << 3;
/// An array with items.
pub(super) const ITEMS: Marks = 1 << 4;
/// An object.
pub(super) const OBJECT: Marks = 1 << 5;
/// An object with properties.
pub(super) const FILLED: Marks = 1 << 6;
/// A body.
pub(super) const BODY: Marks = 1 << 7;
/// A body that is written as JSON.
pub(super) const JSON: Marks = 1 << 8;
/// All marks of values; those that follow are marks of schemas.
const VALUES: Marks = (1 << 9) - 1;
/// All marks of schemas.
pub(super) const SCHEMAS: Marks = !VALUES;
/// `enum` or `const`.
pub(super) const MEMBERS: Marks = 1 << 9;
/// `type`.
pub(super) const TYPE: Marks = 1 << 10;
/// `minimum`, `exclusiveMinimum`.
pub(super) const MINIMUM: Marks = 1 << 11;
/// `maximum`, `exclusiveMaximum`.
pub(super) const MAXIMUM: Marks = 1 << 12;
/// `multipleOf`.
pub(super) const MULTIPLE: Marks = 1 << 13;
/// `minLength`.
pub(super) const MIN_LENGTH: Marks = 1 << 14;
/// `maxLength`.
pub(super) const MAX_LENGTH: Marks = 1 << 15;
/// `pattern`.
pub(super) const PATTERN: Marks = 1 << 16;
/// `format`, or an encoding that stands for one.
pub(super) const FORMAT: Marks = 1 << 17;
/// `minItems`.
pub(super) const MIN_ITEMS: Marks = 1 << 18;
/// `maxItems`.
pub(super) const MAX_ITEMS: Marks = 1 << 19;
/// `uniqueItems`.
pub(super) const UNIQUE: Marks = 1 << 20;
/// `required`.
pub(super) const REQUIRED: Marks = 1 << 21;
/// `additionalProperties: false` and the like.
pub(super) const CLOSED: Marks = 1 << 22;
/// `minProperties`.
pub(super) const MIN_PROPERTIES: Marks = 1 << 23;
/// `maxProperties`.
pub(super) const MAX_PROPERTIES: Marks = 1 << 24;
/// `propertyNames`.
pub(super) const NAMES: Marks = 1 << 25;
/// `properties`.
pub(super) const PROPERTIES: Marks = 1 << 26;

/// Whether one of the wanted marks of values was found, and one of those of schemas; where none
/// is wanted, any case will do.
pub(super) fn met(wanted: Marks, found: Marks) -> bool {
    let half = |marks: Marks| wanted & marks == 0 || wanted & found & marks != 0;
    half(VALUES) && half(SCHEMAS)
}

/// The marks of a value and all inside of it, as far as it is looked at.
pub(super) fn of_value(value: &Value, left: &mut usize) -> Marks {
    if *left == 0 {
        return 0;
    }
    *left -= 1;
    match value {
        Value::Null => 0,
        Value::Bool(_) => SWITCH,
        Value::Number(_) => NUMBER,
        Value::String(_) => TEXT,
        Value::Array(items) => {
            let own = ARRAY | if items.is_empty() { 0 } else { ITEMS };
            items
                .iter()
                .fold(own, |marks, item| marks | of_value(item, left))
        }
        Value::Object(map) => {
            let own = OBJECT | if map.is_empty() { 0 } else { FILLED };
            map.values()
                .fold(own, |marks, item| marks | of_value(item, left))
        }
    }
}

/// Rounds after which schemas that are still not done count as having everything.
const ROUNDS: usize = 40;

/// For each schema the marks of all schemas that may speak of a value or of anything inside.
pub(crate) fn of_schemas(schemas: &Schemas) -> Vec<Marks> {
    let mut marks: Vec<Marks> = schemas.iter().map(|(_, schema)| own(schema)).collect();
    for round in 0..ROUNDS {
        let mut changed = false;
        let mut visit = |(id, schema): (SchemaId, &Schema)| {
            let before = marks[id.index()];
            let mut all = before;
            parts(schema, |part| {
                all |= marks.get(part.index()).copied().unwrap_or(0)
            });
            marks[id.index()] = all;
            changed |= all != before;
        };
        // Parts mostly stand behind what they are parts of, but not always.
        if round % 2 == 0 {
            let ids = (0..schemas.len()).rev().map(|index| SchemaId(index as u32));
            ids.map(|id| (id, schemas.get(id))).for_each(&mut visit);
        } else {
            schemas.iter().for_each(&mut visit);
        }
        if !changed {
            return marks;
        }
    }
    vec![Marks::MAX; schemas.len()]
}

/// What the keywords of one schema ask for.
fn own(schema: &Schema) -> Marks {
    let closed = schema.additional_properties == Additional::Nothing
        || schema.unevaluated_properties == Additional::Nothing;
    let said = [
        (
            MEMBERS,
            schema.enumeration.is_some() || schema.constant.is_some(),
        ),
        (TYPE, !schema.types.is_any()),
        (MINIMUM, schema.minimum.is_some()),
        (MAXIMUM, schema.maximum.is_some()),
        (MULTIPLE, schema.multiple_of.is_some()),
        (MIN_LENGTH, schema.min_length.is_some()),
        (MAX_LENGTH, schema.max_length.is_some()),
        (PATTERN, schema.pattern.is_some()),
        (
            FORMAT,
            schema.format.is_some() || schema.content_encoding.is_some(),
        ),
        (MIN_ITEMS, schema.min_items.is_some()),
        (MAX_ITEMS, schema.max_items.is_some()),
        (UNIQUE, schema.unique_items),
        (REQUIRED, !schema.required.is_empty()),
        (CLOSED, closed),
        (MIN_PROPERTIES, schema.min_properties.is_some()),
        (MAX_PROPERTIES, schema.max_properties.is_some()),
        (NAMES, schema.property_names.is_some()),
        (PROPERTIES, !schema.properties.is_empty()),
    ];
    let marks = said.into_iter().filter(|(_, said)| *said);
    marks.fold(0, |all, (mark, _)| all | mark)
}

/// Every schema that may speak of the same values or of anything inside of them.
fn parts(schema: &Schema, mut visit: impl FnMut(SchemaId)) {
    let lists = [
        &schema.all_of,
        &schema.one_of,
        &schema.any_of,
        &schema.prefix_items,
    ];
    lists.into_iter().flatten().copied().for_each(&mut visit);
    let single = [schema.if_schema, schema.then_schema, schema.else_schema];
    single.into_iter().flatten().for_each(&mut visit);
    let rest = [
        &schema.items,
        &schema.additional_properties,
        &schema.unevaluated_items,
        &schema.unevaluated_properties,
    ];
    for rest in rest {
        if let Additional::Schema(id) = rest {
            visit(*id);
        }
    }
    let mapping = schema.discriminator.iter().flat_map(|d| &d.mapping);
    let named = [&schema.properties, &schema.pattern_properties];
    for (_, id) in named.into_iter().flatten().chain(mapping) {
        visit(*id);
    }
}
