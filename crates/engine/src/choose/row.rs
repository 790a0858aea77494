use bedlam_generate::Rng;
use bedlam_model::{FactKind, InputAddress, Location, Operation, Schema, Segment};

use super::Choice;
use crate::vary::pairwise;

/// Optional inputs of one operation that are combined in pairs.
const INPUTS: usize = 32;

/// Which optional inputs a case is to give, and which not.
pub(super) type Row = Vec<(InputAddress, bool)>;

impl Choice<'_> {
    /// Lets the case give and leave out what the n-th row of all pairs of optional inputs says. The
    /// rows of one operation are always the same.
    pub(crate) fn follow(&mut self, n: u64) {
        let inputs = self.optional();
        let mut rows = pairwise(inputs.len(), &mut Rng::new(u64::from(self.operation.id.0)));
        if !rows.is_empty() {
            let row = rows.swap_remove((n % rows.len() as u64) as usize);
            self.row = inputs.into_iter().zip(row).collect();
        }
    }

    /// What the row says of an input, as long as nothing better is known of it.
    pub(super) fn by_row(&self, address: &InputAddress) -> Option<bool> {
        let (_, given) = self.row.iter().find(|(known, _)| known == address)?;
        let lore = self.lore.inputs.get(address);
        let settled = |fact: &FactKind| matches!(fact, FactKind::Required | FactKind::Unknown);
        let settled = lore.is_some_and(|lore| lore.facts.iter().any(settled));
        (!settled).then_some(*given)
    }

    /// The optional parameters, and the optional properties of the body.
    fn optional(&self) -> Vec<InputAddress> {
        let parameters = self.operation.parameters.iter();
        let parameters = parameters
            .filter(|p| !p.required && p.location != Location::Path)
            .map(|p| InputAddress::parameter(p.location, &p.name));
        let mut all: Vec<InputAddress> = parameters.collect();
        let parts = self.parts(self.operation);
        for (name, id) in parts.iter().flat_map(|part| &part.properties) {
            let required = parts.iter().any(|part| part.required.contains(name));
            let address = InputAddress::body().child(Segment::Key(name.clone()));
            let sent = !self.api.schemas.get(*id).read_only;
            if !required && sent && !all.contains(&address) {
                all.push(address);
            }
        }
        all.truncate(INPUTS);
        all
    }

    /// The schema of the body and those that it holds by `allOf`.
    fn parts(&self, operation: &Operation) -> Vec<&Schema> {
        let media = operation.body.as_ref().and_then(|body| body.media.first());
        let root = media.and_then(|media| media.schema);
        let root = root.map(|id| self.api.schemas.get(id));
        let inner = root.into_iter().flat_map(|root| &root.all_of);
        let inner = inner.map(|id| self.api.schemas.get(*id));
        root.into_iter().chain(inner).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::*;
    use crate::choose::{Local, Manners};
    use crate::depend::Graph;
    use crate::diagnose::some_api;
    use crate::knowledge::Knowledge;
    use bedlam_generate::{Fullness, Generator, Plan};
    use bedlam_model::Content;

    const PATHS: &str = "  /a:
    post:
      parameters:
        - {name: p, in: query, schema: {type: string}}
        - {name: q, in: header, schema: {type: string}}
        - {name: r, in: query, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [s]
              properties:
                s: {type: string}
                t: {type: string}
                u: {type: string, readOnly: true}
                v: {type: integer}
      responses: {'200': {description: d}}
";

    #[test]
    fn cases_give_and_leave_out_each_two_optional_inputs_in_every_combination() {
        let api = Arc::new(some_api(PATHS));
        let graph = Graph::new(&api);
        let generator = Generator::new(api.clone());
        let operation = &api.operations[0];
        let knowledge = Knowledge::new(graph.key_count(), 1);
        let local = Local::default();
        let mut rng = Rng::new(1);
        let mut seen: HashSet<Vec<bool>> = HashSet::new();
        for n in 0..8 {
            let manners = Manners::default();
            let mut choice = Choice::new(
                &api, &graph, operation, &knowledge, &local, manners, &mut rng,
            );
            choice.follow(n);
            let plan = Plan::of(Fullness::Share(0.15));
            let case = generator.make_case(operation, &plan, &mut choice, &mut rng);
            let given = |parameter| case.arguments.iter().any(|a| a.parameter == parameter);
            let Some(Content::Value(body)) = case.body.map(|body| body.content) else {
                panic!("no body");
            };
            assert!(given(2) && body.get("s").is_some());
            seen.insert(vec![
                given(0),
                given(1),
                body.get("t").is_some(),
                body.get("v").is_some(),
            ]);
        }
        for (first, second) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            let pairs: HashSet<_> = seen.iter().map(|row| (row[first], row[second])).collect();
            assert_eq!(pairs.len(), 4, "{first} {second}");
        }
    }
}
