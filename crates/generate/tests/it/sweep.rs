//! What a sweep offers is what comes out.

use std::collections::BTreeSet;

use bedlam_generate::{MUTATORS, Rng};
use bedlam_model::InputAddress;

use crate::mutators::{base, rich, sparse};

#[test]
fn a_sweep_offers_every_mutator_somewhere() {
    let mut offered = BTreeSet::new();
    for media in ["application/json", "application/xml"] {
        let generator = rich(media);
        // Of an example that stands in its place already nothing can be made.
        let cases = [
            base(&generator, 3),
            sparse(&generator, 0),
            sparse(&generator, 1),
        ];
        for case in cases {
            offered.extend(generator.sweep(&case).map(|(mutator, _)| mutator));
        }
    }
    let missing: Vec<&str> = (0..MUTATORS.len())
        .filter(|index| !offered.contains(index))
        .map(|index| MUTATORS[index].id)
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn what_a_sweep_offers_is_done_by_that_mutator_at_that_place() {
    // Mutators that tell the property that they put into the place.
    let puts = ["read-only", "add-undeclared", "prototype"].map(|id| format!("structure-{id}"));
    for media in ["application/json", "application/xml"] {
        let generator = rich(media);
        for seed in 0..2 {
            let case = base(&generator, seed);
            for (index, place) in generator.sweep(&case) {
                let id = MUTATORS[index].id;
                let mut rng = Rng::new(seed ^ 99);
                let mutant = generator
                    .mutate_at(&case, index, place.as_ref(), &mut rng)
                    .unwrap_or_else(|| panic!("{id} does not apply at {place:?}: {case:?}"));
                assert_eq!(mutant.mutations.len(), 1);
                let told = &mutant.mutations[0];
                assert_eq!(told.mutator, id);
                assert_ne!(mutant, case, "{id}");
                let Some(place) = place else { continue };
                let address = told.address.as_ref().unwrap();
                let puts = puts.iter().any(|put| put == id);
                let way = &address.path[..address.path.len() - usize::from(puts)];
                assert_eq!(
                    (address.location, way),
                    (place.location, &*place.path),
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn a_sweep_goes_to_every_leaf_and_to_no_credential() {
    let generator = rich("application/json");
    let case = base(&generator, 5);
    let offers: Vec<_> = generator.sweep(&case).collect();
    let null = MUTATORS.iter().position(|m| m.id == "structure-null");
    let nulled: BTreeSet<InputAddress> = offers
        .iter()
        .filter(|(index, _)| Some(*index) == null)
        .filter_map(|(_, place)| Some(place.as_ref()?.general()))
        .collect();
    for leaf in bedlam_generate::leaves(&generator.api().operations[0], &case) {
        let body = leaf.address.location == bedlam_model::Location::Body;
        let expected = body && !leaf.value.is_null();
        assert_eq!(nulled.contains(&leaf.address.general()), expected);
    }
    let key = |place: &InputAddress| place.name() == Some("Authorization");
    assert!(!offers.iter().flat_map(|(_, place)| place).any(key));
    let distinct: BTreeSet<_> = offers.iter().collect();
    assert_eq!(distinct.len(), offers.len());
}

#[test]
fn a_mutator_aimed_at_nothing_of_its_reach_does_nothing() {
    let generator = rich("application/json");
    let case = base(&generator, 1);
    let check = |id: &str, place: InputAddress| {
        let index = MUTATORS.iter().position(|m| m.id == id).unwrap();
        let mutant = generator.mutate_at(&case, index, Some(&place), &mut Rng::new(2));
        assert_eq!(mutant, None, "{id}");
    };
    let body = InputAddress::body;
    let key = |name: &str| bedlam_model::Segment::Key(name.to_owned());
    check("value-flip", body().child(key("name")));
    check("value-flip", body().child(key("absent")));
    check("structure-add-optional", body().child(key("name")));
    check("argument-drop-optional", body());
    check("wire-method", body());
}

#[test]
fn a_mutator_that_applies_is_chosen_where_it_is_the_only_one_wanted() {
    for media in ["application/json", "application/xml"] {
        let generator = rich(media);
        for case in [base(&generator, 1), sparse(&generator, 1)] {
            let light = MUTATORS.iter().enumerate().filter(|(_, m)| !m.heavy);
            for (index, mutator) in light {
                let alone = generator.mutate(&case, index, &mut Rng::new(3));
                let mut weights = vec![0; MUTATORS.len()];
                weights[index] = 1 << 30;
                let any = generator.mutate_any(&case, &mut weights, &mut Rng::new(3));
                assert!(alone.is_none() || any.is_some(), "{}", mutator.id);
            }
        }
    }
}
