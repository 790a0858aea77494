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

    #[test]
    fn what_takes_things_away_is_known_by_method_and_by_name() {
        let check = |method: &str, path: &str, expected: bool| {
            let text = serde_json::json!({
                "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
                "paths": {path: {method: {"responses": {}}}},
            });
            let mut none = |_: &str| Err(String::new());
            let api = bedlam_spec::load("a.json", text.to_string().as_bytes(), &mut none).unwrap();
            assert_eq!(takes_away(&api.operations[0]), expected, "{method} {path}");
        };
        check("delete", "/carts/{id}", true);
        check("post", "/projects/{id}/archive", true);
        check("put", "/users/{id}/deactivateAccount", true);
        check("get", "/projects/archive", false);
        check("post", "/archive/{id}/restore", false);
        check("post", "/archives", false);
    }
}
