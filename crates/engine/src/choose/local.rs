use std::collections::HashMap;
use std::sync::Arc;

use crate::depend::KeyId;
use crate::pool::Resource;

/// Resources that the earlier steps of a job have made: the next steps take these first.
#[derive(Debug, Default)]
pub(crate) struct Local {
    shelves: HashMap<KeyId, Vec<Arc<Resource>>>,
    gone: Vec<(KeyId, String)>,
}

impl Local {
    pub(crate) fn put(&mut self, key: KeyId, resource: Arc<Resource>) {
        self.shelves.entry(key).or_default().push(resource);
    }

    pub(crate) fn forget(&mut self, keys: &[KeyId], value: &str) {
        self.gone
            .extend(keys.iter().map(|key| (*key, value.to_owned())));
    }

    /// The newest resource of this name that this job made.
    pub(crate) fn newest(&self, key: KeyId) -> Option<&Arc<Resource>> {
        self.shelves.get(&key).and_then(|shelf| shelf.last())
    }

    /// All resources of this name that this job made, the newest last.
    pub(crate) fn all(&self, key: KeyId) -> &[Arc<Resource>] {
        self.shelves.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Whether this job deleted it.
    pub(crate) fn is_gone(&self, key: KeyId, value: &str) -> bool {
        self.gone.iter().any(|(k, v)| *k == key && v == value)
    }
}
