use bedlam_model::{Location, SchemaId, Segment};
use serde_json::Value;

use super::change::Change;
use crate::inside::Inside;
use crate::view::View;
use std::sync::Arc;

/// A part of a case that holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Index into [`bedlam_model::Case::arguments`].
    Argument(usize),
    /// The body.
    Body,
}

/// A place in a case where a value stands.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) part: Part,
    /// From the part's whole value to this one.
    pub(crate) path: Vec<Segment>,
    /// All that the value is meant to satisfy.
    pub(crate) schemas: Vec<SchemaId>,
    /// Whether it must be there where its parent is.
    pub(crate) required: bool,
}

/// How many values are looked at when one is chosen.
pub(super) const MOST: usize = 5000;

/// How often the path is left alone where something else can be changed.
const STAY: f64 = 0.75;

impl Change<'_> {
    /// All parts that may be changed.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let arguments = self.case.arguments.iter().enumerate();
        let free = arguments.filter(|(_, argument)| {
            let parameter = self.parameter(argument);
            parameter.is_some_and(|parameter| self.is_free(parameter))
        });
        let mut parts: Vec<Part> = free.map(|(index, _)| Part::Argument(index)).collect();
        if self.body_value().is_some() {
            parts.push(Part::Body);
        }
        parts
    }

    /// One of all values that are wanted, at any depth, or the one aimed at; none: there are none.
    pub(crate) fn spot(&mut self, wanted: impl Fn(&Value) -> bool) -> Option<Spot> {
        if self.aim.is_none() {
            return self.any_spot(wanted);
        }
        let spot = self.aimed_spot()?;
        wanted(self.value(spot)?).then(|| spot.clone())
    }

    /// The same, whatever is aimed at.
    pub(crate) fn any_spot(&mut self, wanted: impl Fn(&Value) -> bool) -> Option<Spot> {
        let mut counts: Vec<(Part, usize)> = self
            .parts()
            .into_iter()
            .map(|part| {
                (
                    part,
                    self.root(part).map_or(0, |root| count(root, &wanted, MOST)),
                )
            })
            .collect();
        // A changed path mostly leads nowhere, and nothing behind it runs.
        let beside = counts
            .iter()
            .any(|(part, count)| *count > 0 && !self.is_path(*part));
        if beside && self.rng.chance(STAY) {
            counts.retain(|(part, _)| !self.is_path(*part));
        }
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        if total == 0 {
            return None;
        }
        let mut left = self.rng.below(total);
        for (part, count) in counts {
            if left < count {
                return self.nth(part, left, &wanted);
            }
            left -= count;
        }
        None
    }

    fn is_path(&self, part: Part) -> bool {
        let Part::Argument(index) = part else {
            return false;
        };
        let parameter = self
            .case
            .arguments
            .get(index)
            .and_then(|argument| self.parameter(argument));
        parameter.is_some_and(|parameter| parameter.location == Location::Path)
    }

    /// The same, where the schemas of the value have to be right too; tried a few times.
    pub(crate) fn spot_with(
        &mut self,
        wanted: impl Fn(&Value) -> bool,
        fitting: impl Fn(&View, &Spot) -> bool,
    ) -> Option<(Spot, Arc<View>)> {
        let tries = if self.aim.is_some() { 1 } else { 8 };
        for _ in 0..tries {
            let spot = self.spot(&wanted)?;
            if spot.schemas.is_empty() {
                continue;
            }
            let view = self.view(&spot)?;
            if fitting(&view, &spot) {
                return Some((spot, view));
            }
        }
        None
    }

    /// What the schemas of a spot say, read in the light of its value.
    pub(crate) fn view(&self, spot: &Spot) -> Option<Arc<View>> {
        let value = self.value(spot)?;
        Some(Inside::of(self.generator, &spot.schemas, value).view)
    }

    /// The whole value of a part as a spot.
    pub(crate) fn whole(&self, part: Part) -> Option<Spot> {
        let (schemas, required) = match part {
            Part::Argument(index) => {
                let parameter = self.parameter(self.case.arguments.get(index)?)?;
                (vec![parameter.schema], parameter.required)
            }
            Part::Body => {
                let body = self.operation.body.as_ref()?;
                let media = body.media.get(self.case.body.as_ref()?.media)?;
                (media.schema.into_iter().collect(), body.required)
            }
        };
        Some(Spot {
            part,
            path: Vec::new(),
            schemas,
            required,
        })
    }

    /// The n-th wanted value of a part.
    fn nth(&self, part: Part, n: usize, wanted: &impl Fn(&Value) -> bool) -> Option<Spot> {
        let root = self.root(part)?;
        let mut path = Vec::new();
        locate(root, &mut { n }, wanted, &mut path, &mut { MOST }).then_some(())?;
        self.spot_at(part, path)
    }

    /// The value at this way from the root of a part.
    pub(crate) fn spot_at(&self, part: Part, path: Vec<Segment>) -> Option<Spot> {
        let root = self.root(part)?;
        let mut spot = self.whole(part)?;
        let mut value = root;
        for segment in &path {
            let inside = Inside::of(self.generator, &spot.schemas, value);
            value = match segment {
                Segment::Key(name) => {
                    let declared = inside.declared(self.generator, name);
                    spot.required = declared.is_some_and(|property| property.required);
                    spot.schemas = inside.property(self.generator, name).0;
                    value.get(name)?
                }
                Segment::Index(index) => {
                    spot.required = true;
                    spot.schemas = inside.item(*index);
                    value.get(*index)?
                }
                Segment::Item => return None,
            };
        }
        spot.path = path;
        Some(spot)
    }
}

fn count(value: &Value, wanted: &impl Fn(&Value) -> bool, most: usize) -> usize {
    let mut left = most;
    count_within(value, wanted, &mut left)
}

fn count_within(value: &Value, wanted: &impl Fn(&Value) -> bool, left: &mut usize) -> usize {
    if *left == 0 {
        return 0;
    }
    *left -= 1;
    let inside: usize = match value {
        Value::Array(items) => items
            .iter()
            .map(|item| count_within(item, wanted, left))
            .sum(),
        Value::Object(map) => map
            .values()
            .map(|item| count_within(item, wanted, left))
            .sum(),
        _ => 0,
    };
    inside + usize::from(wanted(value))
}

/// Goes to the n-th wanted value in the order of [`count`], the insides first.
fn locate(
    value: &Value,
    n: &mut usize,
    wanted: &impl Fn(&Value) -> bool,
    path: &mut Vec<Segment>,
    left: &mut usize,
) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Segment::Index(index));
                if locate(item, n, wanted, path, left) {
                    return true;
                }
                path.pop();
            }
        }
        Value::Object(map) => {
            for (name, item) in map {
                path.push(Segment::Key(name.clone()));
                if locate(item, n, wanted, path, left) {
                    return true;
                }
                path.pop();
            }
        }
        _ => {}
    }
    if !wanted(value) {
        return false;
    }
    if *n == 0 {
        return true;
    }
    *n -= 1;
    false
}
