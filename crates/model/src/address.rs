use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The part of a request in which an input travels (OpenAPI "in", plus the body).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// A variable of the path template.
    Path,
    /// A parameter of the query string.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
    /// The request body, or a value inside of it.
    Body,
}

impl Location {
    /// The word that resource lines print: `PATH`, `QUERY`, `HEADER`, `COOKIE`, `BODY`.
    pub fn part(self) -> &'static str {
        match self {
            Location::Path => "PATH",
            Location::Query => "QUERY",
            Location::Header => "HEADER",
            Location::Cookie => "COOKIE",
            Location::Body => "BODY",
        }
    }
}

/// One step from a value to a value inside of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Segment {
    /// The property of this name.
    Key(String),
    /// An item of an array; which one does not matter (in values: the first).
    Item,
    /// The item of an array at this position.
    Index(usize),
}

/// Where an input stands in a request: a parameter, or a value at some depth of the body.
///
/// Printed as the tail of a resource line: `PATH petId`, `BODY category/id`, `BODY tags/[]/name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputAddress {
    /// The part of the request.
    pub location: Location,
    /// For parameters the name and then the way inside of it; for bodies the way from the root
    /// (empty: the whole body). Shared, because addresses go with every value of every case.
    pub path: Arc<[Segment]>,
}

impl InputAddress {
    /// The address of a whole parameter.
    pub fn parameter(location: Location, name: &str) -> Self {
        InputAddress {
            location,
            path: Arc::from([Segment::Key(name.to_owned())]),
        }
    }

    /// The address of the whole body.
    pub fn body() -> Self {
        InputAddress {
            location: Location::Body,
            path: Arc::from([]),
        }
    }

    /// The address of a property or item inside of this one.
    pub fn child(&self, segment: Segment) -> Self {
        self.inside([segment])
    }

    /// The address of what lies this way inside of this one.
    pub fn inside(&self, way: impl IntoIterator<Item = Segment>) -> Self {
        InputAddress {
            location: self.location,
            path: self.path.iter().cloned().chain(way).collect(),
        }
    }

    /// The last property name on the way, if there is one: what people call the input.
    pub fn name(&self) -> Option<&str> {
        self.path.iter().rev().find_map(|segment| match segment {
            Segment::Key(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The same address with every array position replaced by "some item", as facts and
    /// resource lines mean it.
    pub fn general(&self) -> Self {
        let positions = |segment: &Segment| matches!(segment, Segment::Index(_));
        if !self.path.iter().any(positions) {
            return self.clone();
        }
        InputAddress {
            location: self.location,
            path: self
                .path
                .iter()
                .map(|segment| match segment {
                    Segment::Index(_) => Segment::Item,
                    other => other.clone(),
                })
                .collect(),
        }
    }
}

impl fmt::Display for InputAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.location.part())?;
        for (position, segment) in self.path.iter().enumerate() {
            f.write_str(if position == 0 { " " } else { "/" })?;
            match segment {
                Segment::Key(name) => f.write_str(name)?,
                Segment::Item => f.write_str("[]")?,
                Segment::Index(index) => write!(f, "{index}")?,
            }
        }
        Ok(())
    }
}

/// The value at the end of the way, if the way exists.
pub fn value_at<'a>(root: &'a Value, path: &[Segment]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, segment| match segment {
        Segment::Key(name) => value.as_object()?.get(name),
        Segment::Item => value.as_array()?.first(),
        Segment::Index(index) => value.as_array()?.get(*index),
    })
}

/// The same as [`value_at`], to be changed in place.
pub fn value_at_mut<'a>(root: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, segment| match segment {
        Segment::Key(name) => value.as_object_mut()?.get_mut(name),
        Segment::Item => value.as_array_mut()?.first_mut(),
        Segment::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_as_the_tail_of_a_resource_line() {
        let check =
            |address: InputAddress, expected: &str| assert_eq!(address.to_string(), expected);
        check(
            InputAddress::parameter(Location::Path, "petId"),
            "PATH petId",
        );
        check(InputAddress::body(), "BODY");
        let tags = InputAddress::body().child(Segment::Key("tags".into()));
        let name = tags
            .child(Segment::Index(3))
            .child(Segment::Key("name".into()));
        check(name.general(), "BODY tags/[]/name");
    }

    #[test]
    fn a_way_that_does_not_exist_leads_to_nothing() {
        let root = serde_json::json!({"a": [{"b": 1}]});
        let key = |name: &str| Segment::Key(name.into());
        assert_eq!(
            value_at(&root, &[key("a"), Segment::Item, key("b")]),
            Some(&Value::from(1))
        );
        assert_eq!(value_at(&root, &[key("a"), key("b")]), None);
    }
}
