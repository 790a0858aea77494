use std::io::ErrorKind;

use super::auth::{self, FileAuth};
use super::hints::{self, FileGroup};
use super::success::{self, FileSuccess};
use super::yaml::{Entry, Kind, Node, Wrong, read};
use crate::failure::Failure;
use crate::nearest::nearest;

/// Where it is looked for.
const USUAL: &str = "bedlam.yaml";
/// A file of hints in the form of another tool, read as it is.
const FOREIGN: &str = ".mapi";
/// The version of that form.
const FOREIGN_VERSION: &str = "1.0";

/// Keys whose values have a form of their own; all others are flags.
const STRUCTURED: &[&str] = &[AUTH, HINTS, SUCCESS];
/// Where credentials come from.
const AUTH: &str = "auth";
/// Groups of hints.
const HINTS: &str = "resource-hints";
/// What counts as success.
const SUCCESS: &str = "success";

/// What a configuration file says.
#[derive(Debug, Default)]
pub(crate) struct ConfigFile {
    path: String,
    entries: Vec<Entry>,
    /// The values of the keys that are flags, in the same order; of the others none.
    values: Vec<Vec<String>>,
    groups: Vec<FileGroup>,
    success: Vec<FileSuccess>,
    auth: Option<FileAuth>,
}

impl ConfigFile {
    /// Reads the file named, else those at the usual places, as far as they are there.
    ///
    /// # Errors
    /// A file that is named but not there, and one that is no mapping of keys to values.
    pub(crate) fn find(named: Option<&str>) -> Result<Option<Self>, Failure> {
        if let Some(path) = named {
            let text = std::fs::read_to_string(path).map_err(|cause| unreadable(path, &cause))?;
            return ConfigFile::parse(path, &text).map(Some);
        }
        let mut found: Option<ConfigFile> = None;
        for path in [USUAL, FOREIGN] {
            let text = match std::fs::read_to_string(path) {
                Ok(text) => text,
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Err(cause) => return Err(unreadable(path, &cause)),
            };
            let file = ConfigFile::parse(path, &text)?;
            match &mut found {
                Some(first) => first.groups.extend(file.groups),
                None => found = Some(file),
            }
        }
        Ok(found)
    }

    fn parse(path: &str, text: &str) -> Result<Self, Failure> {
        let mut entries = read(text).map_err(|wrong| refuse(path, &wrong))?;
        for entry in &mut entries {
            entry.key = entry.key.replace('_', "-");
        }
        for (position, entry) in entries.iter().enumerate() {
            if entries[..position].iter().any(|e| e.key == entry.key) {
                let what = format!("`{}` is given twice", entry.key);
                let place = entry.place;
                return Err(refuse(path, &Wrong { place, what }));
            }
        }
        let groups = entries.iter().find(|entry| entry.key == HINTS);
        let groups = groups.map(|entry| hints::groups(&entry.value, path));
        let groups = groups.transpose()?.unwrap_or_default();
        let named = std::path::Path::new(path).file_name();
        if named.is_some_and(|name| name == FOREIGN) || entries.iter().any(|e| e.key == "version") {
            foreign(path, &entries)?;
            return Ok(ConfigFile {
                path: path.to_owned(),
                groups,
                ..ConfigFile::default()
            });
        }
        let success = entries.iter().find(|entry| entry.key == SUCCESS);
        let success = success.map(|entry| success::success(&entry.value, path));
        let auth = entries.iter().find(|entry| entry.key == AUTH);
        let auth = auth.map(|entry| auth::auth(&entry.value, path));
        let flags = entries.iter().map(|entry| match &*entry.key {
            key if STRUCTURED.contains(&key) => Ok(Vec::new()),
            key => entry
                .value
                .values(key)
                .map_err(|wrong| refuse(path, &wrong)),
        });
        Ok(ConfigFile {
            path: path.to_owned(),
            values: flags.collect::<Result<_, _>>()?,
            success: success.transpose()?.unwrap_or_default(),
            auth: auth.transpose()?.flatten(),
            entries,
            groups,
        })
    }

