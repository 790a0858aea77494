use bedlam_model::Experience;

use crate::config::Summary;

/// What remembers from campaign to campaign. The engine does not know where.
pub trait Memory: Send {
    /// What earlier campaigns on the same API learned; empty where there were none. Asked once,
    /// before anything is sent.
    fn recall(&mut self) -> Experience;

    /// Takes in what this campaign learned, which includes what it recalled. Called once, at its
    /// end; not where it could not begin.
    fn keep(&mut self, summary: &Summary, experience: Experience);
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Memory for Forgetful {
    fn recall(&mut self) -> Experience {
        Experience::default()
    }

    fn keep(&mut self, _: &Summary, _: Experience) {}
}
