use std::sync::Arc;

use bedlam_model::{Additional, Api, Direction, InputAddress, SchemaId, Type, fits};
use serde_json::Value;

use crate::examples::ExampleIndex;
use crate::inputs::Inputs;
use crate::make::{Maker, Wanted};
use crate::mutate::{Marks, of_schemas};
use crate::pattern::Patterns;
use crate::view::{Flat, View, Views, heights};
use crate::{Fullness, Rng};

/// Makes cases and values for one API. Built once and shared: what it works out about schemas is
/// kept in bounded caches.
#[derive(Debug)]
pub struct Generator {
    pub(crate) api: Arc<Api>,
    pub(crate) index: ExampleIndex,
    pub(crate) patterns: Patterns,
    heights: Vec<u8>,
    marks: Vec<Marks>,
    pub(crate) inputs: Vec<Inputs>,
    views: Views,
}

impl Generator {
    /// Looks through the description once; time and memory grow linearly with its size.
    pub fn new(api: Arc<Api>) -> Self {
        let inputs = api.operations.iter().map(|o| Inputs::of(&api, o));
        Generator {
            index: ExampleIndex::new(&api),
            patterns: Patterns::default(),
            heights: heights(&api.schemas),
            marks: of_schemas(&api.schemas),
            inputs: inputs.collect(),
            views: Views::new(&api.schemas),
            api,
        }
    }

    /// The description.
    pub fn api(&self) -> &Arc<Api> {
        &self.api
    }

    /// Examples of the description by the name of their input.
    pub fn examples(&self) -> &ExampleIndex {
        &self.index
    }

    /// Any value that the schema allows in requests; none: none exists as far as can be seen.
    pub fn make_value(&self, schema: SchemaId, rng: &mut Rng) -> Option<Value> {
        self.value_at(&[schema], InputAddress::body(), Fullness::Share(0.5), rng)
    }

    /// A value for this place that satisfies all these schemas.
    pub(crate) fn value_at(
        &self,
        schemas: &[SchemaId],
        address: InputAddress,
        fullness: Fullness,
        rng: &mut Rng,
    ) -> Option<Value> {
        let wanted = Wanted {
            schemas,
            required: true,
            examples: &[],
            list: &[],
        };
        // Where a full value does not come out, a smaller one may.
        [fullness, Fullness::Share(0.2), Fullness::Smallest]
            .into_iter()
            .find_map(|fullness| {
                let mut maker = Maker::new(self, fullness, address.clone(), rng);
                let value = maker.node(wanted)?;
                self.fits(schemas, &value).then_some(value)
            })
    }

    /// Whether a value satisfies all these schemas, as part of a request.
    pub(crate) fn fits(&self, schemas: &[SchemaId], value: &Value) -> bool {
        let one = |id: &SchemaId| fits(&self.api.schemas, *id, value, Direction::Request);
        schemas.iter().all(one)
    }

    /// What all these schemas say together.
    pub(crate) fn view(&self, atoms: &[SchemaId]) -> Arc<View> {
        self.views.get(&self.api.schemas, atoms)
    }

    /// What schemas say of values of this one and of anything inside of them.
    pub(crate) fn marks(&self, id: SchemaId) -> Marks {
        self.marks.get(id.index()).copied().unwrap_or(Marks::MAX)
    }

    /// How deep the flattest value is that satisfies all these schemas.
    pub(crate) fn height(&self, schemas: &[SchemaId]) -> u8 {
        let height = |id: &SchemaId| self.heights.get(id.index()).copied().unwrap_or(0);
        schemas.iter().map(height).max().unwrap_or(0)
    }

    /// Whether values of the schema may have an inside.
    pub(crate) fn may_hold(&self, id: SchemaId) -> bool {
        let schema = self.api.schemas.get(id);
        let composed =
            !schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
        composed
            || schema.types.names(Type::Object)
            || schema.types.names(Type::Array)
            || !schema.properties.is_empty()
            || schema.items != Additional::Anything
    }

    /// Examples handed down, then those of the schemas themselves.
    pub(crate) fn examples_of<'v>(
        &'v self,
        handed: &'v [&'v Value],
        flat: &'v Flat,
    ) -> impl Iterator<Item = &'v Value> {
        let own = flat.atoms.iter().flat_map(|id| {
            let schema = self.api.schemas.get(*id);
            schema.examples.iter().chain(&schema.default)
        });
        handed.iter().copied().chain(own)
    }
}
