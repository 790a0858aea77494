use std::collections::{HashMap, HashSet};

use bedlam_model::{Api, normalise, singular, words};

use super::role::names_of_user;
use super::segment::segments;

/// A name under which values are kept in the pool: `petid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyId(pub(crate) u32);

impl KeyId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every name that an input of the API may ask for. What no input can ask for is not kept, so the
/// pool stays small however much an API shows.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    ids: HashMap<String, KeyId>,
    /// The things that paths speak of, singular.
    things: HashSet<String>,
}

/// Names that say nothing without the thing that they belong to.
const GENERIC: &[&str] = &[
    "id",
    "ids",
    "uuid",
    "uid",
    "guid",
    "key",
    "name",
    "slug",
    "code",
    "number",
    "ref",
    "pk",
    "oid",
    "identifier",
    "handle",
    "token",
    "hash",
    "title",
    "label",
    "path",
    "index",
    "no",
    "nr",
];

/// Names of wrappers around what an answer is about.
const ENVELOPES: &[&str] = &[
    "data",
    "items",
    "item",
    "results",
    "result",
    "content",
    "contents",
    "value",
    "values",
    "list",
    "records",
    "record",
    "entries",
    "entry",
    "embedded",
    "response",
    "payload",
    "attributes",
    "edges",
    "node",
    "nodes",
    "rows",
    "row",
    "objects",
    "object",
    "collection",
    "hits",
    "hit",
    "page",
    "body",
    "elements",
    "members",
    "metadata",
    "meta",
    "links",
    "output",
    "info",
];

/// Whether a property of this name only wraps the thing that an answer is about.
pub(crate) fn is_envelope(property: &str) -> bool {
    ENVELOPES.contains(&normalise(property).as_str())
}

impl Keys {
    /// Collects the names from the spec: linear in its size.
    pub(crate) fn new(api: &Api) -> Self {
        let mut keys = Keys::default();
        let mut nouns: Vec<String> = Vec::new();
        for operation in &api.operations {
            for parameter in &operation.parameters {
                keys.add(normalise(&parameter.name));
            }
            for segment in segments(&operation.path).filter(|s| !s.starts_with('{')) {
                let noun = noun(segment);
                keys.things.insert(noun.clone());
                nouns.push(noun);
            }
        }
        for (_, schema) in api.schemas.iter() {
            for (property, _) in &schema.properties {
                keys.add(normalise(property));
                nouns.push(noun(property));
            }
        }
        nouns.sort();
        nouns.dedup();
        for noun in nouns.into_iter().filter(|noun| !noun.is_empty()) {
            for field in GENERIC {
                keys.add(format!("{noun}{field}"));
            }
            keys.add(noun);
        }
        keys
    }

    pub(super) fn add(&mut self, name: String) -> KeyId {
        let next = KeyId(self.ids.len() as u32);
        *self.ids.entry(name).or_insert(next)
    }

    /// Whether a value shown as `field` of a thing called `noun` names another thing.
    pub(crate) fn points_elsewhere(&self, noun: Option<&str>, field: &str) -> bool {
        let parts = words(field);
        let stem = match parts.split_last() {
            Some((_, stem)) if refers(field) && !stem.is_empty() => stem.concat(),
            _ => whole_noun(field),
        };
        let own = noun.is_some_and(|thing| stem == whole_noun(thing) || stem == self::noun(thing));
        let generic = GENERIC.contains(&normalise(field).as_str());
        !own && !generic && (self.things.contains(&stem) || refers(field))
    }

    /// Whether an input's name says that it wants a thing of another kind than `noun`, which paths
    /// speak of: `region_id` of an order wants a region.
    pub(crate) fn wants_other(&self, noun: &str, name: &str) -> bool {
        let parts = words(name);
        let Some((_, stem)) = parts.split_last().filter(|_| refers(name)) else {
            return false;
        };
        let last = stem.last().map(|word| singular(word));
        last.is_some_and(|last| last != self::noun(noun) && self.is_thing(&last))
    }

