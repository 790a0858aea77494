use bedlam_generate::{Chooser, Generator, Rng, Site};
use bedlam_model::{
    Additional, Api, Case, Content, InputAddress, Location, Mutation, SchemaId, Segment,
    ValueSource, value_at_mut,
};

use super::Choice;

impl Choice<'_> {
    /// Brings a kept case back to life: ids of the pool may be gone by now, and what must be unique
    /// was used. Everything else stays as it was when the case succeeded.
    pub(crate) fn refresh(&mut self, generator: &Generator, case: &mut Case, rng: &mut Rng) {
        let mutated = |case: &Case, address: &InputAddress| {
            let general = |m: &Mutation| m.address.as_ref().map(InputAddress::general);
            case.mutations
                .iter()
                .any(|m| general(m).as_ref() == Some(address))
        };
        for (parameter, value) in self.live_path() {
            let declared = &self.operation.parameters[parameter];
            if mutated(
                case,
                &InputAddress::parameter(declared.location, &declared.name),
            ) {
                continue;
            }
            if let Some(argument) = case.arguments.iter_mut().find(|a| a.parameter == parameter) {
                argument.value = value;
            }
        }
        let sources = case.sources.clone();
        for (address, source) in sources {
            if mutated(case, &address) {
                continue;
            }
            let lore = self.lore.inputs.get(&address);
            let unique = lore.is_some_and(|lore| lore.unique);
            // A thing that lived when the case succeeded may be gone by now, wherever its id came from.
            let refers = source == ValueSource::Pool || self.is_reference(&address, lore);
            if unique || (refers && address.location != Location::Path) {
                self.renew(case, &address, rng);
            }
        }
        self.hint(generator, case, rng);
    }

    fn renew(&mut self, case: &mut Case, address: &InputAddress, rng: &mut Rng) {
        let operation = self.operation;
        if address.location != Location::Body {
            let place = operation.parameters.iter().position(|p| {
                p.location == address.location && Some(p.name.as_str()) == address.name()
            });
            let Some(place) = place else {
                return;
            };
            let site = Site {
                operation,
                address,
                schema: operation.parameters[place].schema,
                required: true,
            };
            let known = self.known(&site, rng);
            let argument = case.arguments.iter_mut().find(|a| a.parameter == place);
            if let (Some((value, _)), Some(argument)) = (known, argument) {
                argument.value = value;
            }
            return;
        }
        let media = case.body.as_ref().zip(operation.body.as_ref());
        let root = media.and_then(|(body, spec)| spec.media.get(body.media)?.schema);
        let Some(schema) = root.and_then(|root| inside(self.api, root, &address.path, 8)) else {
            return;
        };
        let site = Site {
            operation,
            address,
            schema,
            required: true,
        };
        let known = self.known(&site, rng);
        let body = case.body.as_mut().map(|body| &mut body.content);
        if let (Some((value, _)), Some(Content::Value(root))) = (known, body)
            && let Some(slot) = value_at_mut(root, &address.path)
        {
            *slot = value;
        }
    }
}

/// The schema of a value inside of one, if it is declared.
fn inside(api: &Api, schema: SchemaId, path: &[Segment], depth: u8) -> Option<SchemaId> {
    let Some((first, rest)) = path.split_first() else {
        return Some(schema);
    };
    let here = api.schemas.get(schema);
    let next = match first {
        Segment::Key(name) => here
            .properties
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, id)| *id),
        Segment::Item | Segment::Index(_) => match here.items {
            Additional::Schema(items) => Some(items),
            _ => None,
        },
    };
    let direct = next.and_then(|next| inside(api, next, rest, depth));
    let parts = here.all_of.iter().chain(&here.one_of).chain(&here.any_of);
    direct.or_else(|| {
        (depth > 0)
            .then(|| {
                parts
                    .copied()
                    .find_map(|part| inside(api, part, path, depth - 1))
            })
            .flatten()
    })
}
