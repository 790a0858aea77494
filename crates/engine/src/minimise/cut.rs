use bedlam_model::{
    Api, Case, Content, Direction, InputAddress, Location, Operation, SchemaId, Segment, validate,
    value_at, value_at_mut,
};
use serde_json::Value;

/// Something that may be left out of a case.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cut {
    /// A parameter, by its index in the operation.
    Argument(usize),
    /// A member of an object in the body.
    Member(Vec<Segment>),
    /// All items but the first of a list in the body.
    Items(Vec<Segment>),
}

impl Cut {
    /// The input that it takes away, or something of.
    pub(super) fn address(&self, operation: &Operation) -> InputAddress {
        match self {
            Cut::Argument(parameter) => {
                let parameter = &operation.parameters[*parameter];
                InputAddress::parameter(parameter.location, &parameter.name)
            }
            Cut::Member(path) | Cut::Items(path) => InputAddress {
                location: Location::Body,
                path: path.as_slice().into(),
            }
            .general(),
        }
    }
}

/// Cuts tried of one case at most, and how deep bodies are looked into.
const MOST: usize = 64;
const DEPTH: usize = 4;

/// What may be left out of a case: what is optional, and is not what the case is about. What holds
/// others comes before them.
pub(super) fn cuts(operation: &Operation, case: &Case) -> Vec<Cut> {
    let about = case.mutations.last().and_then(|last| last.address.as_ref());
    let mut found = Vec::new();
    for argument in &case.arguments {
        let parameter = &operation.parameters[argument.parameter];
        let own = InputAddress::parameter(parameter.location, &parameter.name);
        let needed = parameter.required || parameter.location == Location::Path;
        if !needed && about.is_none_or(|about| !about_part(about, &own)) {
            found.push(Cut::Argument(argument.parameter));
        }
    }
    let about = about.filter(|about| about.location == Location::Body);
    if let Some(Content::Value(root)) = case.body.as_ref().map(|body| &body.content) {
        let kept = about.map_or(&[][..], |about| &about.path);
        inside(root, &mut Vec::new(), kept, about.is_some(), &mut found);
    }
    found.truncate(MOST);
    found
}

fn about_part(about: &InputAddress, own: &InputAddress) -> bool {
    about.location == own.location && about.path.first() == own.path.first()
}

