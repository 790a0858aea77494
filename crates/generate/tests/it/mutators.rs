//! What mutators say of a case is true.

use bedlam_generate::{Chance, Fullness, Generator, MUTATORS, Plan, Rng, leaves};
use bedlam_model::{Case, Content, Direction, Intent, Location, to_json_schema, validate};
use serde_json::{Value, json};

use crate::support;

/// An operation that has something for every mutator.
pub(crate) fn rich(media: &str) -> Generator {
    let body = json!({
        "type": "object",
        "required": ["name", "price", "tags", "kind"],
        "additionalProperties": false,
        "properties": {
            "id": {"type": "integer", "readOnly": true},
            "name": {"type": "string", "minLength": 3, "maxLength": 20},
            "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"},
            "email": {"type": "string", "format": "email"},
            "price": {"type": "number", "minimum": 0, "maximum": 1000},
            "step": {"type": "integer", "multipleOf": 5},
            "low": {"type": "integer"},
            "high": {"type": "integer"},
            "day": {"type": "string", "format": "date"},
            "kind": {"enum": ["a", "b", "c"]},
            "on": {"type": "boolean"},
            "note": {"type": ["string", "null"], "examples": ["Leave at the door"]},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 4, "uniqueItems": true},
            "points": {"type": "array", "items": {"type": "integer"}},
            "owner": {
                "type": "object",
                "required": ["login"],
                "properties": {"login": {"type": "string"}, "age": {"type": "integer", "minimum": 0}}
            },
            "labels": {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]+$"},
                "additionalProperties": {"type": "string"},
                "minProperties": 1,
                "maxProperties": 3
            }
        }
    });
    support::operation(
        "POST",
        &[
            (Location::Path, "id", true, json!({"type": "string"})),
            (
                Location::Query,
                "limit",
                false,
                json!({"type": "integer", "minimum": 1, "maximum": 50}),
            ),
            (
                Location::Query,
                "q",
                true,
                json!({"type": "string", "maxLength": 30}),
            ),
            (
                Location::Query,
                "ids",
                false,
                json!({"type": "array", "items": {"type": "integer"}}),
            ),
            (
                Location::Header,
                "X-Kind",
                false,
                json!({"enum": ["x", "y"]}),
            ),
            (
                Location::Header,
                "Authorization",
                true,
                json!({"type": "string"}),
            ),
        ],
        &[(media, body), ("text/plain", json!({"type": "string"}))],
    )
}

pub(crate) fn base(generator: &Generator, seed: u64) -> Case {
    let operation = &generator.api().operations[0];
    let mut rng = Rng::new(seed);
    generator.make_case(operation, &Plan::of(Fullness::Full), &mut Chance, &mut rng)
}

/// A case that lacks much of what is optional.
pub(crate) fn sparse(generator: &Generator, seed: u64) -> Case {
    let operation = &generator.api().operations[0];
    let mut rng = Rng::new(seed);
    let plan = Plan::of(Fullness::Share(0.3));
    generator.make_case(operation, &plan, &mut Chance, &mut rng)
}

/// What is wrong with a case in the eyes of the model.
fn faults(generator: &Generator, case: &Case) -> Vec<(String, String)> {
    let operation = &generator.api().operations[0];
    let schemas = &generator.api().schemas;
    let mut faults = Vec::new();
    let mut judge = |id, value: &Value| {
        for violation in validate(schemas, id, value, Direction::Request) {
            faults.push((violation.keyword.to_owned(), violation.message));
        }
    };
    for argument in &case.arguments {
        judge(
            operation.parameters[argument.parameter].schema,
            &argument.value,
        );
    }
    let media = &operation.body.as_ref().unwrap().media;
    if let Some(body) = &case.body
        && let Content::Value(value) = &body.content
    {
        judge(media[body.media].schema.unwrap(), value);
    }
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let given = case
            .arguments
            .iter()
            .any(|argument| argument.parameter == index);
        if parameter.required && !given {
            faults.push(("required".into(), parameter.name.clone()));
        }
    }
    faults
}

#[test]
fn a_fresh_case_is_valid_and_has_everything() {
    for media in ["application/json", "multipart/form-data", "application/xml"] {
        let generator = rich(media);
        for seed in 0..50 {
            let case = base(&generator, seed);
            assert_eq!(faults(&generator, &case), [], "{case:?}");
            assert_eq!(case.intent, Intent::Valid);
            assert_eq!(case.arguments.len(), 6);
            assert_eq!(case.body.as_ref().map(|body| body.media), Some(0));
        }
    }
}

#[test]
fn every_mutator_applies_to_some_case() {
    let json = rich("application/json");
    let xml = rich("application/xml");
    for (index, mutator) in MUTATORS.iter().enumerate() {
        let applies = |generator: &Generator| {
            (0..80).any(|seed| {
                let cases = [base(generator, seed), sparse(generator, seed)];
                let mut rng = Rng::new(seed);
                let mut cases = cases.iter();
                cases.any(|case| generator.mutate(case, index, &mut rng).is_some())
            })
        };
        assert!(applies(&json) || applies(&xml), "{}", mutator.id);
    }
}

