use std::collections::HashSet;

use bedlam_model::{Case, InputAddress, Location, Operation};

use super::sent_value;
use crate::job::Seen;
use crate::knowledge::Lore;
use crate::pool::path_text;

/// How far a request came before it was refused: values are judged first, then the state of what
/// they are about (RFC 9110, section 15.5.10). None: the answer does not say.
fn stage(status: u16) -> Option<u8> {
    match status {
        400 | 422 => Some(1),
        409 | 412 | 423 | 425 | 428 => Some(2),
        _ => None,
    }
}

/// Learns from how far a refused request came. An input that an earlier stage refused, and that a
/// later one has nothing against, has got past the first: its value and its source are good.
///
/// Answers whether this request came farther than another one did, so that what it gave is not to blame.
pub(super) fn climb(
    lore: &mut Lore,
    operation: &Operation,
    case: &Case,
    seen: &Seen,
    blamed: &HashSet<&InputAddress>,
) -> bool {
    let Some(stage) = stage(seen.status).filter(|_| !seen.success()) else {
        return false;
    };
    let general: Vec<InputAddress> = blamed.iter().map(|address| address.general()).collect();
    for address in blamed.iter().filter(|a| a.location != Location::Path) {
        let Some(value) = sent_value(operation, case, address).filter(|v| !v.is_object()) else {
            continue;
        };
        lore.refuse(path_text(value));
        let input = lore.input_mut(&address.general());
        input.accepted.retain(|known| known != value);
        input.stage = stage;
    }
    let mut farther = false;
    for (address, source) in &case.sources {
        let known = lore.inputs.get(address);
        let past = known.is_some_and(|input| (1..stage).contains(&input.stage));
        if !past || general.contains(address) {
            continue;
        }
        farther = true;
        let value = sent_value(operation, case, address);
        if let Some(value) = value.filter(|v| !v.is_object() && !v.is_array()) {
            lore.refused.remove(&path_text(value));
            let input = lore.input_mut(address);
            input.accept(value);
            input.source_mut(*source).add(true);
        }
    }
    farther
}
