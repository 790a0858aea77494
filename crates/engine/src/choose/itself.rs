use bedlam_generate::Rng;
use bedlam_model::{Case, Content};
use serde_json::Value;

use super::Choice;
use crate::depend::ends_with_variable;

/// How often a change names in its body the very thing of its path, as long as none has succeeded.
const ITSELF: f64 = 0.5;

impl Choice<'_> {
    /// Lets the body name the thing of the path, where it names one at all: many refuse a change of
    /// one thing that speaks of another.
    pub(crate) fn name_itself(&self, case: &mut Case, rng: &mut Rng) {
        if self.lore.covered || !rng.chance(ITSELF) {
            return;
        }
        let Some((parameter, name)) = self.own_parameter() else {
            return;
        };
        let mut arguments = case.arguments.iter();
        let Some(own) = arguments.find(|argument| argument.parameter == parameter) else {
            return;
        };
        let own = own.value.clone();
        if let Some(Content::Value(Value::Object(root))) =
            case.body.as_mut().map(|body| &mut body.content)
        {
            for (property, value) in root {
                let alike = std::mem::discriminant(value) == std::mem::discriminant(&own);
                if alike && (property == name || self.names_itself(property)) {
                    *value = own.clone();
                }
            }
        }
    }

    /// The same for a case that did so before, and is now about another thing.
    pub(super) fn rename_itself(
        &self,
        case: &mut Case,
        parameter: usize,
        old: &Value,
        new: &Value,
    ) {
        let own = self.own_parameter();
        if let Some((_, name)) = own.filter(|(own, _)| *own == parameter)
            && let Some(Content::Value(Value::Object(root))) =
                case.body.as_mut().map(|body| &mut body.content)
        {
            for (property, value) in root {
                if *value == *old && (property == name || self.names_itself(property)) {
                    *value = new.clone();
                }
            }
        }
    }

    /// The parameter that says which thing is changed, and its name.
    fn own_parameter(&self) -> Option<(usize, &str)> {
        let operation = self.operation;
        let changes = matches!(operation.method.as_str(), "PUT" | "PATCH");
        let last = self.graph.path(operation).last().filter(|_| changes)?;
        let name = operation.parameters.get(last.parameter)?.name.as_str();
        ends_with_variable(&operation.path, name).then_some((last.parameter, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choose::{Local, Manners};
    use crate::depend::Graph;
    use crate::diagnose::some_api;
    use crate::knowledge::Knowledge;
    use bedlam_model::{Argument, Body, Operation};
    use serde_json::json;

    const POOLS: &str = "
  /pools/{pool_name}:
    patch:
      parameters: [{name: pool_name, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: d}}
";

    fn case(operation: &Operation, id: &str, body: Value) -> Case {
        let mut case = Case::new(operation.id);
        case.arguments.push(Argument {
            parameter: 0,
            value: json!(id),
        });
        case.body = Some(Body {
            media: 0,
            content: Content::Value(body),
        });
        case
    }

    fn body(case: &Case) -> &Value {
        match &case.body.as_ref().unwrap().content {
            Content::Value(value) => value,
            Content::Raw(_) => panic!("no value"),
        }
    }

    #[test]
    fn a_change_speaks_of_the_thing_that_it_is_made_to() {
        let api = some_api(POOLS);
        let graph = Graph::new(&api);
        let operation = &api.operations[0];
        let knowledge = Knowledge::new(graph.key_count(), 1);
        let local = Local::default();
        let mut rng = Rng::new(1);
        let manners = Manners::default();
        let choice = Choice::new(
            &api, &graph, operation, &knowledge, &local, manners, &mut rng,
        );
        let mut same = 0;
        for _ in 0..100 {
            let mut case = case(
                operation,
                "a",
                json!({"pool": "b", "slots": 3, "note": "c"}),
            );
            choice.name_itself(&mut case, &mut rng);
            let own = *body(&case) == json!({"pool": "a", "slots": 3, "note": "c"});
            same += usize::from(own);
        }
        assert!((30..70).contains(&same), "{same}");
        let mut case = case(
            operation,
            "a",
            json!({"pool": "a", "slots": 3, "note": "a"}),
        );
        choice.rename_itself(&mut case, 0, &json!("a"), &json!("z"));
        assert_eq!(*body(&case), json!({"pool": "z", "slots": 3, "note": "a"}));
    }
}
