use std::sync::Arc;

use bedlam_model::{
    Api, Case, Content, Experience, FactKind, InputAddress, InputExperience, LearnedFact,
    Operation, OperationExperience, SourceExperience, ValueSource,
};
use serde_json::Value;

use crate::corpus::Corpus;
use crate::knowledge::{InputLore, Knowledge, Lore};
use crate::schedule::Schedule;

/// Cases kept of one operation, and the bytes that the content of each may have, about.
const CASES: usize = 3;
const CASE: usize = 16 << 10;
/// Inputs kept of one operation.
const INPUTS: usize = 400;
/// Bytes of a value, written as JSON, that is worth keeping.
const VALUE: usize = 256;

/// What is known, in a form that outlives the campaign.
pub(crate) fn keep(
    api: &Api,
    knowledge: &Knowledge,
    corpus: &Corpus,
    schedule: &Schedule,
) -> Experience {
    let mut experience = Experience::default();
    for operation in &api.operations {
        let lore = knowledge.lore(operation.id);
        let before = schedule.way(operation.id).iter();
        let kept = OperationExperience {
            label: operation.label(),
            parameters: addresses(operation),
            media: media(operation),
            cases: cases(corpus, operation),
            before: before.map(|id| api.operation(*id).label()).collect(),
            inputs: inputs(lore),
            undeclared: lore.undeclared.clone(),
            refuted: lore.refuted.clone(),
        };
        let told = !kept.inputs.is_empty() || !kept.undeclared.is_empty();
        if told || !kept.cases.is_empty() {
            experience.operations.push(kept);
        }
    }
    experience
}

/// The addresses of an operation's parameters, in order.
pub(super) fn addresses(operation: &Operation) -> Vec<InputAddress> {
    let all = operation.parameters.iter();
    all.map(|p| InputAddress::parameter(p.location, &p.name))
        .collect()
}

/// The names of the media types of an operation's body, in order.
pub(super) fn media(operation: &Operation) -> Vec<String> {
    let all = operation.body.iter().flat_map(|body| &body.media);
    all.map(|media| media.name.clone()).collect()
}

/// The first success and the latest ones, or, where there was none this time, those remembered.
fn cases(corpus: &Corpus, operation: &Operation) -> Vec<Case> {
    let mut kept: Vec<Case> = Vec::new();
    let mut offer = |case: &Case| {
        if kept.len() < CASES && small(case) && !kept.contains(case) {
            kept.push(case.clone());
        }
    };
    let all = corpus.successes(operation.id).iter();
    let plain: Vec<&Case> = all
        .map(|entry| &entry.case)
        .filter(|case| case.mutations.is_empty())
        .collect();
    plain.first().into_iter().for_each(|case| offer(case));
    plain.iter().rev().for_each(|case| offer(case));
    let remembered = corpus.remembered(operation.id).iter();
    remembered.for_each(|entry| offer(&entry.case));
    // What succeeded only when it was changed is better than nothing.
    let changed = corpus.successes(operation.id).first();
    if kept.is_empty() {
        kept.extend(changed.map(|entry| entry.case.clone()).filter(small));
    }
    kept
}

fn small(case: &Case) -> bool {
    let arguments = case
        .arguments
        .iter()
        .map(|argument| weight(&argument.value));
    let body = case.body.as_ref().map_or(0, |body| match &body.content {
        Content::Value(value) => weight(value),
        Content::Raw(bytes) => bytes.len(),
    });
    arguments.sum::<usize>() + body <= CASE
}

/// About the bytes of a value written as JSON.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 2 + text.len(),
        Value::Array(items) => items.iter().map(|item| 1 + weight(item)).sum(),
        Value::Object(members) => members.iter().map(|(n, v)| 4 + n.len() + weight(v)).sum(),
        _ => 8,
    }
}

fn inputs(lore: &Lore) -> Vec<InputExperience> {
    let mut known: Vec<(&InputAddress, &InputLore)> = lore.inputs.iter().collect();
    known.sort_unstable_by_key(|(address, _)| *address);
    let all = known
        .into_iter()
        .map(|(address, lore)| input(address, lore));
    all.filter(|input| input.unique || !(input.facts.is_empty() && input.sources.is_empty()))
        .take(INPUTS)
        .collect()
}

fn input(address: &InputAddress, lore: &InputLore) -> InputExperience {
    let facts = lore.facts.iter().zip(&lore.evidence);
    let fact = |(kind, evidence): (&FactKind, &Arc<str>)| LearnedFact {
        kind: kind.clone(),
        evidence: evidence.to_string(),
    };
    let source = |source: &ValueSource| {
        let (good, all) = lore.source(*source).counts();
        (all > 0.0).then_some(SourceExperience {
            source: *source,
            good,
            all,
        })
    };
    // A value that must be another one each time is of no use again.
    let values = lore.successes.iter().filter(|_| !lore.unique);
    InputExperience {
        address: address.clone(),
        facts: facts.map(fact).collect(),
        unique: lore.unique,
        values: values.filter(|v| weight(v) <= VALUE).cloned().collect(),
        sources: ValueSource::ALL.iter().filter_map(source).collect(),
    }
}
