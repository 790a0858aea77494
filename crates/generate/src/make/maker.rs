use bedlam_model::{InputAddress, Operation, SchemaId, Segment, ValueSource};
use serde_json::Value;

use super::by_chance::ByChance;
use crate::meaning::Prose;
use crate::view::{ENDLESS, flatten};
use crate::{Chooser, Fullness, Generator, Rng, Site};

/// How many values of one case are made with full care; beyond, only what must be there.
const FUEL: usize = 3000;
/// How often a value is made anew because it does not fit.
const ATTEMPTS: usize = 6;
/// How often that happens in one case, all values together.
const PATIENCE: usize = 200;
/// Objects and arrays inside of each other, at most.
pub(super) const DEPTH: usize = 28;

/// Who is asked while a case is made.
pub(crate) struct Asked<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) chooser: &'a mut dyn Chooser,
}

/// Makes values, one tree at a time.
pub(crate) struct Maker<'a> {
    pub(crate) generator: &'a Generator,
    pub(crate) fullness: Fullness,
    pub(crate) rng: &'a mut Rng,
    /// None: nobody, chance decides.
    pub(crate) asked: Option<Asked<'a>>,
    /// Where the value being made stands; general.
    pub(crate) address: InputAddress,
    /// What was chosen so far.
    pub(crate) sources: Vec<(InputAddress, ValueSource)>,
    /// Values that the parameter's own description names.
    pub(crate) said: Prose,
    /// Whether something was made that does not fit, for want of better.
    pub(crate) misfit: bool,
    /// The objects and arrays that the value being made stands in.
    pub(super) way: Vec<SchemaId>,
    pub(super) fuel: usize,
    /// How many more values may be made anew.
    patience: usize,
    /// How many values were taken as the campaign knows them: those need not fit.
    known: usize,
}

/// What is wanted at one place.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'v> {
    /// All that the value must satisfy.
    pub(crate) schemas: &'v [SchemaId],
    /// Whether it must be given.
    pub(crate) required: bool,
    /// Examples handed down from around it.
    pub(crate) examples: &'v [&'v Value],
    /// The array that it is an item of, whose description speaks for its items.
    pub(crate) list: &'v [SchemaId],
}

impl<'a> Maker<'a> {
    /// A maker that starts at this address.
    pub(crate) fn new(
        generator: &'a Generator,
        fullness: Fullness,
        address: InputAddress,
        rng: &'a mut Rng,
    ) -> Self {
        Maker {
            generator,
            fullness,
            rng,
            asked: None,
            address,
            sources: Vec::new(),
            said: Prose::default(),
            misfit: false,
            way: Vec::new(),
            fuel: FUEL,
            patience: PATIENCE,
            known: 0,
        }
    }

    /// A value for the current address: known, or made. None where none can exist.
    pub(crate) fn node(&mut self, wanted: Wanted<'_>) -> Option<Value> {
        if let Some(value) = self.known(wanted) {
            return Some(value);
        }
        self.make(wanted)
    }

    /// Makes a value until it fits, as often as is worth it.
    pub(super) fn make(&mut self, wanted: Wanted<'_>) -> Option<Value> {
        let generator = self.generator;
        if self.way.len() > DEPTH || generator.height(wanted.schemas) == ENDLESS {
            return None;
        }
        self.fuel = self.fuel.saturating_sub(1);
        let (mark, known, misfit) = (self.sources.len(), self.known, self.misfit);
        let mut last = None;
        for attempt in 0..ATTEMPTS {
            // Failures inside of failures must not multiply.
            if attempt > 0 && self.patience == 0 {
                break;
            }
            self.patience -= usize::from(attempt > 0);
            self.sources.truncate(mark);
            (self.known, self.misfit) = (known, misfit);
            let mut picker = ByChance {
                generator,
                rng: self.rng,
                room: match self.fuel {
                    0 => 0,
                    _ => DEPTH.saturating_sub(self.way.len() * 4),
                },
                plain: attempt == 0 && self.fullness == Fullness::Smallest,
            };
            let flat = flatten(&generator.api.schemas, wanted.schemas, &mut picker);
            let view = generator.view(&flat.atoms);
            if view.never {
                continue;
            }
            let Some(value) = self.shape(wanted, &flat, &view, attempt) else {
                continue;
            };
            let foreign = self.known > known || self.misfit;
            if !(flat.check || view.check) || foreign || generator.fits(wanted.schemas, &value) {
                return Some(value);
            }
            last = Some(value);
        }
        self.misfit = true;
        last
    }

