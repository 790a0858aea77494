use bedlam_model::{Argument, InputAddress, Intent, Location, Parameter};

use crate::Fullness;
use crate::mutate::change::{Change, Done};

/// Indices of arguments whose parameters are free and wanted.
fn given(change: &Change<'_>, wanted: impl Fn(&Parameter) -> bool) -> Vec<usize> {
    let arguments = change.case.arguments.iter().enumerate();
    arguments
        .filter(|(_, argument)| {
            let parameter = change.parameter(argument);
            change.is_aimed_at(argument.parameter)
                && change.inputs.is_free(argument.parameter)
                && parameter.is_some_and(&wanted)
        })
        .map(|(index, _)| index)
        .collect()
}

fn drop_one(change: &mut Change<'_>, among: &[usize]) -> Option<Done> {
    let index = *change.rng.pick(among)?;
    let parameter = change.parameter(change.case.arguments.get(index)?)?;
    let argument = change.case.arguments.remove(index);
    let address = InputAddress::parameter(parameter.location, &parameter.name);
    Some(Done {
        address: Some(address),
        before: Some(argument.value),
        ..Done::wire(Intent::Valid)
    })
}

/// An optional parameter less.
pub(in crate::mutate) fn drop_optional(change: &mut Change<'_>) -> Option<Done> {
    let among = given(change, |parameter| !parameter.required);
    drop_one(change, &among)
}

/// All optional parameters less.
pub(in crate::mutate) fn drop_all_optional(change: &mut Change<'_>) -> Option<Done> {
    let among = given(change, |parameter| !parameter.required);
    if among.is_empty() {
        return None;
    }
    let mut index = 0;
    change.case.arguments.retain(|_| {
        index += 1;
        !among.contains(&(index - 1))
    });
    Some(Done::wire(Intent::Valid))
}

/// A required parameter less (`required`).
pub(in crate::mutate) fn drop_required(change: &mut Change<'_>) -> Option<Done> {
    let among = given(change, |p| p.required && p.location != Location::Path);
    let done = drop_one(change, &among)?;
    Some(Done {
        breaks: Some("required"),
        intent: Intent::Invalid,
        ..done
    })
}

/// A declared parameter more.
pub(in crate::mutate) fn add_optional(change: &mut Change<'_>) -> Option<Done> {
    let given = |index: usize| change.case.arguments.iter().any(|a| a.parameter == index);
    let missing: Vec<usize> = (0..change.operation.parameters.len())
        .filter(|index| !given(*index) && change.is_aimed_at(*index))
        .filter(|index| change.inputs.is_free(*index))
        .collect();
    let index = *change.rng.pick(&missing)?;
    let parameter = &change.operation.parameters[index];
    let address = InputAddress::parameter(parameter.location, &parameter.name);
    let share = Fullness::Share(0.5);
    let schemas = [parameter.schema];
    let value = change
        .generator
        .value_at(&schemas, address.clone(), share, change.rng)?;
    change.case.arguments.push(Argument {
        parameter: index,
        value: value.clone(),
    });
    Some(Done {
        address: Some(address),
        after: Some(value),
        ..Done::wire(Intent::Valid)
    })
}
