use bedlam_generate::Rng;
use bedlam_model::{Case, Content, FactKind, InputAddress, Location, Segment};
use serde_json::Value;

use super::Choice;

/// How often a property that the API does not know is left out, even where the spec requires it.
const OMITTED: f64 = 0.9;

impl Choice<'_> {
    /// Whether a refusal asked for something in the body: then there must be one.
    pub(crate) fn needs_body(&self) -> bool {
        let mut inputs = self.lore.inputs.iter();
        inputs.any(|(address, lore)| {
            address.location == Location::Body && lore.facts.contains(&FactKind::Required)
        })
    }

    /// Whether a refusal said that the body holds too little.
    pub(crate) fn needs_more(&self) -> bool {
        let body = self.lore.inputs.get(&InputAddress::body());
        let little = |fact: &FactKind| matches!(fact, FactKind::LengthAtLeast(_));
        !self.lore.covered && body.is_some_and(|lore| lore.facts.iter().any(little))
    }

    /// Takes properties out of the body that the API said it does not know.
    pub(crate) fn leave_out(&self, case: &mut Case, rng: &mut Rng) {
        let Some(Content::Value(root)) = case.body.as_mut().map(|body| &mut body.content) else {
            return;
        };
        let mut unknown: Vec<&InputAddress> = Vec::new();
        for (address, lore) in &self.lore.inputs {
            let strange = lore.facts.contains(&FactKind::Unknown);
            // What succeeded is known, whatever was said elsewhere.
            if address.location == Location::Body && strange && lore.successes.is_empty() {
                unknown.push(address);
            }
        }
        unknown.sort();
        for address in unknown {
            if rng.chance(OMITTED) {
                remove(root, &address.path);
            }
        }
    }
}

fn remove(value: &mut Value, path: &[Segment]) {
    match (path, value) {
        ([Segment::Key(name)], Value::Object(properties)) => {
            properties.shift_remove(name);
        }
        ([Segment::Key(name), rest @ ..], Value::Object(properties)) => {
            if let Some(inside) = properties.get_mut(name) {
                remove(inside, rest);
            }
        }
        ([Segment::Item | Segment::Index(_), rest @ ..], Value::Array(items)) => {
            items.iter_mut().for_each(|item| remove(item, rest));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_property_is_taken_out_at_any_depth() {
        let key = |name: &str| Segment::Key(name.to_owned());
        let check = |path: &[Segment], expected: Value| {
            let mut value = json!({"a": 1, "b": [{"c": 2, "d": 3}]});
            remove(&mut value, path);
            assert_eq!(value, expected);
        };
        check(&[key("a")], json!({"b": [{"c": 2, "d": 3}]}));
        check(
            &[key("b"), Segment::Item, key("c")],
            json!({"a": 1, "b": [{"d": 3}]}),
        );
        check(&[key("x")], json!({"a": 1, "b": [{"c": 2, "d": 3}]}));
    }
}
