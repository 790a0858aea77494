use std::collections::HashSet;

use bedlam_model::{InputAddress, Location, Segment, words};

use super::campaign::Patient;

/// The input to blame for a refusal with this status: of those whose names stand in what the API
/// says most often the one that its refusals name most often, else the one with the longest name;
/// where none does, the one that they name, or the only one there is.
pub(super) fn blame(patient: &Patient<'_>, status: u16) -> Option<InputAddress> {
    let said = words(patient.record.loudest(status).unwrap_or_default());
    let named = patient.record.named().map(InputAddress::general);
    let mut all = inputs(patient);
    let mentioned: Vec<(usize, &InputAddress)> = all
        .iter()
        .filter_map(|address| Some((end(&said, address)?, address)))
        .collect();
    let is_named = |(_, address): &&(usize, &InputAddress)| named.as_ref() == Some(*address);
    let length = |(_, address): &&(usize, &InputAddress)| address.name().map_or(0, str::len);
    let best = mentioned
        .iter()
        .find(is_named)
        .or_else(|| mentioned.iter().max_by_key(length));
    if let Some((at, address)) = best {
        // In `metadata kind` it is the kind.
        let next = |(_, other): &&(usize, &InputAddress)| {
            end(&said[*at..], other).is_some_and(|end| end == words(name(other)).len())
        };
        let next = mentioned.iter().find(next);
        return Some(next.map_or(*address, |(_, other)| *other).clone());
    }
    match (named, all.len()) {
        (Some(named), _) => Some(named),
        (None, 1) => all.pop(),
        (None, _) => altered(patient),
    }
}

/// The input whose change altered the answer, where it is not the whole body.
fn altered(patient: &Patient<'_>) -> Option<InputAddress> {
    let altered = patient.record.altered();
    let mut inputs = altered.iter().map(|altered| &altered.input);
    inputs.find(|input| !input.path.is_empty()).cloned()
}

/// The input of the path that names what the operation is about.
pub(super) fn thing(patient: &Patient<'_>) -> Option<InputAddress> {
    let path = patient.graph.path(patient.operation).last()?;
    let parameter = &patient.operation.parameters[path.parameter];
    let address = InputAddress::parameter(Location::Path, &parameter.name);
    Some(address)
}

/// All inputs, declared or not, and what they stand in.
fn inputs(patient: &Patient<'_>) -> Vec<InputAddress> {
    let declared = patient.graph.inputs(patient.api, patient.operation).iter();
    let more = patient.lore.undeclared.iter();
    let more = more.map(|(parent, name)| parent.child(Segment::Key(name.clone())));
    let mut all: Vec<InputAddress> = Vec::new();
    let mut seen: HashSet<InputAddress> = HashSet::new();
    for address in declared.cloned().chain(more) {
        for length in 1..=address.path.len().max(1) {
            let above = InputAddress {
                location: address.location,
                path: address.path.iter().take(length).cloned().collect(),
            };
            let named = matches!(above.path.last(), Some(Segment::Key(_)) | None);
            if (named || above == address) && seen.insert(above.clone()) {
                all.push(above);
            }
        }
    }
    all
}

fn name(address: &InputAddress) -> &str {
    address.name().unwrap_or_default()
}

/// Where in a message the words of an input's name end, if they stand there in order.
fn end(said: &[String], address: &InputAddress) -> Option<usize> {
    let name = words(name(address));
    let at = said
        .windows(name.len().max(1))
        .position(|window| window == name)?;
    Some(at + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::depend::Graph;
    use crate::diagnose::around::Around;
    use crate::diagnose::testing::{api, record};
    use crate::knowledge::Lore;

    #[test]
    fn the_input_that_the_api_speaks_of_is_to_blame() {
        let paths = "  /a:
    post:
      parameters: [{name: unit, in: query, schema: {type: string}}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                kind: {type: string}
                metadata: {type: array, items: {type: string}}
                rrsets: {type: array, items: {type: object, properties: {type: {type: string}}}}
      responses: {'200': {description: d}}
";
        let api = api(paths);
        let graph = Graph::new(&api);
        let check = |said: &str, expected: Option<&str>| {
            let patient = Patient {
                api: &api,
                graph: &graph,
                operation: &api.operations[0],
                lore: &Lore::default(),
                record: &record(&[(422, said, 1)]),
                others_covered: true,
                around: Around::default(),
            };
            let blamed = blame(&patient, 422).map(|address| address.to_string());
            assert_eq!(blamed.as_deref(), expected, "{said}");
        };
        check("Invalid unit.", Some("QUERY unit"));
        check("Unsupported metadata kind 'x'", Some("BODY kind"));
        check("No rrsets given in update request", Some("BODY rrsets"));
        check("That does not do.", None);
    }
}
