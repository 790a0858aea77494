use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::KeyId;

/// What the name of a value in an answer says.
#[derive(Debug)]
pub(crate) struct Meaning {
    /// The names under which the value is kept.
    pub(crate) keys: Vec<KeyId>,
    /// Whether it names another thing than the one that it was shown of.
    pub(crate) elsewhere: bool,
}

/// The noun of a thing, and the name of one of its values.
type Name = (Option<String>, String);

/// What names were found to say: answers show the same few again and again.
#[derive(Debug, Default)]
pub(super) struct Memo(Mutex<HashMap<Name, Arc<Meaning>>>);

/// Names remembered, and the longest of them: what goes beyond is worked out each time.
const NAMES: usize = 10_000;
const LONGEST: usize = 80;

impl Memo {
    /// What was found before, else what `find` says.
    pub(super) fn get(
        &self,
        noun: Option<&str>,
        field: &str,
        find: impl FnOnce() -> Meaning,
    ) -> Arc<Meaning> {
        if field.len() > LONGEST {
            return Arc::new(find());
        }
        let name = (noun.map(str::to_owned), field.to_owned());
        // One that panicked here cannot have left a meaning half written.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(meaning) = known.get(&name) {
            return meaning.clone();
        }
        let meaning = Arc::new(find());
        if known.len() < NAMES {
            known.insert(name, meaning.clone());
        }
        meaning
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_up_once_for_each_thing() {
        let memo = Memo::default();
        let found = |noun: Option<&str>, field: &str, key: u32| {
            let find = || Meaning {
                keys: vec![KeyId(key)],
                elsewhere: false,
            };
            memo.get(noun, field, find).keys[0].0
        };
        assert_eq!(found(Some("pet"), "id", 1), 1);
        assert_eq!(found(Some("pet"), "id", 2), 1);
        assert_eq!(found(Some("user"), "id", 3), 3);
        assert_eq!(found(None, "id", 4), 4);
        assert_eq!(found(Some(""), "id", 5), 5);
    }
}
