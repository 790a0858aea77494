use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{InputAddress, Location, Segment};

/// Something that the spec should say of an operation and does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amendment {
    /// The operation's method, upper case.
    pub method: String,
    /// The operation's path template.
    pub path: String,
    /// What.
    pub change: Change,
    /// Why it is believed: the API's own words, or that it worked.
    pub evidence: String,
}

/// What the spec should say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Change {
    /// A value of a parameter, or of a whole body, that works.
    Example {
        /// The parameter, or the whole body.
        address: InputAddress,
        /// The media type of the body.
        media: Option<String>,
        /// The value.
        value: Value,
    },
    /// Keywords of JSON Schema that hold for an input that is declared.
    Schema {
        /// The input.
        address: InputAddress,
        /// The keywords.
        keywords: Map<String, Value>,
    },
    /// An input that must be given although the spec calls it optional.
    Required {
        /// The input.
        address: InputAddress,
    },
    /// A property of the body that the spec does not declare.
    Property {
        /// Where it stands.
        address: InputAddress,
        /// Whether it must be given.
        required: bool,
        /// What is known of its values.
        keywords: Map<String, Value>,
    },
    /// The media type in which the body is taken.
    Media {
        /// As declared; none: no body is declared.
        from: Option<String>,
        /// As taken.
        to: String,
    },
}

/// The part of a description that an amendment changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A parameter of the operation.
    Parameter {
        /// Where it travels.
        location: Location,
        /// Its name.
        name: String,
    },
    /// What a media type of the body is declared with; none: each of them.
    Media(Option<String>),
    /// The schema of the body, in each of its media types.
    Schema,
}

impl Amendment {
    /// `POST /users/{id}`.
    pub fn label(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The part of the description that is changed.
    pub fn spot(&self) -> Spot {
        let of = |address: &InputAddress, body: Spot| match address.location {
            Location::Body => body,
            location => Spot::Parameter {
                location,
                name: address.name().unwrap_or_default().to_owned(),
            },
        };
        match &self.change {
            Change::Example { address, media, .. } => of(address, Spot::Media(media.clone())),
            Change::Schema { address, .. }
            | Change::Required { address }
            | Change::Property { address, .. } => of(address, Spot::Schema),
            Change::Media { from, .. } => Spot::Media(from.clone()),
        }
    }

    /// What is merged into that part. For another media type it is nothing: the part moves.
    pub fn update(&self) -> Value {
        match &self.change {
            Change::Example { value, .. } => json!({"example": value}),
            Change::Schema { address, keywords } => match address.location {
                Location::Body => inside(address, keywords, false),
                _ => json!({"schema": keywords}),
            },
            Change::Required { address } => match address.location {
                Location::Body => inside(address, &Map::new(), true),
                _ => json!({"required": true}),
            },
            Change::Property {
                address,
                required,
                keywords,
            } => inside(address, keywords, *required),
            Change::Media { .. } => json!({}),
        }
    }
}

/// Keywords of the value at the end of the way, as the schema of the root says them.
fn inside(address: &InputAddress, keywords: &Map<String, Value>, required: bool) -> Value {
    let mut schema = Value::Object(keywords.clone());
    for (above, segment) in address.path.iter().rev().enumerate() {
        schema = match segment {
            Segment::Key(name) if above == 0 && required && keywords.is_empty() => {
                json!({"required": [name]})
            }
            Segment::Key(name) if above == 0 && required => {
                json!({"required": [name], "properties": {name: schema}})
            }
            Segment::Key(name) => json!({"properties": {name: schema}}),
            Segment::Item | Segment::Index(_) => json!({"items": schema}),
        };
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_stand_where_the_input_stands() {
        let check = |location, path: &[&str], change: fn(InputAddress) -> Change, expected| {
            let segment = |part: &&str| match *part {
                "[]" => Segment::Item,
                name => Segment::Key(name.to_owned()),
            };
            let address = InputAddress {
                location,
                path: path.iter().map(segment).collect(),
            };
            let amendment = Amendment {
                method: "POST".into(),
                path: "/a".into(),
                change: change(address),
                evidence: String::new(),
            };
            assert_eq!((amendment.spot(), amendment.update()), expected);
        };
        let property = |address| Change::Property {
            address,
            required: true,
            keywords: Map::from_iter([("type".to_owned(), json!("string"))]),
        };
        let required = |address| Change::Required { address };
        let q = Spot::Parameter {
            location: Location::Query,
            name: "q".into(),
        };
        check(
            Location::Query,
            &["q"],
            required,
            (q, json!({"required": true})),
        );
        let nested = json!({"properties": {"a": {"items":
            {"required": ["b"], "properties": {"b": {"type": "string"}}}}}});
        let way = ["a", "[]", "b"];
        check(Location::Body, &way, property, (Spot::Schema, nested));
    }
}
