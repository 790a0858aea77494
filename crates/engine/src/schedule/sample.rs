use bedlam_generate::Rng;
use bedlam_model::OperationId;

use super::Schedule;
use super::cover::View;
use super::state::Last;
use crate::daring::Daring;

/// Operations below a collection at most for it to be risked.
const FEW: usize = 8;
/// How often one is looked for.
const LOOKS: f64 = 0.05;
/// Tries that the sample gets before the rest.
const TRIES: u64 = 3;

impl Schedule {
    /// Whether an operation that deletes everything of a kind may be tried already: it asked for
    /// what to delete, or one like it succeeded when told, or it is the sample that shows whether
    /// it asks. What the sample deletes can be made again, and little hangs on it.
    pub(super) fn may_sweep(&self, id: OperationId, view: &View<'_>) -> bool {
        if self.states[id.index()].last != Last::Sweeps {
            return false;
        }
        let operation = view.api.operation(id);
        let asked = !view.knowledge.lore(id).undeclared.is_empty();
        let alike = operation.body.is_none() && view.knowledge.wants_body(&operation.method);
        if asked || alike {
            return true;
        }
        self.sample == Some(id) && self.states[id.index()].tries < TRIES
    }

    /// Looks for a sample when it is time, now and then: what can be filled again changes.
    pub(super) fn choose_sample(&mut self, view: &View<'_>, rng: &mut Rng) {
        let time = view.daring >= Daring::Sample && self.sample.is_none();
        if time && rng.chance(LOOKS) {
            self.sample = self.find_sample(view);
        }
    }

    /// The collection on which the fewest operations hang, of those that we can fill again.
    fn find_sample(&self, view: &View<'_>) -> Option<OperationId> {
        let sweeps = self.selected.iter().filter(|id| {
            let state = &self.states[id.index()];
            state.last == Last::Sweeps && !state.covered && view.api.operation(**id).body.is_none()
        });
        let hanging = |id: &OperationId| {
            let path = &view.api.operation(*id).path;
            let below = |other: &&OperationId| view.api.operation(**other).path.starts_with(path);
            self.selected.iter().filter(below).count()
        };
        let refilled = |id: &OperationId| {
            let path = &view.api.operation(*id).path;
            self.selected.iter().any(|other| {
                let operation = view.api.operation(*other);
                let makes = operation.method.as_str() == "POST" && operation.path == *path;
                makes && self.states[other.index()].covered
            })
        };
        let sweeps = sweeps
            .filter(|id| refilled(id))
            .map(|id| (hanging(id), *id));
        let (hang, id) = sweeps.min_by_key(|(hang, _)| *hang)?;
        (hang <= FEW).then_some(id)
    }
}
