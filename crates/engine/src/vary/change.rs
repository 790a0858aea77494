use bedlam_model::{
    Api, Argument, Body, Case, Content, InputAddress, Location, Operation, Schema, SchemaId,
    Segment, Type,
};
use serde_json::{Map, Value};

/// How one input of a case is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Left out.
    Without,
    /// Given, where it was not.
    With,
    /// Given another value.
    Other,
    /// Given as null.
    Null,
}

/// A case with one input changed.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) input: InputAddress,
    pub(crate) how: How,
    pub(crate) case: Case,
}

/// Whether an operation has inputs besides those of its path.
pub(crate) fn variable(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    operation.body.is_some() || parameters.any(|p| p.location != Location::Path)
}

/// A case with each of its inputs changed in turn. What is given instead is taken from `donors`,
/// other cases of the same operation. First the whole body, then what can be left out, then other
/// values, then what was not given.
pub(crate) fn changes(
    api: &Api,
    operation: &Operation,
    base: &Case,
    donors: &[Case],
) -> Vec<Change> {
    let mut all = bodies(base, donors);
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let input = InputAddress::parameter(parameter.location, &parameter.name);
        let given = argument(base, index);
        if given.is_some() && !parameter.required && parameter.location != Location::Path {
            all.push(change(base, None, &input, How::Without, |case| {
                case.arguments.retain(|a| a.parameter != index);
            }));
        }
        let donor = donors.iter().find_map(|donor| {
            let value = argument(donor, index).filter(|value| Some(*value) != given)?;
            Some((donor, value.clone()))
        });
        if let Some((donor, value)) = donor {
            let how = how(given.is_some());
            all.push(change(base, Some(donor), &input, how, |case| {
                case.arguments.retain(|a| a.parameter != index);
                let argument = Argument {
                    parameter: index,
                    value,
                };
                case.arguments.push(argument);
                case.arguments.sort_by_key(|a| a.parameter);
            }));
        }
    }
    properties(api, operation, base, donors, &mut all);
    all.sort_by_key(|change| match change.how {
        _ if change.input == InputAddress::body() => 0,
        How::Without => 1,
        How::Other => 2,
        How::With => 3,
        How::Null => 4,
    });
    all
}

fn how(given: bool) -> How {
    match given {
        true => How::Other,
        false => How::With,
    }
}

fn argument(case: &Case, index: usize) -> Option<&Value> {
    let argument = case.arguments.iter().find(|a| a.parameter == index)?;
    Some(&argument.value)
}

/// The case changed in one input, which is said to come from where the donor has it from.
fn change(
    base: &Case,
    donor: Option<&Case>,
    input: &InputAddress,
    how: How,
    edit: impl FnOnce(&mut Case),
) -> Change {
    let mut case = base.clone();
    edit(&mut case);
    let inside = |address: &InputAddress| {
        address.location == input.location && address.path.starts_with(&input.path)
    };
    case.sources.retain(|(address, _)| !inside(address));
    let theirs = donor.into_iter().flat_map(|donor| &donor.sources);
    let theirs = theirs.filter(|(address, _)| inside(address)).cloned();
    case.sources.extend(theirs);
    Change {
        input: input.clone(),
        how,
        case,
    }
}

/// The case with the whole body of each of the others.
fn bodies(base: &Case, donors: &[Case]) -> Vec<Change> {
    let mut seen: Vec<Option<&Body>> = vec![base.body.as_ref()];
    let mut all = Vec::new();
    for donor in donors {
        let body = donor.body.as_ref();
        if seen.contains(&body) {
            continue;
        }
        seen.push(body);
        let how = match body {
            None => How::Without,
            Some(_) => how(base.body.is_some()),
        };
        let input = InputAddress::body();
        all.push(change(base, Some(donor), &input, how, |case| {
            case.body = body.cloned();
        }));
    }
    all
}

