use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

/// Line and column, from 1.
pub(super) type Place = (usize, usize);

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    /// Where the key stands.
    pub(super) place: Place,
    pub(super) value: Node,
}

/// A value of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// Whether it is a single value without quotes: a number or a truth may be meant.
    pub(super) plain: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing was written.
    Nothing,
    /// A single value.
    One(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// What is wrong, at which line and column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) place: Place,
    pub(super) what: String,
}

/// Lists and mappings inside of each other: no configuration needs more.
const DEPTH: usize = 32;

fn place(span: Span) -> Place {
    (span.start.line(), span.start.col() + 1)
}

pub(super) fn wrong(place: Place, what: &str) -> Wrong {
    Wrong {
        place,
        what: what.to_owned(),
    }
}

impl Node {
    /// The single value, or those of a list.
    pub(super) fn values(&self, key: &str) -> Result<Vec<String>, Wrong> {
        let one = |node: &Node| match &node.kind {
            Kind::One(text) => Ok(text.clone()),
            Kind::Nothing => Ok(String::new()),
            _ => Err(wrong(node.place, "an item of a list must be one value")),
        };
        match &self.kind {
            // A key without a value says nothing.
            Kind::Nothing => Ok(Vec::new()),
            Kind::One(text) => Ok(vec![text.clone()]),
            Kind::List(items) => items.iter().map(one).collect(),
            Kind::Map(_) => {
                let what = format!("`{key}` takes a value or a list of values");
                Err(wrong(self.place, &what))
            }
        }
    }
}

/// Reads a mapping of keys to values.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, Wrong> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
    };
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::MappingStart(..) => return reader.entries(0),
            Event::StreamEnd => return Ok(Vec::new()),
            // An empty file, or one of comments only.
            Event::Scalar(text, ..) if text.is_empty() || text == "~" => return Ok(Vec::new()),
            Event::Scalar(..) | Event::SequenceStart(..) | Event::Alias(_) => {
                let what = "the file is no mapping of keys to values";
                return Err(wrong(place(span), what));
            }
            _ => {}
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Wrong> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(Wrong {
                place: (error.marker().line(), error.marker().col() + 1),
                what: format!("this is no YAML: {}", error.info()),
            }),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The rest of a mapping that has begun.
    fn entries(&mut self, depth: usize) -> Result<Vec<Entry>, Wrong> {
        let mut entries = Vec::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::Scalar(key, ..) => entries.push(Entry {
                    key: key.into_owned(),
                    place: place(span),
                    value: self.value(depth)?,
                }),
                Event::MappingEnd => return Ok(entries),
                _ => return Err(wrong(place(span), "a key must be plain text")),
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Wrong> {
        let (event, span) = self.next()?;
        self.node(event, span, depth)
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Wrong> {
        let place = place(span);
        if depth > DEPTH {
            return Err(wrong(place, "this is nested too deeply"));
        }
        let plain = matches!(&event, Event::Scalar(_, ScalarStyle::Plain, ..));
        let kind = match event {
            Event::Scalar(value, ScalarStyle::Plain, ..)
                if matches!(value.as_ref(), "" | "~" | "null") =>
            {
                Kind::Nothing
            }
            Event::Scalar(value, ..) => Kind::One(value.into_owned()),
            Event::MappingStart(..) => Kind::Map(self.entries(depth + 1)?),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Kind::List(items),
                        (event, span) => items.push(self.node(event, span, depth + 1)?),
                    }
                }
            }
            _ => return Err(wrong(place, "aliases are not understood here")),
        };
        Ok(Node { place, kind, plain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_lists_are_read_with_their_places() {
        let entries =
            read("# comment\nurl: http://a\nheader:\n  - 'A: 1'\n  - 'B: 2'\nsafe: true\n");
        let entries = entries.unwrap();
        let keys: Vec<&str> = entries.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["url", "header", "safe"]);
        let values = entries[1].value.values("header");
        assert_eq!(values.unwrap(), ["A: 1", "B: 2"]);
        assert_eq!((entries[0].place, entries[0].value.place), ((2, 1), (2, 6)));
    }

    #[test]
    fn mappings_inside_of_lists_keep_their_places() {
        let entries = read("groups:\n  - name: A\n    hints: ['a:b']\n").unwrap();
        let Kind::List(items) = &entries[0].value.kind else {
            panic!("{entries:?}");
        };
        let Kind::Map(group) = &items[0].kind else {
            panic!("{items:?}");
        };
        assert_eq!((group[1].key.as_str(), group[1].place), ("hints", (3, 5)));
    }

    #[test]
    fn an_empty_file_says_nothing() {
        for text in ["", "# only a comment\n", "---\n", "{}"] {
            assert_eq!(read(text), Ok(Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_no_such_mapping_is_refused_at_its_place() {
        let check = |text: &str, line: usize, part: &str| {
            let read = read(text).and_then(|entries| {
                let values = entries.iter().map(|entry| entry.value.values(&entry.key));
                values.collect::<Result<Vec<_>, _>>()
            });
            let wrong = read.unwrap_err();
            assert_eq!(wrong.place.0, line, "{wrong:?}");
            assert!(wrong.what.contains(part), "{wrong:?}");
        };
        check("- a\n", 1, "no mapping");
        check("just text", 1, "no mapping");
        check("url: a\nheader: {a: b}\n", 2, "`header` takes a value");
        check("header:\n  - [a]\n", 2, "one value");
        check("url: \"open\nx", 1, "no YAML");
        check("url: &a b\nheader: *a\n", 2, "aliases");
        check(&format!("url: {}\n", "[".repeat(60)), 1, "too deeply");
    }
}
