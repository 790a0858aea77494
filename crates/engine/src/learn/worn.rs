use bedlam_model::{InputAddress, Location, Operation, ValueSource, words};
use serde_json::Value;

use super::sent_value;
use crate::job::Seen;
use crate::knowledge::Lore;

/// Last words of names under which things are known, so that two may not share one.
const NAMES: [&str; 24] = [
    "code",
    "domain",
    "email",
    "handle",
    "host",
    "hostname",
    "id",
    "identifier",
    "key",
    "label",
    "login",
    "mail",
    "name",
    "nickname",
    "number",
    "path",
    "phone",
    "serial",
    "sku",
    "slug",
    "subject",
    "title",
    "user",
    "username",
];

/// Refusals of what succeeded before until its names are believed to be used up.
const SURE: u32 = 2;

/// A request that makes a thing, succeeded, and is refused when it is made again, asks for another
/// name: whatever its answer says, and in whatever language.
pub(super) fn wear(lore: &mut Lore, operation: &Operation, seen: &Seen) {
    let refused = matches!(seen.status, 400 | 409 | 422 | 500);
    // What is about one thing may be refused for the state of that.
    let makes = operation.method.as_str() == "POST" && !operation.path.contains('{');
    let Some(case) = seen
        .case
        .as_ref()
        .filter(|_| refused && makes && lore.covered)
    else {
        return;
    };
    let mut names: Vec<InputAddress> = Vec::new();
    for (address, source) in &case.sources {
        let body = matches!(address.location, Location::Body | Location::Query);
        let sent = sent_value(operation, case, address);
        let Some(sent) =
            sent.filter(|value| body && *source != ValueSource::Pool && is_plain(value))
        else {
            continue;
        };
        let known = lore.inputs.get(address);
        if known.is_some_and(|known| known.unique) {
            // It had a value of its own already.
            continue;
        }
        if !known.is_some_and(|known| known.successes.contains(sent)) {
            return;
        }
        if sent.is_string() && address.name().is_some_and(is_name) {
            names.push(address.clone());
        }
    }
    if names.is_empty() {
        return;
    }
    lore.worn += 1;
    if lore.worn >= SURE {
        for address in names {
            lore.input_mut(&address).unique = true;
        }
    }
}

fn is_plain(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn is_name(name: &str) -> bool {
    let last = words(name).pop();
    last.is_some_and(|last| NAMES.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_things_are_told_from_what_may_be_shared() {
        let check = |name: &str, expected: bool| assert_eq!(is_name(name), expected, "{name}");
        check("identifier", true);
        check("displayName", true);
        check("user_email", true);
        check("description", false);
        check("color", false);
    }
}
