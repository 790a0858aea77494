use std::cmp::Ordering;

use bedlam_generate::{Rng, is_range};
use bedlam_model::{Case, Content, FactKind, InputAddress, Segment, normalise, words};
use serde_json::{Map, Value};

use super::Choice;

/// How often inputs that belong together by their names or by what a refusal said are made to agree.
const AGREED: f64 = 0.92;
/// How deep bodies are looked into.
const DEPTH: u8 = 4;

/// Words that make a second input of a name the repetition of the first.
const AGAIN: &[&str] = &[
    "repeat",
    "repeated",
    "confirm",
    "confirmation",
    "confirmed",
    "again",
    "verify",
    "verification",
    "retype",
    "retyped",
];

/// How two inputs belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bond {
    /// The second repeats the first.
    Same,
    /// The first is not to lie behind the second.
    Ordered,
}

impl Choice<'_> {
    /// Makes inputs agree that belong together: what is to be repeated is, what begins comes before
    /// what ends, and of what excludes each other one goes.
    pub(crate) fn relate(&self, case: &mut Case, rng: &mut Rng) {
        self.part(case, rng);
        if !rng.chance(AGREED) {
            return;
        }
        let mut given: Map<String, Value> = Map::new();
        for argument in &case.arguments {
            let parameter = &self.operation.parameters[argument.parameter];
            given.insert(parameter.name.clone(), argument.value.clone());
        }
        let same = self.told_same();
        agree(&mut given, &same);
        for argument in &mut case.arguments {
            let parameter = &self.operation.parameters[argument.parameter];
            if let Some(value) = given.get(&parameter.name) {
                argument.value = value.clone();
            }
        }
        if let Some(Content::Value(root)) = case.body.as_mut().map(|body| &mut body.content) {
            inside(root, &same, DEPTH);
        }
    }

    /// What refusals said to be the same: the second repeats the first.
    fn told_same(&self) -> Vec<(String, String)> {
        let mut same = Vec::new();
        for (address, lore) in &self.lore.inputs {
            for fact in &lore.facts {
                if let (FactKind::SameAs(other), Some(name)) = (fact, address.name()) {
                    same.push((other.clone(), name.to_owned()));
                }
            }
        }
        same.sort();
        same
    }

    /// Leaves out one of two inputs of which a refusal said that they do not go together.
    fn part(&self, case: &mut Case, rng: &mut Rng) {
        let mut apart: Vec<(&InputAddress, &String)> = Vec::new();
        for (address, lore) in &self.lore.inputs {
            for fact in &lore.facts {
                if let FactKind::NotWith(other) = fact {
                    apart.push((address, other));
                }
            }
        }
        apart.sort();
        for (address, other) in apart {
            let other = InputAddress {
                location: address.location,
                path: other
                    .split('.')
                    .map(|n| Segment::Key(n.to_owned()))
                    .collect(),
            };
            let one = if rng.chance(0.5) { address } else { &other };
            if self.gives(case, address) && self.gives(case, &other) && rng.chance(AGREED) {
                self.drop(case, one);
            }
        }
    }

    fn gives(&self, case: &Case, address: &InputAddress) -> bool {
        crate::learn::sent_value(self.operation, case, address).is_some()
    }

    fn drop(&self, case: &mut Case, address: &InputAddress) {
        let operation = self.operation;
        case.arguments.retain(|argument| {
            let parameter = &operation.parameters[argument.parameter];
            parameter.required
                || parameter.location != address.location
                || Some(parameter.name.as_str()) != address.name()
        });
        if let ([Segment::Key(name)], Some(Content::Value(Value::Object(root)))) = (
            &*address.path,
            case.body.as_mut().map(|body| &mut body.content),
        ) && address.location == bedlam_model::Location::Body
        {
            root.shift_remove(name);
        }
    }
}

fn inside(value: &mut Value, same: &[(String, String)], depth: u8) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::Object(map) => {
            agree(map, same);
            map.values_mut()
                .for_each(|value| inside(value, same, depth));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inside(item, same, depth)),
        _ => {}
    }
}

/// Makes the members of one object agree.
fn agree(map: &mut Map<String, Value>, same: &[(String, String)]) {
    let names: Vec<String> = map.keys().cloned().collect();
    let split: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    for (first, one) in split.iter().enumerate() {
        for (second, other) in split.iter().enumerate() {
            let (first, second) = (&names[first], &names[second]);
            let told = |pair: &(String, String)| pair.0 == *first && pair.1 == *second;
            let bond = match same.iter().any(told) {
                true => Some(Bond::Same),
                false => bond(one, other),
            };
            let (Some(bond), Some(low), Some(high)) = (bond, map.get(first), map.get(second))
            else {
                continue;
            };
            let (low, high) = (low.clone(), high.clone());
            match bond {
                Bond::Same if kind(&low) == kind(&high) => drop(map.insert(second.clone(), low)),
                Bond::Same => {}
                Bond::Ordered if compare(&low, &high) == Some(Ordering::Greater) => {
                    map.insert(first.clone(), high);
                    map.insert(second.clone(), low);
                }
                Bond::Ordered => {}
            }
        }
    }
}

