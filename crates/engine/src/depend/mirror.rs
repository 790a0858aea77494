use std::collections::HashMap;

use bedlam_model::{Operation, OperationId};

use super::reader::{VARIABLE, shape};

/// Sources for one operation at most.
const MOST: usize = 12;

/// An operation whose answers may show what another one wants to be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mirror {
    /// Which one.
    pub(crate) operation: OperationId,
    /// Whether it is about the same thing, or the collection that this lies in; else it only stands
    /// beside the other one under the same path.
    pub(crate) near: bool,
}

/// The mirrors of an operation, the likeliest first.
pub(super) fn mirrors(all: &[Operation], of: &Operation) -> Vec<Mirror> {
    if of.body.is_none() {
        return Vec::new();
    }
    let mut by_shape: HashMap<Vec<&str>, Vec<OperationId>> = HashMap::new();
    for one in all.iter().filter(|one| one.method.as_str() != "DELETE") {
        by_shape.entry(shape(&one.path)).or_default().push(one.id);
    }
    let own = shape(&of.path);
    let (last, above) = match own.split_last() {
        Some((last, above)) => (*last, above.to_vec()),
        None => return Vec::new(),
    };
    let mut item = own.clone();
    item.push(VARIABLE);
    let mut found: Vec<Mirror> = Vec::new();
    let mut take = |shape: &[&str], near: bool| {
        let there = by_shape.get(shape).into_iter().flatten();
        for id in there.filter(|id| **id != of.id) {
            let known = found.iter().any(|mirror| mirror.operation == *id);
            if found.len() < MOST && !known {
                found.push(Mirror {
                    operation: *id,
                    near,
                });
            }
        }
    };
    take(&own, true);
    match last == VARIABLE {
        true => take(&above, true),
        false => {
            take(&item, true);
            // What is done to a thing may want the thing: `/rules/{id}/preview`.
            take(&above, true);
            let beside = |one: &&Operation| {
                let shape = shape(&one.path);
                shape.len() == own.len()
                    && shape.last() != Some(&VARIABLE)
                    && shape[..above.len()] == above
            };
            for one in all.iter().filter(beside).take(MOST) {
                take(&shape(&one.path), false);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;

    #[test]
    fn what_an_operation_wants_is_shown_on_the_same_thing_or_beside_it() {
        let api = some_api("
  /rules: {get: {responses: {}}, post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
  /rules/{id}: {get: {responses: {}}, put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}, delete: {responses: {}}}
  /rules/{id}/preview: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
  /schema/snapshot: {get: {responses: {}}}
  /schema/diff: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
");
        let check = |label: &str, expected: &[&str]| {
            let operation = api.operations.iter().find(|o| o.label() == label).unwrap();
            let found = mirrors(&api.operations, operation);
            let label_of = |mirror: &Mirror| {
                let far = if mirror.near { "" } else { "beside: " };
                format!("{far}{}", api.operation(mirror.operation).label())
            };
            let labels: Vec<String> = found.iter().map(label_of).collect();
            assert_eq!(labels, expected, "{label}");
        };
        check("GET /rules", &[]);
        check(
            "POST /rules",
            &["GET /rules", "GET /rules/{id}", "PUT /rules/{id}"],
        );
        check(
            "PUT /rules/{id}",
            &["GET /rules/{id}", "GET /rules", "POST /rules"],
        );
        check(
            "POST /rules/{id}/preview",
            &["GET /rules/{id}", "PUT /rules/{id}"],
        );
        check("POST /schema/diff", &["beside: GET /schema/snapshot"]);
    }
}
