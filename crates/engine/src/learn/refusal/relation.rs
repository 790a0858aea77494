use bedlam_model::words;

/// Things whose names say too little: in messages these are plain words.
const PLAIN: [&str; 24] = [
    "body",
    "client",
    "content",
    "data",
    "entity",
    "error",
    "external",
    "field",
    "format",
    "input",
    "item",
    "json",
    "key",
    "message",
    "object",
    "parameter",
    "record",
    "request",
    "resource",
    "session",
    "token",
    "type",
    "unique",
    "value",
];

/// What the thing is called whose id an input of this name holds. Frameworks that know relations
/// speak of these: of `activity_id` it is said that "Activity can't be blank", or `activity` must
/// exist.
pub(super) fn relation(name: &str) -> Option<String> {
    let parts = words(name);
    let (last, stem) = parts.split_last()?;
    let thing = stem.concat();
    let id = matches!(last.as_str(), "id" | "uuid");
    (id && thing.len() >= 3 && !PLAIN.contains(&thing.as_str())).then_some(thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_another_thing_goes_by_the_name_of_the_thing() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(relation(name).as_deref(), expected, "{name}");
        };
        check("activity_id", Some("activity"));
        check("parentProjectId", Some("parentproject"));
        check("ownerUUID", Some("owner"));
        check("id", None);
        check("activity", None);
        check("type_id", None);
        check("paid", None);
    }
}
