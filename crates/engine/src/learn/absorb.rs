use std::collections::HashSet;

use bedlam_model::{Case, Fact, FactKind, InputAddress, Location, Operation, Segment, ValueSource};

use super::worn::wear;
use super::{ladder, sent_value, ticket};
use crate::depend::{Graph, KeyId, refers};
use crate::job::Seen;
use crate::knowledge::Lore;
use crate::pool::path_text;

/// Characters that the name of a thing has at least, to be known where a refusal repeats it.
const TELLING: usize = 4;
/// Inputs that a refusal may add to an operation.
const UNDECLARED: usize = 24;

/// Changes what is known of an operation by what one of its exchanges showed.
///
/// `declared`: the addresses of the operation's inputs in the spec.
pub(crate) fn absorb(
    lore: &mut Lore,
    operation: &Operation,
    graph: &Graph,
    declared: &[InputAddress],
    seen: &Seen,
) {
    let Some(case) = &seen.case else {
        return;
    };
    let success = seen.success();
    if !case.mutations.is_empty() {
        return;
    }
    // Some say that something is forbidden where they mean that it is not there.
    let absent = matches!(seen.status, 404 | 410) || (seen.status == 403 && !lore.covered);
    things(lore, operation, graph, seen, absent);
    referred(lore, operation, seen, case);
    ticket::tickets(lore, operation, seen);
    ticket::headers(lore, operation, seen);
    if seen.status == 415 {
        lore.media.refuse(operation, case, seen);
    }
    wear(lore, operation, seen);
    // Only these answers say anything about the values of the request.
    let told = success
        || matches!(
            seen.status,
            200..300 | 400 | 404 | 406 | 409 | 410 | 412 | 415 | 422
        );
    if !told {
        if let Some(way) = seen.path_way.filter(|_| absent) {
            lore.path_ways[way].add(false);
        }
        return;
    }
    let blamed: HashSet<&InputAddress> = seen
        .refusal
        .iter()
        .flat_map(|refusal| {
            refusal
                .facts
                .iter()
                .filter_map(|fact| fact.address.as_ref())
        })
        .collect();
    let about_path = seen.status == 404 || blamed.iter().any(|a| a.location == Location::Path);
    if let Some(way) = seen.path_way
        && (success || about_path)
    {
        lore.path_ways[way].add(success);
    }
    let credit = success || !about_path;
    let farther = ladder::climb(lore, operation, case, seen, &blamed);
    for (address, source) in case.sources.iter().filter(|_| credit) {
        // Where the answer names the input to blame, the others are not.
        if success || (blamed.is_empty() && !farther) || blamed.contains(address) {
            lore.input_mut(address).source_mut(*source).add(success);
        }
    }
    if credit && blamed.is_empty() && !farther {
        given(lore, operation, seen, success);
    }
    for address in blamed.iter().filter(|_| !success) {
        if sent_value(operation, case, address).is_some() {
            lore.input_mut(&address.general()).given[1].add(false);
        }
    }
    if success {
        succeeded(lore, operation, graph, seen);
    }
    for fact in seen.refusal.iter().flat_map(|refusal| &refusal.facts) {
        learn(lore, operation, declared, fact);
        if let Some(address) = absent_but_judged(operation, declared, seen, fact) {
            lore.input_mut(&address)
                .learn(&FactKind::Required, &fact.evidence);
        }
    }
}

/// Counts how the things in the path were taken: what this operation does not find is not asked for
/// again and again while there are others.
fn things(lore: &mut Lore, operation: &Operation, graph: &Graph, seen: &Seen, absent: bool) {
    let Some(case) = &seen.case else {
        return;
    };
    for input in graph.path(operation) {
        let argument = case
            .arguments
            .iter()
            .find(|argument| argument.parameter == input.parameter);
        let Some(argument) = argument else {
            continue;
        };
        let name = path_text(&argument.value);
        if seen.success() {
            lore.refused.remove(&name);
        } else if absent || blames(seen, &name) {
            lore.refuse(name);
        }
    }
}

