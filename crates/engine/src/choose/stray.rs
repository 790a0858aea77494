use std::sync::Arc;

use bedlam_generate::Rng;
use bedlam_model::Operation;
use serde_json::Value;

use super::Choice;
use crate::depend::{Graph, KeyId, PathInput};
use crate::job::Seen;
use crate::pool::{Pool, Resource, path_text};

/// Things that an operation has to refuse before values of other names are tried, and how often
/// they are then.
const REFUSED: usize = 6;
const TRIED: f64 = 0.25;
/// How often the name is taken under which a value was found to go.
const LEARNED: f64 = 0.8;
/// Characters that the name of a thing has at least, to be taken for one by its looks.
const SHORTEST: usize = 6;

impl Choice<'_> {
    /// The last resort for a variable of a path: what looks like the name of a thing, and goes by
    /// another name than the variable. What worked once is taken from there again.
    pub(super) fn stray(
        &self,
        input: &PathInput,
        fits: &dyn Fn(&Value) -> bool,
        rng: &mut Rng,
    ) -> Option<Arc<Resource>> {
        let usable = |key: KeyId, r: &Resource| fits(&r.value) && self.may_use(key, r);
        if let Some(key) = self.lore.strays.get(&input.parameter) {
            let mut shelf = self.knowledge.pool.shelf(*key).resources.iter().rev();
            return shelf
                .find(|r| usable(*key, r))
                .filter(|_| rng.chance(LEARNED))
                .cloned();
        }
        if self.lore.covered || self.lore.refused.len() < REFUSED || !rng.chance(TRIED) {
            return None;
        }
        let all = self.knowledge.pool.newest();
        let others = all.filter(|(key, r)| {
            let tried = || self.lore.refused.contains_key(&path_text(&r.value));
            !input.keys.contains(key) && names_something(&r.value) && usable(*key, r) && !tried()
        });
        let others: Vec<&Arc<Resource>> = others.map(|(_, r)| r).collect();
        rng.pick(&others).map(|r| (*r).clone())
    }
}

/// Whether a value looks like the name of one thing: long enough, with digits, without spaces.
fn names_something(value: &Value) -> bool {
    let Value::String(text) = value else {
        return false;
    };
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let date = text.len() >= 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    plain && digits && !date && text.len() >= SHORTEST
}

/// The names of other kinds under which the values in the path of a first success were shown, by
/// the parameter that took them.
pub(crate) fn found_strays(
    pool: &Pool,
    graph: &Graph,
    operation: &Operation,
    seen: &Seen,
) -> Vec<(usize, KeyId)> {
    let Some(case) = seen.case.as_ref().filter(|case| case.mutations.is_empty()) else {
        return Vec::new();
    };
    let found = graph.path(operation).iter().filter_map(|input| {
        let mut arguments = case.arguments.iter();
        let argument = arguments.find(|a| a.parameter == input.parameter)?;
        let holders = pool.holders(&argument.value);
        let own = holders.iter().any(|key| input.keys.contains(key));
        let other = holders.first().filter(|_| !own)?;
        names_something(&argument.value).then_some((input.parameter, *other))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_things_are_known_by_their_looks() {
        let check = |text: &str, expected: bool| {
            assert_eq!(names_something(&Value::from(text)), expected, "{text}");
        };
        check("VR-8812x", true);
        check("9f1c2d3e4f", true);
        check("2026-11-23", false);
        check("pending", false);
        check("a1", false);
        check("12 Long Street", false);
    }
}
