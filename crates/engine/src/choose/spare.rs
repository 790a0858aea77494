use bedlam_model::{InputAddress, Location, Operation, normalise};

/// Names of inputs that say how many things an operation is to take.
const LIMITS: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "max",
    "maxresults",
    "count",
    "top",
    "first",
    "take",
];

/// Whether an input keeps an operation that deletes all things of a kind from deleting more than a
/// few of them.
pub(super) fn spares(operation: &Operation, address: &InputAddress) -> bool {
    let sweeps = operation.method.as_str() == "DELETE" && !operation.path.contains('{');
    sweeps && limits(address)
}

fn limits(address: &InputAddress) -> bool {
    let named = |name: &str| LIMITS.contains(&normalise(name).as_str());
    address.location == Location::Query && address.name().is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_deletes_everything_is_told_to_delete_little() {
        let check = |location: Location, name: &str, expected: bool| {
            let named = InputAddress::parameter(location, name);
            assert_eq!(limits(&named), expected, "{name}");
        };
        check(Location::Query, "_limit", true);
        check(Location::Query, "pageSize", true);
        check(Location::Query, "filter", false);
        check(Location::Header, "limit", false);
    }
}
