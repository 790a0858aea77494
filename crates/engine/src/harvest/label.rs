use bedlam_model::words;
use serde_json::Value;

/// Whether a value only says in words for people what its property is called, as in
/// `{"created_by": "Created By"}`: no value of anything.
pub(super) fn is_label(name: &str, value: &Value) -> bool {
    let Value::String(text) = value else {
        return false;
    };
    text.starts_with(char::is_uppercase)
        && text != name
        && text.len() <= 2 * name.len()
        && words(text) == words(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_the_name_for_people_is_a_label() {
        let check = |name: &str, value: Value, expected: bool| {
            assert_eq!(is_label(name, &value), expected, "{name} {value}");
        };
        check("datasource_type", "Datasource Type".into(), true);
        check("createdBy", "Created By".into(), true);
        check("owner.id", "Owner Id".into(), true);
        check("created_by", "Ben".into(), false);
        check("status", "status".into(), false);
        check("Active", "Active".into(), false);
        check("id", 7.into(), false);
    }
}