/// The case with single properties of its body changed.
fn properties(
    api: &Api,
    operation: &Operation,
    base: &Case,
    donors: &[Case],
    all: &mut Vec<Change>,
) {
    let Some((media, own)) = object(base) else {
        return;
    };
    let donors = donors
        .iter()
        .filter_map(|donor| Some((donor, object(donor)?)));
    let donors: Vec<_> = donors
        .filter(|(_, (theirs, _))| *theirs == media)
        .map(|(donor, (_, map))| (donor, map))
        .collect();
    let mut names: Vec<&String> = own.keys().collect();
    for name in donors.iter().flat_map(|(_, map)| map.keys()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let schema = operation
        .body
        .as_ref()
        .and_then(|body| body.media.get(media)?.schema);
    for name in names {
        let input = InputAddress::body().child(Segment::Key(name.clone()));
        let given = own.get(name);
        let mut put = |donor: Option<&Case>, how, value: Option<Value>| {
            all.push(change(base, donor, &input, how, |case| {
                edit(case, name, value)
            }));
        };
        if given.is_some() && !schema.is_some_and(|root| is_required(api, root, name)) {
            put(None, How::Without, None);
        }
        let other = donors.iter().find_map(|(donor, map)| {
            let value = map.get(name).filter(|value| Some(*value) != given)?;
            Some((*donor, value.clone()))
        });
        if let Some((donor, value)) = other {
            put(Some(donor), how(given.is_some()), Some(value));
        }
        let null = given.is_some_and(|value| !value.is_null());
        if null && schema.is_some_and(|root| may_be_null(api, root, name)) {
            put(None, How::Null, Some(Value::Null));
        }
    }
}

fn object(case: &Case) -> Option<(usize, &Map<String, Value>)> {
    let body = case.body.as_ref()?;
    match &body.content {
        Content::Value(Value::Object(map)) => Some((body.media, map)),
        _ => None,
    }
}

fn edit(case: &mut Case, name: &str, value: Option<Value>) {
    let body = case.body.as_mut().map(|body| &mut body.content);
    if let Some(Content::Value(Value::Object(map))) = body {
        match value {
            Some(value) => drop(map.insert(name.to_owned(), value)),
            None => drop(map.shift_remove(name)),
        }
    }
}

/// A schema and those that it holds by `allOf`.
fn parts(api: &Api, root: SchemaId) -> impl Iterator<Item = &Schema> {
    let root = api.schemas.get(root);
    let inner = root.all_of.iter().map(|id| api.schemas.get(*id));
    std::iter::once(root).chain(inner)
}

fn is_required(api: &Api, root: SchemaId, name: &str) -> bool {
    parts(api, root).any(|part| part.required.iter().any(|required| required == name))
}

fn may_be_null(api: &Api, root: SchemaId, name: &str) -> bool {
    let mut all = parts(api, root).flat_map(|part| &part.properties);
    all.any(|(known, id)| known == name && api.schemas.get(*id).types.names(Type::Null))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;
    use bedlam_model::ValueSource;
    use serde_json::json;

    const PATHS: &str = "  /a:
    post:
      parameters:
        - {name: unit, in: query, schema: {type: string}}
        - {name: page, in: query, required: true, schema: {type: integer}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties:
                kind: {type: string}
                note: {type: string, nullable: true}
                size: {type: integer}
      responses: {'200': {description: d}}
";

    fn case(unit: Option<&str>, page: u32, body: Value) -> Case {
        let mut case = Case::new(bedlam_model::OperationId(0));
        let argument = |parameter, value| Argument { parameter, value };
        case.arguments
            .extend(unit.map(|unit| argument(0, json!(unit))));
        case.arguments.push(argument(1, json!(page)));
        let kind = InputAddress::body().child(Segment::Key("kind".into()));
        case.sources.push((kind, ValueSource::Example));
        case.body = Some(Body {
            media: 0,
            content: Content::Value(body),
        });
        case
    }

    #[test]
    fn exactly_one_input_is_changed_at_a_time() {
        let api = some_api(PATHS);
        let base = case(Some("kg"), 1, json!({"kind": "x", "note": "n"}));
        let donor = case(None, 2, json!({"kind": "y", "size": 3}));
        let told: Vec<String> = changes(
            &api,
            &api.operations[0],
            &base,
            std::slice::from_ref(&donor),
        )
        .iter()
        .map(|change| format!("{:?} {}", change.how, change.input))
        .collect();
        let expected = [
            "Other BODY",
            "Without QUERY unit",
            "Without BODY note",
            "Other QUERY page",
            "Other BODY kind",
            "With BODY size",
            "Null BODY note",
        ];
        assert_eq!(told, expected);
        for change in changes(
            &api,
            &api.operations[0],
            &base,
            std::slice::from_ref(&donor),
        )
        .iter()
        .skip(1)
        {
            let arguments = change.case.arguments != base.arguments;
            let body = change.case.body != base.body;
            assert!(arguments != body, "{change:?}");
            assert_eq!(body, change.input.location == Location::Body, "{change:?}");
        }
    }

    #[test]
    fn nothing_is_changed_where_nothing_can_be() {
        let api = some_api(PATHS);
        let base = case(None, 1, json!({"kind": "x"}));
        assert_eq!(
            changes(&api, &api.operations[0], &base, std::slice::from_ref(&base)).len(),
            0
        );
    }
}
