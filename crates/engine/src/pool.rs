use std::collections::VecDeque;
use std::sync::Arc;

use bedlam_model::Exchange;
use serde_json::Value;

use crate::depend::KeyId;

/// A live thing of the target, as far as we know: a value that it showed us, or that we gave it in
/// a request that succeeded.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// What names it: an id, a name, a slug.
    pub(crate) value: Value,
    /// Under which path it lives: the ids before its own in the path of the request that showed it.
    pub(crate) context: Arc<[(KeyId, String)]>,
    /// How this campaign made it; none: it was there already, or who made it is not known.
    pub(crate) origin: Option<Arc<Origin>>,
    /// Whether a path that named it succeeded: then it goes by this name indeed.
    pub(crate) proven: bool,
}

impl Resource {
    /// Whether this campaign made it.
    pub(crate) fn own(&self) -> bool {
        self.origin.is_some()
    }

    /// Whether it lives under this id.
    pub(crate) fn under(&self, key: KeyId, value: &str) -> bool {
        self.context.iter().any(|(k, v)| *k == key && v == value)
    }
}

/// The request that made a resource, and what that request needed itself.
#[derive(Debug)]
pub(crate) struct Origin {
    /// Request and answer.
    pub(crate) exchange: Exchange,
    /// What made the resources that it used.
    needs: Vec<Arc<Origin>>,
    /// The length of the longest chain that ends here.
    depth: usize,
}

/// How long chains of origins are kept, and how many things one request is said to have needed:
/// memory and the time to tell a story stay bounded.
const CHAIN: usize = 8;
const NEEDS: usize = 4;

impl Origin {
    /// An origin that forgets what lies too far back.
    pub(crate) fn new(exchange: Exchange, needs: Vec<Arc<Origin>>) -> Self {
        let mut kept: Vec<Arc<Origin>> = Vec::new();
        for need in needs.into_iter().filter(|need| need.depth < CHAIN) {
            let known = kept
                .iter()
                .any(|k| k.exchange.request.id == need.exchange.request.id);
            if !known && kept.len() < NEEDS {
                kept.push(need);
            }
        }
        Origin {
            exchange,
            depth: 1 + kept.iter().map(|need| need.depth).max().unwrap_or(0),
            needs: kept,
        }
    }

    /// What made the resources that it used.
    pub(crate) fn needs(&self) -> &[Arc<Origin>] {
        &self.needs
    }

    /// Whether its answer, or else its request, names a thing.
    pub(crate) fn shows(&self, name: &str) -> bool {
        let answer = self.exchange.response();
        let said = |body: &[u8]| String::from_utf8_lossy(body).contains(name);
        answer.is_some_and(|answer| said(&answer.body)) || said(&self.exchange.request.body)
    }

    /// The exchanges that lead up to and include this one, in order, each once.
    pub(crate) fn story(&self, told: &mut Vec<Exchange>) {
        // Asked before the needs are followed: many ways lead to the same beginning.
        if told
            .iter()
            .any(|e| e.request.id == self.exchange.request.id)
        {
            return;
        }
        for need in &self.needs {
            need.story(told);
        }
        told.push(self.exchange.clone());
    }
}

/// The resources known under one name, the newest last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) resources: VecDeque<Arc<Resource>>,
}

/// Resources kept under one name. The oldest few stay: they are often the target's own data.
const MOST: usize = 24;
const OLDEST: usize = 4;

impl Shelf {
    /// Puts a resource on top, once.
    pub(crate) fn put(&mut self, resource: Arc<Resource>) {
        let same = |r: &Arc<Resource>| r.value == resource.value && r.context == resource.context;
        if let Some(at) = self.resources.iter().position(same) {
            let known = &self.resources[at];
            let proven = known.proven || resource.proven;
            let better = match resource.own() && !known.own() {
                true => &resource,
                false => known,
            };
            if !Arc::ptr_eq(better, known) || known.proven != proven {
                self.resources[at] = Arc::new(Resource {
                    proven,
                    ..Resource::clone(better)
                });
            }
            return;
        }
        self.resources.push_back(resource);
        if self.resources.len() > MOST {
            self.resources.remove(OLDEST);
        }
    }

    /// Takes out what is gone; says whether anything was.
    pub(crate) fn remove(&mut self, gone: impl Fn(&Resource) -> bool) -> bool {
        let before = self.resources.len();
        self.resources.retain(|resource| !gone(resource));
        before != self.resources.len()
    }
}

/// The text of a value as it stands in a path.
pub(crate) fn path_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// All resources, by name. Shelves are shared between snapshots until they change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    shelves: Vec<Arc<Shelf>>,
}

impl Pool {
    pub(crate) fn new(keys: usize) -> Self {
        Pool {
            shelves: (0..keys).map(|_| Arc::default()).collect(),
        }
    }

    pub(crate) fn shelf(&self, key: KeyId) -> &Shelf {
        &self.shelves[key.index()]
    }

    /// The newest resource of each name.
    pub(crate) fn newest(&self) -> impl Iterator<Item = (KeyId, &Arc<Resource>)> {
        let all = self.shelves.iter().enumerate();
        all.filter_map(|(at, shelf)| Some((KeyId(at as u32), shelf.resources.back()?)))
    }

