use std::collections::HashMap;

use bedlam_model::{Issue, Place};
use indexmap::IndexMap;

use super::{Failure, parse};

/// Index of a node in [`Documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) u32);

/// Properties in the order of the document.
pub(crate) type Map = IndexMap<Box<str>, NodeId>;

/// What a node is. Numbers keep their text: `1.10` is a version, and `007` a string by mistake.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<NodeId>),
    Map(Box<Map>),
}

/// A node of a document: where it stands (its key's place, where it has one) and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) kind: Kind,
}

/// One document read: its location, and the ids of its nodes, which lie in one row.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) location: String,
    pub(crate) root: NodeId,
    pub(crate) nodes: std::ops::Range<u32>,
    /// The document whose parts those of this one have become: overlays.
    pub(crate) host: Option<u16>,
}

/// All documents of a description in one arena. YAML aliases are shared nodes, so the arena is
/// never larger than the documents are.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    nodes: Vec<Node>,
    sources: Vec<Source>,
    by_location: HashMap<String, Result<u16, String>>,
    /// Defects found while parsing, such as duplicate keys.
    pub(crate) issues: Vec<Issue>,
}

/// Room for more documents than any description has; [`Place::source`] holds 16 bits.
const MOST_SOURCES: usize = 10_000;

impl Documents {
    /// Parses a document and keeps it under its location.
    pub(crate) fn add(&mut self, location: &str, bytes: &[u8]) -> Result<u16, Failure> {
        let source = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
        let begin = self.nodes.len();
        match parse(bytes, source, &mut self.nodes, &mut self.issues) {
            Ok(root) => {
                let nodes = begin as u32..self.nodes.len() as u32;
                self.by_location.insert(location.to_owned(), Ok(source));
                self.sources.push(Source {
                    location: location.to_owned(),
                    root,
                    nodes,
                    host: None,
                });
                Ok(source)
            }
            Err(failure) => {
                self.nodes.truncate(begin);
                self.issues.retain(|issue| issue.place.source != source);
                Err(failure)
            }
        }
    }

    /// Reads a further document; what goes wrong is kept, to be told where it is referred to.
    pub(crate) fn fetch(
        &mut self,
        location: &str,
        fetch: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) {
        if self.sources.len() >= MOST_SOURCES {
            let reason = format!("more than {MOST_SOURCES} documents");
            self.by_location.insert(location.to_owned(), Err(reason));
            return;
        }
        let read = fetch(location).and_then(|bytes| {
            self.add(location, &bytes).map_err(|failure| {
                let Failure {
                    line,
                    column,
                    problem,
                } = failure;
                format!("{problem} ({location}:{line}:{column})")
            })
        });
        if let Err(reason) = read {
            self.by_location.insert(location.to_owned(), Err(reason));
        }
    }

    /// The document of that location; none: not asked for yet; an error: why it is not there.
    pub(crate) fn find(&self, location: &str) -> Option<Result<Part<'_>, &str>> {
        Some(match self.by_location.get(location)? {
            Ok(source) => Ok(self.root(*source)),
            Err(reason) => Err(reason),
        })
    }

    /// The root of a document.
    pub(crate) fn root(&self, source: u16) -> Part<'_> {
        self.part(self.sources[source as usize].root)
    }

    /// All documents in the order of reading.
    pub(crate) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The part behind an id.
    pub(crate) fn part(&self, id: NodeId) -> Part<'_> {
        Part {
            documents: self,
            id,
        }
    }

    /// What a node is, to be changed.
    pub(crate) fn kind_mut(&mut self, id: NodeId) -> &mut Kind {
        &mut self.nodes[id.0 as usize].kind
    }

    /// Another node of the same kind at the same place.
    pub(crate) fn copy(&mut self, id: NodeId) -> NodeId {
        let copy = self.nodes[id.0 as usize].clone();
        self.nodes.push(copy);
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// From now on the parts of one document belong to another.
    pub(crate) fn lend(&mut self, guest: u16, host: u16) {
        self.sources[guest as usize].host = Some(host);
    }

    /// How many nodes there are in all documents.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }
}

/// A part of a document, to be looked into.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    documents: &'a Documents,
    pub(crate) id: NodeId,
}

impl<'a> Part<'a> {
    fn node(self) -> &'a Node {
        &self.documents.nodes[self.id.0 as usize]
    }

    /// What it is.
    pub(crate) fn kind(self) -> &'a Kind {
        &self.node().kind
    }

    /// Where it stands.
    pub(crate) fn place(self) -> Place {
        self.node().place
    }

    /// The property of that name.
    pub(crate) fn get(self, key: &str) -> Option<Part<'a>> {
        match self.kind() {
            Kind::Map(map) => map.get(key).map(|id| self.documents.part(*id)),
            _ => None,
        }
    }

    /// All properties; none where it is no object.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, Part<'a>)> {
        let map = match self.kind() {
            Kind::Map(map) => Some(map),
            _ => None,
        };
        map.into_iter()
            .flat_map(|map| map.iter())
            .map(move |(key, id)| (&**key, self.documents.part(*id)))
    }

    /// All items; none where it is no list.
    pub(crate) fn items(self) -> impl Iterator<Item = Part<'a>> {
        let list: &[NodeId] = match self.kind() {
            Kind::List(list) => list,
            _ => &[],
        };
        list.iter().map(move |id| self.documents.part(*id))
    }

    /// Its text, where it is a scalar other than null.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self.kind() {
            Kind::Text(text) | Kind::Number(text) => Some(text),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The text of a property, where it is a scalar other than null.
    pub(crate) fn text_of(self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// Whether it is an object.
    pub(crate) fn is_map(self) -> bool {
        matches!(self.kind(), Kind::Map(_))
    }

    /// Whether it is a list.
    pub(crate) fn is_list(self) -> bool {
        matches!(self.kind(), Kind::List(_))
    }

    /// Whether it is null.
    pub(crate) fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// What it is, in words.
    pub(crate) fn describe(self) -> &'static str {
        match self.kind() {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "an object",
        }
    }

    /// The document it belongs to.
    pub(crate) fn source(self) -> &'a Source {
        let own = &self.documents.sources[self.place().source as usize];
        let host = own.host.map(|host| &self.documents.sources[host as usize]);
        host.unwrap_or(own)
    }

    /// The root of that document.
    pub(crate) fn root(self) -> Part<'a> {
        self.documents.part(self.source().root)
    }
}
