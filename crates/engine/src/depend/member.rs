use bedlam_model::{InputAddress, Location, Operation, Segment, normalise};

/// Names of lists that do not say what is listed.
const LISTS: &[&str] = &[
    "q",
    "id",
    "ids",
    "uuids",
    "pks",
    "key",
    "keys",
    "list",
    "items",
    "names",
    "objects",
    "selected",
    "selection",
    "targets",
    "resources",
];

/// Whether an input is the member of a list that does not say what it lists: then it lists what
/// the path speaks of.
pub(super) fn is_plain_list(operation: &Operation, address: &InputAddress) -> bool {
    let named = match &*address.path {
        [Segment::Item | Segment::Index(_)] => address.location == Location::Body,
        [Segment::Key(name), Segment::Item | Segment::Index(_)] => {
            let plain = normalise(name);
            let tells = LISTS.contains(&plain.as_str());
            tells && matches!(address.location, Location::Query | Location::Body)
        }
        _ => false,
    };
    // What is created by a list of names is not there yet.
    let creates = operation.method.as_str() == "POST"
        && !matches!(address.name(), Some(name) if name.to_ascii_lowercase().contains("id"));
    named && !creates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;

    #[test]
    fn a_list_without_a_telling_name_lists_what_the_path_speaks_of() {
        let api = some_api(
            "
  /pets/:
    delete: {responses: {'200': {description: d}}}
    post: {responses: {'200': {description: d}}}
",
        );
        let check = |method: &str, location: Location, path: &[Segment], expected: bool| {
            let found = api.operations.iter().find(|o| o.method.as_str() == method);
            let path = path.into();
            let address = InputAddress { location, path };
            let found = is_plain_list(found.unwrap(), &address);
            assert_eq!(found, expected, "{address}");
        };
        let key = |name: &str| Segment::Key(name.to_owned());
        let (query, body) = (Location::Query, Location::Body);
        check("DELETE", query, &[key("q"), Segment::Item], true);
        check("DELETE", body, &[Segment::Item], true);
        check("DELETE", query, &[key("q")], false);
        check("DELETE", query, &[key("colors"), Segment::Item], false);
        check("POST", body, &[key("ids"), Segment::Item], true);
        check("POST", body, &[key("names"), Segment::Item], false);
    }
}
