use bedlam_model::{InputAddress, Location, words};

use super::campaign::Patient;

/// The input to blame for a refusal with this status: the one that the API names most often; else
/// the one whose name stands in what it says; else the only one there is.
pub(super) fn blame(patient: &Patient<'_>, status: u16) -> Option<InputAddress> {
    if let Some(named) = patient.record.named() {
        return Some(named.general());
    }
    let said = patient.record.loudest(status).unwrap_or_default();
    let mut all = inputs(patient);
    let mentioned = all.iter().filter(|address| speaks_of(said, address));
    if let Some(longest) = mentioned.max_by_key(|address| address.name().map_or(0, str::len)) {
        return Some(longest.clone());
    }
    match all.len() {
        1 => all.pop(),
        _ => None,
    }
}

/// The input of the path that names what the operation is about.
pub(super) fn thing(patient: &Patient<'_>) -> Option<InputAddress> {
    let path = patient.graph.path(patient.operation).last()?;
    let parameter = &patient.operation.parameters[path.parameter];
    let address = InputAddress::parameter(Location::Path, &parameter.name);
    Some(address)
}

/// All inputs, declared or not.
fn inputs(patient: &Patient<'_>) -> Vec<InputAddress> {
    let declared = patient.graph.inputs(patient.api, patient.operation).iter();
    let more = patient
        .lore
        .undeclared
        .iter()
        .map(|(parent, name)| parent.child(bedlam_model::Segment::Key(name.clone())));
    declared.cloned().chain(more).collect()
}

/// Whether a message holds the words of an input's name, in order.
fn speaks_of(said: &str, address: &InputAddress) -> bool {
    let (said, name) = (words(said), words(address.name().unwrap_or_default()));
    !name.is_empty() && said.windows(name.len()).any(|window| window == name)
}
