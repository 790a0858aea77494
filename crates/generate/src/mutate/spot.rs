use bedlam_model::{Location, SchemaId, Segment, value_at};
use serde_json::Value;

use super::change::Change;
use super::mark::{self, Marks};
use crate::inside::Inside;
use crate::media::Kind;
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
}

/// How many values are looked at when one is chosen.
pub(super) const MOST: usize = 5000;

/// How often the path is left alone where something else can be changed.
const STAY: f64 = 0.75;

impl<'a> Change<'a> {
    /// All parts that may be changed.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let arguments = self.case.arguments.iter().enumerate();
        let free = arguments.filter(|(_, argument)| self.inputs.is_free(argument.parameter));
        let mut parts: Vec<Part> = free.map(|(index, _)| Part::Argument(index)).collect();
        if self.body_value().is_some() {
            parts.push(Part::Body);
        }
        parts
    }

    /// What there is to be changed.
    pub(super) fn marks(&self) -> Marks {
        let mut marks = self.case.body.as_ref().map_or(0, |_| mark::BODY);
        if self.body_kind() == Some(Kind::Json) && self.body_value().is_some() {
            marks |= mark::JSON;
        }
        for part in self.parts() {
            let (root, schemas) = (self.root(part), self.declared(part));
            marks |= root.map_or(0, |root| mark::of_value(root, &mut { MOST }));
            let schemas = schemas.unwrap_or_default().iter();
            marks |= schemas.fold(0, |all, id| all | self.generator.marks(*id));
        }
        marks
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
            let schemas = self.schemas(&spot)?;
            if schemas.is_empty() {
                continue;
            }
            let view = Inside::of(self.generator, &schemas, self.value(&spot)?).view;
            if fitting(&view, &spot) {
                return Some((spot, view));
            }
        }
        None
    }

    /// What the schemas of a spot say, read in the light of its value.
    pub(crate) fn inside(&self, spot: &Spot) -> Option<Inside> {
        let schemas = self.schemas(spot)?;
        Some(Inside::of(self.generator, &schemas, self.value(spot)?))
    }

    /// The whole value of a part as a spot.
    pub(crate) fn whole(&self, part: Part) -> Option<Spot> {
        self.spot_at(part, Vec::new())
    }

    /// All that a part is meant to satisfy.
    pub(crate) fn declared(&self, part: Part) -> Option<&'a [SchemaId]> {
        match part {
            Part::Argument(index) => {
                let parameter = self.parameter(self.case.arguments.get(index)?)?;
                Some(std::slice::from_ref(&parameter.schema))
            }
            Part::Body => {
                let media = &self.operation.body.as_ref()?.media;
                let media = media.get(self.case.body.as_ref()?.media)?;
                Some(media.schema.as_slice())
            }
        }
    }

    /// All that the value at a spot is meant to satisfy.
    pub(crate) fn schemas(&self, spot: &Spot) -> Option<Vec<SchemaId>> {
        let mut schemas = self.declared(spot.part)?.to_vec();
        let mut value = self.root(spot.part)?;
        for segment in &spot.path {
            if schemas.is_empty() {
                break;
            }
            let inside = Inside::of(self.generator, &schemas, value);
            (schemas, value) = match segment {
                Segment::Key(name) => {
                    let (schemas, _) = inside.property(self.generator, name);
                    (schemas, value.get(name)?)
                }
                Segment::Index(index) => (inside.item(*index), value.get(*index)?),
                Segment::Item => return None,
            };
        }
        Some(schemas)
    }

    /// The n-th wanted value of a part.
    fn nth(&self, part: Part, n: usize, wanted: &impl Fn(&Value) -> bool) -> Option<Spot> {
        let root = self.root(part)?;
        let mut path = Vec::new();
        locate(root, &mut { n }, wanted, &mut path, &mut { MOST }).then_some(())?;
        self.spot_at(part, path)
    }

    /// The value at this way from the root of a part; none: there is none.
    pub(crate) fn spot_at(&self, part: Part, path: Vec<Segment>) -> Option<Spot> {
        self.declared(part)?;
        value_at(self.root(part)?, &path)?;
        Some(Spot { part, path })
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
