use std::borrow::Cow;

use bedlam_model::{Additional, InputAddress, Schema, Segment, Type};

use super::{Choice, fact};

impl Choice<'_> {
    /// What the items of a list must be like, by the spec and by what refusals said of them. None:
    /// it is no list.
    pub(super) fn items(&self, schema: &Schema, address: &InputAddress) -> Option<Cow<'_, Schema>> {
        let list = schema.types.names(Type::Array) && !schema.types.names(Type::String);
        let Additional::Schema(items) = schema.items else {
            return None;
        };
        let lore = self.lore.inputs.get(&address.child(Segment::Item));
        list.then(|| fact::told(lore, self.api.schemas.get(items)))
    }
}
