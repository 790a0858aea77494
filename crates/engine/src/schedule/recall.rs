use bedlam_model::OperationId;

use super::Schedule;

impl Schedule {
    /// Takes over what, as an earlier campaign found out, has to happen to a new thing before this
    /// operation succeeds on it.
    pub(crate) fn remember(&mut self, id: OperationId, way: Vec<OperationId>) {
        self.recipes.remember(id, way);
    }

    /// Learns which of the steps before an operation failed, if one did.
    pub(crate) fn led(&mut self, id: OperationId, failed: Option<OperationId>) {
        if self.recipes.led(id, failed) {
            self.chains.forget(id);
        }
    }

    /// The operations that have to succeed on a new thing before this one does, in order.
    pub(crate) fn way(&self, id: OperationId) -> &[OperationId] {
        self.recipes.of(id)
    }
}