    /// What the campaign knows for the current address.
    pub(super) fn known(&mut self, wanted: Wanted<'_>) -> Option<Value> {
        let asked = self.asked.as_mut()?;
        let site = Site {
            operation: asked.operation,
            address: &self.address,
            schema: *wanted.schemas.first()?,
            required: wanted.required,
        };
        let (value, source) = asked.chooser.known(&site, self.rng)?;
        self.known += 1;
        self.note(source);
        Some(value)
    }

    /// Which of the sources to use.
    pub(super) fn source(&mut self, wanted: Wanted<'_>, available: &[ValueSource]) -> ValueSource {
        match (available, &mut self.asked, wanted.schemas) {
            ([], ..) => ValueSource::Schema,
            ([only], ..) => *only,
            (_, Some(asked), [schema, ..]) => {
                let site = Site {
                    operation: asked.operation,
                    address: &self.address,
                    schema: *schema,
                    required: wanted.required,
                };
                asked.chooser.source(&site, available, self.rng)
            }
            _ => crate::chooser::by_chance(available, self.rng),
        }
    }

    /// Whether the optional input at the current address is given.
    pub(crate) fn include(&mut self, schemas: &[SchemaId]) -> bool {
        let Some(schema) = schemas.first() else {
            return false;
        };
        let height = self.generator.height(schemas);
        let container = height > 0 || self.generator.may_hold(*schema);
        if height == ENDLESS || (container && (self.way.len() > 10 || self.fuel == 0)) {
            return false;
        }
        if let Some(asked) = &mut self.asked {
            let site = Site {
                operation: asked.operation,
                address: &self.address,
                schema: *schema,
                required: false,
            };
            if let Some(answer) = asked.chooser.include(&site, self.rng) {
                return answer;
            }
        }
        if container && (self.way.len() > 5 || self.way.contains(schema)) {
            return false;
        }
        match self.fullness {
            Fullness::Smallest => false,
            Fullness::Share(share) => self.rng.chance(share),
            Fullness::Full => true,
        }
    }

    /// Items that the list at the current address must hold, as far as the campaign knows.
    pub(super) fn least(&mut self, wanted: Wanted<'_>) -> usize {
        match (&mut self.asked, wanted.schemas) {
            (Some(asked), [schema, ..]) => asked.chooser.least(&Site {
                operation: asked.operation,
                address: &self.address,
                schema: *schema,
                required: wanted.required,
            }),
            _ => 0,
        }
    }

    /// Undeclared properties for the object at the current address.
    pub(super) fn extra(&mut self, wanted: Wanted<'_>) -> Vec<(String, Value)> {
        match (&mut self.asked, wanted.schemas) {
            (Some(asked), [schema, ..]) => {
                let site = Site {
                    operation: asked.operation,
                    address: &self.address,
                    schema: *schema,
                    required: wanted.required,
                };
                asked.chooser.extra(&site, self.rng)
            }
            _ => Vec::new(),
        }
    }

    /// Counts a value that need not fit.
    pub(super) fn foreign(&mut self) {
        self.known += 1;
    }

    /// Records where the value at the current address came from.
    pub(crate) fn note(&mut self, source: ValueSource) {
        if self.asked.is_some() {
            self.sources.push((self.address.clone(), source));
        }
    }

    /// Does something one step further inside.
    pub(super) fn inside<T>(&mut self, segment: Segment, work: impl FnOnce(&mut Self) -> T) -> T {
        let inner = self.address.child(segment);
        let outer = std::mem::replace(&mut self.address, inner);
        let result = work(self);
        self.address = outer;
        result
    }
}