    /// Whether paths speak of things of this name, singular.
    pub(crate) fn is_thing(&self, noun: &str) -> bool {
        self.things.contains(noun)
    }

    pub(crate) fn get(&self, name: &str) -> Option<KeyId> {
        self.ids.get(name).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// The thing that an operation is about: the last literal segment of its path that names one,
/// singular.
pub(crate) fn noun_of(path: &str) -> Option<String> {
    let segments: Vec<&str> = segments(path).collect();
    let literal = |at: &usize| !segments[*at].contains('{');
    let places = || (0..segments.len()).rev().filter(literal);
    places()
        .find(|at| !selects(&segments, *at))
        .or_else(|| places().next())
        .map(|at| noun(segments[at]))
}

/// Whether a segment only says by which of its names a thing is asked for, as in
/// `/users/name/{name}` and `/users/by-email/{email}`.
pub(super) fn selects(segments: &[&str], at: usize) -> bool {
    let named = |segment: &&str| segment.contains('{');
    let between = at > 0 && !named(&segments[at - 1]) && segments.get(at + 1).is_some_and(named);
    let generic = || GENERIC.contains(&normalise(segments[at]).as_str());
    let by = || words(segments[at]).first().is_some_and(|word| word == "by");
    between && (generic() || by())
}

/// Whether a name speaks of things of this kind: `draft_orders` are orders.
pub(crate) fn is_a(name: &str, noun: &str) -> bool {
    self::noun(name) == noun
}

/// The singular of the last word of a name: `userCategories` is `category`.
fn noun(name: &str) -> String {
    words(name)
        .last()
        .map(|word| singular(word))
        .unwrap_or_default()
}

/// All words of a name, the last one singular: `orderItems` is `orderitem`.
fn whole_noun(name: &str) -> String {
    let mut all = words(name);
    if let Some(last) = all.last_mut() {
        *last = singular(last);
    }
    all.concat()
}

/// Whether a property of a thing called `noun` looks like its name: `id`, `petId`, `pet`.
pub(super) fn names_thing(noun: Option<&str>, property: &str) -> bool {
    let plain = normalise(property);
    let generic = |name: &str| GENERIC.contains(&name);
    let of = |thing: &str| {
        let rest = plain.strip_prefix(&whole_noun(thing));
        rest.is_some_and(|rest| rest.is_empty() || generic(rest))
    };
    generic(&plain) || noun.is_some_and(of)
}

/// The names under which a value goes that an answer shows as `field` of a thing called `noun`,
/// the most telling first.
pub(crate) fn shown_names(noun: Option<&str>, field: &str) -> Vec<String> {
    let plain = normalise(field);
    let generic = GENERIC.contains(&plain.as_str());
    let mut names = Vec::with_capacity(3);
    if let Some(thing) = noun {
        let (whole, short) = (whole_noun(thing), self::noun(thing));
        if generic {
            names.push(format!("{whole}{plain}"));
            if short != whole {
                names.push(format!("{short}{plain}"));
            }
        }
        if plain == "id" || plain == "uuid" || plain == "name" {
            names.push(short);
        }
    }
    if !generic {
        // `kind` of metadata is what `metadata_kind` asks for.
        names.extend(noun.map(|thing| format!("{}{plain}", whole_noun(thing))));
        names.push(plain);
        let single = whole_noun(field);
        if names.last() != Some(&single) {
            names.push(single);
        }
    }
    names
}

/// The names that an input called `name`, standing at a thing called `noun`, may be fed from, the
/// likeliest first.
pub(crate) fn reference_names(noun: Option<&str>, name: &str) -> Vec<String> {
    let plain = normalise(name);
    let parts = words(name);
    let plain = if parts.len() == 1 {
        singular_id(&plain).to_owned()
    } else {
        plain
    };
    let generic = GENERIC.contains(&plain.as_str());
    let mut names = Vec::new();
    let mut push = |name: String| {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let thing = noun.map(whole_noun).unwrap_or_default();
    let short = noun.map(self::noun).unwrap_or_default();
    if generic {
        for owner in [&thing, &short] {
            push(format!("{owner}{plain}"));
        }
    } else {
        push(plain.clone());
        push(whole_noun(name));
        let identifier = parts
            .last()
            .is_some_and(|word| GENERIC.contains(&word.as_str()));
        if identifier {
            // `category_ids` and `owner_id` ask for the id of a category and of an owner.
            let stem = parts[..parts.len() - 1].concat();
            let last = parts.last().map(|word| singular(word)).unwrap_or_default();
            push(format!("{stem}{last}"));
            push(format!("{stem}id"));
            // `default_region_id` asks for the id of a region.
            for at in 1..parts.len() - 1 {
                push(format!("{}{last}", parts[at..parts.len() - 1].concat()));
            }
        } else {
            for field in ["id", "name", "key", "uuid", "slug", "code"] {
                push(format!("{}{field}", whole_noun(name)));
            }
        }
    }
    for owner in [&thing, &short].into_iter().filter(|o| !o.is_empty()) {
        for field in ["id", "uuid", "name", "key", "slug", "code"] {
            push(format!("{owner}{field}"));
        }
    }
    for user in names_of_user(&parts) {
        push((*user).to_owned());
    }
    if generic {
        // Things without an id of their own often carry their name under the name of their kind.
        push(thing);
        push(short);
    }
    names
}

/// `ids` is `id`: too short for the rules of English.
fn singular_id(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 1)
        .unwrap_or(word)
}

/// Whether a name by itself says that its value points at some other thing.
pub(crate) fn refers(name: &str) -> bool {
    let all = words(name);
    let last = all.last().map(String::as_str).unwrap_or_default();
    let points = ["id", "uuid", "guid", "key", "slug", "code", "ref"].contains(&singular_id(last));
    points && (all.len() > 1 || last != singular_id(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_named_differently_meet() {
        let check = |noun: &str, field: &str, owner: &str, input: &str| {
            let shown = shown_names(Some(noun), field);
            let wanted = reference_names(Some(owner), input);
            assert!(
                shown.iter().any(|n| wanted.contains(n)),
                "{shown:?} {wanted:?}"
            );
        };
        check("pets", "id", "pets", "petId");
        check("pets", "id", "pets", "id");
        check("pets", "id", "pets", "pet");
        check("Zone", "id", "zones", "zone_id");
        check("users", "username", "users", "username");
        check("users", "name", "users", "user");
        check("category", "id", "products", "categoryId");
        check("categories", "id", "products", "category_ids");
        check("order-items", "id", "order-items", "itemId");
        check("folders", "id", "folders", "keys");
        check("regions", "id", "orders", "default_region_id");
        check("folders", "id", "folders", "ids");
        check("metadata", "kind", "metadata", "metadata_kind");
    }

    #[test]
    fn a_selector_is_not_the_thing() {
        let check = |path: &str, expected: &str| {
            assert_eq!(noun_of(path).as_deref(), Some(expected), "{path}");
        };
        check("/variables/name/{name}", "variable");
        check("/users/by-email/{email}", "user");
        check("/users/{id}/name", "name");
        check("/name/{name}", "name");
        check("/pets/{petId}", "pet");
        check("/pets/{petId}.{format}", "pet");
        check("/pets.json", "pet");
    }

    #[test]
    fn unlike_things_do_not_meet() {
        let shown = shown_names(Some("pets"), "id");
        let wanted = reference_names(Some("users"), "userId");
        assert!(
            !shown.iter().any(|n| wanted.contains(n)),
            "{shown:?} {wanted:?}"
        );
    }
}
