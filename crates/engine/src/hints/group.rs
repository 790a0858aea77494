use bedlam_model::{Api, inputs, resource_line};

use super::Hint;
use super::nearest::nearest;

/// Hints whose values go together.
#[derive(Clone, Debug, Default)]
pub struct HintGroup {
    /// Its name; none: the group of the hints that were given outside of any.
    pub name: Option<String>,
    /// Its hints.
    pub hints: Vec<Hint>,
}

/// All hints of a campaign.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// By group.
    pub groups: Vec<HintGroup>,
}

/// A hint that no input has a use for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedHint {
    /// The hint as written.
    pub hint: String,
    /// Resource lines that look most like what it asks for, the likeliest first.
    pub nearest: Vec<String>,
}

impl Hints {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.hints.is_empty())
    }

    /// All hints, each with the number of its group.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Hint)> {
        let groups = self.groups.iter().enumerate();
        groups.flat_map(|(number, group)| group.hints.iter().map(move |hint| (number, hint)))
    }

    /// The hints that match no resource line of the API.
    pub fn unused(&self, api: &Api) -> Vec<UnusedHint> {
        let mut open: Vec<&Hint> = self.all().map(|(_, hint)| hint).collect();
        if open.is_empty() {
            return Vec::new();
        }
        let mut lines = Vec::new();
        for operation in &api.operations {
            for input in inputs(api, operation) {
                let line = resource_line(operation, &input.address);
                open.retain(|hint| !hint.pattern.is_match(&line));
                lines.push(line);
            }
        }
        let unused = open.into_iter().map(|hint| UnusedHint {
            hint: hint.text.clone(),
            nearest: nearest(hint.pattern.as_str(), &lines),
        });
        unused.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hints::take::tests::api;

    #[test]
    fn a_hint_that_matches_nothing_names_the_nearest_lines() {
        let check = |hint: &str, expected: Option<&str>| {
            let group = HintGroup {
                name: None,
                hints: vec![Hint::parse(hint).unwrap()],
            };
            let hints = Hints {
                groups: vec![group],
            };
            let unused = hints.unused(&api());
            let nearest = unused.first().and_then(|unused| unused.nearest.first());
            assert_eq!(nearest.map(String::as_str), expected, "{hint}");
        };
        check("username$:foo", None);
        check("category/id$:5", None);
        check("user_name$:foo", Some("GET /user/{username} PATH username"));
        check("USERNAME$:foo", Some("GET /user/{username} PATH username"));
        check(
            "PUT /pet BODY category/ident:5",
            Some("PUT /pet BODY category/id"),
        );
        check("usrname$:foo", Some("GET /user/{username} PATH username"));
        check("tags/name$:x", Some("PUT /pet BODY tags/[]/name"));
    }
}
