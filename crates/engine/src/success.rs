use bedlam_model::{Operation, Response, StatusPattern};
use regex::Regex;
use serde_json::Value;
use serde_json_path::JsonPath;

/// What counts as success: any 2xx, unless the user says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Success {
    /// The first that speaks for an operation decides; none: any 2xx is one.
    pub rules: Vec<SuccessRule>,
}

/// What counts as success for some operations. All of it must hold.
#[derive(Clone, Debug, Default)]
pub struct SuccessRule {
    /// Searched in `METHOD /path`; none: all operations.
    pub endpoint: Option<Regex>,
    /// The status is one of these; empty: any 2xx.
    pub status: Vec<StatusPattern>,
    /// What the body says.
    pub body: Vec<BodyCondition>,
}

/// What some place of a JSON body holds.
#[derive(Clone, Debug)]
pub struct BodyCondition {
    path: JsonPath,
    /// What one of the values there is equal to; null: nothing but null may be there.
    expected: Value,
}

impl BodyCondition {
    /// A condition on the values that a JSONPath (RFC 9535) selects.
    ///
    /// # Errors
    /// The text is no JSONPath; why.
    pub fn new(path: &str, expected: Value) -> Result<Self, String> {
        let path = JsonPath::parse(path).map_err(|error| error.to_string())?;
        Ok(BodyCondition { path, expected })
    }

    fn holds(&self, body: Option<&Value>) -> bool {
        let found = body.map(|body| self.path.query(body).all());
        let mut found = found.unwrap_or_default().into_iter();
        match self.expected.is_null() {
            true => found.all(Value::is_null),
            false => found.any(|value| *value == self.expected),
        }
    }
}

impl SuccessRule {
    fn speaks_for(&self, operation: &Operation) -> bool {
        let endpoint = self.endpoint.as_ref();
        endpoint.is_none_or(|regex| regex.is_match(&operation.label()))
    }

    fn holds(&self, status: u16, body: Option<&Value>) -> bool {
        let fits = |pattern: &StatusPattern| match pattern {
            StatusPattern::Exact(exact) => *exact == status,
            StatusPattern::Class(class) => u16::from(*class) == status / 100,
            StatusPattern::Default => true,
        };
        let status = match self.status.is_empty() {
            true => status / 100 == 2,
            false => self.status.iter().any(fits),
        };
        status && self.body.iter().all(|condition| condition.holds(body))
    }
}

impl Success {
    /// Whether an answer of this operation is a success; `json`: its body, where it is JSON.
    pub(crate) fn is(
        &self,
        operation: &Operation,
        response: &Response,
        json: Option<&Value>,
    ) -> bool {
        let rule = self.rules.iter().find(|rule| rule.speaks_for(operation));
        match rule {
            Some(rule) => rule.holds(response.status, json),
            None => response.is_success(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn operation(method: &str) -> Operation {
        let text = format!(
            "openapi: 3.0.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    {method}: {{responses: {{'200': {{description: d}}}}}}\n"
        );
        let mut none = |_: &str| Err("none".to_owned());
        let api = bedlam_spec::load("a.yaml", text.as_bytes(), &mut none).unwrap();
        api.operations[0].clone()
    }

    fn answer(status: u16) -> Response {
        Response {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            truncated: false,
        }
    }

    #[test]
    fn any_2xx_is_success_unless_the_user_says_otherwise() {
        let check = |rules: &[SuccessRule], status: u16, json: Value, expected: bool| {
            let success = Success {
                rules: rules.to_vec(),
            };
            let is = success.is(&operation("get"), &answer(status), Some(&json));
            assert_eq!(is, expected, "{rules:?} {status} {json}");
        };
        check(&[], 204, json!(null), true);
        check(&[], 304, json!(null), false);
        let statuses = [SuccessRule {
            status: vec![StatusPattern::Class(2), StatusPattern::Exact(304)],
            ..SuccessRule::default()
        }];
        check(&statuses, 304, json!(null), true);
        check(&statuses, 201, json!(null), true);
        check(&statuses, 301, json!(null), false);
        let no_error = [SuccessRule {
            body: vec![BodyCondition::new("$.error", Value::Null).unwrap()],
            ..SuccessRule::default()
        }];
        check(&no_error, 200, json!({"error": null}), true);
        check(&no_error, 200, json!({"id": 1}), true);
        check(&no_error, 200, json!({"error": "no such pet"}), false);
        check(&no_error, 404, json!({"id": 1}), false);
        let ok = [SuccessRule {
            body: vec![BodyCondition::new("$.meta.ok", json!(true)).unwrap()],
            ..SuccessRule::default()
        }];
        check(&ok, 200, json!({"meta": {"ok": true}}), true);
        check(&ok, 200, json!({"meta": {"ok": false}}), false);
        check(&ok, 200, json!({}), false);
    }

    #[test]
    fn the_first_rule_that_speaks_for_an_endpoint_decides() {
        let rule = |endpoint: Option<&str>, status: u16| SuccessRule {
            endpoint: endpoint.map(|regex| Regex::new(regex).unwrap()),
            status: vec![StatusPattern::Exact(status)],
            ..SuccessRule::default()
        };
        let success = Success {
            rules: vec![rule(Some("^POST"), 202), rule(None, 200)],
        };
        let is = |method: &str, status| success.is(&operation(method), &answer(status), None);
        assert!(is("post", 202) && !is("post", 200));
        assert!(is("get", 200) && !is("get", 202));
    }
}
