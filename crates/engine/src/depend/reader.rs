use std::collections::HashMap;

use bedlam_model::{Operation, OperationId};

use super::segment::{segments, takes_id};

/// The operations that show one thing each, by the shapes of their paths.
pub(super) struct Readers<'a>(HashMap<Vec<&'a str>, OperationId>);

impl<'a> Readers<'a> {
    pub(super) fn new(all: &'a [Operation]) -> Self {
        let read = all
            .iter()
            .filter(|operation| takes_id(&operation.path) && operation.method.as_str() == "GET");
        Readers(read.map(|one| (shape(&one.path), one.id)).collect())
    }

    /// Who shows the thing that an operation is about: another one, the one with the longest path
    /// that the operation's begins with. None: nobody does.
    pub(super) fn of(&self, operation: &Operation) -> Option<OperationId> {
        let path = shape(&operation.path);
        let above = (1..=path.len()).rev().map(|length| &path[..length]);
        above
            .filter_map(|above| self.0.get(above).copied())
            .find(|id| *id != operation.id)
    }

    /// Who shows what an operation has written: the thing that a POST to a collection has made,
    /// else the thing that the operation is about.
    pub(super) fn of_written(&self, operation: &Operation) -> Option<OperationId> {
        let mut path = shape(&operation.path);
        let collection = path.last().is_none_or(|last| *last != VARIABLE);
        if collection && operation.method.as_str() == "POST" {
            path.push(VARIABLE);
            if let Some(made) = self.0.get(&path) {
                return Some(*made);
            }
        }
        self.of(operation)
    }
}

/// Stands for every variable of a path: their names may differ from operation to operation.
pub(super) const VARIABLE: &str = "{}";

pub(super) fn shape(path: &str) -> Vec<&str> {
    segments(path)
        .map(
            |segment| match segment.starts_with('{') && segment.ends_with('}') {
                true => VARIABLE,
                false => segment,
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use bedlam_model::Api;

    use super::*;

    fn api(lines: &[&str]) -> Api {
        let mut paths = serde_json::Map::new();
        for line in lines {
            let (method, path) = line.split_once(' ').unwrap_or_default();
            paths.entry(path).or_insert_with(|| serde_json::json!({}))[method.to_lowercase()] =
                serde_json::json!({"responses": {}});
        }
        let text = serde_json::json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths});
        let mut none = |_: &str| Err(String::new());
        bedlam_spec::load("a.json", text.to_string().as_bytes(), &mut none).unwrap()
    }

    #[test]
    fn what_was_written_is_shown_by_the_reader_of_the_thing() {
        let api = api(&[
            "GET /carts",
            "POST /carts",
            "GET /carts/{cartId}",
            "PATCH /carts/{id}",
            "POST /carts/{id}/items",
            "POST /carts/{id}/checkout",
            "GET /carts/{id}/items/{product}",
            "POST /login",
        ]);
        let readers = Readers::new(&api.operations);
        let check = |label: &str, about: Option<&str>, written: Option<&str>| {
            let operation = api.operations.iter().find(|o| o.label() == label).unwrap();
            let name = |id: Option<OperationId>| id.map(|id| api.operation(id).label());
            assert_eq!(name(readers.of(operation)).as_deref(), about, "{label}");
            let shows = name(readers.of_written(operation));
            assert_eq!(shows.as_deref(), written, "{label}");
        };
        let cart = Some("GET /carts/{cartId}");
        let item = Some("GET /carts/{id}/items/{product}");
        check("POST /carts", None, cart);
        check("PATCH /carts/{id}", cart, cart);
        check("POST /carts/{id}/items", cart, item);
        check("POST /carts/{id}/checkout", cart, cart);
        check("GET /carts/{id}/items/{product}", cart, cart);
        check("POST /login", None, None);
    }
}
