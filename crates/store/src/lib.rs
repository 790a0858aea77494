//! Keeps campaigns on disk, so that the next one on the same API begins with what worked.
//!
//! Begin with `store.rs`.

mod campaign;
mod error;
mod experience;
mod finding;
mod identity;
mod keep;
mod redact;
mod redact_tally;
mod schema;
mod store;

pub use campaign::{CampaignLine, StoredCampaign};
pub use error::Error;
pub use identity::Identity;
pub use keep::{Ended, Kept};
pub use redact::Secrets;
pub use store::Store;
