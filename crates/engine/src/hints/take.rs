use std::sync::atomic::Ordering;

use bedlam_generate::Rng;
use bedlam_model::OperationId;

use super::HintedInputs;
use super::address::Hinted;

/// How many requests leave hints out, and which share of their hinted inputs: hints win in more
/// than nine of ten, the rest explores.
const EXPLORES: f64 = 0.03;
const LEFT_OUT: f64 = 0.5;

/// What one request takes: all from one group, as far as that speaks for its inputs.
pub(super) struct Turn<'a> {
    all: &'a HintedInputs,
    group: usize,
    explores: bool,
    /// Taken in this request already.
    used: Vec<usize>,
}

impl HintedInputs {
    /// Begins a request of this operation. None: nothing of it is hinted.
    pub(super) fn turn(&self, operation: OperationId, rng: &mut Rng) -> Option<Turn<'_>> {
        let mut groups: Vec<usize> = Vec::new();
        for hinted in self.of(operation) {
            groups.extend(hinted.offers.iter().map(|offer| self.offers[*offer].group));
        }
        groups.sort_unstable();
        groups.dedup();
        let last = |group: usize| {
            let of_group = self.offers.iter().filter(|offer| offer.group == group);
            of_group
                .map(|offer| offer.last.load(Ordering::Relaxed))
                .max()
                .unwrap_or(0)
        };
        let ages: Vec<u64> = groups.iter().map(|group| last(*group)).collect();
        let group = groups[seldom(&ages, rng)?];
        Some(Turn {
            all: self,
            group,
            explores: rng.chance(EXPLORES),
            used: Vec::new(),
        })
    }
}

impl Turn<'_> {
    /// Whether this input is left to the other sources this time.
    pub(super) fn leaves(&self, rng: &mut Rng) -> bool {
        self.explores && rng.chance(LEFT_OUT)
    }

    /// A value for this input: one of the group, else of any other that speaks for it; one that
    /// this request has not taken yet, else any.
    pub(super) fn take(&mut self, hinted: &Hinted, rng: &mut Rng) -> Option<&str> {
        let offers = &self.all.offers;
        let mut open = hinted.offers.clone();
        let together = |offer: &usize| offers[*offer].group == self.group;
        if open.iter().any(together) {
            open.retain(together);
        }
        let unused = |offer: &usize| !self.used.contains(offer);
        if open.iter().any(unused) {
            open.retain(unused);
        }
        let ages: Vec<u64> = open
            .iter()
            .map(|offer| offers[*offer].last.load(Ordering::Relaxed))
            .collect();
        let taken = open[seldom(&ages, rng)?];
        self.used.push(taken);
        let now = self.all.clock.fetch_add(1, Ordering::Relaxed) + 1;
        offers[taken].last.store(now, Ordering::Relaxed);
        Some(&offers[taken].value)
    }
}

/// One at random; the one that was taken last is less likely than the others.
fn seldom(ages: &[u64], rng: &mut Rng) -> Option<usize> {
    let newest = ages.iter().copied().max().filter(|newest| *newest > 0);
    let weight = |age: &u64| if Some(*age) == newest { 1 } else { 3 };
    let weights: Vec<u32> = ages.iter().map(weight).collect();
    rng.weighted(&weights)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::HashMap;

    use bedlam_model::Api;

    use super::*;
    use crate::hints::{Hint, HintGroup, Hints};

    /// A few operations with inputs in every part.
    pub(in crate::hints) fn api() -> Api {
        let text = r#"
openapi: 3.1.0
info: {title: pets, version: '1'}
paths:
  /user/{username}:
    parameters: [{name: username, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: ok}}}
    put:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {username: {type: string}, password: {type: string}}}
      responses: {'200': {description: ok}}
  /pet:
    put:
      parameters:
        - {name: verbose, in: query, schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: theme, in: cookie, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string}
                category: {type: object, required: [label], properties: {id: {type: integer}, label: {type: string}}}
                tags: {type: array, items: {type: object, required: [key], properties: {key: {type: string}, name: {type: string}}}}
                photos: {type: array, items: {type: string}}
                keeper:
                  oneOf:
                    - {type: object, required: [zoo], properties: {zoo: {type: string}}}
                    - {type: object, required: [owner], properties: {owner: {type: string}, since: {type: integer}}}
      responses: {'200': {description: ok}}
