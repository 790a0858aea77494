use crate::document::{Documents, Kind, NodeId};

use super::shadow::Step;

/// The tree of a description while overlays change it. Nodes that stand in several places, by
/// aliases or because several targets took the same update, are copied before they are changed.
pub(super) struct Tree<'a> {
    documents: &'a mut Documents,
    root: NodeId,
    /// In how many places each node stands.
    places: Vec<u32>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(documents: &'a mut Documents, root: NodeId) -> Self {
        let mut places = vec![0; documents.len()];
        for id in 0..documents.len() {
            for child in children(documents, NodeId(id as u32)) {
                places[child.0 as usize] += 1;
            }
        }
        Tree {
            documents,
            root,
            places,
        }
    }

    /// The node at the end of the way, free to be changed; none: it is not there any more.
    fn own(&mut self, way: &[Step]) -> Option<NodeId> {
        way.iter()
            .try_fold(self.root, |node, step| self.own_child(node, step))
    }

    fn own_child(&mut self, parent: NodeId, step: &Step) -> Option<NodeId> {
        let slot = |kind: &mut Kind| -> Option<NodeId> {
            match (kind, step) {
                (Kind::Map(map), Step::Key(key)) => map.get(&**key).copied(),
                (Kind::List(items), Step::Index(index)) => items.get(*index).copied(),
                _ => None,
            }
        };
        let child = slot(self.documents.kind_mut(parent))?;
        if self.places[child.0 as usize] <= 1 {
            return Some(child);
        }
        let copy = self.documents.copy(child);
        self.places.push(1);
        self.places[child.0 as usize] -= 1;
        for inner in children(self.documents, copy) {
            self.places[inner.0 as usize] += 1;
        }
        match (self.documents.kind_mut(parent), step) {
            (Kind::Map(map), Step::Key(key)) => {
                map.insert(key.as_str().into(), copy);
            }
            (Kind::List(items), Step::Index(index)) => items[*index] = copy,
            _ => {}
        }
        Some(copy)
    }

    /// Merges a node into the one at the end of the way.
    ///
    /// # Errors
    /// They do not go together; why.
    pub(super) fn merge(&mut self, way: &[Step], update: NodeId) -> Result<(), String> {
        let Some(target) = self.own(way) else {
            return Ok(());
        };
        let objects = matches!(self.documents.part(update).kind(), Kind::Map(_));
        match self.documents.part(target).kind() {
            Kind::List(_) => self.append(target, update),
            Kind::Map(_) if objects => self.merge_maps(target, update),
            Kind::Map(_) => {
                let what = self.documents.part(update).describe();
                return Err(format!("{what} cannot be merged into an object"));
            }
            _ => {
                let what = self.documents.part(target).describe();
                return Err(format!(
                    "it selects {what}, which nothing can be merged into"
                ));
            }
        }
        Ok(())
    }

    /// Takes away the node at the end of the way.
    pub(super) fn remove(&mut self, way: &[Step]) {
        let Some((last, above)) = way.split_last() else {
            return;
        };
        let Some(parent) = self.own(above) else {
            return;
        };
        let gone = match (self.documents.kind_mut(parent), last) {
            (Kind::Map(map), Step::Key(key)) => map.shift_remove(&**key),
            (Kind::List(items), Step::Index(index)) if *index < items.len() => {
                Some(items.remove(*index))
            }
            _ => None,
        };
        if let Some(gone) = gone {
            self.places[gone.0 as usize] -= 1;
        }
    }

    /// A list gets the items of another, or anything else as one more item.
    fn append(&mut self, target: NodeId, update: NodeId) {
        let more = match self.documents.part(update).kind() {
            Kind::List(items) => items.clone(),
            _ => vec![update],
        };
        for item in &more {
            self.places[item.0 as usize] += 1;
        }
        if let Kind::List(items) = self.documents.kind_mut(target) {
            items.extend(more);
        }
    }

    fn merge_maps(&mut self, target: NodeId, update: NodeId) {
        let Kind::Map(entries) = self.documents.part(update).kind() else {
            return;
        };
        for (key, value) in (**entries).clone() {
            let step = Step::Key(key.to_string());
            let there = self.documents.part(target).get(&key);
            let new = self.documents.part(value);
            let maps = there.is_some_and(|there| there.is_map() && new.is_map());
            let lists = there.is_some_and(|there| there.is_list() && new.is_list());
            if maps || lists {
                match self.own_child(target, &step) {
                    Some(inner) if maps => self.merge_maps(inner, value),
                    Some(inner) => self.append(inner, value),
                    None => {}
                }
                continue;
            }
            self.places[value.0 as usize] += 1;
            let Kind::Map(map) = self.documents.kind_mut(target) else {
                continue;
            };
            if let Some(old) = map.insert(key, value) {
                self.places[old.0 as usize] -= 1;
            }
        }
    }
}

fn children(documents: &Documents, id: NodeId) -> Vec<NodeId> {
    match documents.part(id).kind() {
        Kind::List(items) => items.clone(),
        Kind::Map(map) => map.values().copied().collect(),
        _ => Vec::new(),
    }
}
