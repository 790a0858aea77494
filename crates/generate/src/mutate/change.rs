use bedlam_model::{
    Argument, Body, Case, Content, InputAddress, Intent, Location, Operation, Parameter, value_at,
    value_at_mut,
};
use serde_json::Value;

use super::aim::Aim;
use super::spot::{Part, Spot};
use crate::inputs::Inputs;
use crate::media::Kind;
use crate::{Generator, Rng};

/// A case being changed.
pub(crate) struct Change<'a> {
    pub(crate) generator: &'a Generator,
    pub(crate) operation: &'a Operation,
    pub(crate) inputs: &'a Inputs,
    pub(crate) case: Case,
    pub(crate) rng: &'a mut Rng,
    /// The one place to be changed; none: any.
    pub(crate) aim: Option<Aim>,
}

/// What was changed.
#[derive(Debug)]
pub(crate) struct Done {
    /// The input, where it was one.
    pub(crate) address: Option<InputAddress>,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    /// The keyword that no longer holds.
    pub(crate) breaks: Option<&'static str>,
    /// The family of the payload.
    pub(crate) payload: Option<&'static str>,
    pub(crate) intent: Intent,
}

impl Done {
    /// A change below the level of values.
    pub(crate) fn wire(intent: Intent) -> Self {
        Done {
            address: None,
            before: None,
            after: None,
            breaks: None,
            payload: None,
            intent,
        }
    }
}

