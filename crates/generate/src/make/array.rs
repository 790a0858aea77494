use bedlam_model::{SchemaId, Segment};
use serde_json::Value;

use super::maker::{Maker, Wanted};
use crate::view::{Flat, Rest, View};
use crate::{Fullness, Generator};

/// Items that are made at most, whatever is asked for.
const MOST: u64 = 1000;
/// How often an item is made anew because it may not stand there.
const TRIES: usize = 20;

impl Maker<'_> {
    /// Makes an array.
    pub(super) fn array(&mut self, wanted: Wanted<'_>, flat: &Flat, view: &View) -> Option<Value> {
        let contained: u64 = view.contains.iter().map(|(_, least, _)| *least).sum();
        let count = self.count(view, contained).max(self.least(wanted));
        let examples: Vec<&Value> = self
            .generator
            .examples_of(wanted.examples, flat)
            .filter_map(Value::as_array)
            .flatten()
            .collect();
        let mut items: Vec<Value> = Vec::new();
        let mut owed: Vec<SchemaId> = Vec::new();
        for (id, least, _) in &view.contains {
            owed.extend((0..(*least).min(MOST)).map(|_| *id));
        }
        let mut place = 0;
        while place < count {
            let mut schemas: Vec<SchemaId> = match (view.prefix.get(place), &view.items) {
                (Some(prefix), _) => prefix.clone(),
                (None, Rest::Nothing) => break,
                (None, Rest::Schemas(rest)) => rest.clone(),
                (None, Rest::Anything) => Vec::new(),
            };
            // What must be contained goes last, where the items are freest.
            let left = count - place;
            if left <= owed.len() {
                schemas.extend(owed.pop());
            }
            let item = self.item(&schemas, &examples, &flat.atoms, |generator, item| {
                let full = |(id, _, most): &(SchemaId, u64, Option<u64>)| {
                    let fits = |item: &&Value| generator.fits(&[*id], item);
                    let there = || items.iter().filter(fits).count();
                    let promised = || owed.iter().filter(|other| *other == id).count();
                    most.is_some_and(|most| fits(&item) && (there() + promised()) as u64 >= most)
                };
                let again = view.unique_items && items.contains(item);
                !again && !view.contains.iter().any(full)
            });
            match item {
                Some(item) => items.push(item),
                None if (items.len() as u64) < view.min_items => return None,
                None => break,
            }
            place += 1;
        }
        Some(Value::Array(items))
    }

    /// How many items to make.
    fn count(&mut self, view: &View, contained: u64) -> usize {
        let endless = |ids: &[SchemaId]| self.generator.height(ids) as usize > 40;
        let closed = match &view.items {
            Rest::Nothing => true,
            Rest::Schemas(ids) => endless(ids),
            Rest::Anything => false,
        };
        let mut most = view.max_items.unwrap_or(u64::MAX);
        if closed {
            most = most.min(view.prefix.len() as u64);
        }
        let least = view.min_items.max(contained).min(MOST);
        let far = self.way.len() > 6 || self.fuel == 0;
        let again = self
            .way
            .last()
            .is_some_and(|last| self.way.iter().filter(|id| *id == last).count() > 1);
        let typical = view.prefix.len().max(1) as u64;
        let more = match self.fullness {
            _ if far || again => 0,
            Fullness::Smallest => 0,
            Fullness::Share(_) => typical + self.rng.below(2) as u64,
            Fullness::Full => typical + self.rng.below(3) as u64,
        };
        least.max(more.min(most)) as usize
    }

    fn item(
        &mut self,
        schemas: &[SchemaId],
        examples: &[&Value],
        list: &[SchemaId],
        welcome: impl Fn(&Generator, &Value) -> bool,
    ) -> Option<Value> {
        let wanted = Wanted {
            schemas,
            required: true,
            examples,
            list,
        };
        let mark = self.sources.len();
        for _ in 0..TRIES {
            self.sources.truncate(mark);
            let item = self.inside(Segment::Item, |maker| maker.node(wanted))?;
            if welcome(self.generator, &item) {
                return Some(item);
            }
        }
        None
    }
}
