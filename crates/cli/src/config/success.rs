use serde_json::Value;

use super::file::refuse;
use super::yaml::{Entry, Kind, Node, wrong};
use crate::failure::Failure;

/// What counts as success for some operations, as a configuration file says it; each text with its
/// place, `bedlam.yaml:4:14`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileSuccess {
    pub(crate) endpoint: Option<(String, String)>,
    pub(crate) status: Vec<(String, String)>,
    /// JSONPath and what stands there.
    pub(crate) body: Vec<(String, Value, String)>,
}

/// How it is written.
const FORM: &str = "write `success: {status: [2xx, 304], body: {\"$.error\": null}}`, or a list of \
                    these, each with `endpoint: REGEX`";

/// Reads one definition for all operations, or a list of definitions by endpoint.
pub(super) fn success(node: &Node, path: &str) -> Result<Vec<FileSuccess>, Failure> {
    match &node.kind {
        Kind::Nothing => Ok(Vec::new()),
        Kind::List(rules) => rules.iter().map(|rule| one(rule, path)).collect(),
        _ => Ok(vec![one(node, path)?]),
    }
}

fn one(node: &Node, path: &str) -> Result<FileSuccess, Failure> {
    let refuse = |node: &Node, what: &str| refuse(path, &wrong(node.place, what)).hint(FORM);
    let place = |(line, column): (usize, usize)| format!("{path}:{line}:{column}");
    let Kind::Map(entries) = &node.kind else {
        return Err(refuse(node, "`success` takes `status` and `body`"));
    };
    let mut rule = FileSuccess::default();
    for Entry { key, value, .. } in entries {
        match (&**key, &value.kind) {
            (_, Kind::Nothing) => {}
            ("endpoint", Kind::One(regex)) => {
                rule.endpoint = Some((regex.clone(), place(value.place)));
            }
            ("status", Kind::One(_) | Kind::List(_)) => {
                let texts = value
                    .values(key)
                    .map_err(|wrong| super::file::refuse(path, &wrong))?;
                let texts = texts.into_iter().map(|text| (text, place(value.place)));
                rule.status = texts.collect();
            }
            ("body", Kind::Map(conditions)) => {
                for Entry {
                    key,
                    value,
                    place: at,
                } in conditions
                {
                    let expected = match &value.kind {
                        Kind::Nothing => Value::Null,
                        Kind::One(text) => scalar(text, value.plain),
                        _ => return Err(refuse(value, "a place of the body is a single value")),
                    };
                    rule.body.push((key.clone(), expected, place(*at)));
                }
            }
            ("endpoint" | "status" | "body", _) => {
                return Err(refuse(value, &format!("this is no `{key}`")));
            }
            _ => {
                let what = format!("a definition of success has no key `{key}`");
                return Err(refuse(value, &what));
            }
        }
    }
    Ok(rule)
}

/// A value written without quotes is a truth or a number where it looks like one.
pub(super) fn scalar(text: &str, plain: bool) -> Value {
    let parsed = serde_json::from_str(text).ok();
    let parsed = parsed.filter(|value: &Value| plain && (value.is_boolean() || value.is_number()));
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::yaml::read;
    use super::*;
    use serde_json::json;

    fn parse(text: &str) -> Result<Vec<FileSuccess>, Failure> {
        success(&read(text).unwrap()[0].value, "c.yaml")
    }

    #[test]
    fn one_definition_or_several_by_endpoint_are_read() {
        let all =
            parse("success: {status: [2xx, 304], body: {\"$.error\": null, $.n: 1, $.t: '1'}}\n");
        let all = all.unwrap();
        let statuses: Vec<&str> = all[0]
            .status
            .iter()
            .map(|(text, _)| text.as_str())
            .collect();
        assert_eq!(statuses, ["2xx", "304"]);
        let body: Vec<&Value> = all[0].body.iter().map(|(_, value, _)| value).collect();
        assert_eq!(body, [&json!(null), &json!(1), &json!("1")]);
        let text = "success:\n  - endpoint: ^GET\n    status: 304\n  - body: {$.ok: true}\n";
        let several = parse(text).unwrap();
        let endpoint = ("^GET".to_owned(), "c.yaml:2:15".to_owned());
        assert_eq!(several[0].endpoint, Some(endpoint));
        assert_eq!(several[1].body[0].1, json!(true));
    }

    #[test]
    fn what_is_no_definition_is_refused_at_its_place() {
        let check = |text: &str, part: &str| {
            let told = format!("{:?}", parse(text).unwrap_err());
            assert!(told.contains(part), "{told}");
        };
        check("success: 2xx\n", "takes `status` and `body` (c.yaml:1:10)");
        check("success: {state: 200}\n", "has no key `state`");
        check("success: {body: [a]}\n", "this is no `body`");
        check("success: {body: {$.a: [1]}}\n", "is a single value");
    }
}
