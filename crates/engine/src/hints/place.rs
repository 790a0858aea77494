use bedlam_generate::{Generator, Rng};
use bedlam_model::{
    Additional, Api, Argument, Case, Content, InputAddress, Location, Operation, SchemaId, Segment,
    Type, ValueSource,
};
use serde_json::Value;

use super::HintedInputs;
use super::address::Hinted;
use super::take::Turn;
use super::typed::typed;

/// How often a value is made anew in search of one that has the hinted property.
const TRIES: usize = 8;
/// Schemas inside of each other that are followed to a property.
const DEPTH: u8 = 8;

impl HintedInputs {
    /// Gives the hinted inputs of a case their values, whatever stands there. `fixed`: inputs that
    /// must stay. Returns the addresses that got one.
    pub(crate) fn apply(
        &self,
        generator: &Generator,
        operation: &Operation,
        case: &mut Case,
        fixed: impl Fn(&InputAddress) -> bool,
        rng: &mut Rng,
    ) -> Vec<InputAddress> {
        let Some(mut turn) = self.turn(operation.id, rng) else {
            return Vec::new();
        };
        let mut placed = Vec::new();
        for hinted in self.of(operation.id) {
            let address = &hinted.input.address;
            if fixed(address) || turn.leaves(rng) {
                continue;
            }
            let done = match address.location {
                Location::Body => {
                    let mut filler = Filler {
                        generator,
                        hinted,
                        turn: &mut turn,
                        rng,
                        placed: &placed,
                    };
                    filler.body(operation, case)
                }
                _ => parameter(generator.api(), operation, case, hinted, &mut turn, rng),
            };
            if done {
                placed.push(address.clone());
                case.sources.retain(|(known, _)| known != address);
                case.sources.push((address.clone(), ValueSource::Hint));
            }
        }
        placed
    }
}

fn parameter(
    api: &Api,
    operation: &Operation,
    case: &mut Case,
    hinted: &Hinted,
    turn: &mut Turn<'_>,
    rng: &mut Rng,
) -> bool {
    let address = &hinted.input.address;
    let place = operation.parameters.iter().position(|parameter| {
        parameter.location == address.location && Some(parameter.name.as_str()) == address.name()
    });
    let Some((parameter, text)) = place.zip(turn.take(hinted, rng)) else {
        return false;
    };
    let value = typed(api, hinted.input.schema, text);
    match case.arguments.iter_mut().find(|a| a.parameter == parameter) {
        Some(argument) => argument.value = value,
        None => {
            let after = case.arguments.partition_point(|a| a.parameter < parameter);
            case.arguments.insert(after, Argument { parameter, value });
        }
    }
    true
}

/// Puts values of hints into a body.
struct Filler<'a, 't, 'h> {
    generator: &'a Generator,
    hinted: &'a Hinted,
    turn: &'t mut Turn<'h>,
    rng: &'t mut Rng,
    /// Where other hints have put theirs already.
    placed: &'a [InputAddress],
}

impl Filler<'_, '_, '_> {
    fn body(&mut self, operation: &Operation, case: &mut Case) -> bool {
        let declared = operation.body.as_ref().zip(case.body.as_mut());
        let Some((declared, body)) = declared else {
            return false;
        };
        let schema = declared
            .media
            .get(body.media)
            .and_then(|media| media.schema);
        match (&mut body.content, schema) {
            (Content::Value(root), Some(schema)) => {
                let path = self.hinted.input.address.path.clone();
                self.fill(root, schema, &path)
            }
            // Bytes are made of the text as it stands.
            (Content::Raw(bytes), _) if self.hinted.input.address.path.is_empty() => {
                let text = self.turn.take(self.hinted, self.rng);
                if let Some(text) = text {
                    *bytes = text.as_bytes().to_vec();
                }
                text.is_some()
            }
            _ => false,
        }
    }

    /// Gives the value at the end of the way its value, and makes the way where it is missing.
    fn fill(&mut self, value: &mut Value, schema: SchemaId, path: &[Segment]) -> bool {
        let Some((first, rest)) = path.split_first() else {
            let Some(text) = self.turn.take(self.hinted, self.rng) else {
                return false;
            };
            *value = typed(self.generator.api(), self.hinted.input.schema, text);
            return true;
        };
        let Some(step) = step(self.generator.api(), schema, first, DEPTH) else {
            return false;
        };
        if !self.ready(value, schema, path, &step) {
            return false;
        }
        match (first, value) {
            (Segment::Key(name), Value::Object(map)) => match map.get_mut(name) {
                Some(inner) => self.fill(inner, step.schema, rest),
                None => {
                    let made = self.generator.make_value(step.schema, self.rng);
                    let mut inner = made.unwrap_or(Value::Null);
                    let done = self.fill(&mut inner, step.schema, rest);
                    if done {
                        map.insert(name.clone(), inner);
                    }
                    done
                }
            },
            (_, Value::Array(items)) => {
                if items.is_empty() {
                    items.extend(self.generator.make_value(step.schema, self.rng));
                }
                let mut done = false;
                for item in items {
                    done |= self.fill(item, step.schema, rest);
                }
                done
            }
            _ => false,
        }
    }

    /// Makes a value such that the first step of the way can be taken from it.
    fn ready(&mut self, value: &mut Value, schema: SchemaId, way: &[Segment], step: &Step) -> bool {
        let first = &way[0];
        let takes = |value: &Value| match (first, value) {
            (Segment::Key(name), Value::Object(map)) => map.contains_key(name),
            (Segment::Item | Segment::Index(_), Value::Array(_)) => true,
            _ => false,
        };
        if takes(value) || (value.is_object() && matches!(first, Segment::Key(_)) && step.plain) {
            return true;
        }
        let whole = &self.hinted.input.address.path;
        let here = &whole[..whole.len() - way.len()];
        let holds =
            |other: &InputAddress| other.location == Location::Body && other.path.starts_with(here);
        if self.placed.iter().any(holds) {
            return false;
        }
        // Another of several forms is meant: only one made whole is sure to hang together.
        for _ in 0..TRIES {
            let made = self.generator.make_value(schema, self.rng);
            let fits = |made: &Value| takes(made) || (made.is_object() && step.plain);
            if let Some(made) = made.filter(fits) {
                *value = made;
                return true;
            }
        }
        false
    }
}

