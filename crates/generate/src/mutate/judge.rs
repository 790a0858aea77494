use bedlam_model::{Direction, SchemaId, SchemaViolation, validate, value_at_mut};
use serde_json::Value;

use super::change::Change;
use super::spot::{Part, Spot};
use crate::coerce;

impl Change<'_> {
    /// The keyword that the part no longer satisfies, if there is one.
    pub(crate) fn broken(&self, spot: &Spot) -> Option<&'static str> {
        let root = self.root(spot.part)?;
        if self.generator.fits(self.declared(spot.part)?, root) || self.reads_well(spot) {
            return None;
        }
        self.violations(spot.part)
            .first()
            .map(|found| found.keyword)
    }

    /// All that is wrong with a part.
    pub(crate) fn violations(&self, part: Part) -> Vec<SchemaViolation> {
        let (Some(declared), Some(root)) = (self.declared(part), self.root(part)) else {
            return Vec::new();
        };
        let schemas = &self.generator.api.schemas;
        let of = |id: &SchemaId| validate(schemas, *id, root, Direction::Request);
        declared.iter().flat_map(of).collect()
    }

    /// Which of these keywords the part breaks at this spot; none: none of them, or another one
    /// too, or elsewhere.
    pub(crate) fn breaks_only(&self, spot: &Spot, keywords: &[&str]) -> Option<&'static str> {
        let found = self.violations(spot.part);
        let exact = |v: &SchemaViolation| keywords.contains(&v.keyword) && v.path == spot.path;
        let keyword = found.first()?.keyword;
        (found.iter().all(exact) && !self.reads_well(spot)).then_some(keyword)
    }

    /// Whether a part that does not fit as it stands does so as the other side may read it: where
    /// values travel as text, in any reading of the changed spot.
    fn reads_well(&self, spot: &Spot) -> bool {
        if !self.is_textual(spot) {
            return false;
        }
        let (Some(schemas), Some(root), Some(value)) = (
            self.declared(spot.part),
            self.root(spot.part),
            self.value(spot),
        ) else {
            return false;
        };
        readings(value).into_iter().any(|reading| {
            let mut root = root.clone();
            if let Some(place) = value_at_mut(&mut root, &spot.path) {
                *place = reading;
            }
            self.generator.fits(schemas, &root)
        })
    }
}

/// What a text may be read as, and what a value looks like as text.
fn readings(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let mut readings = vec![Value::Array(vec![value.clone()])];
            readings.extend(coerce::number(text.trim()).map(Value::Number));
            readings.extend(whole(text));
            match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" | "t" => readings.push(Value::Bool(true)),
                "false" | "no" | "off" | "0" | "f" => readings.push(Value::Bool(false)),
                "" | "null" => readings.push(Value::Null),
                _ => {}
            }
            if text.contains(',') {
                let parts = text.split(',').map(Value::from);
                readings.push(Value::Array(parts.collect()));
            }
            readings
        }
        Value::Number(number) => {
            let text = Value::String(number.to_string());
            let switch = match number.as_i64() {
                Some(0) => Some(Value::Bool(false)),
                Some(1) => Some(Value::Bool(true)),
                _ => None,
            };
            let list = Value::Array(vec![value.clone()]);
            [text, list].into_iter().chain(switch).collect()
        }
        Value::Bool(on) => {
            let list = Value::Array(vec![value.clone()]);
            vec![Value::String(on.to_string()), list]
        }
        Value::Array(items) => {
            let inner = items.iter().flat_map(readings);
            items.iter().cloned().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

/// `007`, `+7` and `7.0` are read as 7 by many.
fn whole(text: &str) -> Option<Value> {
    let float: f64 = text.trim().parse().ok()?;
    let whole = float.fract() == 0.0 && float.abs() < 1e15;
    whole.then(|| Value::from(float as i64))
}
