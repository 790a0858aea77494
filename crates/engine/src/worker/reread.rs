use bedlam_model::{Case, Operation};
use bedlam_transport::Transport;

use super::make::Ready;
use super::work::Worker;

impl<T: Transport> Worker<'_, T> {
    /// Sends a mutant, and if it has written something, reads that: what a change has broken shows
    /// itself only where it is read. None: the campaign is over.
    pub(super) async fn try_and_reread(&mut self, ready: Ready) -> Option<()> {
        let shared = self.shared;
        let operation = shared.api.operation(ready.case.operation);
        let writes = matches!(operation.method.as_str(), "POST" | "PUT" | "PATCH");
        let reader = writes.then(|| shared.graph.reader_of_written(operation));
        let covered = |id| self.job.knowledge.lore(id).covered;
        let Some(reader) = reader.flatten().filter(|id| covered(*id)) else {
            return self.try_one(ready).await;
        };
        let reader = shared.api.operation(reader);
        let at = self.report.seen.len();
        let (case, used) = (ready.case.clone(), ready.used.clone());
        self.rereads = true;
        let tried = self.try_one(ready).await;
        self.rereads = false;
        tried?;
        let given = shared.graph.path(operation).len();
        let asked = shared.graph.path(reader).len();
        let seen = &self.report.seen[at];
        if !seen.success() || (asked > given && seen.harvest.is_none()) {
            return Some(());
        }
        let mut look = self.fresh(reader.id, 0);
        self.same_path(operation, &case, reader, &mut look.case);
        if asked <= given {
            look.used = used;
        }
        self.try_one(look).await
    }

    /// Gives a request the path values of another one, from the left, as far as that goes.
    fn same_path(&self, from: &Operation, case: &Case, to: &Operation, other: &mut Case) {
        let graph = &self.shared.graph;
        for (source, target) in graph.path(from).iter().zip(graph.path(to)) {
            let value = case
                .arguments
                .iter()
                .find(|argument| argument.parameter == source.parameter)
                .map(|argument| argument.value.clone());
            let argument = other
                .arguments
                .iter_mut()
                .find(|argument| argument.parameter == target.parameter);
            if let (Some(argument), Some(value)) = (argument, value) {
                argument.value = value;
            }
        }
    }
}