impl<'a> Change<'a> {
    /// The parameter of an argument.
    pub(crate) fn parameter(&self, argument: &Argument) -> Option<&'a Parameter> {
        self.operation.parameters.get(argument.parameter)
    }

    /// How the body is written, where there is one.
    pub(crate) fn body_kind(&self) -> Option<Kind> {
        self.inputs.kind(self.case.body.as_ref()?.media)
    }

    /// The body's value, where it is one.
    pub(crate) fn body_value(&self) -> Option<&Value> {
        match &self.case.body.as_ref()?.content {
            Content::Value(value) => Some(value),
            Content::Raw(_) => None,
        }
    }

    /// The whole value of a part.
    pub(crate) fn root(&self, part: Part) -> Option<&Value> {
        match part {
            Part::Argument(index) => self.case.arguments.get(index).map(|a| &a.value),
            Part::Body => self.body_value(),
        }
    }

    /// The value at a spot.
    pub(crate) fn value(&self, spot: &Spot) -> Option<&Value> {
        value_at(self.root(spot.part)?, &spot.path)
    }

    /// The same, to be changed in place.
    pub(crate) fn value_mut(&mut self, spot: &Spot) -> Option<&mut Value> {
        let root = match spot.part {
            Part::Argument(index) => &mut self.case.arguments.get_mut(index)?.value,
            Part::Body => match &mut self.case.body.as_mut()?.content {
                Content::Value(value) => value,
                Content::Raw(_) => return None,
            },
        };
        value_at_mut(root, &spot.path)
    }

    /// The address of a spot, with array positions.
    pub(crate) fn address(&self, spot: &Spot) -> Option<InputAddress> {
        let root = match spot.part {
            Part::Body => InputAddress::body(),
            Part::Argument(index) => {
                let parameter = self.parameter(self.case.arguments.get(index)?)?;
                InputAddress::parameter(parameter.location, &parameter.name)
            }
        };
        Some(root.inside(spot.path.iter().cloned()))
    }

    /// Where a spot travels.
    pub(crate) fn location(&self, spot: &Spot) -> Location {
        match spot.part {
            Part::Body => Location::Body,
            Part::Argument(index) => {
                let argument = self.case.arguments.get(index);
                let parameter = argument.and_then(|argument| self.parameter(argument));
                parameter.map_or(Location::Query, |parameter| parameter.location)
            }
        }
    }

    /// Whether values at the spot travel as plain text: `5` and `"5"` are the same there.
    pub(crate) fn is_textual(&self, spot: &Spot) -> bool {
        match spot.part {
            Part::Body => self.body_kind() != Some(Kind::Json),
            Part::Argument(index) => {
                let argument = self.case.arguments.get(index);
                let parameter = argument.and_then(|argument| self.parameter(argument));
                let content = parameter.and_then(|parameter| parameter.content.as_deref());
                content.is_none_or(|media| Kind::of(media) != Kind::Json)
            }
        }
    }

    /// Puts a value at a spot and says truthfully what that makes of the case. None: it says the
    /// same there, or cannot be said there.
    pub(crate) fn replace(&mut self, spot: &Spot, value: Value) -> Option<Done> {
        if *self.value(spot)? == value || !self.can_carry(spot, &value) {
            return None;
        }
        let after = value.clone();
        let before = std::mem::replace(self.value_mut(spot)?, value);
        let broken = self.broken(spot);
        let intent = match broken {
            Some(_) => Intent::Invalid,
            None => Intent::Boundary,
        };
        Some(Done {
            address: self.address(spot),
            before: Some(before),
            breaks: broken,
            payload: None,
            intent: intent.max_of(self.daring(spot, &after)),
            after: Some(after),
        })
    }

    /// The same for a value made to provoke.
    pub(crate) fn attack(
        &mut self,
        spot: &Spot,
        value: Value,
        payload: Option<&'static str>,
    ) -> Option<Done> {
        let done = self.replace(spot, value)?;
        Some(Done {
            intent: Intent::Attack,
            payload,
            ..done
        })
    }

    /// Whether the place can hold such a value at all: text knows neither null nor objects.
    pub(crate) fn can_carry(&self, spot: &Spot, value: &Value) -> bool {
        if !self.is_textual(spot) {
            return true;
        }
        let scalar =
            |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
        let whole_body = spot.part == Part::Body && spot.path.is_empty();
        match value {
            Value::Object(_) => whole_body || self.value(spot).is_some_and(Value::is_object),
            Value::Array(items) => !whole_body && items.iter().all(scalar),
            Value::Null => false,
            _ => !whole_body || self.body_kind() == Some(Kind::Text),
        }
    }

    /// Values that fit the schema and yet are too odd to expect that they are taken.
    pub(crate) fn daring(&self, spot: &Spot, value: &Value) -> Intent {
        let Value::String(text) = value else {
            return Intent::Valid;
        };
        let control = text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t');
        let odd = match self.location(spot) {
            Location::Body | Location::Query => control || text.len() > 20_000,
            Location::Path => {
                let steps = ["", ".", ".."].contains(&text.as_str());
                steps || control || text.contains(['/', '\\', '%', ';']) || text.len() > 2000
            }
            Location::Header | Location::Cookie => {
                control || !text.is_ascii() || text.trim() != text || text.len() > 2000
            }
        };
        if odd { Intent::Attack } else { Intent::Valid }
    }

    /// One of several, mostly of the `first` ones where every place gets only a few.
    pub(crate) fn telling<'t, T>(&mut self, first: usize, all: &'t [T]) -> Option<&'t T> {
        let share = if self.aim.is_some() { 0.75 } else { 0.25 };
        let from = match first > 0 && self.rng.chance(share) {
            true => all.get(..first)?,
            false => all,
        };
        self.rng.pick(from)
    }

    /// A copy of the body as it would be written in JSON, to be spoiled.
    pub(crate) fn json_text(&self) -> Option<String> {
        if self.body_kind() != Some(Kind::Json) {
            return None;
        }
        Some(self.body_value()?.to_string())
    }

    /// Sends these bytes as the body.
    pub(crate) fn send_raw(&mut self, bytes: Vec<u8>, intent: Intent) -> Option<Done> {
        let media = self.case.body.as_ref()?.media;
        self.case.body = Some(Body {
            media,
            content: Content::Raw(bytes),
        });
        Some(Done {
            address: Some(InputAddress::body()),
            ..Done::wire(intent)
        })
    }
}

/// The order of intents from harmless to hostile.
pub(crate) trait Worst {
    /// The worse of both.
    fn max_of(self, other: Intent) -> Intent;
}

impl Worst for Intent {
    fn max_of(self, other: Intent) -> Intent {
        let rank = |intent: Intent| match intent {
            Intent::Valid => 0,
            Intent::Boundary => 1,
            Intent::Invalid => 2,
            Intent::Attack => 3,
        };
        if rank(other) > rank(self) {
            other
        } else {
            self
        }
    }
}
