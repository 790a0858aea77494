use bedlam_generate::Rng;
use bedlam_model::OperationId;

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
        Some(Plan::Watch {
            operation: view.graph.reader(view.api.operation(id))?,
            looks: LOOKS,
        })
    }
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
