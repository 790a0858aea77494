use bedlam_model::Intent;
use serde_json::Value;

use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Spot;

impl Change<'_> {
    /// Takes the first of the values that breaks one of the keywords at the spot, and nothing else
    /// anywhere; none: there is no such value, and everything is as it was.
    pub(super) fn break_with(
        &mut self,
        spot: &Spot,
        values: impl IntoIterator<Item = Value>,
        keywords: &[&str],
    ) -> Option<Done> {
        for value in values.into_iter().take(8) {
            if value == *self.value(spot)? || !self.can_carry(spot, &value) {
                continue;
            }
            if self.daring(spot, &value) != Intent::Valid {
                continue;
            }
            let before = std::mem::replace(self.value_mut(spot)?, value);
            if let Some(keyword) = self.breaks_only(spot, keywords) {
                return Some(Done {
                    address: self.address(spot),
                    before: Some(before),
                    after: self.value(spot).cloned(),
                    breaks: Some(keyword),
                    payload: None,
                    intent: Intent::Invalid,
                });
            }
            *self.value_mut(spot)? = before;
        }
        None
    }
}
