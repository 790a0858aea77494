use bedlam_model::{Additional, Api, Operation, SchemaId, StatusPattern, singular, words};

use super::is_envelope;
use super::key::Keys;

/// Last words of the names of schemas that say what a schema is for, not of what it is.
const PURPOSES: &[&str] = &[
    "response",
    "result",
    "dto",
    "model",
    "out",
    "output",
    "read",
    "view",
    "schema",
    "entity",
    "resource",
    "representation",
    "object",
    "detail",
    "details",
    "summary",
    "list",
    "page",
    "item",
    "full",
    "public",
    "info",
    "data",
    "payload",
    "collection",
    "envelope",
    "wrapper",
];
/// Schemas inside of each other that are followed.
const DEPTH: u8 = 4;

/// The thing that answers of an operation show by the name of their schema, lower case and
/// singular: `UserResponse` is a `user`, whatever the path says.
pub(super) fn kind_of(api: &Api, operation: &Operation, keys: &Keys) -> Option<String> {
    let good = |status: StatusPattern| match status {
        StatusPattern::Exact(status) => status / 100 == 2,
        StatusPattern::Class(class) => class == 2,
        StatusPattern::Default => false,
    };
    let answers = operation
        .responses
        .iter()
        .filter(|answer| good(answer.status));
    let mut schemas = answers.flat_map(|answer| answer.media.iter().filter_map(|m| m.schema));
    schemas.find_map(|schema| thing(api, schema, keys, DEPTH))
}

fn thing(api: &Api, id: SchemaId, keys: &Keys, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let schema = api.schemas.get(id);
    // What only wraps names what it wraps; so do lists.
    let mut wrapped = schema
        .properties
        .iter()
        .filter(|(name, _)| is_envelope(name));
    if let Some(inner) = wrapped.find_map(|(_, inner)| thing(api, *inner, keys, depth)) {
        return Some(inner);
    }
    if let Additional::Schema(items) = schema.items {
        return thing(api, items, keys, depth);
    }
    let own = schema.name.as_deref().and_then(|name| noun(name, keys));
    let mut parts = schema.all_of.iter();
    own.or_else(|| parts.find_map(|part| thing(api, *part, keys, depth)))
}

/// `UserResponse` and `UserDTOList` are `user`; `Response` is nothing. What paths
/// speak of is no purpose: where there are `/collections`, `AdminCollection` is no `admin`.
fn noun(name: &str, keys: &Keys) -> Option<String> {
    let name = name.rsplit(['.', '/']).next().unwrap_or(name);
    let mut all = words(name);
    while all
        .last()
        .is_some_and(|last| PURPOSES.contains(&last.as_str()) && !keys.is_thing(&singular(last)))
    {
        all.pop();
    }
    if let Some(last) = all.last_mut() {
        *last = singular(last);
    }
    let noun = all.concat();
    (!noun.is_empty()).then_some(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_schemas_lose_what_they_are_for() {
        let api = crate::diagnose::some_api("  /collections: {get: {responses: {}}}\n");
        let keys = Keys::new(&api);
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(noun(name, &keys).as_deref(), expected, "{name}");
        };
        check("User", Some("user"));
        check("UserResponse", Some("user"));
        check("app.models.UserDTO", Some("user"));
        check("OrderItemsList", Some("orderitem"));
        check("Response", None);
        check("AdminCollectionResponse", Some("admincollection"));
    }

    #[test]
    fn the_schema_of_an_answer_tells_its_thing_through_wrappers_and_lists() {
        let spec = "\
openapi: 3.0.0
info: {title: t, version: '1'}
paths:
  /me:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}}
components:
  schemas:
    Page: {type: object, properties: {total: {type: integer}, data: {type: array, items: {$ref: '#/components/schemas/UserOut'}}}}
    UserOut: {type: object, properties: {id: {type: string}}}
";
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", spec.as_bytes(), &mut none).unwrap();
        let kind = kind_of(&api, &api.operations[0], &Keys::new(&api));
        assert_eq!(kind.as_deref(), Some("user"));
    }
}
