use std::collections::HashSet;

use bedlam_model::Operation;

use super::reader::{VARIABLE, shape};

/// Which paths stand for things: those that are asked for themselves, and those below which a
/// variable stands.
pub(super) struct Places<'a> {
    asked: HashSet<Vec<&'a str>>,
    named: HashSet<Vec<&'a str>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(all: &'a [Operation]) -> Self {
        let mut places = Places {
            asked: HashSet::new(),
            named: HashSet::new(),
        };
        for operation in all {
            let path = shape(&operation.path);
            let variables = (0..path.len()).filter(|at| path[*at] == VARIABLE);
            let above: Vec<Vec<&str>> = variables.map(|at| path[..at].to_vec()).collect();
            places.named.extend(above);
            places.asked.insert(path);
        }
        places
    }

    /// Whether the segment before the last only holds things apart, as in `/admin/claims`: what is
    /// named below is a claim, and no admin.
    pub(super) fn is_space(&self, path: &[&'a str]) -> bool {
        let Some((_, before)) = path.split_last() else {
            return false;
        };
        // The names of variables do not matter.
        let is_thing = |path: &[&str]| self.asked.contains(path) || self.named.contains(path);
        self.asked.contains(path) && !is_thing(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::some_api;

    #[test]
    fn what_only_holds_things_apart_is_no_thing() {
        let get = "{get: {responses: {}}}";
        let api = some_api(&format!(
            "
  /admin/claims: {get}
  /admin/claims/{{id}}: {get}
  /users: {get}
  /users/active: {get}
  /users/active/{{id}}: {get}
  /shop/find/{{id}}: {get}
"
        ));
        let places = Places::new(&api.operations);
        assert!(places.is_space(&["admin", "claims"]));
        assert!(!places.is_space(&["users", "active"]));
        assert!(!places.is_space(&["shop", "find"]));
    }
}
