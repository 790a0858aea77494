use bedlam_model::{Case, Exchange, Operation, Purpose};
use bedlam_oracle::{Oracle, Verdict};
use bedlam_transport::Transport;

use super::cut::{Cut, cuts, without};
use crate::job::Report;
use crate::judge::{observation, says_again};
use crate::shared::Shared;
use crate::step::send;
use crate::worker::note;

/// Requests that make one finding small, at most.
const TRIES: u32 = 12;
/// Where an answer takes longer, in milliseconds, the time is better spent otherwise.
const SLOW: f64 = 400.0;

/// Leaves out inputs as long as the fault shows all the same: all that may be left out at once,
/// then halves of it, down to single ones (after Zeller and Hildebrandt, Simplifying and Isolating
/// Failure-Inducing Input, 2002). None: nothing could be left out.
///
/// `shown`: the exchange of the case that showed the fault last.
pub(crate) async fn fewest_inputs<T: Transport>(
    shared: &Shared<T>,
    operation: &Operation,
    case: &Case,
    shown: &Exchange,
    (oracle, verdict): (&dyn Oracle, &Verdict),
    covered: bool,
    report: &mut Report,
) -> Option<(Case, Exchange)> {
    let answered = shown.response().is_some() && shown.timing.total_ms < SLOW;
    if !answered {
        return None;
    }
    let mut least: Option<(Case, Exchange)> = None;
    let mut all = cuts(operation, case);
    // What the user gave stays.
    all.retain(|cut| !shared.hints.reach(operation.id, &cut.address(operation)));
    let mut open: Vec<Vec<Cut>> = vec![all];
    let mut tries = 0;
    while let Some(group) = open.pop() {
        if group.is_empty() {
            continue;
        }
        let so_far = least.as_ref().map_or(case, |(case, _)| case);
        let less = without(&shared.api, operation, so_far, &group);
        if let Some(less) = less {
            if tries == TRIES || !shared.may_minimise() {
                break;
            }
            tries += 1;
            let sent = send(shared, &less, Purpose::Confirm).await?;
            let says = {
                let seen = observation(shared, operation, &less, &sent, covered);
                says_again(oracle, verdict, &seen)
            };
            let exchange = sent.exchange.clone();
            note(shared, operation, &less, sent, report);
            if says {
                least = Some((less, exchange));
                continue;
            }
        }
        if group.len() > 1 {
            let (first, second) = group.split_at(group.len() / 2);
            open.push(second.to_vec());
            open.push(first.to_vec());
        }
    }
    least
}
