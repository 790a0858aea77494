use bedlam_model::Place;

use crate::document::{Failure, Kind, NodeId, Part};
use crate::error::Problem;

/// One change (Overlay 1.0.0, section 4.4.3).
pub(super) struct Action {
    /// A JSONPath (RFC 9535).
    pub(super) target: String,
    pub(super) place: Place,
    /// What is merged into the target.
    pub(super) update: Option<NodeId>,
    /// Whether the target is taken away; then there is nothing to merge.
    pub(super) remove: bool,
}

/// What an overlay document says.
pub(super) struct Reading {
    pub(super) actions: Vec<Action>,
    /// What was passed over.
    pub(super) issues: Vec<(Place, String)>,
}

/// Reads an overlay document.
///
/// # Errors
/// If the document is no overlay.
pub(super) fn actions(root: Part<'_>) -> Result<Reading, Failure> {
    let wrong = |part: Part<'_>, what: &str| Failure {
        line: part.place().line,
        column: part.place().column,
        problem: Problem::NoOverlay(what.to_owned()),
    };
    let Some(version) = root.get("overlay") else {
        return Err(wrong(root, "it has no `overlay` with a version"));
    };
    let text = version.text().unwrap_or_default();
    if text.split('.').next() != Some("1") {
        return Err(wrong(version, &format!("version `{text}` is not 1.0")));
    }
    let Some(list) = root.get("actions") else {
        return Err(wrong(root, "it has no `actions`"));
    };
    if !list.is_list() {
        return Err(wrong(list, "`actions` is no list"));
    }
    let mut issues = Vec::new();
    let mut actions = Vec::new();
    for part in list.items() {
        let Some(target) = part.get("target") else {
            let message = "an action without `target`: passed over".to_owned();
            issues.push((part.place(), message));
            continue;
        };
        let update = part.get("update");
        let remove = part
            .get("remove")
            .is_some_and(|part| matches!(part.kind(), Kind::Bool(true)));
        if update.is_none() && !remove {
            let message = "an action with neither `update` nor `remove`: passed over".to_owned();
            issues.push((part.place(), message));
            continue;
        }
        actions.push(Action {
            target: target.text().unwrap_or_default().to_owned(),
            place: target.place(),
            update: update.map(|part| part.id),
            remove,
        });
    }
    Ok(Reading { actions, issues })
}
