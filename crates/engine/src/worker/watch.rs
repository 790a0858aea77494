use std::time::Duration;

use bedlam_model::OperationId;
use bedlam_transport::Transport;

use super::make::Ready;
use super::work::Worker;

/// Words for what is not finished, and for what is.
const BUSY: &[&str] = &[
    "pending",
    "queued",
    "waiting",
    "scheduled",
    "starting",
    "started",
    "running",
    "processing",
    "inprogress",
    "working",
    "creating",
    "building",
    "preparing",
    "provisioning",
    "accepted",
    "new",
];
const DONE: &[&str] = &[
    "done",
    "finished",
    "complete",
    "completed",
    "succeeded",
    "success",
    "ready",
    "available",
    "active",
    "failed",
    "error",
    "cancelled",
    "canceled",
];

/// Looks without a pause, the first pause, and the longest.
const AT_ONCE: u32 = 4;
const PAUSE: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_millis(400);

impl<T: Transport> Worker<'_, T> {
    /// Looks at one thing again and again until it says that it is finished. None: the campaign is
    /// over.
    pub(super) async fn watch(&mut self, operation: OperationId, looks: u32) -> Option<()> {
        let ready = self.fresh(operation, 0);
        let mut first: Option<String> = None;
        let mut pause = PAUSE;
        for look in 0..looks {
            if look >= AT_ONCE {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST);
            }
            let same = Ready {
                case: ready.case.clone(),
                used: ready.used.clone(),
                path_way: ready.path_way,
                mutant: None,
            };
            self.try_one(same).await?;
            let Some(state) = self.state_seen() else {
                break;
            };
            if is_over(first.as_deref(), &state) {
                break;
            }
            first.get_or_insert(state);
        }
        Some(())
    }

    /// The state that the last answer showed; none: it was no success, or shows none.
    fn state_seen(&self) -> Option<String> {
        let seen = self.report.seen.last()?;
        seen.harvest.as_ref()?.states.first().cloned()
    }
}

fn is_over(first: Option<&str>, state: &str) -> bool {
    let changed = first.is_some_and(|first| first != state);
    DONE.contains(&state) || (changed && !BUSY.contains(&state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_finished_when_it_says_so_or_has_become_something_else() {
        let check = |first: Option<&str>, state: &str, expected: bool| {
            assert_eq!(is_over(first, state), expected, "{first:?} {state}");
        };
        check(None, "queued", false);
        check(Some("queued"), "inprogress", false);
        check(Some("queued"), "rendered", true);
        check(None, "rendered", false);
        check(None, "done", true);
    }
}