/// One step into a schema.
struct Step {
    schema: SchemaId,
    /// Whether every object of the schema may have the property, and not only one of its forms.
    plain: bool,
}

fn step(api: &Api, id: SchemaId, segment: &Segment, depth: u8) -> Option<Step> {
    let schema = api.schemas.get(id);
    let direct = match segment {
        Segment::Key(name) => {
            let mut properties = schema.properties.iter();
            properties
                .find(|(known, _)| known == name)
                .map(|(_, id)| *id)
        }
        Segment::Item | Segment::Index(_) => match schema.items {
            Additional::Schema(items) => Some(items),
            _ => schema.prefix_items.first().copied(),
        },
    };
    if let Some(schema) = direct {
        return Some(Step {
            schema,
            plain: true,
        });
    }
    let depth = depth.checked_sub(1)?;
    let inner = |part: &SchemaId| step(api, *part, segment, depth);
    schema.all_of.iter().find_map(inner).or_else(|| {
        let forms = [&schema.one_of, &schema.any_of];
        forms.into_iter().find_map(|forms| {
            let may_hold = |part: &&SchemaId| {
                let types = api.schemas.get(**part).types;
                types.allows(Type::Object) || types.allows(Type::Array)
            };
            let only = forms.iter().filter(may_hold).count() == 1;
            let found = forms.iter().find_map(inner)?;
            Some(Step {
                plain: found.plain && only,
                ..found
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bedlam_generate::{Chance, Fullness, Plan};
    use serde_json::json;

    use super::*;
    use crate::hints::take::tests::{api, hints};
    use crate::learn::sent_value;

    /// Values of an input under one hint, in a thousand cases: how often it is the hinted one.
    fn wins(hint: &str, path: &[&str], location: Location, expected: &Value) -> usize {
        let api = Arc::new(api());
        let generator = Generator::new(api.clone());
        let all = HintedInputs::new(&hints(&[&[hint]]), &api);
        let operation = &api.operations[2];
        let mut rng = Rng::new(3);
        let segment = |name: &&str| match *name {
            "[]" => Segment::Item,
            name => Segment::Key(name.to_owned()),
        };
        let address = InputAddress {
            location,
            path: path.iter().map(segment).collect(),
        };
        let mut won = 0;
        for round in 0..1000 {
            let fullness = [Fullness::Smallest, Fullness::Share(0.5), Fullness::Full][round % 3];
            let plan = Plan::of(fullness);
            let mut case = generator.make_case(operation, &plan, &mut Chance, &mut rng);
            all.apply(&generator, operation, &mut case, |_| false, &mut rng);
            won += usize::from(sent_value(operation, &case, &address) == Some(expected));
        }
        won
    }

    #[test]
    fn hints_win_in_nine_requests_of_ten_wherever_the_input_stands() {
        let check = |hint: &str, location: Location, path: &[&str], expected: Value| {
            let won = wins(hint, path, location, &expected);
            assert!((900..1000).contains(&won), "{hint}: {won}");
        };
        check("verbose$:true", Location::Query, &["verbose"], json!(true));
        check("X-Trace$:abc", Location::Header, &["X-Trace"], json!("abc"));
        check("theme$:dark", Location::Cookie, &["theme"], json!("dark"));
        check("BODY name$:Rex", Location::Body, &["name"], json!("Rex"));
        let id = &["category", "id"];
        check("category/id$:42", Location::Body, id, json!(42));
        let tag = &["tags", "[]", "name"];
        check("tags/.*/name$:t", Location::Body, tag, json!("t"));
        let photo = &["photos", "[]"];
        check("photos:p.png", Location::Body, photo, json!("p.png"));
        let since = &["keeper", "since"];
        check("since$:1999", Location::Body, since, json!(1999));
    }

    #[test]
    fn what_is_made_around_a_hinted_value_fits_the_spec() {
        let api = Arc::new(api());
        let generator = Generator::new(api.clone());
        let given = hints(&[&["category/id$:42", "tags/.*/name$:t", "since$:1999"]]);
        let all = HintedInputs::new(&given, &api);
        let operation = &api.operations[2];
        let mut rng = Rng::new(3);
        let schema = operation.body.as_ref().unwrap().media[0].schema.unwrap();
        for _ in 0..200 {
            let plan = Plan::of(Fullness::Smallest);
            let mut case = generator.make_case(operation, &plan, &mut Chance, &mut rng);
            all.apply(&generator, operation, &mut case, |_| false, &mut rng);
            let Some(Content::Value(body)) = case.body.map(|body| body.content) else {
                panic!("no body");
            };
            let direction = bedlam_model::Direction::Request;
            assert!(
                bedlam_model::fits(&api.schemas, schema, &body, direction),
                "{body}"
            );
        }
    }
}
