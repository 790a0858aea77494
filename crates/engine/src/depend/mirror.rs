use std::collections::HashMap;

use bedlam_model::{Operation, OperationId};

use super::reader::{VARIABLE, shape};

/// Sources for one operation at most.
const MOST: usize = 12;

/// Whose answers may show what each operation wants to be given: those on the same thing, on the
/// collection that it lies in, and those that stand beside it under the same path.
pub(super) fn mirrors(all: &[Operation], of: &Operation) -> Vec<OperationId> {
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
    let mut found: Vec<OperationId> = Vec::new();
    let mut take = |shape: &[&str]| {
        let there = by_shape.get(shape).into_iter().flatten();
        for id in there.filter(|id| **id != of.id) {
            if found.len() < MOST && !found.contains(id) {
                found.push(*id);
            }
        }
    };
    take(&own);
    match last == VARIABLE {
        true => take(&above),
        false => {
            take(&item);
            // What is done to a thing may want the thing: `/rules/{id}/preview`.
            take(&above);
            let beside = |one: &&Operation| {
                let shape = shape(&one.path);
                shape.len() == own.len()
                    && shape.last() != Some(&VARIABLE)
                    && shape[..above.len()] == above
            };
            for one in all.iter().filter(beside).take(MOST) {
                take(&shape(&one.path));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operation_wants_is_shown_on_the_same_thing_or_beside_it() {
        let spec = "\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /rules: {get: {responses: {}}, post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
  /rules/{id}: {get: {responses: {}}, put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}, delete: {responses: {}}}
  /rules/{id}/preview: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
  /schema/snapshot: {get: {responses: {}}}
  /schema/diff: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}
";
        let mut none = |_: &str| Err(String::new());
        let api = bedlam_spec::load("a.yaml", spec.as_bytes(), &mut none).unwrap();
        let check = |label: &str, expected: &[&str]| {
            let operation = api.operations.iter().find(|o| o.label() == label).unwrap();
            let found = mirrors(&api.operations, operation);
            let labels: Vec<String> = found.iter().map(|id| api.operation(*id).label()).collect();
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
        check("POST /schema/diff", &["GET /schema/snapshot"]);
    }
}
