use bedlam_model::{singular, words};
use serde_json::{Map, Value};

use super::{Basket, ITEMS};
use crate::depend::KeyId;
use crate::pool::path_text;

/// Whether a name speaks of several things.
pub(super) fn is_many(name: &str) -> bool {
    let last = words(name).pop().unwrap_or_default();
    singular(&last) != last
}

/// The things of a map by their ids: each is an object, and says its id again or has the members
/// that the others have.
pub(super) fn keyed<'a>(name: &str, value: &'a Value) -> Option<&'a Map<String, Value>> {
    let items = value.as_object().filter(|items| !items.is_empty())?;
    let mut things = Vec::with_capacity(items.len());
    for (id, item) in items {
        things.push((id, item.as_object().filter(|item| !item.is_empty())?));
    }
    let says_itself = |(id, item): &(&String, &Map<String, Value>)| {
        item.values().any(|value| value.as_str() == Some(id))
    };
    let (_, first) = things[0];
    let alike = |(_, item): &(&String, &Map<String, Value>)| item.keys().eq(first.keys());
    let map = things.iter().all(says_itself)
        || (things.len() > 1 && is_many(name) && things.iter().all(alike));
    map.then_some(items)
}

/// Whether an object says which one it is.
pub(super) fn has_id(thing: &Map<String, Value>) -> bool {
    ["id", "uuid"]
        .iter()
        .any(|field| thing.contains_key(*field))
}

impl Basket<'_> {
    /// Things by their ids: `{"servers": {"web": {…}}}`.
    pub(super) fn keyed(
        &mut self,
        items: &Map<String, Value>,
        noun: Option<&str>,
        about: Option<&str>,
        depth: u8,
    ) {
        let few = items.len().min(ITEMS);
        for (id, item) in items.iter().take(few).chain(items.iter().skip(few).last()) {
            self.scalar(&Value::from(id.as_str()), noun, "id", noun == about);
            self.value(item, noun, about, depth + 1);
        }
    }

    /// The id of a thing, as those that live under it know it.
    pub(super) fn own_id(
        &self,
        thing: &Map<String, Value>,
        noun: Option<&str>,
    ) -> Option<(KeyId, String)> {
        let plain = |field: &&str| {
            let value = thing.get(*field);
            value.is_some_and(|value| value.is_string() || value.is_u64())
        };
        let field = ["id", "uuid", "name", "slug", "key"]
            .into_iter()
            .find(plain)?;
        let key = *self.graph.meaning(noun, field).keys.first()?;
        Some((key, path_text(thing.get(field)?)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn maps_of_things_are_told_from_objects() {
        let check = |name: &str, value: Value, expected: bool| {
            assert_eq!(keyed(name, &value).is_some(), expected, "{value}");
        };
        check(
            "servers",
            json!({"web": {"name": "web", "ready": true}}),
            true,
        );
        check("items", json!({"a1": {"size": 1}, "b2": {"size": 2}}), true);
        check("item", json!({"a1": {"size": 1}, "b2": {"size": 2}}), false);
        check(
            "orders",
            json!({"a1": {"size": 1}, "b2": {"kind": 2}}),
            false,
        );
        check("orders", json!({"first": {"id": 4}}), false);
        check("orders", json!({"id": 4, "user": {"id": 5}}), false);
        check("orders", json!({}), false);
    }
}
