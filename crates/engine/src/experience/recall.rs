use std::collections::HashMap;

use bedlam_model::{
    Api, Case, Experience, InputAddress, InputExperience, Operation, OperationExperience,
    OperationId,
};

use super::keep::{addresses, media};
use crate::bandit::Arm;
use crate::corpus::Corpus;
use crate::knowledge::{InputLore, Knowledge, Lore};
use crate::schedule::Schedule;

/// Trials that experience of earlier campaigns counts as, at most: what is seen now weighs more.
const TRUST: f32 = 8.0;

/// Begins a campaign with what earlier ones learned. What the spec does not declare any more is
/// left out: it may have changed since.
pub(crate) fn recall(
    api: &Api,
    experience: Experience,
    knowledge: &mut Knowledge,
    corpus: &mut Corpus,
    schedule: &mut Schedule,
) {
    if experience.operations.is_empty() {
        return;
    }
    let labels: HashMap<String, OperationId> = api
        .operations
        .iter()
        .map(|operation| (operation.label(), operation.id))
        .collect();
    for known in experience.operations {
        let Some(id) = labels.get(&known.label) else {
            continue;
        };
        let operation = api.operation(*id);
        let way: Option<Vec<_>> = known
            .before
            .iter()
            .map(|label| labels.get(label).copied())
            .collect();
        let mut way = way.unwrap_or_default();
        if operation.method.as_str() == "DELETE" {
            let makes = |step: &OperationId| makes(&api.operation(*step).path, &operation.path);
            if !way.iter().any(makes) {
                way.clear();
            }
        }
        schedule.remember(*id, way);
        let cases = known
            .cases
            .iter()
            .filter_map(|case| translate(case, operation, &known));
        corpus.remember(*id, cases.collect());
        learn(knowledge.lore_mut(*id), known);
    }
}

/// Whether a collection, by its name, is where the things of the other path are made. A deleter whose
/// way makes no such thing would take one that others need.
fn makes(collection: &str, path: &str) -> bool {
    let nouns = |path: &str| -> Vec<String> {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        segments.map(str::to_owned).collect()
    };
    let is_variable = |segment: &String| segment.starts_with('{');
    let things = nouns(path);
    let last = things.iter().rposition(is_variable).unwrap_or(things.len());
    let made = nouns(collection);
    let kind = things[..last].iter().rfind(|segment| !is_variable(segment));
    kind.is_some() && made.iter().rfind(|segment| !is_variable(segment)) == kind
}

/// The case in the numbers of this very spec; none: it names what is not declared any more.
fn translate(case: &Case, operation: &Operation, known: &OperationExperience) -> Option<Case> {
    let mut case = case.clone();
    case.operation = operation.id;
    let declared = addresses(operation);
    for argument in &mut case.arguments {
        let address = known.parameters.get(argument.parameter)?;
        argument.parameter = declared.iter().position(|one| one == address)?;
    }
    let types = media(operation);
    // An operation that takes a body which its spec does not declare has no names for it.
    if let Some(body) = &mut case.body
        && !(types.is_empty() && known.media.is_empty())
    {
        let name = known.media.get(body.media)?;
        body.media = types.iter().position(|one| one == name)?;
    }
    Some(case)
}

fn learn(lore: &mut Lore, known: OperationExperience) {
    lore.undeclared = known.undeclared;
    lore.refuted = known.refuted;
    for input in known.inputs {
        let (address, input) = remembered(input);
        lore.inputs.insert(address, input);
    }
}

fn remembered(known: InputExperience) -> (InputAddress, InputLore) {
    let mut input = InputLore {
        unique: known.unique,
        ..InputLore::default()
    };
    for fact in known.facts {
        input.learn(&fact.kind, &fact.evidence);
    }
    for value in &known.values {
        input.succeeded(value);
    }
    for source in known.sources {
        *input.source_mut(source.source) = Arm::recalled(source.good, source.all, TRUST);
    }
    (known.address, input)
}

#[cfg(test)]
mod tests {
    use super::makes;

    #[test]
    fn a_way_to_a_deleter_must_make_what_it_deletes() {
        let check = |collection: &str, path: &str, expected: bool| {
            assert_eq!(makes(collection, path), expected, "{collection} {path}");
        };
        check("/products", "/products/{productId}", true);
        check("/products/{productId}", "/products/{productId}", true);
        check("/products/{productId}/reviews", "/reviews/{reviewId}", true);
        check("/carts/{cartId}/items", "/products/{productId}", false);
        check("/carts", "/carts/{cartId}/items/{productId}", false);
        check("/carts", "/carts", true);
        check("/{anything}", "/{tenant}", false);
    }
}
