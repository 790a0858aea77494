use std::collections::HashSet;

use bedlam_model::{Case, InputAddress, SchemaId, Segment};
use serde_json::Value;

use super::catalog::MUTATORS;
use super::mutator::Reach;
use super::spot::MOST;
use crate::inside::Inside;
use crate::{Generator, Rng};

/// Something that mutators can be aimed at.
struct Place {
    /// None: the case as a whole.
    address: Option<InputAddress>,
    /// The mutators that look for such a place.
    reach: &'static [Reach],
}

impl Generator {
    /// Every mutator ([`MUTATORS`], by index) with every place of the case where it applies, to be
    /// handed to [`Generator::mutate_at`]: place by place, each tried when its turn comes. Of the
    /// items of an array those are places that have something which none before them has.
    ///
    /// No place: the mutator changes the case as a whole. The mutation tells the address of the
    /// place, or of a property that was added there.
    pub fn sweep<'a>(
        &'a self,
        case: &'a Case,
    ) -> impl Iterator<Item = (usize, Option<InputAddress>)> + 'a {
        self.places(case).into_iter().flat_map(move |place| {
            let mutators = MUTATORS.iter().enumerate();
            mutators.filter_map(move |(index, mutator)| {
                if !place.reach.contains(&mutator.reach) {
                    return None;
                }
                // Any chance will do: it is asked whether there is something to be done.
                let mut rng = Rng::new(index as u64);
                self.mutate_at(case, index, place.address.as_ref(), &mut rng)?;
                Some((index, place.address.clone()))
            })
        })
    }

    fn places(&self, case: &Case) -> Vec<Place> {
        let mut rng = Rng::new(0);
        let Some(change) = self.change(case, &mut rng) else {
            return Vec::new();
        };
        let mut places = Places {
            generator: self,
            found: Vec::new(),
            seen: HashSet::new(),
        };
        places.found.push(Place {
            address: None,
            reach: &[Reach::Case],
        });
        for parameter in &change.operation.parameters {
            let address = InputAddress::parameter(parameter.location, &parameter.name);
            places.add(address, &[Reach::Parameter]);
        }
        for part in change.parts() {
            if let (Some(root), Some(spot)) = (change.root(part), change.whole(part))
                && let (Some(schemas), Some(address)) =
                    (change.declared(part), change.address(&spot))
            {
                places.walk(root, schemas, address);
            }
        }
        places.found
    }
}

/// Places of a case, those that differ only in array positions once.
struct Places<'g> {
    generator: &'g Generator,
    found: Vec<Place>,
    seen: HashSet<(InputAddress, &'static [Reach])>,
}

impl Places<'_> {
    fn add(&mut self, address: InputAddress, reach: &'static [Reach]) {
        if self.seen.insert((address.general(), reach)) {
            self.found.push(Place {
                address: Some(address),
                reach,
            });
        }
    }

    /// Adds a value and all inside of it, and what its schemas miss there.
    fn walk(&mut self, value: &Value, schemas: &[SchemaId], address: InputAddress) {
        if self.found.len() >= MOST {
            return;
        }
        self.add(address.clone(), &[Reach::Value, Reach::Property]);
        if !value.is_array() && !value.is_object() {
            return;
        }
        let inside = Inside::of(self.generator, schemas, value);
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let address = address.child(Segment::Index(index));
                    self.walk(item, &inside.item(index), address);
                }
            }
            Value::Object(map) => {
                for (name, item) in map {
                    let (schemas, _) = inside.property(self.generator, name);
                    let address = address.child(Segment::Key(name.clone()));
                    self.walk(item, &schemas, address);
                }
                for property in &inside.view.properties {
                    let name = property.name(&self.generator.api.schemas);
                    if !property.barred && !map.contains_key(name) {
                        let gap = address.child(Segment::Key(name.to_owned()));
                        self.add(gap, &[Reach::Gap]);
                    }
                }
            }
            _ => {}
        }
    }
}
