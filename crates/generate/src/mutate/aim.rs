use bedlam_model::{Argument, InputAddress, Location, Segment};

use super::change::Change;
use super::mutator::Reach;
use super::spot::{Part, Spot};

/// The one place that a change is made at.
#[derive(Clone, Debug)]
pub(crate) enum Aim {
    /// A value.
    Value(Spot),
    /// A property of this name, there or not, of the object at the spot.
    Property(Spot, String),
    /// The parameter of this index, given or not.
    Parameter(usize),
}

impl Change<'_> {
    /// What a mutator of this reach needs to know of an address; none: nothing of its reach is
    /// there, or it may not be changed.
    pub(super) fn aim_at(&self, reach: Reach, address: &InputAddress) -> Option<Aim> {
        match reach {
            Reach::Value => Some(Aim::Value(self.spot_of(address)?)),
            Reach::Property | Reach::Gap => {
                let (Segment::Key(name), above) = address.path.split_last()? else {
                    return None;
                };
                let holder = InputAddress {
                    location: address.location,
                    path: above.into(),
                };
                let spot = self.spot_of(&holder)?;
                Some(Aim::Property(spot, name.clone()))
            }
            Reach::Parameter => {
                let (parameter, inside) = self.parameter_of(address)?;
                inside.is_empty().then_some(Aim::Parameter(parameter))
            }
            Reach::Case => None,
        }
    }

    /// The spot at an address.
    pub(super) fn spot_of(&self, address: &InputAddress) -> Option<Spot> {
        if address.location == Location::Body {
            return self.spot_at(Part::Body, address.path.to_vec());
        }
        let (parameter, inside) = self.parameter_of(address)?;
        let is_it = |argument: &Argument| argument.parameter == parameter;
        let index = self.case.arguments.iter().position(is_it)?;
        self.spot_at(Part::Argument(index), inside.to_vec())
    }

    /// The free parameter that an address begins with, and the way inside of it.
    fn parameter_of<'p>(&self, address: &'p InputAddress) -> Option<(usize, &'p [Segment])> {
        let (Segment::Key(name), inside) = address.path.split_first()? else {
            return None;
        };
        let mut parameters = self.operation.parameters.iter();
        let index = parameters
            .position(|known| known.location == address.location && known.name == *name)?;
        self.inputs.is_free(index).then_some((index, inside))
    }

    /// The spot aimed at: the value, or the object that has the property.
    pub(super) fn aimed_spot(&self) -> Option<&Spot> {
        match self.aim.as_ref()? {
            Aim::Value(spot) | Aim::Property(spot, _) => Some(spot),
            Aim::Parameter(_) => None,
        }
    }

    /// Whether this parameter may be changed: all may where none is aimed at.
    pub(crate) fn is_aimed_at(&self, parameter: usize) -> bool {
        match self.aim {
            Some(Aim::Parameter(aimed)) => aimed == parameter,
            _ => true,
        }
    }

    /// One of the items, or that of the name aimed at.
    pub(crate) fn pick_named<'i, T>(
        &mut self,
        items: &'i [T],
        name: impl Fn(&'i T) -> &'i str,
    ) -> Option<&'i T> {
        match &self.aim {
            Some(Aim::Property(_, aimed)) => items.iter().find(|item| name(item) == aimed),
            _ => self.rng.pick(items),
        }
    }
}
