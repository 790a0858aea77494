use std::collections::HashMap;

use bedlam_model::{InputAddress, Location, Segment, normalise, singular};
use serde_json::Value;

use super::place::{Place, dotted};
use super::read::Known;
use super::relation::relation;

/// What nouns are called by, as inputs: a message about a pet is about `petId`.
const NOUN_ENDS: [&str; 9] = [
    "id", "uuid", "name", "slug", "key", "code", "number", "ref", "no",
];

/// Values longer than this are not looked for in messages.
const ECHO: usize = 200;

struct Entry<'a> {
    address: InputAddress,
    keys: Vec<String>,
    sent: Vec<&'a Value>,
}

/// The inputs of an operation, found again by the names that messages use.
pub(super) struct Inputs<'a> {
    entries: Vec<Entry<'a>>,
    names: HashMap<String, Vec<usize>>,
    relations: HashMap<String, usize>,
    echoes: HashMap<String, Option<usize>>,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(known: &[Known<'a>]) -> Self {
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(known.len());
        let mut places: HashMap<InputAddress, usize> = HashMap::new();
        for input in known {
            let address = input.address.general();
            let index = *places.entry(address.clone()).or_insert_with(|| {
                let keys = keys(&address.path);
                let sent = Vec::new();
                entries.push(Entry {
                    address,
                    keys,
                    sent,
                });
                entries.len() - 1
            });
            if let Some(value) = input.sent {
                entries[index].sent.push(value);
            }
        }
        let mut inputs = Inputs {
            entries,
            names: HashMap::new(),
            relations: HashMap::new(),
            echoes: HashMap::new(),
        };
        inputs.index();
        inputs
    }

    fn index(&mut self) {
        for (index, entry) in self.entries.iter().enumerate() {
            let Some(last) = entry.keys.last() else {
                continue;
            };
            self.names.entry(last.clone()).or_default().push(index);
            if entry.keys.len() > 1 {
                self.names
                    .entry(entry.keys.concat())
                    .or_default()
                    .push(index);
            }
            let given = matches!(entry.address.location, Location::Body | Location::Query);
            if let Some(thing) = entry.address.name().filter(|_| given).and_then(relation) {
                self.relations.entry(thing).or_insert(index);
            }
            for value in &entry.sent {
                let Some(text) = scalar(value).filter(|t| !t.is_empty() && t.len() <= ECHO) else {
                    continue;
                };
                self.echoes
                    .entry(text)
                    .and_modify(|known| {
                        if *known != Some(index) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(index));
            }
        }
    }

    /// The input that holds the id of what is called that, where no input has the name itself.
    pub(super) fn related(&self, thing: &str) -> Option<&InputAddress> {
        let thing = normalise(thing);
        let index = self.relations.get(&thing)?;
        let free = !self.names.contains_key(&thing);
        free.then(|| &self.entries[*index].address)
    }

    /// The input that a word or a few words stand for; the shallowest of several, those sent first.
    pub(super) fn named(&self, text: &str) -> Option<&InputAddress> {
        let normal = normalise(text);
        if normal.is_empty() {
            return None;
        }
        let found = self.names.get(&normal)?;
        let best = found.iter().min_by_key(|&&index| {
            let entry = &self.entries[index];
            (entry.keys.len(), entry.sent.is_empty(), index)
        })?;
        Some(&self.entries[*best].address)
    }

    /// The input that identifies what a noun names: `pet` is `petId`.
    pub(super) fn noun(&self, noun: &str) -> Option<&InputAddress> {
        let noun = singular(&normalise(noun));
        if noun.len() < 3 {
            return None;
        }
        let ends = NOUN_ENDS.iter();
        ends.filter_map(|end| self.names.get(&format!("{noun}{end}")))
            .filter_map(|found| found.first())
            .map(|&index| &self.entries[index].address)
            .next()
    }

    /// The one input to which this text was sent.
    pub(super) fn echo(&self, text: &str) -> Option<&InputAddress> {
        let index = (*self.echoes.get(text)?)?;
        Some(&self.entries[index].address)
    }

    /// Whether the text was sent to any input.
    pub(super) fn was_sent(&self, text: &str) -> bool {
        self.echoes.contains_key(text)
    }

    /// What was sent to an input.
    pub(super) fn sent(&self, address: &InputAddress) -> &[&'a Value] {
        let entry = self.entries.iter().find(|entry| entry.address == *address);
        entry.map_or(&[], |entry| entry.sent.as_slice())
    }

    /// The only variable of the path, if there is just one.
    pub(super) fn sole_path(&self) -> Option<&InputAddress> {
        let mut found = self
            .entries
            .iter()
            .filter(|entry| entry.address.location == Location::Path);
        let first = found.next()?;
        found.next().is_none().then_some(&first.address)
    }

    /// The only input, if there is just one.
    pub(super) fn sole(&self) -> Option<&InputAddress> {
        match self.entries.as_slice() {
            [only] => Some(&only.address),
            _ => None,
        }
    }

    /// The input that an API means by a place, as far as one is known, else the place at its word.
    pub(super) fn resolve(&self, place: &Place) -> Option<InputAddress> {
        let whole = keys(&place.whole);
        let path = keys(&place.path);
        if path.is_empty() {
            // `body` may be a property of that name.
            let exact = whole
                .last()
                .and_then(|_| self.closest(&whole, None))
                .filter(|_| !place.certain);
            let body = place.location == Some(Location::Body);
            return exact.or_else(|| body.then(|| place.address()).flatten());
        }
        if !place.certain && whole.len() > path.len() {
            let exact = self.entries.iter().find(|entry| entry.keys == whole);
            if let Some(entry) = exact {
                return Some(entry.address.clone());
            }
            // `data.id`, where `data` is an input: a property of it that is not known yet.
            let (parent, last) = (&whole[..whole.len() - 1], place.whole.last()?);
            let known = self.entries.iter().find(|entry| entry.keys == parent);
            if let Some(entry) = known.filter(|entry| !entry.keys.is_empty()) {
                return Some(entry.address.child(last.clone()));
            }
        }
        if let Some(found) = self.closest(&path, place.location) {
            // `ids.0` is an item of `ids`, not the list; but what went out as one value was made a
            // list by the API.
            let sent = self.sent(&found);
            let single = !sent.is_empty() && !sent.iter().any(|value| value.is_array());
            let item = place.path.last() == Some(&Segment::Item) && !single;
            let list = item && found.path.last() != Some(&Segment::Item);
            return Some(if list {
                found.child(Segment::Item)
            } else {
                found
            });
        }
        let related = place.whole.last().and_then(|last| match last {
            Segment::Key(name) => self.related(name).cloned(),
            _ => None,
        });
        related
            .or_else(|| place.address())
            .or_else(|| self.member(&place.path))
    }

    /// What is not known of the items of a list that is: `boxes.0.depth`.
    fn member(&self, path: &[Segment]) -> Option<InputAddress> {
        let [list @ .., Segment::Item, name @ Segment::Key(_)] = path else {
            return None;
        };
        let list = keys(list);
        let is =
            |entry: &&Entry<'_>| entry.address.location == Location::Body && entry.keys == list;
        let mut list = self.entries.iter().find(is)?.address.clone();
        if list.path.last() != Some(&Segment::Item) {
            list = list.child(Segment::Item);
        }
        Some(list.child(name.clone()))
    }

    fn closest(&self, told: &[String], location: Option<Location>) -> Option<InputAddress> {
        let last = told.last()?;
        let joined = told.concat();
        let here = |index: &&usize| {
            location.is_none_or(|wanted| self.entries[**index].address.location == wanted)
        };
        let by_last = self.names.get(last).into_iter().flatten().filter(here);
        let best = by_last
            .filter_map(|&index| Some((self.fit(index, told)?, index)))
            .max_by_key(|&(fit, index)| (fit, std::cmp::Reverse(index)));
        let index = match best {
            Some((_, index)) => index,
            None => *self
                .names
                .get(&joined)?
                .iter()
                .filter(here)
                .min_by_key(|&&index| (self.entries[index].keys.len(), index))?,
        };
        Some(self.entries[index].address.clone())
    }

    /// How well an input fits a told way; none: they contradict each other.
    fn fit(&self, index: usize, told: &[String]) -> Option<usize> {
        let keys = &self.entries[index].keys;
        if keys == told {
            return Some(1000);
        }
        if keys.concat() == told.concat() {
            return Some(990);
        }
        if keys.ends_with(told) {
            return Some(800_usize.saturating_sub(keys.len()));
        }
        // Names of classes, methods and union branches stand before and between the real ones.
        let mut rest = told.iter();
        let within = keys.iter().all(|key| rest.any(|told| told == key));
        within.then(|| 500 + keys.len())
    }
}

/// How facts call an input when they speak of it as the other one.
pub(super) fn other_name(address: &InputAddress) -> String {
    dotted(&address.path)
}

fn keys(path: &[Segment]) -> Vec<String> {
    let keys = path.iter().filter_map(|segment| match segment {
        Segment::Key(name) => Some(normalise(name)),
        _ => None,
    });
    keys.filter(|key| !key.is_empty()).collect()
}

/// A scalar as messages print it.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inputs: &[&str], told: &str, expected: Option<&str>) {
        let addresses: Vec<InputAddress> = inputs
            .iter()
            .map(|i| super::super::tests::input(i))
            .collect();
        let known: Vec<Known<'_>> = addresses
            .iter()
            .map(|address| Known {
                address,
                sent: None,
            })
            .collect();
        let found = Inputs::new(&known).resolve(&Place::parse(told));
        let shown = found.map(|address| address.to_string());
        assert_eq!(shown.as_deref(), expected, "{told}");
    }

    #[test]
    fn names_of_all_habits_find_their_input() {
        let inputs = [
            "PATH petId",
            "BODY user/email",
            "BODY items/[]/sku",
            "HEADER X-Tenant",
            "QUERY page",
            "BODY body",
        ];
        for told in [
            "petId",
            "pet_id",
            "Pet ID",
            "pet id",
            "pet.id",
            "path.petId",
        ] {
            check(&inputs, told, Some("PATH petId"));
        }
        for told in [
            "email",
            "body.user.email",
            "$.user.email",
            "/user/email",
            "user[email]",
            "CreateUser.User.Email",
            "userEmail",
        ] {
            check(&inputs, told, Some("BODY user/email"));
        }
        for told in ["items[0].sku", "items.3.sku", "items/sku", "sku"] {
            check(&inputs, told, Some("BODY items/[]/sku"));
        }
        check(&inputs, "headers.x-tenant", Some("HEADER X-Tenant"));
        check(&inputs, "querystring/page", Some("QUERY page"));
        check(&inputs, "body", Some("BODY body"));
    }

    #[test]
    fn a_name_with_other_parents_is_another_input() {
        check(&["BODY user/email"], "customer.email", None);
        check(&["BODY user/email"], "emails", None);
        check(&["QUERY page"], "body.page", Some("BODY page"));
    }
}
