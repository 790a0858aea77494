use std::collections::HashSet;

use bedlam_generate::Rng;
use bedlam_model::{Body, Case, Content, InputAddress, Location, Segment};
use serde_json::{Map, Value};

use super::Choice;
use crate::depend::{is_a, is_envelope};
use crate::pool::path_text;
use crate::specimen::Specimen;

/// How alike an object is at least taken to be to what is wanted, 0 to 1, and what has no declared
/// members to everything: specs are wrong about bodies, too.
const FAINT: f64 = 0.4;
const OPEN: f64 = 0.7;
/// How alike something in an answer has to be where the answer is about another thing.
const ALIKE: f64 = 0.5;
/// How often only what is declared is given back: some APIs refuse what else they show themselves.
const DECLARED: f64 = 0.5;
/// How often what was made for the case wins over what was shown.
const MADE: f64 = 0.4;
/// How often what was made is given besides what was shown.
const FILLED: f64 = 0.5;
/// Wrappers that are taken off.
const WRAPPERS: usize = 3;

/// A JSON object.
type Object = Map<String, Value>;

impl Choice<'_> {
    /// Gives the API back what it has shown: a body made after an object of an earlier answer, with
    /// names that belong to this request. Where nothing of the kind was shown, the case stays.
    pub(crate) fn echo(&self, case: &mut Case, rng: &mut Rng) {
        let Some((media, declared)) = self.wanted_members() else {
            return;
        };
        let Some((specimen, shown)) = self.mirrored(&declared, rng) else {
            return;
        };
        let made = match case.body.as_ref().map(|body| &body.content) {
            Some(Content::Value(Value::Object(made))) => made.clone(),
            None => Object::new(),
            Some(_) => return,
        };
        let mut body = shown.clone();
        if !declared.is_empty() && rng.chance(DECLARED) {
            body.retain(|name, _| declared.contains(name));
        }
        let creates = self.operation.method.as_str() == "POST";
        let all = rng.chance(MADE);
        let filled = rng.chance(FILLED);
        let mut renamed: Vec<(String, Value)> = Vec::new();
        if creates {
            body.retain(|name, _| !is_bare_id(name) || declared.contains(name));
        }
        for (name, value) in made {
            let identifies = creates && self.names_itself(&name);
            if all || identifies || self.is_unique(&name) {
                if let Some(Value::String(old)) = body.get(&name)
                    && value.is_string()
                {
                    renamed.push((old.clone(), value.clone()));
                }
                body.insert(name, value);
            } else if filled {
                body.entry(name).or_insert(value);
            }
        }
        let inputs = self.graph.path(self.operation).iter();
        for (input, old) in inputs.zip(&specimen.path) {
            let mut arguments = case.arguments.iter();
            let own = arguments.find(|argument| argument.parameter == input.parameter);
            if let Some(own) = own {
                renamed.push((old.clone(), own.value.clone()));
            }
        }
        let mut body = Value::Object(body);
        rename(&mut body, &renamed);
        // What was chosen for the members has not been sent: it earns neither praise nor blame.
        case.sources
            .retain(|(address, _)| address.location != Location::Body);
        let content = Content::Value(body);
        case.body = Some(Body { media, content });
    }

    /// The media type of the body that is JSON, and the names of the members that it declares.
    fn wanted_members(&self) -> Option<(usize, HashSet<String>)> {
        let body = self.operation.body.as_ref()?;
        let json = |name: &str| name.contains("json") || name == "*/*";
        let media = body.media.iter().position(|media| json(&media.name))?;
        let inputs = self.graph.inputs(self.api, self.operation).iter();
        let names = inputs.filter_map(|address| match &*address.path {
            [Segment::Key(name), ..] if address.location == Location::Body => Some(name.clone()),
            _ => None,
        });
        Some((media, names.collect()))
    }

    /// An object out of what answers have shown, the more alike the likelier.
    fn mirrored(&self, declared: &HashSet<String>, rng: &mut Rng) -> Option<(&Specimen, &Object)> {
        let mut offers: Vec<(f64, (&Specimen, &Object))> = Vec::new();
        let mirrors = self.graph.mirrors(self.api, self.operation);
        let noun = self.graph.noun(self.operation);
        for (rank, mirror) in mirrors.iter().enumerate() {
            let Some(specimen) = &self.knowledge.lore(mirror.operation).specimen else {
                continue;
            };
            let mut alike_here: f64 = 0.0;
            for object in objects(&specimen.value, noun) {
                let known = declared.iter().filter(|name| object.contains_key(*name));
                let alike = match declared.len() {
                    0 => OPEN,
                    all => known.count() as f64 / all as f64,
                };
                alike_here = alike_here.max(alike);
                // What has nothing of what is wanted only wraps it.
                let whole = specimen.value.as_object() == Some(object);
                if whole && alike == 0.0 && !declared.is_empty() {
                    continue;
                }
                if alike < FAINT && !mirror.near && alike_here < ALIKE {
                    continue;
                }
                let weight = alike.max(FAINT).powi(2) / (1.0 + rank as f64);
                offers.push((weight, (specimen, object)));
            }
        }
        let total: f64 = offers.iter().map(|(weight, _)| weight).sum();
        let mut point = rng.float() * total;
        for (weight, offer) in &offers {
            point -= weight;
            if point <= 0.0 {
                return Some(*offer);
            }
        }
        offers.last().map(|(_, offer)| *offer)
    }

    pub(super) fn names_itself(&self, name: &str) -> bool {
        let noun = self.graph.noun(self.operation);
        self.graph
            .names_itself(noun, std::iter::once(&name.to_owned()))
    }

    fn is_unique(&self, name: &str) -> bool {
        let address = InputAddress::body().child(Segment::Key(name.to_owned()));
        let lore = self.lore.inputs.get(&address);
        lore.is_some_and(|lore| lore.unique)
    }
}

