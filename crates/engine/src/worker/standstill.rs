use bedlam_model::{OperationId, Purpose};
use bedlam_transport::Transport;

use super::note;
use crate::job::Report;
use crate::shared::Shared;
use crate::step::{Sent, send};

/// Harmless requests that stay unanswered before the first one is judged all the same.
const LOOKS: u32 = 2;

/// Whether a request went unanswered because the API answers nothing at all, and was not the first
/// that did. `sent` went unanswered, see [`Sent::is_late`]. Waits until the API answers again, for
/// a while. None: the campaign is over.
///
/// `sent_ms`: when it was sent.
pub(crate) async fn stands_still<T: Transport>(
    shared: &Shared<T>,
    operation: OperationId,
    sent: &Sent,
    sent_ms: f64,
    report: &mut Report,
) -> Option<bool> {
    let still = &shared.standstill;
    let late_ms = shared.now_ms();
    let Some(pulse) = still.pulse(operation) else {
        return Some(false);
    };
    if still.lived(sent_ms, late_ms) {
        return Some(false);
    }
    let request = sent.exchange.request.id;
    let (mut hung, mut first) = (false, false);
    for look in 1.. {
        let _asking = still.asking.lock().await;
        if still.lived(late_ms, late_ms) {
            hung = true;
            break;
        }
        if still.given_up(shared.now_ms()) {
            return Some(!still.is_first(request));
        }
        let asked = send(shared, &pulse, Purpose::Confirm).await?;
        let answered = asked.exchange.response().is_some();
        let asker = shared.api.operation(pulse.operation);
        note(shared, asker, &pulse, asked, report);
        if answered {
            break;
        }
        still.hangs(request, shared.now_ms());
        (hung, first) = (true, still.is_first(request));
        if look >= LOOKS && first {
            return Some(false);
        }
    }
    // Where the harmless request was answered at once, this one was slow by itself.
    Some(hung && !first)
}