#[test]
fn a_range_is_turned_backwards_by_exchanging_its_ends() {
    let generator = rich("application/json");
    let index = MUTATORS.iter().position(|m| m.id == "value-backwards");
    let body = |case: &Case| match &case.body.as_ref().unwrap().content {
        Content::Value(value) => value.clone(),
        Content::Raw(_) => panic!("no value"),
    };
    for seed in 0..20 {
        let case = base(&generator, seed);
        let (mut expected, high) = (body(&case), body(&case)["high"].clone());
        expected["high"] = std::mem::replace(&mut expected["low"], high);
        let mutant = generator.mutate(&case, index.unwrap(), &mut Rng::new(seed));
        assert_eq!(body(&mutant.unwrap()), expected);
    }
}

#[test]
fn a_violation_breaks_its_keyword_and_nothing_else() {
    let generator = rich("application/json");
    let operation = &generator.api().operations[0];
    let schema = operation.body.as_ref().unwrap().media[0].schema.unwrap();
    let document = to_json_schema(&generator.api().schemas, schema);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&document)
        .unwrap();
    for (index, mutator) in MUTATORS.iter().enumerate() {
        if !mutator.id.starts_with("violate-") {
            continue;
        }
        let mut seen = 0;
        for seed in 0..80 {
            let case = base(&generator, seed);
            let Some(mutant) = generator.mutate(&case, index, &mut Rng::new(seed)) else {
                continue;
            };
            seen += 1;
            let told = mutant.mutations[0].breaks.clone().unwrap();
            let found = faults(&generator, &mutant);
            assert!(
                found.iter().all(|(keyword, _)| *keyword == told),
                "{mutant:?}"
            );
            assert_eq!(mutant.intent, Intent::Invalid);
            let Some(Content::Value(body)) = mutant.body.as_ref().map(|b| &b.content) else {
                continue;
            };
            let keywords: Vec<String> = validator
                .iter_errors(body)
                .map(|error| error.kind().keyword().to_owned())
                .collect();
            let same = keywords.iter().all(|keyword| *keyword == told);
            assert!(
                same,
                "{}: {told} told, {keywords:?} broken: {body}",
                mutator.id
            );
        }
        assert!(seen > 3, "{} applied {seen} times of 80", mutator.id);
    }
}

#[test]
fn the_intent_is_true() {
    for media in ["application/json", "multipart/form-data"] {
        let generator = rich(media);
        for (index, mutator) in MUTATORS.iter().enumerate() {
            for seed in 0..6 {
                let case = base(&generator, seed);
                let Some(mutant) = generator.mutate(&case, index, &mut Rng::new(seed)) else {
                    continue;
                };
                let found = faults(&generator, &mutant);
                let as_text = media != "application/json"
                    || mutant.mutations[0]
                        .address
                        .as_ref()
                        .is_none_or(|a| a.location != Location::Body);
                if matches!(mutant.intent, Intent::Valid | Intent::Boundary) && !as_text {
                    assert_eq!(found, [], "{}: {mutant:?}", mutator.id);
                }
                if mutant.intent == Intent::Valid {
                    assert!(mutant.wire.is_plain(), "{}", mutator.id);
                }
                if mutant.intent == Intent::Invalid {
                    let raw = matches!(&mutant.body.as_ref().unwrap().content, Content::Raw(_));
                    let broken = !found.is_empty() || raw || !mutant.wire.is_plain();
                    assert!(broken, "{}: {:?}", mutator.id, mutant.mutations);
                }
                assert_ne!(mutant, case, "{}", mutator.id);
            }
        }
    }
}

#[test]
fn credentials_are_never_touched() {
    let generator = rich("application/json");
    let operation = &generator.api().operations[0];
    let key = |case: &Case| {
        leaves(operation, case)
            .into_iter()
            .filter(|leaf| leaf.address.name() == Some("Authorization"))
            .map(|leaf| leaf.value.clone())
            .collect::<Vec<_>>()
    };
    for seed in 0..500 {
        let case = base(&generator, seed % 20);
        if let Some(mutant) = generator.mutate_any(&case, &mut weights(), &mut Rng::new(seed)) {
            assert_eq!(key(&mutant), key(&case), "{:?}", mutant.mutations);
            assert_eq!(mutant.credentials, case.credentials);
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_mutants_also_of_mutants() {
    let make = || {
        let generator = rich("application/json");
        let mut rng = Rng::new(11);
        let mut case = base(&generator, 4);
        let mut all = Vec::new();
        for _ in 0..100 {
            if let Some(mutant) = generator.mutate_any(&case, &mut weights(), &mut rng) {
                case = if mutant.mutations.len() > 4 {
                    base(&generator, 4)
                } else {
                    mutant
                };
                all.push(case.clone());
            }
        }
        all
    };
    let all = make();
    assert!(all.len() > 75);
    assert_eq!(all, make());
    let worst = all.iter().filter(|case| case.mutations.len() > 1);
    assert!(worst.count() > 25);
}

#[test]
fn every_mutator_has_a_name_of_its_own_and_a_weight() {
    let mut names: Vec<&str> = MUTATORS.iter().map(|mutator| mutator.id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MUTATORS.len());
    assert!(
        MUTATORS
            .iter()
            .all(|mutator| mutator.weight > 0 && !mutator.about.is_empty())
    );
}

/// The weights of the catalog.
fn weights() -> Vec<u32> {
    MUTATORS.iter().map(|mutator| mutator.weight).collect()
}
