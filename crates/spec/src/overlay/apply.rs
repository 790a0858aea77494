use bedlam_model::Issue;

use crate::document::{Documents, Failure};

use super::read::{Action, Reading, actions};
use super::shadow::{Shadow, room};
use super::tree::Tree;

/// Applies an overlay, a document read already, to the description, the first of the documents.
/// Its actions work in their order, each on what those before have made. What has no effect is told
/// as an issue at its place.
///
/// # Errors
/// If the document is no overlay.
pub(crate) fn apply(documents: &mut Documents, overlay: u16) -> Result<(), Failure> {
    let Reading {
        actions,
        mut issues,
    } = actions(documents.root(overlay))?;
    let room = room(documents.len());
    let updates: Vec<Option<Shadow>> = actions
        .iter()
        .map(|action| Shadow::of(documents.part(action.update?), room))
        .collect();
    let root = documents.root(0);
    match Shadow::of(root, room) {
        None => {
            let message = "the description unfolds to too much: the overlay is not applied";
            issues.push((documents.root(overlay).place(), message.to_owned()));
        }
        Some(shadow) => {
            let root = root.id;
            let mut patient = Patient {
                tree: Tree::new(documents, root),
                shadow,
            };
            for (action, update) in actions.iter().zip(&updates) {
                if let Err(message) = patient.operate(action, update.as_ref()) {
                    issues.push((action.place, message));
                }
            }
        }
    }
    documents.lend(overlay, 0);
    let issues = issues.into_iter();
    let issues = issues.map(|(place, message)| Issue { place, message });
    documents.issues.extend(issues);
    Ok(())
}

/// A description under change: its tree, and the same as a plain value.
struct Patient<'a> {
    tree: Tree<'a>,
    shadow: Shadow,
}

impl Patient<'_> {
    fn operate(&mut self, action: &Action, update: Option<&Shadow>) -> Result<(), String> {
        let Action { target, .. } = action;
        let selected = self.shadow.select(target);
        let mut ways = selected
            .map_err(|why| format!("`{target}` is no JSONPath: {why}: the action has no effect"))?;
        if ways.is_empty() {
            return Err(format!(
                "`{target}` matches nothing: the action has no effect"
            ));
        }
        if action.remove {
            if ways.iter().any(Vec::is_empty) {
                return Err("the whole description cannot be removed".to_owned());
            }
            // From the end, so that positions in lists stay true.
            ways.sort_by(|a, b| b.cmp(a));
            ways.dedup();
            for way in &ways {
                self.tree.remove(way);
                self.shadow.remove(way);
            }
            return Ok(());
        }
        let room = update.filter(|update| self.shadow.has_room(update, ways.len()));
        let (Some(update), Some(shadow)) = (action.update, room) else {
            return Err("the update unfolds to too much: the action has no effect".to_owned());
        };
        let mut wrong = None;
        for way in &ways {
            match self.tree.merge(way, update) {
                Ok(()) => self.shadow.merge(way, shadow),
                Err(why) => wrong = Some(why),
            }
        }
        match wrong {
            Some(why) => Err(format!("`{target}` is passed over: {why}")),
            None => Ok(()),
        }
    }
}
