use bedlam_model::{Issue, Place};

use super::node::Node;
use super::{NodeId, json, text, yaml};
use crate::error::{Error, Problem};

/// No description needs more, and everything that follows a document down stays off the end of
/// the stack.
pub(crate) const DEPTH: usize = 400;

/// Why a document cannot be parsed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) problem: Problem,
}

impl Failure {
    pub(crate) fn at_start(problem: Problem) -> Failure {
        Failure {
            line: 1,
            column: 1,
            problem,
        }
    }

    /// The same as an error of the document at this location.
    pub(crate) fn at(self, location: &str) -> Error {
        Error {
            location: location.to_owned(),
            line: self.line,
            column: self.column,
            problem: self.problem,
        }
    }

    /// A failure right behind this text.
    pub(crate) fn after(text: &str, problem: Problem) -> Failure {
        let last = text.rsplit('\n').next().unwrap_or_default();
        Failure {
            line: text.matches('\n').count() as u32 + 1,
            column: last.chars().count() as u32 + 1,
            problem,
        }
    }
}

/// What a parser writes to: the arena, and defects that cost nothing more than themselves.
pub(crate) struct Sink<'a> {
    pub(crate) source: u16,
    pub(crate) nodes: &'a mut Vec<Node>,
    pub(crate) issues: &'a mut Vec<Issue>,
}

/// Defects of syntax kept for one document.
const MOST_ISSUES: usize = 500;

impl Sink<'_> {
    pub(crate) fn place(&self, line: u32, column: u32) -> Place {
        Place {
            source: self.source,
            line,
            column,
        }
    }

    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(crate) fn issue(&mut self, place: Place, message: String) {
        if self.issues.len() < MOST_ISSUES {
            self.issues.push(Issue { place, message });
        }
    }
}

/// Parses a document, JSON or YAML, into the arena.
pub(crate) fn parse(
    bytes: &[u8],
    source: u16,
    nodes: &mut Vec<Node>,
    issues: &mut Vec<Issue>,
) -> Result<NodeId, Failure> {
    let text = text::decode(bytes)?;
    // A mark that survived, because a tool wrote two of them.
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Failure::at_start(Problem::Empty));
    }
    if start.starts_with('<') {
        return Err(Failure::at_start(Problem::Html));
    }
    let mut sink = Sink {
        source,
        nodes,
        issues,
    };
    if !start.starts_with(['{', '[', '/']) {
        return yaml::parse(text, &mut sink);
    }
    let begin = sink.nodes.len();
    json::parse(text, &mut sink).or_else(|failure| {
        sink.nodes.truncate(begin);
        if !matches!(failure.problem, Problem::Json(_)) {
            return Err(failure);
        }
        // A flow mapping of YAML looks like JSON. If it is none either, the first key tells
        // which of the two it was meant to be.
        let inside = start.trim_start_matches(['{', '[']).trim_start();
        let was_json = inside.starts_with(['"', '}', ']', '/']);
        yaml::parse(text, &mut sink).map_err(|second| if was_json { failure } else { second })
    })
}
