use serde_json::Value;

use crate::mutate::change::{Change, Done};

impl Change<'_> {
    /// Puts a text of the family into a value: after it, or in its place. Texts are preferred,
    /// numbers will do.
    pub(super) fn inject(
        &mut self,
        family: &'static str,
        texts: &[&str],
        append: f64,
    ) -> Option<Done> {
        self.inject_first(family, 0, texts, append)
    }

    /// The same where the first so many texts are the most telling ones.
    pub(super) fn inject_first(
        &mut self,
        family: &'static str,
        first: usize,
        texts: &[&str],
        append: f64,
    ) -> Option<Done> {
        let texts_only = self.aim.is_none() && self.rng.chance(0.8);
        let wanted = |value: &Value| value.is_string() || (!texts_only && value.is_number());
        let spot = self.spot(wanted)?;
        let payload = *self.telling(first, texts)?;
        let before = match self.value(&spot)? {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let text = if self.rng.chance(append) {
            format!("{before}{payload}")
        } else {
            payload.to_owned()
        };
        self.attack(&spot, Value::String(text), Some(family))
    }
}
