use bedlam_generate::Rng;
use bedlam_model::{Operation, OperationId};

use super::Schedule;
use super::cover::View;
use crate::job::{Plan, Seen};

/// How often a thing is looked at until it has become what an operation waits for.
const LOOKS: u32 = 10;
/// How often an operation that said to wait is waited for.
const WAITED: f64 = 0.5;

/// Whether a refusal says that something is not finished yet.
pub(super) fn is_unready(seen: &Seen) -> bool {
    if !matches!(seen.status, 202 | 400 | 404 | 409 | 422 | 425 | 503) {
        return false;
    }
    let messages = seen.refusal.iter().flat_map(|refusal| &refusal.messages);
    messages.into_iter().any(|message| says_wait(message))
}

fn says_wait(message: &str) -> bool {
    let text = message.to_lowercase();
    let phrases = [
        "not ready",
        "not finished",
        "not complete",
        "not done",
        "not available yet",
        "in progress",
        "in_progress",
        "try again later",
    ];
    let words = [
        "yet",
        "still",
        "pending",
        "queued",
        "processing",
        "running",
        "unfinished",
        "incomplete",
    ];
    let mut all = text.split(|c: char| !c.is_alphanumeric());
    phrases.iter().any(|phrase| text.contains(phrase)) || all.any(|word| words.contains(&word))
}

impl Schedule {
    /// Looks at the thing of an operation until it is finished, where the operation said to wait.
    pub(super) fn wait_for(&self, id: OperationId, view: &View<'_>, rng: &mut Rng) -> Option<Plan> {
        let state = &self.states[id.index()];
        if state.covered || !state.unready || !rng.chance(WAITED) {
            return None;
        }
        let reader = reader(view.api.operation(id), &view.api.operations)?;
        Some(Plan::Watch {
            operation: reader.id,
            looks: LOOKS,
        })
    }
}

/// Who shows the thing that an operation is about: of those that read, the one with the longest
/// path that the operation's begins with.
fn reader<'a>(operation: &Operation, all: &'a [Operation]) -> Option<&'a Operation> {
    let above = |other: &&Operation| {
        let rest = operation
            .path
            .strip_prefix(other.path.trim_end_matches('/'));
        let within = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let item = other.path.trim_end_matches('/').ends_with('}');
        other.method.as_str() == "GET" && other.id != operation.id && within && item
    };
    all.iter()
        .filter(above)
        .max_by_key(|other| other.path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_that_ask_for_patience_are_known() {
        let check = |message: &str, expected: bool| {
            assert_eq!(says_wait(message), expected, "{message}");
        };
        check("The export is still being made.", true);
        check("Result not available yet", true);
        check("status is PENDING", true);
        check("There is no such export.", false);
        check("The name is installed twice", false);
    }
}
