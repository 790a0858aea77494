use std::collections::BTreeMap;

use bedlam_model::{
    Api, Case, Content, Coverage, InputAddress, Location, Operation, Share, StatusPattern, inputs,
    value_at,
};
use serde_json::Value;

use crate::learn::sent_value;

/// Things counted of one operation, and members of one enumeration.
const MOST: usize = 1000;
const MEMBERS: usize = 50;

/// What of an operation's declaration was not exercised with success yet.
#[derive(Debug, Default)]
pub(crate) struct Unexercised {
    /// None: there was no success yet.
    items: Option<Vec<Item>>,
}

/// Something that the spec declares and a request can exercise.
#[derive(Debug)]
enum Item {
    Parameter(usize),
    Property(InputAddress),
    Member(InputAddress, Value),
    Media(usize),
}

impl Unexercised {
    /// Takes in a case that succeeded.
    pub(crate) fn take(&mut self, api: &Api, operation: &Operation, case: &Case) {
        let items = self.items.get_or_insert_with(|| declared(api, operation));
        items.retain(|item| !item.is_in(operation, case));
    }

    /// The counts. `statuses`: all that were answered.
    pub(crate) fn count(
        &self,
        api: &Api,
        operation: &Operation,
        statuses: &BTreeMap<u16, u64>,
    ) -> Coverage {
        let all = declared(api, operation);
        let left = self.items.as_ref().unwrap_or(&all);
        let share = |of: fn(&Item) -> bool| {
            let declared = all.iter().filter(|item| of(item)).count();
            let left = left.iter().filter(|item| of(item)).count();
            Share {
                exercised: declared.saturating_sub(left) as u64,
                declared: declared as u64,
            }
        };
        Coverage {
            parameters: share(|item| matches!(item, Item::Parameter(_))),
            properties: share(|item| matches!(item, Item::Property(_))),
            members: share(|item| matches!(item, Item::Member(..))),
            media_types: share(|item| matches!(item, Item::Media(_))),
            statuses: documented(operation, statuses),
        }
    }
}

impl Item {
    fn is_in(&self, operation: &Operation, case: &Case) -> bool {
        match self {
            Item::Parameter(index) => case.arguments.iter().any(|a| a.parameter == *index),
            Item::Property(address) => match case.body.as_ref().map(|body| &body.content) {
                Some(Content::Value(root)) => value_at(root, &address.path).is_some(),
                _ => false,
            },
            Item::Member(address, member) => {
                sent_value(operation, case, address).is_some_and(|value| value == member)
            }
            Item::Media(index) => {
                case.wire.media.is_none() && case.body.as_ref().is_some_and(|b| b.media == *index)
            }
        }
    }
}

fn declared(api: &Api, operation: &Operation) -> Vec<Item> {
    let parameters = (0..operation.parameters.len()).map(Item::Parameter);
    let mut items: Vec<Item> = parameters.collect();
    let media = operation.body.as_ref().map_or(0, |body| body.media.len());
    items.extend((0..media).map(Item::Media));
    for input in inputs(api, operation) {
        if items.len() >= MOST {
            break;
        }
        let members = api.schemas.get(input.schema).enumeration.iter().flatten();
        let members = members.take(MEMBERS).cloned();
        items.extend(members.map(|member| Item::Member(input.address.clone(), member)));
        if input.address.location == Location::Body && !input.address.path.is_empty() {
            items.push(Item::Property(input.address));
        }
    }
    items
}

fn documented(operation: &Operation, statuses: &BTreeMap<u16, u64>) -> Share {
    let mut share = Share::default();
    for response in &operation.responses {
        let answered = match response.status {
            StatusPattern::Exact(status) => statuses.contains_key(&status),
            StatusPattern::Class(class) => statuses
                .keys()
                .any(|status| status / 100 == u16::from(class)),
            StatusPattern::Default => continue,
        };
        share.declared += 1;
        share.exercised += u64::from(answered);
    }
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use bedlam_model::{Argument, Body, OperationId};
    use serde_json::json;

    const SPEC: &str = "
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, schema: {type: string, enum: [x, y]}}
        - {name: r, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {a: {type: object, properties: {b: {type: string}}}, c: {type: string}}
          text/plain: {schema: {type: string}}
      responses: {'200': {description: d}, 4XX: {description: d}, default: {description: d}}
";

    fn share(exercised: u64, declared: u64) -> Share {
        Share {
            exercised,
            declared,
        }
    }

    #[test]
    fn what_successes_gave_is_exercised() {
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", SPEC.as_bytes(), &mut none).unwrap();
        let operation = &api.operations[0];
        let mut left = Unexercised::default();
        let before = left.count(&api, operation, &[(404, 1)].into());
        assert_eq!(before.parameters, share(0, 2));
        assert_eq!(before.statuses, share(1, 2));
        let mut case = Case::new(OperationId(0));
        case.arguments.push(Argument {
            parameter: 0,
            value: json!("x"),
        });
        case.body = Some(Body {
            media: 0,
            content: Content::Value(json!({"a": {"b": "c"}})),
        });
        left.take(&api, operation, &case);
        let after = left.count(&api, operation, &[(200, 1), (404, 1)].into());
        let expected = Coverage {
            parameters: share(1, 2),
            properties: share(1, 2),
            members: share(1, 2),
            media_types: share(1, 2),
            statuses: share(2, 2),
        };
        assert_eq!(after, expected);
    }
}