/// The same for things that are referred to elsewhere: of those that are in no state to be used,
/// others are tried.
fn referred(lore: &mut Lore, operation: &Operation, seen: &Seen, case: &Case) {
    let unfit = matches!(seen.status, 409 | 412 | 423);
    for (address, source) in &case.sources {
        let named = || address.name().is_some_and(refers);
        let thing = *source == ValueSource::Pool || named();
        if !thing || address.location == Location::Path {
            continue;
        }
        let Some(value) = sent_value(operation, case, address) else {
            continue;
        };
        let name = path_text(value);
        if seen.success() {
            lore.refused.remove(&name);
        } else if unfit || blames(seen, &name) {
            lore.refuse(name);
        }
    }
}

/// Whether a refusal speaks of the thing of this name: "order 4711 has been cancelled".
fn blames(seen: &Seen, name: &str) -> bool {
    let told = matches!(seen.status, 400 | 404 | 409 | 422) && name.len() >= TELLING;
    let messages = seen.refusal.iter().flat_map(|refusal| &refusal.messages);
    told && messages
        .filter(|message| message.contains(name))
        .any(|message| {
            let inside = |c: char| c.is_alphanumeric() || "-_".contains(c);
            let mut found = message.match_indices(name);
            found.any(|(at, _)| {
                let before = message[..at].chars().next_back();
                let after = message[at + name.len()..].chars().next();
                !before.is_some_and(inside) && !after.is_some_and(inside)
            })
        })
}

/// The values of which a refusal said that there is no such thing, with the names of the shelves
/// on which they may stand.
pub(crate) fn missed(
    graph: &Graph,
    operation: &Operation,
    seen: &Seen,
) -> Vec<(Vec<KeyId>, String)> {
    let told = seen.case.as_ref().zip(seen.refusal.as_ref());
    let Some((case, refusal)) = told.filter(|(case, _)| case.mutations.is_empty()) else {
        return Vec::new();
    };
    let missing = refusal
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Missing);
    let value = |fact: &Fact| {
        let address = fact.address.as_ref()?;
        let body = address.location == Location::Body || address.location == Location::Query;
        let value = sent_value(operation, case, address).filter(|v| body && !v.is_object())?;
        Some((graph.wanted(operation, address), path_text(value)))
    };
    missing.filter_map(value).collect()
}

/// Counts for each optional parameter how leaving it out and giving it went.
fn given(lore: &mut Lore, operation: &Operation, seen: &Seen, success: bool) {
    let Some(case) = &seen.case else {
        return;
    };
    for (index, parameter) in operation
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, p)| !p.required)
    {
        let with = case
            .arguments
            .iter()
            .any(|argument| argument.parameter == index);
        let address = InputAddress::parameter(parameter.location, &parameter.name);
        lore.input_mut(&address).given[usize::from(with)].add(success);
    }
}

fn succeeded(lore: &mut Lore, operation: &Operation, graph: &Graph, seen: &Seen) {
    let Some(case) = &seen.case else {
        return;
    };
    for (address, source) in &case.sources {
        // What came out of the pool is asked from the pool again; the rest is remembered.
        if *source != ValueSource::Pool
            && let Some(value) = sent_value(operation, case, address)
            && !value.is_object()
            && !value.is_array()
        {
            lore.input_mut(address).succeeded(value);
        }
    }
    let path = graph.path(operation).iter().filter_map(|input| {
        case.arguments
            .iter()
            .find(|argument| argument.parameter == input.parameter)
    });
    let path: Vec<_> = path.map(|argument| argument.value.clone()).collect();
    if !path.is_empty() && operation.method.as_str() != "DELETE" && !lore.paths.contains(&path) {
        if lore.paths.len() >= 6 {
            lore.paths.remove(0);
        }
        lore.paths.push(path);
    }
}

/// The input that an answer says to be of the wrong kind although it was not given: it has to be
/// given.
fn absent_but_judged(
    operation: &Operation,
    declared: &[InputAddress],
    seen: &Seen,
    fact: &Fact,
) -> Option<InputAddress> {
    use FactKind::{Format, OneOf, Pattern, Type};
    let judged = matches!(fact.kind, Type(_) | Format(_) | OneOf(_) | Pattern(_));
    let address = fact.address.as_ref().filter(|_| judged)?;
    let case = seen.case.as_ref()?;
    // What stands deeper is left out together with what it stands in.
    let top = address.path.len() == 1 && declared.contains(address);
    (top && !seen.success() && sent_value(operation, case, address).is_none())
        .then(|| address.clone())
}

