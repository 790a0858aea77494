use bedlam_generate::{Rng, Site};
use bedlam_model::words;
use serde_json::{Map, Value};

use super::{Choice, fact};
use crate::knowledge::InputLore;

/// Blanks of a template, how deep answers are searched for what fills them, and how many things
/// that do are chosen from.
const BLANKS: usize = 6;
const DEPTH: u8 = 4;
const ROWS: usize = 16;

impl Choice<'_> {
    /// What refusals said of an input, the blanks of a template such as `<group>.<kind>` filled.
    pub(super) fn fact(&self, lore: &InputLore, site: &Site<'_>, rng: &mut Rng) -> Option<Value> {
        let value = fact::value(lore, site, self.api, rng)?;
        let Value::String(template) = &value else {
            return Some(value);
        };
        let blanks = blanks(template);
        if blanks.is_empty() {
            return Some(value);
        }
        let lores = self.knowledge.operations.iter();
        let specimens = lores.filter_map(|lore| lore.specimen.as_deref());
        let mut rows = Vec::new();
        for specimen in specimens {
            filled(&specimen.value, template, &blanks, DEPTH, &mut rows);
        }
        Some(
            rng.pick(&rows)
                .map_or(value.clone(), |text| Value::from(text.as_str())),
        )
    }
}

/// The names between angle brackets; none where a template has too many.
fn blanks(template: &str) -> Vec<&str> {
    let parts = template.split('<').skip(1);
    let names = parts.filter_map(|part| part.split_once('>').map(|(name, _)| name));
    let name = |name: &&str| {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
        !name.is_empty() && name.trim() == *name && name.chars().all(plain)
    };
    let all: Vec<&str> = names.filter(name).collect();
    if all.len() > BLANKS { Vec::new() } else { all }
}

/// The template filled from each thing in an answer that shows a value for every blank.
fn filled(value: &Value, template: &str, blanks: &[&str], depth: u8, rows: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1).filter(|_| rows.len() < ROWS) else {
        return;
    };
    match value {
        Value::Array(items) => {
            for item in items {
                filled(item, template, blanks, depth, rows);
            }
        }
        Value::Object(members) => {
            let texts: Option<Vec<String>> = blanks.iter().map(|b| text(members, b)).collect();
            if let Some(texts) = texts {
                let mut row = template.to_owned();
                for (blank, text) in blanks.iter().zip(texts) {
                    row = row.replacen(&format!("<{blank}>"), &text, 1);
                }
                rows.push(row);
            }
            for inner in members.values() {
                filled(inner, template, blanks, depth, rows);
            }
        }
        _ => {}
    }
}

/// The value that a thing shows under the name of a blank: `model` for `model_name` too.
fn text(members: &Map<String, Value>, blank: &str) -> Option<String> {
    let wanted = words(blank);
    let known = |fits: &dyn Fn(&[String]) -> bool| {
        let mut fitting = members.iter().filter(|(name, _)| fits(&words(name)));
        fitting.find_map(|(_, value)| match value {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let begins = |name: &[String]| !name.is_empty() && wanted.starts_with(name);
    let ends = |name: &[String]| !name.is_empty() && wanted.ends_with(name);
    known(&|name| name == wanted)
        .or_else(|| known(&begins))
        .or_else(|| known(&ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn templates_are_filled_from_things_that_show_all_that_they_want() {
        let check = |template: &str, answer: Value, expected: &[&str]| {
            let mut rows = Vec::new();
            filled(&answer, template, &blanks(template), DEPTH, &mut rows);
            assert_eq!(rows, expected, "{template} {answer}");
        };
        let kinds = || {
            json!({"results": [
                {"id": 1, "app_label": "dcim", "model": "device"},
                {"id": 2, "app_label": "ipam", "model": "prefix"},
                {"id": 3, "app_label": "none"},
            ]})
        };
        let all = ["dcim.device", "ipam.prefix"];
        check("<app_label>.<model_name>", kinds(), &all);
        check("<app_label>.<owner>", kinds(), &[]);
        let thing = json!({"name": "c", "tenant": "t", "database": "d"});
        let three = "<tenant_name>:<database_name>:<collection_name>";
        check(three, thing, &["t:d:c"]);
    }

    #[test]
    fn only_names_between_brackets_are_blanks() {
        let check = |template: &str, expected: &[&str]| assert_eq!(blanks(template), expected);
        check("<a>.<b c>", &["a", "b c"]);
        check("a < b > c", &[]);
        check("<p class='x'>", &[]);
        check("plain", &[]);
    }
}
