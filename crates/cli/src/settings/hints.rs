use bedlam_engine::{Hint, HintGroup, Hints};
use bedlam_model::Api;

use super::Value;
use crate::args::{HelpArgs, Origins};
use crate::failure::Failure;

/// What to do about a text that is no hint.
const FORM: &str = "write it as 'REGEX:value'; the expression is searched in lines such as \
                    `PUT /pet BODY category/id`, which `bedlam describe specification` prints";

/// The hints of the command line, the environment and the configuration file.
///
/// # Errors
/// The first that is none.
pub(crate) fn hints(args: &HelpArgs, origins: &Origins) -> Result<Hints, Failure> {
    let implicit = args.resource_hint.iter().map(|text| {
        let wrong = |error: bedlam_engine::HintError| {
            Value::new(text, "resource-hint", origins).refuse(&error.to_string(), FORM)
        };
        Hint::parse(text).map_err(wrong)
    });
    let mut groups = vec![HintGroup {
        name: None,
        hints: implicit.collect::<Result<_, _>>()?,
    }];
    for group in origins.hint_groups() {
        let explicit = group.hints.iter().map(|(text, place)| {
            let wrong = |error| Failure::usage(format!("{error} ({place})")).hint(FORM);
            Hint::parse(text).map_err(wrong)
        });
        groups.push(HintGroup {
            name: group.name.clone(),
            hints: explicit.collect::<Result<_, _>>()?,
        });
    }
    groups.retain(|group| !group.hints.is_empty());
    Ok(Hints { groups })
}

/// Tells the hints that no input has a use for.
pub(crate) fn tell_unused(hints: &Hints, api: &Api) {
    for unused in hints.unused(api) {
        let what = format!("no input matches the hint `{}`", unused.hint);
        let lines: Vec<String> = unused
            .nearest
            .iter()
            .map(|line| format!("`{line}`"))
            .collect();
        let hint = match lines.is_empty() {
            true => "`bedlam describe specification` prints the lines that hints match".to_owned(),
            false => format!("near it are {}", lines.join(", ")),
        };
        Failure::usage(what).hint(hint).warn();
    }
}
