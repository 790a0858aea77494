use bedlam_model::{InputAddress, Segment, words};

use crate::meaning::is_range;
use crate::mutate::aim::Aim;
use crate::mutate::change::{Change, Done, Worst};
use crate::mutate::leaves;

/// Values among which ranges are looked for.
const MOST: usize = 200;

/// A range with its ends exchanged: `from` holds what `to` held, and the other way round.
pub(in crate::mutate) fn backwards(change: &mut Change<'_>) -> Option<Done> {
    let mut ranges = ranges(change);
    if let Some(Aim::Value(aimed)) = &change.aim {
        let aimed = change.address(aimed)?;
        ranges.retain(|(low, high)| *low == aimed || *high == aimed);
        // The place aimed at is the one that is told.
        if let Some((low, high)) = ranges.first_mut().filter(|(low, _)| *low != aimed) {
            std::mem::swap(low, high);
        }
    }
    let (first, second) = change.rng.pick(&ranges)?.clone();
    let (first, second) = (change.spot_of(&first)?, change.spot_of(&second)?);
    let (own, other) = (
        change.value(&first)?.clone(),
        change.value(&second)?.clone(),
    );
    let there = change.replace(&second, own)?;
    let here = change.replace(&first, other)?;
    Some(Done {
        breaks: here.breaks.or(there.breaks),
        intent: here.intent.max_of(there.intent),
        ..here
    })
}

/// All pairs of values of one type that are the ends of a range, side by side.
fn ranges(change: &Change<'_>) -> Vec<(InputAddress, InputAddress)> {
    let leaves = leaves(change.operation, &change.case);
    let ends = leaves.iter().filter_map(|leaf| {
        let scalar = leaf.value.is_number() || leaf.value.is_string();
        match leaf.address.path.split_last()? {
            (Segment::Key(name), above) if scalar => Some((leaf, above, words(name))),
            _ => None,
        }
    });
    let ends: Vec<_> = ends.take(MOST).collect();
    let mut ranges = Vec::new();
    for (low, above, name) in &ends {
        for (high, beside, other) in &ends {
            let together = low.address.location == high.address.location && above == beside;
            let alike = std::mem::discriminant(low.value) == std::mem::discriminant(high.value);
            if together && alike && is_range(name, other) {
                ranges.push((low.address.clone(), high.address.clone()));
            }
        }
    }
    ranges
}
