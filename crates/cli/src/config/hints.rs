use super::file::refuse;
use super::yaml::{Kind, Node, wrong};
use crate::failure::Failure;

/// A group of hints in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileGroup {
    pub(crate) name: Option<String>,
    /// Each hint with its place, `bedlam.yaml:4:14`.
    pub(crate) hints: Vec<(String, String)>,
}

/// How it is written.
const FORM: &str = "write `resource_hints: [{name: A, hints: ['REGEX:value']}]`";

/// Reads a list of groups, each with a name and its hints.
pub(super) fn groups(node: &Node, path: &str) -> Result<Vec<FileGroup>, Failure> {
    let refuse = |node: &Node, what: &str| refuse(path, &wrong(node.place, what)).hint(FORM);
    let groups = match &node.kind {
        Kind::Nothing => return Ok(Vec::new()),
        Kind::List(groups) => groups,
        _ => return Err(refuse(node, "`resource_hints` takes a list of groups")),
    };
    let group = |node: &Node| {
        let Kind::Map(entries) = &node.kind else {
            return Err(refuse(node, "a group of hints has a `name` and `hints`"));
        };
        let mut group = FileGroup {
            name: None,
            hints: Vec::new(),
        };
        for entry in entries {
            match (&*entry.key, &entry.value.kind) {
                ("name", Kind::One(name)) => group.name = Some(name.clone()),
                ("name", Kind::Nothing) | ("hints", Kind::Nothing) => {}
                ("hints", Kind::List(hints)) => {
                    for hint in hints {
                        let Kind::One(text) = &hint.kind else {
                            return Err(refuse(hint, "a hint is a text"));
                        };
                        let (line, column) = hint.place;
                        let place = format!("{path}:{line}:{column}");
                        group.hints.push((text.clone(), place));
                    }
                }
                ("name", _) => return Err(refuse(&entry.value, "the name of a group is a text")),
                ("hints", _) => return Err(refuse(&entry.value, "`hints` takes a list")),
                (key, _) => {
                    let what = format!("a group of hints has no key `{key}`");
                    return Err(refuse(&entry.value, &what));
                }
            }
        }
        Ok(group)
    };
    groups.iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::super::yaml::read;
    use super::*;

    fn parse(text: &str) -> Result<Vec<FileGroup>, Failure> {
        groups(&read(text).unwrap()[0].value, "c.yaml")
    }

    #[test]
    fn groups_are_read_with_the_places_of_their_hints() {
        let text = "resource_hints:\n  - name: Group A\n    hints: [\"username$:foo\", 'a:b']\n  \
                    - hints: ['c:d']\n";
        let groups = parse(text).unwrap();
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].name.as_deref(), Some("Group A"));
        let first = ("username$:foo".to_owned(), "c.yaml:3:13".to_owned());
        assert_eq!(groups[0].hints[0], first);
        assert_eq!(groups[1].name, None);
    }

    #[test]
    fn what_is_no_group_is_refused_at_its_place() {
        let check = |text: &str, part: &str| {
            let told = format!("{:?}", parse(text).unwrap_err());
            assert!(told.contains(part), "{told}");
        };
        check(
            "resource_hints: a:b\n",
            "takes a list of groups (c.yaml:1:17)",
        );
        check(
            "resource_hints:\n  - a:b\n",
            "has a `name` and `hints` (c.yaml:2:5)",
        );
        check("resource_hints:\n  - {names: a}\n", "has no key `names`");
        check(
            "resource_hints:\n  - {hints: [{a: b}]}\n",
            "a hint is a text",
        );
    }
}
