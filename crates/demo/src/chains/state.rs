//! What the API remembers.

use super::claims::Claim;
use super::manuscripts::Manuscript;
use crate::shelf::Shelf;

/// What the API remembers.
#[derive(Default)]
pub(crate) struct State {
    pub(super) claims: Shelf<Claim>,
    pub(super) manuscripts: Shelf<Manuscript>,
}
