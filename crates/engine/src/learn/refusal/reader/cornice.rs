use bedlam_model::Location;

use crate::learn::refusal::answer::{Answer, text};
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::place::{Place, location_word};

/// Cornice and colander: `{"location": "body", "name": "address.city", "description": "Required"}`.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for item in &answer.items {
        let (Some(location), Some(message)) = (
            text(item.map, &["location"]).and_then(location_word),
            text(item.map, &["description"]),
        ) else {
            continue;
        };
        let name = text(item.map, &["name"]).unwrap_or("");
        if !notes.claim(item.map) {
            continue;
        }
        if name.is_empty() {
            let place = Place::of(Some(location), Vec::new());
            notes.message("", message);
            notes.read(message, Some(&place));
        } else {
            let path = match location {
                Location::Body => name.strip_prefix("data.").unwrap_or(name),
                _ => name,
            };
            let mut place = Place::within(Some(location), path);
            if path != name {
                // Where a property called `data` is sent, that one is meant.
                place.whole = Place::within(Some(location), name).whole;
                place.certain = false;
            }
            notes.told(&place, Vec::new(), message);
        }
    }
}
