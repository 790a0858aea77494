use std::sync::Arc;

use bedlam_generate::{Fullness, Plan};
use bedlam_model::Case;
use bedlam_oracle::normalise_message;
use bedlam_transport::Transport;

use super::make::Ready;
use super::work::Worker;
use crate::corpus::Entry;
use crate::diagnose::reached;
use crate::vary::{Altered, Tried, changes};

/// Requests of one such step, the one that all others are compared to included.
pub(crate) const REQUESTS: usize = 7;

/// What an answer shows of how far a request got.
struct Answer {
    status: u16,
    said: Option<String>,
    /// The same without its particulars.
    key: String,
    /// Whether the API has never answered like that.
    new: bool,
    /// Whether it says which input it dislikes.
    names: bool,
    success: bool,
    put_off: bool,
}

impl Answer {
    fn differs(&self, other: &Answer) -> bool {
        self.status != other.status || self.key != other.key
    }

    /// Whether its request got farther, as far as statuses and new words tell.
    fn farther(&self, other: &Answer) -> bool {
        let (ours, theirs) = (reached(self.status), reached(other.status));
        ours > theirs || (ours == theirs && self.new && !self.names)
    }
}

impl<T: Transport> Worker<'_, T> {
    /// Sends a refused case again, and then with one input changed at a time, `from` that change on.
    /// What gets farther is built upon. None: the campaign is over.
    pub(super) async fn vary(&mut self, entry: &Entry, from: usize) -> Option<()> {
        let shared = self.shared;
        let operation = shared.api.operation(entry.case.operation);
        let mut base = entry.case.clone();
        let mut reference = self.ask(&base).await?;
        let mut tried = Tried {
            operation: operation.id,
            altered: Vec::new(),
            farther: None,
        };
        let donors = self.donors(&base);
        let mut all = changes(&shared.api, operation, &base, &donors);
        let mut at = from;
        for _ in 1..REQUESTS {
            if all.is_empty() || reference.success || reference.put_off || reference.status == 0 {
                break;
            }
            at %= all.len();
            let change = all.remove(at);
            let answer = self.ask(&change.case).await?;
            if answer.put_off || !answer.differs(&reference) {
                continue;
            }
            let farther = answer.success || answer.farther(&reference);
            tried.altered.push(Altered {
                input: change.input,
                how: change.how,
                status: answer.status,
                said: answer.said.clone(),
                farther,
            });
            if farther {
                base = change.case;
                reference = answer;
                all = changes(&shared.api, operation, &base, &donors);
                at = 0;
            }
        }
        if tried.altered.iter().any(|altered| altered.farther) {
            tried.farther = Some(Arc::new(Entry { case: base }));
        }
        self.report.tried.push(tried);
        Some(())
    }

    /// Other cases of the operation, full and small and by its examples.
    fn donors(&mut self, base: &Case) -> Vec<Case> {
        let example = Plan {
            body_example: true,
            ..Plan::of(Fullness::Share(0.3))
        };
        let smallest = Plan::of(Fullness::Smallest);
        let plans = [Plan::of(Fullness::Full), smallest, example];
        plans
            .into_iter()
            .map(|plan| self.fresh_by(base.operation, plan).case)
            .collect()
    }

    async fn ask(&mut self, case: &Case) -> Option<Answer> {
        let at = self.report.seen.len();
        self.try_one(Ready {
            case: case.clone(),
            used: Vec::new(),
            path_way: None,
            mutant: None,
        })
        .await?;
        let seen = self.report.seen.get(at)?;
        let said = seen
            .witness
            .as_ref()
            .and_then(|witness| witness.said.clone());
        let facts = seen.refusal.iter().flat_map(|refusal| &refusal.facts);
        Some(Answer {
            status: seen.status,
            key: said.as_deref().map(normalise_message).unwrap_or_default(),
            said,
            new: seen.new,
            names: facts.into_iter().any(|fact| fact.address.is_some()),
            success: seen.success(),
            put_off: seen.put_off(),
        })
    }
}
