use bedlam_engine::{BodyCondition, Success, SuccessRule};
use bedlam_model::StatusPattern;
use regex::Regex;

use super::Value;
use crate::args::{HelpArgs, Origins};
use crate::config::FileSuccess;
use crate::failure::Failure;

/// What counts as success. What flag or environment say is true for all operations of which the
/// configuration file does not say something of its own.
///
/// # Errors
/// The first status, expression or path that is none.
pub(crate) fn success(args: &HelpArgs, origins: &Origins) -> Result<Success, Failure> {
    let mut rules = Vec::new();
    for rule in origins.success() {
        if rule.endpoint.is_some() || args.success_status.is_empty() {
            rules.push(of_file(rule)?);
        }
    }
    let statuses = args.success_status.iter().map(|text| {
        let refused = || {
            let what = format!("`{text}` is no status");
            Value::new(text, "success-status", origins).refuse(&what, FORM)
        };
        status(text).ok_or_else(refused)
    });
    let statuses: Vec<StatusPattern> = statuses.collect::<Result<_, _>>()?;
    if !statuses.is_empty() {
        rules.push(SuccessRule {
            status: statuses,
            ..SuccessRule::default()
        });
    }
    Ok(Success { rules })
}

/// How statuses are written.
const FORM: &str = "write a number such as 304, or a class such as 2xx";

fn of_file(rule: &FileSuccess) -> Result<SuccessRule, Failure> {
    let endpoint = rule.endpoint.as_ref().map(|(text, place)| {
        Regex::new(text).map_err(|error| {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default();
            let reason = reason.trim_start_matches("error: ");
            let what = format!("`{text}` is no regular expression: {reason} ({place})");
            Failure::usage(what).hint("it is searched in `METHOD /path`")
        })
    });
    let statuses = rule.status.iter().map(|(text, place)| {
        let refused = || Failure::usage(format!("`{text}` is no status ({place})")).hint(FORM);
        status(text).ok_or_else(refused)
    });
    let body = rule.body.iter().map(|(path, expected, place)| {
        BodyCondition::new(path, expected.clone()).map_err(|why| {
            let what = format!("`{path}` is no JSONPath: {why} ({place})");
            Failure::usage(what).hint("write it as $.error or $.data[0].id (RFC 9535)")
        })
    });
    Ok(SuccessRule {
        endpoint: endpoint.transpose()?,
        status: statuses.collect::<Result<_, _>>()?,
        body: body.collect::<Result<_, _>>()?,
    })
}

/// `304`, or `2xx`.
fn status(text: &str) -> Option<StatusPattern> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(class) = text.strip_suffix("xx") {
        let class: u8 = class.parse().ok()?;
        return (1..=5)
            .contains(&class)
            .then_some(StatusPattern::Class(class));
    }
    let status: u16 = text.parse().ok()?;
    (100..600)
        .contains(&status)
        .then_some(StatusPattern::Exact(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_numbers_or_classes() {
        let check =
            |text: &str, expected: Option<StatusPattern>| assert_eq!(status(text), expected);
        check("304", Some(StatusPattern::Exact(304)));
        check("2xx", Some(StatusPattern::Class(2)));
        check("2XX", Some(StatusPattern::Class(2)));
        check("7xx", None);
        check("42", None);
        check("ok", None);
    }
}
