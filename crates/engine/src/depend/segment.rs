/// Names of variables that say in which form an answer is wanted.
const FORMS: [&str; 6] = [
    "format",
    "ext",
    "extension",
    "suffix",
    "mediatype",
    "mimetype",
];

/// Endings of paths that say the same.
const ENDINGS: [&str; 8] = [
    ".json", ".xml", ".yaml", ".yml", ".csv", ".html", ".rss", ".atom",
];

/// The segments of a path without what only says in which form the answer is wanted: of
/// `/users/{id}.json` and `/users/{id}.{format}` these are `users` and `{id}`.
pub(crate) fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    let told = path.split('/').filter(|segment| !segment.is_empty());
    told.map(bare)
}

/// Whether the last segment of a path is the variable that names the thing.
pub(crate) fn ends_with_variable(path: &str, name: &str) -> bool {
    let variable = |last: &str| {
        last.strip_suffix('}')
            .and_then(|rest| rest.rsplit('{').next())
            == Some(name)
    };
    segments(path).next_back().is_some_and(variable)
}

/// Whether the path of an operation ends with a variable.
pub(crate) fn takes_id(path: &str) -> bool {
    segments(path)
        .next_back()
        .is_some_and(|last| last.ends_with('}'))
}

fn bare(segment: &str) -> &str {
    let of_variable = || {
        let (before, name) = segment.strip_suffix('}')?.rsplit_once(".{")?;
        let name = bedlam_model::normalise(name);
        FORMS.contains(&name.as_str()).then_some(before)
    };
    let of_literal = || {
        let mut endings = ENDINGS.iter();
        endings.find_map(|ending| segment.strip_suffix(ending))
    };
    let bare = of_variable().or_else(of_literal);
    bare.filter(|rest| !rest.is_empty()).unwrap_or(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_answer_is_no_part_of_the_name() {
        let check = |path: &str, expected: &[&str]| {
            assert_eq!(segments(path).collect::<Vec<_>>(), expected, "{path}");
        };
        check("/users.json", &["users"]);
        check("/users/{id}.{format}", &["users", "{id}"]);
        check("/users/{id}/posts.{ext}", &["users", "{id}", "posts"]);
        check("/files/{name}.{version}", &["files", "{name}.{version}"]);
        check("/openapi/.json", &["openapi", ".json"]);
        check("/a//b/", &["a", "b"]);
    }

    #[test]
    fn the_thing_is_named_by_the_variable_at_the_end() {
        let check = |path: &str, name: &str, expected: bool| {
            assert_eq!(ends_with_variable(path, name), expected, "{path} {name}");
        };
        check("/users/{id}", "id", true);
        check("/users/{id}/", "id", true);
        check("/users/{id}.json", "id", true);
        check("/users/{id}/posts", "id", false);
        check("/repos/{owner}:{name}", "name", true);
        check("/repos/{owner}:{name}", "owner", false);
    }
}