/// Names that an API gives itself.
fn is_bare_id(name: &str) -> bool {
    matches!(name, "id" | "_id" | "uuid" | "pk" | "ID" | "Id")
}

/// The objects that an answer may be about: itself, and what lies in its wrappers, also those that
/// bear the name of the thing.
fn objects<'a>(answer: &'a Value, noun: Option<&str>) -> Vec<&'a Object> {
    let of_kind = |name: &str| noun.is_some_and(|noun| is_a(name, noun));
    let wraps = |name: &str| is_envelope(name) || of_kind(name);
    let mut found = Vec::new();
    let mut open = vec![(answer, 0)];
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::Object(members) => {
                found.push(members);
                let inner = members.iter().filter(|(name, _)| wraps(name));
                if depth < WRAPPERS {
                    open.extend(inner.map(|(_, inner)| (inner, depth + 1)));
                }
            }
            Value::Array(items) if depth < WRAPPERS => {
                open.extend(items.iter().map(|item| (item, depth + 1)));
            }
            _ => {}
        }
    }
    found
}

/// Puts new names in the place of old ones, wherever they are the whole text.
fn rename(value: &mut Value, renamed: &[(String, Value)]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| rename(member, renamed)),
        Value::String(text) => {
            if let Some((_, new)) = renamed.iter().find(|(old, _)| old == text) {
                *text = path_text(new);
            }
        }
        Value::Number(number) => {
            let number = number.to_string();
            let new = renamed.iter().find(|(old, _)| *old == number);
            // A short number may be any other by chance.
            if let Some((_, new)) = new.filter(|(old, new)| old.len() > 2 && new.is_number()) {
                *value = new.clone();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_about_what_lies_in_its_wrappers() {
        for answer in [
            json!({"data": [{"id": 1}, {"id": 2}], "total": 2}),
            json!({"return_reasons": [{"id": 1}, {"id": 2}], "total": 2}),
        ] {
            let found: Vec<Value> = objects(&answer, Some("reason"))
                .into_iter()
                .map(|object| Value::Object(object.clone()))
                .collect();
            assert_eq!(found, [answer, json!({"id": 2}), json!({"id": 1})]);
        }
    }

    #[test]
    fn old_names_are_replaced_where_they_are_the_whole_text() {
        let mut body = json!({"slug": "old", "note": "old one", "up": {"of": ["old", 4711, 7]}});
        let renamed = [
            ("old".to_owned(), json!("new")),
            ("4711".to_owned(), json!(12)),
            ("7".to_owned(), json!(8)),
        ];
        rename(&mut body, &renamed);
        let expected = json!({"slug": "new", "note": "old one", "up": {"of": ["new", 12, 7]}});
        assert_eq!(body, expected);
    }
}
