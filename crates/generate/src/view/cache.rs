use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use bedlam_model::{SchemaId, Schemas};

use super::View;

/// How much is kept before the cache starts anew, in the unit of [`View::weight`].
const ROOM: usize = 1_000_000;

/// Views made before, by the schemas that they speak for.
#[derive(Debug)]
pub(crate) struct Views {
    /// Those of single schemas, which are asked for most: as large in all as the description.
    single: Vec<OnceLock<Arc<View>>>,
    kept: RwLock<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    views: HashMap<Box<[SchemaId]>, Arc<View>>,
    weight: usize,
}

impl Views {
    /// Room for the views of these schemas.
    pub(crate) fn new(schemas: &Schemas) -> Self {
        Views {
            single: vec![OnceLock::new(); schemas.len()],
            kept: RwLock::default(),
        }
    }

    /// The view of these schemas.
    pub(crate) fn get(&self, schemas: &Schemas, atoms: &[SchemaId]) -> Arc<View> {
        if let [only] = atoms
            && let Some(place) = self.single.get(only.index())
        {
            let view = place.get_or_init(|| Arc::new(View::merge(schemas, atoms)));
            return Arc::clone(view);
        }
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = kept.views.get(atoms) {
            return Arc::clone(view);
        }
        drop(kept);
        let view = Arc::new(View::merge(schemas, atoms));
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.weight += view.weight() + atoms.len();
        if kept.weight > ROOM {
            kept.views.clear();
            kept.weight = view.weight() + atoms.len();
        }
        kept.views.insert(atoms.into(), Arc::clone(&view));
        view
    }
}
