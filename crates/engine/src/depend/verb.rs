use bedlam_model::{Operation, words};

/// Whether an operation deletes something, or by the last word of its path does as much.
pub(crate) fn takes_away(operation: &Operation) -> bool {
    const VERBS: &[&str] = &[
        "archive",
        "ban",
        "deactivate",
        "delete",
        "destroy",
        "disable",
        "drop",
        "erase",
        "kill",
        "prune",
        "purge",
        "remove",
        "revoke",
        "suspend",
        "terminate",
        "trash",
    ];
    let named = || {
        let last = operation.path.trim_end_matches('/').rsplit('/').next();
        let verb = words(last.unwrap_or_default()).into_iter().next();
        verb.is_some_and(|verb| VERBS.contains(&verb.as_str()))
    };
    let method = operation.method.as_str();
    method == "DELETE" || (!operation.method.is_safe() && named())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_operation;

    #[test]
    fn what_takes_things_away_is_known_by_method_and_by_name() {
        let check = |method: &str, path: &str, expected: bool| {
            let operation = some_operation(&format!("{method} {path}"));
            assert_eq!(takes_away(&operation), expected, "{method} {path}");
        };
        check("delete", "/carts/{id}", true);
        check("post", "/projects/{id}/archive", true);
        check("put", "/users/{id}/deactivateAccount", true);
        check("get", "/projects/archive", false);
        check("post", "/archive/{id}/restore", false);
        check("post", "/archives", false);
    }
}
