use std::sync::Arc;

use bedlam_model::{InputAddress, OperationId};

use super::How;
use crate::corpus::Entry;

/// What came of changing single inputs of a refused request.
#[derive(Debug)]
pub(crate) struct Tried {
    pub(crate) operation: OperationId,
    /// The changes that altered the answer.
    pub(crate) altered: Vec<Altered>,
    /// The request that got farther than the one that was begun with.
    pub(crate) farther: Option<Arc<Entry>>,
}

/// A change of one input that altered the answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Altered {
    pub(crate) input: InputAddress,
    pub(crate) how: How,
    /// The answer then: its status, and what it said.
    pub(crate) status: u16,
    pub(crate) said: Option<String>,
    /// Whether the request got farther by it.
    pub(crate) farther: bool,
}

impl Altered {
    /// `without QUERY unit: 404 “no such order”`.
    pub(crate) fn line(&self) -> String {
        let how = match self.how {
            How::Without => "without",
            How::With => "with",
            How::Other => "with another",
            How::Null => "with null as",
        };
        let said = self.said.as_ref();
        let said = said.map_or_else(String::new, |said| format!(" \u{201c}{said}\u{201d}"));
        match self.status {
            0 => format!("{how} {}: no answer", self.input),
            status => format!("{how} {}: {status}{said}", self.input),
        }
    }
}