    /// The names under which a value is known.
    pub(crate) fn holders(&self, value: &Value) -> Vec<KeyId> {
        let holds = |shelf: &Shelf| shelf.resources.iter().any(|r| r.value == *value);
        let all = self.shelves.iter().enumerate();
        all.filter(|(_, shelf)| holds(shelf))
            .map(|(at, _)| KeyId(at as u32))
            .collect()
    }

    pub(crate) fn put(&mut self, key: KeyId, resource: Arc<Resource>) {
        Arc::make_mut(&mut self.shelves[key.index()]).put(resource);
    }

    /// Takes a value off these shelves: the API said that there is no such thing.
    pub(crate) fn miss(&mut self, keys: &[KeyId], value: &str) {
        let is = |r: &Resource| path_text(&r.value) == value;
        for key in keys {
            let shelf = &mut self.shelves[key.index()];
            if shelf.resources.iter().any(|r| is(r)) {
                Arc::make_mut(shelf).remove(is);
            }
        }
    }

    /// Puts a resource on top in the place of what it replaces.
    pub(crate) fn renew(
        &mut self,
        key: KeyId,
        resource: Arc<Resource>,
        replaces: impl Fn(&Resource) -> bool,
    ) {
        let newest = self.shelves[key.index()].resources.back();
        let same = |r: &Arc<Resource>| r.value == resource.value && r.context == resource.context;
        if !newest.is_some_and(same) {
            let shelf = Arc::make_mut(&mut self.shelves[key.index()]);
            shelf.remove(replaces);
            shelf.put(resource);
        }
    }

    /// Forgets a deleted resource and everything that lived under it.
    pub(crate) fn forget(&mut self, keys: &[KeyId], value: &str, context: &[(KeyId, String)]) {
        let within = |r: &Resource| {
            context
                .iter()
                .all(|(k, v)| r.under(*k, v) || !r.context.iter().any(|(c, _)| c == k))
        };
        for key in keys {
            let shelf = &self.shelves[key.index()];
            if shelf
                .resources
                .iter()
                .any(|r| path_text(&r.value) == value && within(r))
            {
                Arc::make_mut(&mut self.shelves[key.index()])
                    .remove(|r| path_text(&r.value) == value && within(r));
            }
        }
        let Some(first) = keys.first() else {
            return;
        };
        for shelf in &mut self.shelves {
            if shelf
                .resources
                .iter()
                .any(|r| r.under(*first, value) && within(r))
            {
                Arc::make_mut(shelf).remove(|r| r.under(*first, value) && within(r));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(value: &str, context: &[(u32, &str)]) -> Arc<Resource> {
        Arc::new(Resource {
            value: value.into(),
            context: context
                .iter()
                .map(|(k, v)| (KeyId(*k), (*v).to_owned()))
                .collect(),
            origin: None,
            proven: false,
        })
    }

    #[test]
    fn a_deleted_parent_takes_its_children_along_and_nobody_else() {
        let mut pool = Pool::new(2);
        pool.put(KeyId(0), resource("a", &[]));
        pool.put(KeyId(0), resource("b", &[]));
        pool.put(KeyId(1), resource("x", &[(0, "a")]));
        pool.put(KeyId(1), resource("x", &[(0, "b")]));
        pool.forget(&[KeyId(0)], "a", &[]);
        assert_eq!(pool.shelf(KeyId(0)).resources.len(), 1);
        assert_eq!(pool.shelf(KeyId(1)).resources.len(), 1);
        assert!(pool.shelf(KeyId(1)).resources[0].under(KeyId(0), "b"));
    }

    #[test]
    fn a_story_in_which_everything_needs_everything_is_told_once_and_ends() {
        let exchange = |id: u64| Exchange {
            request: bedlam_model::Request {
                id: bedlam_model::RequestId(id),
                method: "POST".into(),
                origin: String::new(),
                target: String::new(),
                headers: Vec::new(),
                body: Vec::new(),
                raw: false,
            },
            outcome: bedlam_model::Outcome::Fault(bedlam_model::TransportFault::Timeout),
            timing: bedlam_model::Timing::default(),
        };
        let mut all: Vec<Arc<Origin>> = Vec::new();
        for id in 0..200 {
            let latest = all.iter().rev().take(12).cloned().collect();
            all.push(Arc::new(Origin::new(exchange(id), latest)));
        }
        let mut told = Vec::new();
        all[199].story(&mut told);
        let mut ids: Vec<_> = told.iter().map(|e| e.request.id).collect();
        assert!(!ids.is_empty() && ids.len() <= 200);
        ids.dedup();
        assert_eq!(ids.len(), told.len());
    }

    #[test]
    fn a_shelf_keeps_the_oldest_and_the_newest() {
        let mut shelf = Shelf::default();
        for n in 0..100 {
            shelf.put(resource(&n.to_string(), &[]));
        }
        assert_eq!(shelf.resources.len(), MOST);
        assert_eq!(shelf.resources[0].value, "0");
        assert_eq!(shelf.resources[MOST - 1].value, "99");
    }
}
