use bedlam_model::{Argument, Intent, Location};
use serde_json::Value;

use crate::mutate::change::{Change, Done};
use crate::mutate::spot::Part;

/// Something after the path that routers read in different ways.
pub(in crate::mutate) fn path_suffix(change: &mut Change<'_>) -> Option<Done> {
    const SUFFIXES: [&str; 14] = [
        "/", "//", "/.", "/..", "/%2e%2e/", "/..;/", ";a=b", "%20", "%00", "%2f", ".json", "/*",
        "%", "%ff",
    ];
    if change.case.wire.path_suffix.is_some() {
        return None;
    }
    let suffix = *change.rng.pick(&SUFFIXES)?;
    change.case.wire.path_suffix = Some(suffix.to_owned());
    Some(Done {
        after: Some(Value::from(suffix)),
        ..Done::wire(Intent::Attack)
    })
}

/// A value in the path with characters that should be escaped there, and are not.
pub(in crate::mutate) fn raw_path(change: &mut Change<'_>) -> Option<Done> {
    const ODD: [&str; 12] = [
        "..",
        "../..",
        ".",
        "%",
        "%zz",
        "%00",
        "%2e%2e%2f",
        "a/b",
        "<",
        "\"",
        "{id}",
        "é",
    ];
    let in_path = |(index, argument): (usize, &Argument)| {
        let parameter = change.parameter(argument)?;
        let wanted = parameter.location == Location::Path && change.is_aimed_at(argument.parameter);
        wanted.then_some(index)
    };
    let arguments = change.case.arguments.iter().enumerate();
    let among: Vec<usize> = arguments.filter_map(in_path).collect();
    let index = *change.rng.pick(&among)?;
    let spot = change.whole(Part::Argument(index))?;
    let odd = *change.rng.pick(&ODD)?;
    let done = change.attack(&spot, Value::from(odd), None)?;
    change.case.wire.raw_path = true;
    Some(done)
}
