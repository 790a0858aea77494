//! What the API remembers.

use serde_json::Value;

use super::documents::Document;
use super::geocoder::Geocoder;
use super::sessions::Sessions;
use super::vault::Vault;
use crate::shelf::Shelf;

/// What the API remembers, by the places that use it.
#[derive(Default)]
pub(crate) struct State {
    pub(super) cursors: Shelf<u64>,
    pub(super) documents: Shelf<Document>,
    pub(super) form_tokens: Shelf<()>,
    pub(super) geocoder: Geocoder,
    pub(super) places: Shelf<Value>,
    /// How often each render was looked at.
    pub(super) renders: Shelf<u32>,
    pub(super) sessions: Sessions,
    pub(super) shipments: Shelf<Value>,
    pub(super) teams: Shelf<()>,
    pub(super) vault: Vault,
    pub(super) warehouses: Shelf<Value>,
}
