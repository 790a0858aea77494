use bedlam_model::{Case, FactKind, InputAddress, Location, Operation, ValueSource};

use super::sent_value;
use crate::depend::{Graph, IF_MATCH, KeyId, Ticket};
use crate::job::Seen;
use crate::knowledge::Lore;
use crate::pool::path_text;

/// Headers remembered that one operation asks for and its spec does not declare.
const HEADERS: usize = 4;

/// Remembers the headers that an answer asks for and the spec does not declare.
pub(super) fn headers(lore: &mut Lore, operation: &Operation, seen: &Seen) {
    let refusal = seen.refusal.iter();
    let messages: Vec<&str> = refusal
        .flat_map(|refusal| refusal.messages.iter().map(String::as_str))
        .collect();
    let mut named: Vec<&str> = Vec::new();
    if seen.status == 428 {
        // RFC 6585, section 3: the request has to be conditional.
        named.push(IF_MATCH);
    }
    if matches!(seen.status, 400 | 401 | 403 | 409 | 412 | 422 | 428) {
        named.extend(messages.iter().flat_map(|message| headers_in(message)));
    }
    let denied = matches!(seen.status, 401 | 403);
    for name in named {
        let mut parameters = operation.parameters.iter();
        let declared = parameters
            .find(|p| p.location == Location::Header && p.name.eq_ignore_ascii_case(name));
        if let Some(declared) = declared {
            if seen.status == 428 {
                let address = InputAddress::parameter(Location::Header, &declared.name);
                let words = messages.first().copied().unwrap_or_default();
                lore.input_mut(&address).learn(&FactKind::Required, words);
            }
            continue;
        }
        let known = lore.headers.iter().any(|h| h.eq_ignore_ascii_case(name));
        // Credentials come from the user alone.
        let credential = denied && Ticket::of(name) != Some(Ticket::Token);
        if !known && !credential && lore.headers.len() < HEADERS {
            lore.headers.push(name.to_owned());
        }
    }
}

/// What looks like the name of a header that is not sent anyway.
fn headers_in(message: &str) -> impl Iterator<Item = &str> {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| {
        let small = word.to_ascii_lowercase();
        let plain = word.len() <= 40 && word.starts_with(|c: char| c.is_ascii_uppercase());
        let custom = small.starts_with("x-") && small.len() > 3 && !small.ends_with('-');
        custom || (plain && ["if-match", "idempotency-key"].contains(&small.as_str()))
    })
}

/// The inputs of a case that hand in a ticket out of the pool, with what they hand in.
fn handed(operation: &Operation, case: &Case) -> Vec<(InputAddress, Ticket, String)> {
    let pooled = case.sources.iter().filter(|(_, s)| *s == ValueSource::Pool);
    let inputs = pooled.filter_map(|(address, _)| {
        let ticket = Ticket::wanted(address)?;
        let value = sent_value(operation, case, address)?;
        Some((address.clone(), ticket, path_text(value)))
    });
    let extra = case.wire.extra_headers.iter().filter_map(|(name, value)| {
        let address = InputAddress::parameter(Location::Header, name);
        Some((address, Ticket::of(name)?, value.clone()))
    });
    inputs.chain(extra).collect()
}

/// Counts how tickets were taken: one that is refused is tried after the others.
pub(super) fn tickets(lore: &mut Lore, operation: &Operation, seen: &Seen) {
    let Some(case) = &seen.case else {
        return;
    };
    let refused = matches!(seen.status, 400 | 401 | 403 | 404 | 410 | 412 | 422);
    for (_, _, value) in handed(operation, case) {
        if seen.success() {
            lore.refused.remove(&value);
        } else if refused {
            lore.refuse(value);
        }
    }
}

/// Tickets that an answer says to be good no more: the names they are kept under, and the value.
pub(crate) fn expired(
    graph: &Graph,
    operation: &Operation,
    seen: &Seen,
) -> Vec<(Vec<KeyId>, String)> {
    let Some(case) = seen.case.as_ref().filter(|case| case.mutations.is_empty()) else {
        return Vec::new();
    };
    let dead = |ticket: Ticket| match ticket {
        Ticket::Token => matches!(seen.status, 401 | 403 | 419),
        Ticket::Version => seen.status == 412,
        Ticket::Page => false,
    };
    let all = handed(operation, case).into_iter();
    all.filter(|(_, ticket, _)| dead(*ticket))
        .filter_map(|(address, ticket, value)| {
            let keys = graph.tickets(operation, ticket, address.name()?);
            Some((keys, value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_headers_are_found_in_sentences() {
        let check = |message: &str, expected: &[&str]| {
            assert_eq!(headers_in(message).collect::<Vec<_>>(), expected);
        };
        check("CSRF Failed: X-CSRF-Token missing.", &["X-CSRF-Token"]);
        check("Try again, using 'If-Match'.", &["If-Match"]);
        check("x-ray images are not allowed", &["x-ray"]);
        check("an if-match of teams", &[]);
    }
}