    /// Holds the keys against those that exist.
    ///
    /// # Errors
    /// The first key that does not.
    pub(crate) fn check(&self, keys: Vec<String>) -> Result<(), Failure> {
        let structured = STRUCTURED.iter().map(|key| (*key).to_owned());
        let keys: Vec<String> = keys.into_iter().chain(structured).collect();
        let unknown = |entry: &&Entry| !keys.contains(&entry.key);
        let Some(entry) = self.entries.iter().find(unknown) else {
            return Ok(());
        };
        let (line, column) = entry.place;
        let what = format!(
            "unknown key `{}` ({}:{line}:{column})",
            entry.key, self.path
        );
        let hint = match nearest(&entry.key, keys.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "keys are the long names of flags; `bedlam help run` shows them".to_owned(),
        };
        Err(Failure::usage(what).hint(hint))
    }

    /// What is given for a key.
    pub(crate) fn values(&self, key: &str) -> Option<&[String]> {
        let position = self.entries.iter().position(|entry| entry.key == key)?;
        Some(&self.values[position])
    }

    /// `bedlam.yaml:3:11`, where the value of a key stands.
    pub(crate) fn place(&self, key: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        let (line, column) = entry.value.place;
        Some(format!("{}:{line}:{column}", self.path))
    }

    /// What counts as success, by endpoint.
    pub(crate) fn success(&self) -> &[FileSuccess] {
        &self.success
    }

    /// Where credentials come from.
    pub(crate) fn auth(&self) -> Option<&FileAuth> {
        self.auth.as_ref()
    }

    /// The groups of hints.
    pub(crate) fn groups(&self) -> &[FileGroup] {
        &self.groups
    }
}

/// Looks through a file of the foreign form: what is not used of it is said.
fn foreign(path: &str, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        let (line, column) = entry.place;
        match (&*entry.key, &entry.value) {
            (HINTS, _) => {}
            ("version", Node { kind, .. }) => {
                if *kind != Kind::One(FOREIGN_VERSION.to_owned()) {
                    let what = format!("only version {FOREIGN_VERSION} of such a file is known");
                    let place = entry.value.place;
                    return Err(refuse(path, &Wrong { place, what }));
                }
            }
            (key, _) => {
                let key = key.replace('-', "_");
                let what = format!("`{key}` is passed over ({path}:{line}:{column})");
                Failure::usage(what)
                    .hint("of this file only `resource_hints` is used")
                    .warn();
            }
        }
    }
    Ok(())
}

fn unreadable(path: &str, cause: &std::io::Error) -> Failure {
    let what = format!("the configuration file cannot be read: {cause} ({path})");
    Failure::usage(what).hint("name another one with --config FILE")
}

pub(super) fn refuse(path: &str, wrong: &Wrong) -> Failure {
    let (line, column) = wrong.place;
    Failure::usage(format!("{} ({path}:{line}:{column})", wrong.what))
        .hint("write one `flag: value` a line, several values as a list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_may_be_written_with_either_line() {
        let file = ConfigFile::parse("c.yaml", "rate_limit: 5\nmax-requests: 7\n").unwrap();
        assert_eq!(file.values("rate-limit"), Some(["5".to_owned()].as_slice()));
        assert_eq!(file.place("max-requests").as_deref(), Some("c.yaml:2:15"));
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        let failure = ConfigFile::parse("c.yaml", "seed: 1\nseed: 2\n").unwrap_err();
        assert!(format!("{failure:?}").contains("`seed` is given twice (c.yaml:2:1)"));
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let file = ConfigFile::parse("c.yaml", "durration: 5\n").unwrap();
        let failure = file.check(vec!["duration".into()]).unwrap_err();
        let told = format!("{failure:?}");
        assert!(
            told.contains("unknown key `durration` (c.yaml:1:1)"),
            "{told}"
        );
        assert!(told.contains("did you mean `duration`?"), "{told}");
    }

    #[test]
    fn a_file_of_another_tool_is_read_as_it_is() {
        let text = "version: \"1.0\"\nresource_hints:\n  - name: A\n    hints: [\"a$:b\"]\n";
        let file = ConfigFile::parse(".mapi", text).unwrap();
        assert_eq!(file.groups().len(), 1);
        assert!(file.check(Vec::new()).is_ok());
        let failure = ConfigFile::parse(".mapi", "version: '2.0'\n").unwrap_err();
        assert!(format!("{failure:?}").contains("only version 1.0 of such a file"));
    }
}
