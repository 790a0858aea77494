use std::collections::HashMap;

use bedlam_model::{Location, Operation};

use crate::bandit::Arm;
use crate::job::Seen;

/// Headers remembered.
const MOST: usize = 200;

/// Counts how requests went that gave an optional header: one that says for whom to act, or under
/// which condition, hinders wherever it is given.
pub(crate) fn learn_headers(
    headers: &mut HashMap<String, Arm>,
    operation: &Operation,
    seen: &Seen,
) {
    let refused = matches!(seen.status, 400..500) && seen.status != 404;
    let case = seen.case.as_ref().filter(|case| case.mutations.is_empty());
    let Some(case) = case.filter(|_| refused || seen.success()) else {
        return;
    };
    for argument in &case.arguments {
        let parameter = &operation.parameters[argument.parameter];
        if parameter.location != Location::Header || parameter.required {
            continue;
        }
        if headers.len() < MOST || headers.contains_key(&parameter.name) {
            let arm = headers.entry(parameter.name.clone()).or_default();
            arm.add(seen.success());
        }
    }
}
