use bedlam_generate::{Rng, Site};
use bedlam_model::{Api, Location};
use serde_json::Value;

/// How often the form is asked for in which answers can be read.
const READ: f64 = 0.9;

/// The member of a choice of forms that answers can be read in, where an input says in which form
/// they are wanted: what is not read teaches nothing, and none of its ids are seen.
pub(super) fn readable(site: &Site<'_>, api: &Api, rng: &mut Rng) -> Option<Value> {
    if site.address.location == Location::Body {
        return None;
    }
    let members = api.schemas.get(site.schema).enumeration.as_deref()?;
    let json = |member: &&Value| member.as_str().is_some_and(is_json);
    let json = members.iter().find(json)?;
    (members.len() > 1 && rng.chance(READ)).then(|| json.clone())
}

fn is_json(form: &str) -> bool {
    let form = form.trim_start_matches('.');
    form.eq_ignore_ascii_case("json") || form.eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_names() {
        let check = |form: &str, expected: bool| assert_eq!(is_json(form), expected, "{form}");
        check("json", true);
        check(".json", true);
        check("application/json", true);
        check("JSON", true);
        check("geojson", false);
        check("xml", false);
    }
}