/// `kept`: the way to what the case is about, where `about` says that it stands in the body.
fn inside(
    value: &Value,
    way: &mut Vec<Segment>,
    kept: &[Segment],
    about: bool,
    found: &mut Vec<Cut>,
) {
    if way.len() > DEPTH {
        return;
    }
    let leads = |way: &[Segment]| about && kept.starts_with(way);
    let within = |way: &[Segment]| about && way.starts_with(kept);
    if within(way) && !way.is_empty() {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                way.push(Segment::Key(name.clone()));
                if !leads(way) {
                    found.push(Cut::Member(way.clone()));
                }
                inside(member, way, kept, about, found);
                way.pop();
            }
        }
        Value::Array(items) if !leads(way) => {
            if items.len() > 1 {
                found.push(Cut::Items(way.clone()));
            }
            if let Some(first) = items.first() {
                way.push(Segment::Index(0));
                inside(first, way, kept, about, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// The case without these; none: nothing of it was there, or it would break the spec in a way in
/// which the case does not.
pub(super) fn without(api: &Api, operation: &Operation, case: &Case, cuts: &[Cut]) -> Option<Case> {
    let mut less = case.clone();
    for cut in cuts {
        match cut {
            Cut::Argument(parameter) => less.arguments.retain(|one| one.parameter != *parameter),
            Cut::Member(way) => {
                let (name, above) = way.split_last()?;
                if let (Segment::Key(name), Some(Value::Object(members))) =
                    (name, body_at(&mut less, above))
                {
                    members.remove(name);
                }
            }
            Cut::Items(way) => {
                if let Some(Value::Array(items)) = body_at(&mut less, way) {
                    items.truncate(1);
                }
            }
        }
    }
    let there = |address: &InputAddress| is_there(operation, &less, address);
    let gone: Vec<usize> = (0..less.mutations.len())
        .filter(|index| {
            let address = less.mutations[*index].address.as_ref();
            let was = |a: &InputAddress| is_there(operation, case, a);
            address.is_some_and(|address| was(address) && !there(address))
        })
        .collect();
    let mut index = 0;
    less.mutations.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    (less != *case && breaks(api, operation, &less) <= breaks(api, operation, case)).then_some(less)
}

fn body_at<'c>(case: &'c mut Case, way: &[Segment]) -> Option<&'c mut Value> {
    match &mut case.body.as_mut()?.content {
        Content::Value(root) => value_at_mut(root, way),
        Content::Raw(_) => None,
    }
}

fn is_there(operation: &Operation, case: &Case, address: &InputAddress) -> bool {
    match (
        address.location,
        case.body.as_ref().map(|body| &body.content),
    ) {
        (Location::Body, Some(Content::Value(root))) => value_at(root, &address.path).is_some(),
        (Location::Body, _) => false,
        _ => case.arguments.iter().any(|argument| {
            let parameter = &operation.parameters[argument.parameter];
            let own = InputAddress::parameter(parameter.location, &parameter.name);
            about_part(address, &own)
        }),
    }
}

/// In how many ways the body does not fit its schema.
fn breaks(api: &Api, operation: &Operation, case: &Case) -> usize {
    let schema =
        |media: usize| -> Option<SchemaId> { operation.body.as_ref()?.media.get(media)?.schema };
    let Some(body) = &case.body else {
        return 0;
    };
    match (&body.content, schema(body.media)) {
        (Content::Value(value), Some(schema)) => {
            validate(&api.schemas, schema, value, Direction::Request).len()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use bedlam_model::{Argument, Body, Mutation};
    use serde_json::json;

    use super::*;

    const SPEC: &str = r#"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets/{id}:
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: tag, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string}
                home: {type: object, required: [city], properties: {city: {type: string}, zip: {type: string}}}
                tags: {type: array, items: {type: string}}
      responses: {'200': {description: ok}}
"#;

    fn body(value: Value) -> Option<Body> {
        let content = Content::Value(value);
        Some(Body { media: 0, content })
    }

    #[test]
    fn what_is_optional_and_not_meant_is_cut_while_the_rest_stays_as_valid_as_it_was() {
        let mut none = |_: &str| Err(String::new());
        let api = bedlam_spec::load("a.yaml", SPEC.as_bytes(), &mut none).unwrap();
        let operation = &api.operations[0];
        let mut case = Case::new(operation.id);
        let values = [json!("7"), json!(true), json!("x")];
        for (parameter, value) in values.into_iter().enumerate() {
            case.arguments.push(Argument { parameter, value });
        }
        case.body = body(json!({
            "name": "rex", "home": {"city": "Ulm", "zip": ""}, "tags": ["a", "b"]
        }));
        let mutation = |address: InputAddress| Mutation {
            mutator: "value-text".into(),
            address: Some(address),
            before: None,
            after: None,
            breaks: None,
            payload: None,
        };
        let zip = ["home", "zip"].map(|name| Segment::Key(name.into()));
        let home = zip[..1].to_vec();
        let address = InputAddress {
            location: Location::Body,
            path: zip.into(),
        };
        case.mutations = vec![
            mutation(InputAddress::parameter(Location::Query, "dry")),
            mutation(address),
        ];
        let found = cuts(operation, &case);
        assert!(!found.contains(&Cut::Argument(0)) && !found.contains(&Cut::Member(home)));
        assert!(found.contains(&Cut::Argument(1)) && found.contains(&Cut::Argument(2)));

        let check = |cuts: &[Cut], expected: Option<(usize, Value)>| {
            let less = without(&api, operation, &case, cuts);
            let seen = less.as_ref().map(|less| {
                let Some(Content::Value(root)) = less.body.as_ref().map(|body| &body.content)
                else {
                    panic!("the body has gone");
                };
                (less.arguments.len(), root.clone())
            });
            assert_eq!(seen, expected, "{cuts:?}");
        };
        let key = |name: &str| vec![Segment::Key(name.into())];
        let whole = json!({"name": "rex", "home": {"city": "Ulm", "zip": ""}, "tags": ["a", "b"]});
        check(&[Cut::Argument(2)], Some((2, whole)));
        let short = json!({"name": "rex", "home": {"city": "Ulm", "zip": ""}, "tags": ["a"]});
        check(&[Cut::Items(key("tags"))], Some((3, short)));
        check(&[Cut::Member(key("name"))], None);
        check(&[Cut::Member(key("none"))], None);
        let less = without(&api, operation, &case, &[Cut::Argument(1)]);
        assert_eq!(less.map(|less| less.mutations.len()), Some(1));
    }
}
