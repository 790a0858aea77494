use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Documents, NodeId, Part, Source};

use super::{base_of, resolve};

/// Parts of a document that are resources of their own: below an `$id` (JSON Schema 2020-12,
/// section 8.2.1), or the whole document by its `$self` (OpenAPI 3.2, section 4.1).
pub(crate) struct Scopes {
    /// Subtrees with a base of their own; outer ones before inner ones.
    scopes: Vec<Scope>,
    /// What `$anchor` and `$dynamicAnchor` name, by document.
    anchors: HashMap<(u16, Box<str>), NodeId>,
    /// Resources by their absolute names.
    resources: HashMap<String, NodeId>,
}

struct Scope {
    parent: Option<usize>,
    nodes: Range<u32>,
    base: String,
    root: NodeId,
}

impl Scopes {
    /// Looks through all documents once.
    pub(crate) fn read(documents: &Documents) -> Scopes {
        let mut all = Scopes {
            scopes: Vec::new(),
            anchors: HashMap::new(),
            resources: HashMap::new(),
        };
        for (index, source) in documents.sources().iter().enumerate() {
            all.read_source(documents, index as u16, source);
        }
        all
    }

    fn read_source(&mut self, documents: &Documents, index: u16, source: &Source) {
        for id in source.nodes.clone().map(NodeId) {
            let part = documents.part(id);
            if !part.is_map() {
                continue;
            }
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = part.text_of(key) {
                    let anchor = self.anchors.entry((index, name.into()));
                    anchor.or_insert(id);
                }
            }
            let own = if id == source.root { "$self" } else { "$id" };
            let Some(name) = part.text_of(own).or_else(|| part.text_of("$id")) else {
                continue;
            };
            // `$id: '#name'` was an anchor in older drafts.
            if let Some(anchor) = name.strip_prefix('#') {
                self.anchors.entry((index, anchor.into())).or_insert(id);
                continue;
            }
            let parent = self.around(id);
            let base = parent.map_or(&*source.location, |scope| &self.scopes[scope].base);
            let base = base_of(&resolve(base, name)).to_owned();
            self.resources.entry(base.clone()).or_insert(id);
            self.scopes.push(Scope {
                parent,
                nodes: id.0..end(part),
                base,
                root: id,
            });
        }
    }

    /// The innermost scope around a node.
    fn around(&self, id: NodeId) -> Option<usize> {
        let before = self
            .scopes
            .partition_point(|scope| scope.nodes.start <= id.0);
        let mut near = before.checked_sub(1);
        while let Some(scope) = near {
            if self.scopes[scope].nodes.contains(&id.0) {
                break;
            }
            near = self.scopes[scope].parent;
        }
        near
    }

    /// Root and base of the resource that a part belongs to, where it is not just its document.
    pub(crate) fn of(&self, part: Part<'_>) -> Option<(NodeId, &str)> {
        let scope = &self.scopes[self.around(part.id)?];
        Some((scope.root, &scope.base))
    }

    /// The resource of that absolute name.
    pub(crate) fn resource(&self, name: &str) -> Option<NodeId> {
        self.resources.get(name).copied()
    }

    /// What an anchor names in a document.
    pub(crate) fn anchor(&self, source: u16, name: &str) -> Option<NodeId> {
        self.anchors.get(&(source, name.into())).copied()
    }
}

/// The end of a part's subtree: ids are given from the top down, in the order of the document.
fn end(part: Part<'_>) -> u32 {
    let mut last = part;
    loop {
        let children = last.items().chain(last.entries().map(|(_, child)| child));
        // What overlays have put here stands elsewhere.
        let children = children.filter(|child| child.place().source == part.place().source);
        match children.max_by_key(|child| child.id) {
            Some(child) if child.id > last.id => last = child,
            _ => return last.id.0 + 1,
        }
    }
}