/// Puts a fact to the input that it speaks of; inputs that the spec does not know are added, and
/// taken out again when the API does not know them either.
fn learn(lore: &mut Lore, operation: &Operation, declared: &[InputAddress], fact: &Fact) {
    if fact.kind == FactKind::Unknown {
        let named = fact
            .address
            .as_ref()
            .and_then(InputAddress::name)
            .unwrap_or(&fact.name);
        let refuted = lore.undeclared.iter().position(|(_, name)| name == named);
        if let Some(position) = refuted {
            let (parent, name) = lore.undeclared.remove(position);
            lore.refuted.push(parent.child(Segment::Key(name)));
            return;
        }
        // Also of one that the spec requires without declaring it.
        if let Some(address) = &fact.address {
            let input = lore.input_mut(&address.general());
            input.learn(&fact.kind, &fact.evidence);
            return;
        }
    }
    let told = fact.address.as_ref().map(InputAddress::general);
    let strange = |address: &InputAddress| {
        address.location == Location::Body && !declared.iter().any(|known| within(known, address))
    };
    let address = match told {
        Some(address) if strange(&address) => {
            undeclared(lore, operation, declared, fact, Some(&address))
        }
        Some(address) => Some(address),
        None => undeclared(lore, operation, declared, fact, None),
    };
    let Some(address) = address else {
        return;
    };
    let input = lore.input_mut(&address);
    match &fact.kind {
        FactKind::Taken => input.unique = true,
        FactKind::Invalid => {}
        kind => input.learn(kind, &fact.evidence),
    }
}

/// Whether an input is declared at this address or inside of it.
fn within(declared: &InputAddress, address: &InputAddress) -> bool {
    declared.location == address.location && declared.path.starts_with(&address.path)
}

/// The address of an input that the API asks for and the spec does not declare.
fn undeclared(
    lore: &mut Lore,
    operation: &Operation,
    declared: &[InputAddress],
    fact: &Fact,
    told: Option<&InputAddress>,
) -> Option<InputAddress> {
    // A body that nobody declared is asked for where the method may carry one (RFC 9110, section 9).
    if operation.body.is_none() && matches!(operation.method.as_str(), "GET" | "HEAD") {
        return None;
    }
    match &fact.kind {
        FactKind::Unknown => None,
        FactKind::Missing | FactKind::Taken | FactKind::Invalid => {
            told.filter(|address| found(lore, address)).cloned()
        }
        FactKind::Either(others) => {
            for other in others {
                if let Some(address) = add(lore, declared, keys(other), true) {
                    lore.input_mut(&address).learn(&fact.kind, &fact.evidence);
                }
            }
            None
        }
        kind => {
            let asked = *kind == FactKind::Required;
            // Who says what a property of a body that nobody declared must be, reads that property.
            let read = asked || operation.body.is_none();
            match told {
                Some(address) => add(lore, declared, address.path.iter().cloned(), read),
                None => add(lore, declared, keys(&fact.name), asked),
            }
        }
    }
}

fn keys(dotted: &str) -> impl Iterator<Item = Segment> {
    let key = |name: &str| Segment::Key(name.to_owned());
    dotted.split('.').map(key)
}

/// Whether this undeclared property was asked for before.
fn found(lore: &Lore, address: &InputAddress) -> bool {
    let is = |(parent, name): &(InputAddress, String)| {
        parent.child(Segment::Key(name.clone())) == *address
    };
    lore.undeclared.iter().any(is)
}

/// Adds an undeclared property by the way to it, and the undeclared objects above it. One that was
/// not asked for is only found, not made.
fn add(
    lore: &mut Lore,
    declared: &[InputAddress],
    way: impl Iterator<Item = Segment>,
    asked: bool,
) -> Option<InputAddress> {
    let mut address = InputAddress::body();
    for segment in way {
        let parent = address;
        address = parent.child(segment.clone());
        let Segment::Key(name) = segment else {
            continue;
        };
        let plain = name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-".contains(c));
        if name.is_empty() || name.len() > 64 || !plain {
            return None;
        }
        // What the spec declares is made as it says.
        if declared.iter().any(|known| within(known, &address)) {
            continue;
        }
        let pair = (parent, name);
        if !lore.undeclared.contains(&pair) {
            let full = lore.undeclared.len() >= UNDECLARED;
            if full || !asked || lore.refuted.contains(&address) {
                return None;
            }
            lore.undeclared.push(pair);
        }
    }
    (!address.path.is_empty()).then_some(address)
}