/// How two inputs belong together by the words of their names.
fn bond(first: &[String], second: &[String]) -> Option<Bond> {
    if first.is_empty() || first == second {
        return None;
    }
    let again = |word: &&String| !AGAIN.contains(&word.as_str());
    let rest: Vec<&String> = second.iter().filter(again).collect();
    let repeats = rest.len() < second.len() && rest.iter().eq(&first.iter().collect::<Vec<_>>());
    if repeats || normalise(&second.concat()) == first.concat() + "2" {
        return Some(Bond::Same);
    }
    is_range(first, second).then_some(Bond::Ordered)
}

/// What sort of value it is: a flag repeats no text.
fn kind(value: &Value) -> std::mem::Discriminant<Value> {
    std::mem::discriminant(value)
}

/// Which of two numbers, or two dates of one form, comes first.
fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::String(one), Value::String(other)) => {
            let dated = |text: &str| {
                let bytes = text.as_bytes();
                let year = bytes
                    .get(..4)
                    .is_some_and(|y| y.iter().all(u8::is_ascii_digit));
                let clock = bytes.len() >= 5 && bytes[2] == b':';
                (year && bytes.get(4) == Some(&b'-')) || clock
            };
            (dated(one) && dated(other)).then(|| one.cmp(other))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::{Local, Manners};
    use crate::depend::Graph;
    use crate::diagnose::some_api;
    use crate::knowledge::Knowledge;
    use serde_json::json;

    #[test]
    fn inputs_that_belong_together_by_name_are_made_to_agree() {
        let check = |mut given: Value, expected: Value| {
            inside(&mut given, &[], DEPTH);
            assert_eq!(given, expected);
        };
        check(
            json!({"password": "a", "password_repeat": "b", "confirmPassword": "c", "password2": "d"}),
            json!({"password": "a", "password_repeat": "a", "confirmPassword": "a", "password2": "a"}),
        );
        check(
            json!([{"start_date": "2025-03-01", "end_date": "2024-01-01"}]),
            json!([{"start_date": "2024-01-01", "end_date": "2025-03-01"}]),
        );
        check(
            json!({"in": {"minPrice": 9, "maxPrice": 3.5, "from": 1, "to": 2}}),
            json!({"in": {"minPrice": 3.5, "maxPrice": 9, "from": 1, "to": 2}}),
        );
        // What only looks like it stays.
        let others = json!({"from": "a@b", "to": "C@d", "min": 9, "maxAge": 1, "end": 1});
        check(others.clone(), others);
        let others = json!({"email": "a@b", "emailConfirmed": true});
        check(others.clone(), others);
    }

    #[test]
    fn what_a_refusal_said_to_be_the_same_is_the_same() {
        let mut given = json!({"mail": "a@b", "contact": "c@d"});
        inside(&mut given, &[("mail".into(), "contact".into())], DEPTH);
        assert_eq!(given, json!({"mail": "a@b", "contact": "a@b"}));
    }

    #[test]
    fn of_what_excludes_each_other_one_goes() {
        let get = "{get: {parameters: [{name: a, in: query}, {name: b, in: query}], \
                   responses: {'200': {description: d}}}}";
        let api = some_api(&format!("  /x: {get}\n"));
        let graph = Graph::new(&api);
        let operation = &api.operations[0];
        let mut knowledge = Knowledge::new(graph.key_count(), 1);
        let address = InputAddress::parameter(bedlam_model::Location::Query, "a");
        let lore = knowledge.lore_mut(operation.id).input_mut(&address);
        lore.learn(&FactKind::NotWith("b".into()), "a cannot be used with b");
        let local = Local::default();
        let mut rng = Rng::new(2);
        let mut alone = 0;
        for _ in 0..100 {
            let manners = Manners::default();
            let choice = Choice::new(
                &api, &graph, operation, &knowledge, &local, manners, &mut rng,
            );
            let mut case = Case::new(operation.id);
            let argument = |parameter| bedlam_model::Argument {
                parameter,
                value: json!("v"),
            };
            case.arguments.extend([argument(0), argument(1)]);
            choice.relate(&mut case, &mut rng);
            alone += usize::from(case.arguments.len() == 1);
        }
        assert!(alone > 80, "{alone}");
    }
}