"#;
        let mut none = |_: &str| Err("no other documents".to_owned());
        bedlam_spec::load("pets.yaml", text.as_bytes(), &mut none).unwrap()
    }

    /// The hints of these groups.
    pub(in crate::hints) fn hints(groups: &[&[&str]]) -> Hints {
        let group = |texts: &&[&str]| HintGroup {
            name: None,
            hints: texts
                .iter()
                .map(|text| Hint::parse(text).unwrap())
                .collect(),
        };
        Hints {
            groups: groups.iter().map(group).collect(),
        }
    }

    /// What requests of the operation take, as often as they take it, of a thousand.
    fn taken(groups: &[&[&str]], operation: usize) -> HashMap<String, usize> {
        let api = api();
        let all = HintedInputs::new(&hints(groups), &api);
        let mut rng = Rng::new(5);
        let mut counts: HashMap<String, usize> = HashMap::new();
        let id = api.operations[operation].id;
        for _ in 0..1000 {
            let mut turn = all.turn(id, &mut rng).unwrap();
            let values: Vec<String> = all
                .of(id)
                .iter()
                .map(|hinted| turn.take(hinted, &mut rng).unwrap().to_owned())
                .collect();
            *counts.entry(values.join(" ")).or_default() += 1;
        }
        counts
    }

    #[test]
    fn an_expression_is_found_anywhere_in_a_resource_line() {
        let api = api();
        let check = |hint: &str, expected: &[&str]| {
            let all = HintedInputs::new(&hints(&[&[hint]]), &api);
            let lines = api.operations.iter().flat_map(|operation| {
                let of = all.of(operation.id).iter();
                of.map(|hinted| resource_line(operation, &hinted.input.address))
            });
            assert_eq!(lines.collect::<Vec<_>>(), expected, "{hint}");
        };
        check(
            "username$:foo",
            &[
                "GET /user/{username} PATH username",
                "PUT /user/{username} PATH username",
                "PUT /user/{username} BODY username",
            ],
        );
        check(
            r"GET /user/\{username\} PATH username:foo",
            &["GET /user/{username} PATH username"],
        );
        check("tags/\\[\\]/name$:x", &["PUT /pet BODY tags/[]/name"]);
        check("COOKIE:x", &["PUT /pet COOKIE theme"]);
    }

    #[test]
    fn of_several_hints_one_is_taken_at_random_each_time() {
        let counts = taken(&[&["username$:a", "username$:b", "username$:c"]], 0);
        assert_eq!(counts.len(), 3);
        assert!(counts.values().all(|count| *count > 250), "{counts:?}");
    }

    #[test]
    fn the_values_of_one_request_come_from_one_group() {
        let pairs: &[&[&str]] = &[
            &["username$:ann", "password$:secret-of-ann"],
            &["username$:bob", "password$:secret-of-bob"],
        ];
        let counts = taken(pairs, 1);
        let mut kinds: Vec<&str> = counts.keys().map(String::as_str).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["ann ann secret-of-ann", "bob bob secret-of-bob"]);
        assert!(counts.values().all(|count| *count > 400), "{counts:?}");
    }

    #[test]
    fn hints_that_the_request_has_not_taken_yet_go_first() {
        let counts = taken(&[&["username$:a", "username$:b"]], 1);
        let mut kinds: Vec<&str> = counts.keys().map(String::as_str).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["a b", "b a"]);
    }

    #[test]
    fn an_input_that_the_group_does_not_know_takes_from_another_one() {
        let counts = taken(&[&["username$:a"], &["password$:b"]], 1);
        assert_eq!(counts.keys().collect::<Vec<_>>(), ["a a b"]);
    }

    use bedlam_model::resource_line;
}
