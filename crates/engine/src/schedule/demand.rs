use std::collections::HashMap;
use std::sync::OnceLock;

use bedlam_model::{Api, FactKind, Location, OperationId};

use super::Schedule;
use super::cover::View;
use crate::depend::{Graph, KeyId, PathInput, ends_with_variable, segments, takes_away};
use crate::pool::path_text;

/// The newest things of each kind that are looked at.
const NEWEST: usize = 6;
/// How much less is expected of an operation whose things are all refused or not there.
const REFUSED: f64 = 0.2;
const MISSING: f64 = 0.2;
/// The same where it may be that it makes what is not there.
const MAKES: f64 = 0.6;
/// Tries that an operation gets whatever is known of its things.
const FIRST: u64 = 3;

/// Those that wait for one operation, at most.
const WAITING: usize = 64;

/// Who waits for what others may make.
#[derive(Debug, Default)]
pub(super) struct Demand(OnceLock<Vec<Vec<Waiting>>>);

/// An operation, and which of the variables of its path is to be filled.
#[derive(Debug)]
struct Waiting {
    operation: OperationId,
    place: usize,
}

impl Demand {
    /// Who waits for what an operation makes.
    fn of(&self, id: OperationId, view: &View<'_>) -> &[Waiting] {
        let all = self.0.get_or_init(|| waiting(view.api, view.graph));
        all.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

/// For each operation those that work on things of the kind that it makes.
fn waiting(api: &Api, graph: &Graph) -> Vec<Vec<Waiting>> {
    let mut users: HashMap<KeyId, Vec<(OperationId, usize)>> = HashMap::new();
    for operation in &api.operations {
        for (place, input) in graph.path(operation).iter().enumerate() {
            // The first name is the likeliest one.
            if let Some(key) = input.keys.first() {
                users.entry(*key).or_default().push((operation.id, place));
            }
        }
    }
    let all = api.operations.iter().map(|operation| {
        let makes = operation.method.as_str() == "POST" && !takes_away(operation);
        let noun = graph.noun(operation).filter(|_| makes);
        let whole = segments(&operation.path).rfind(|segment| !segment.contains('{'));
        let shown = noun.map(|_| graph.shown(whole, "id"));
        let users = shown.iter().flatten().filter_map(|key| users.get(key));
        let others = users.flatten().filter(|(id, _)| *id != operation.id);
        let waiting = others.map(|(operation, place)| Waiting {
            operation: *operation,
            place: *place,
        });
        waiting.take(WAITING).collect()
    });
    all.collect()
}

impl Schedule {
    /// How likely it is that the things are there which an operation works on, 0 to 1.
    pub(super) fn ready(&self, id: OperationId, view: &View<'_>) -> f64 {
        let operation = view.api.operation(id);
        let inputs = view.graph.path(operation);
        let missing = |input: &&PathInput| !stocked(input, view);
        let makes = || {
            let last = inputs
                .last()
                .and_then(|l| operation.parameters.get(l.parameter));
            let named = last.is_some_and(|last| ends_with_variable(&operation.path, &last.name));
            let writes = matches!(operation.method.as_str(), "PUT" | "POST");
            writes && named && inputs.last().is_some_and(|last| !stocked(last, view))
        };
        match inputs.iter().filter(missing).count() {
            0 if self.states[id.index()].tries < FIRST => 1.0,
            0 if inputs.iter().any(|input| refused(id, input, view)) => REFUSED,
            0 if !lacking(id, view).is_empty() => MISSING,
            0 => 1.0,
            1 if makes() => MAKES,
            _ => MISSING,
        }
    }

    /// How much more an operation is wanted because others wait for what it makes, 1 or more.
    pub(super) fn wanted(&self, id: OperationId, view: &View<'_>) -> f64 {
        let waiting = self.demand.of(id, view).iter();
        let open = waiting.filter(|waiting| {
            let other = waiting.operation;
            let input = view
                .graph
                .path(view.api.operation(other))
                .get(waiting.place);
            let short = |input: &PathInput| !stocked(input, view) || refused(other, input, view);
            !self.states[other.index()].covered && input.is_some_and(short)
        });
        1.0 + (1.0 + open.count() as f64).ln()
    }
}

/// What an operation was said not to have found outside of its path, and of which nothing else is
/// known: the names of each such thing.
pub(super) fn lacking(id: OperationId, view: &View<'_>) -> Vec<Vec<KeyId>> {
    let operation = view.api.operation(id);
    let lore = view.knowledge.lore(id);
    let missing = lore.inputs.iter().filter(|(address, input)| {
        address.location != Location::Path && input.facts.contains(&FactKind::Missing)
    });
    let wanted = missing.map(|(address, _)| view.graph.wanted(operation, address));
    let mut lacking: Vec<Vec<KeyId>> = wanted
        .filter(|keys| !keys.is_empty() && all_refused(id, keys, view))
        .collect();
    // The order of a map is no seed's.
    lacking.sort_unstable();
    lacking
}

/// Whether anything is known that may stand there.
fn stocked(input: &PathInput, view: &View<'_>) -> bool {
    let mut keys = input.keys.iter();
    keys.any(|key| !view.knowledge.pool.shelf(*key).resources.is_empty())
}

/// Whether the operation did not find any of the newest things that may stand there.
fn refused(id: OperationId, input: &PathInput, view: &View<'_>) -> bool {
    !view.knowledge.lore(id).refused.is_empty() && all_refused(id, &input.keys, view)
}

fn all_refused(id: OperationId, keys: &[KeyId], view: &View<'_>) -> bool {
    let refused = &view.knowledge.lore(id).refused;
    let shelves = keys.iter();
    let shelves = shelves.map(|key| &view.knowledge.pool.shelf(*key).resources);
    let mut newest = shelves.flat_map(|shelf| shelf.iter().rev().take(NEWEST));
    newest.all(|thing| refused.contains_key(&path_text(&thing.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;

    #[test]
    fn who_works_on_a_kind_of_thing_waits_for_all_that_make_it() {
        let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
        let ok = "responses: {'200': {description: d}}";
        let api = some_api(&format!(
            "
  /draft-orders: {{post: {{{ok}}}, get: {{{ok}}}}}
  /orders/{{id}}: {{{id}, get: {{{ok}}}}}
  /orders/{{id}}/cancel: {{{id}, post: {{{ok}}}}}
  /pets/{{id}}: {{{id}, get: {{{ok}}}}}
"
        ));
        let waiting = waiting(&api, &Graph::new(&api));
        let check = |label: &str, expected: &[&str]| {
            let operation = api.operations.iter().find(|o| o.label() == label);
            let operation = operation.expect("an operation of the spec");
            let others = waiting[operation.id.index()].iter();
            let others: Vec<String> = others
                .map(|other| api.operation(other.operation).label())
                .collect();
            assert_eq!(others, expected, "{label}");
        };
        check(
            "POST /draft-orders",
            &["GET /orders/{id}", "POST /orders/{id}/cancel"],
        );
        check("GET /draft-orders", &[]);
        check("POST /orders/{id}/cancel", &[]);
    }
}
