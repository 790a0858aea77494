use bedlam_model::FactKind::{Either, NotWith, Required, Together};

use super::hit::{About, Hit, Phrase, Want, phrase, subject};
use crate::learn::refusal::clause::{Name, list};
use crate::learn::refusal::inputs::other_name;

/// Inputs that go together, or never do.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(r"\bconflict between exclusive peers (?P<ns>)", apart),
    phrase(r"\bmust not exist simultaneously with (?P<ns>)", apart_from),
    phrase(
        r"\bcontains \[(?P<a>)[^\]]*\] without its required peers (?P<ns>)",
        peers,
    ),
    phrase(r"\bmissing required peers? (?P<ns>)", together_with),
    phrase(
        r"\b(?:are|is) (?:mutually exclusive|incompatible|mutually incompatible|exclusive)(?P<w> (?:with|of|to))? ?(?P<ns>)",
        exclusive,
    ),
    phrase(
        r"\bmutually exclusive(?: (?:parameters|fields|options|properties|arguments))?:? (?P<ns>)",
        apart,
    ),
    phrase(
        r"(?:\b(?:can|must|may|should)(?: ?not|n't)|\bcannot|\bcan't)(?P<both> both)? be (?:used|specified|set|given|provided|present|supplied|combined|sent|defined|passed|included|mixed)(?P<all> (?:both|at the same time|simultaneously|in combination|together))?(?: (?:in conjunction|together|along|alongside))?(?P<w>(?: with| alongside)(?: the)? )?(?P<ns>)",
        not_together,
    ),
    phrase(
        r"\b(?:only|at most) one (?:of|from)(?: the following)?(?: fields| parameters| properties| options)?:? ?(?P<ns>).*",
        apart,
    ),
    phrase(
        r"\bexactly one (?:of|from)(?: the following)?(?: fields| parameters| properties| options)?:? ?(?P<ns>).*",
        exactly_one,
    ),
    phrase(
        r"\bat least one (?:of|from)(?: the following)?(?: fields| parameters| properties| options)?:? ?(?P<ns>).*",
        one_of,
    ),
    phrase(
        r"^(?:one of|either)(?: the following| the)?(?: fields| parameters| properties| options)?:? ?(?P<ns>).*\b(?:must|should|is|are|has to|have to|needs to|required|expected|not both)\b.*",
        one_of,
    ),
    phrase(
        r"\b(?:provide|specify|supply|give|include|requires?|expects?|need|set|use|pass|send)(?: either| one of|(?: at least)? one of)(?: the following| the)?:? (?P<ns>).*",
        one_of,
    ),
    phrase(
        r"(?P<ns>)<q>\b[a-z0-9_.\[\]-]+<q> or <q>[a-z0-9_.\[\]-]+<q> (?:<must> be|is|are) (?:given|specified|provided|set|required|present|supplied|included|needed)\b",
        one_of,
    ),
    phrase(
        r"<must> (?:provide|specify|supply|give|include|set|pass|send|contain|have) (?P<ns>)[^ ]+ or [^ ]+",
        one_of,
    ),
    phrase(r"\bconflicts? with(?: the)? (?P<ns>)", apart_from),
    phrase(
        r"\b(?:cannot|can't|can not|must not|may not|do not|don't) (?:specify|use|set|give|provide|combine|pass|send|mix|supply) (?:both )?(?P<ns>).*(?:\band\b|\bwith\b)",
        apart,
    ),
    phrase(
        r"\bneither (?P<ns>).*(?:was|were|is|are|provided|specified|given|set|present)\b",
        one_of,
    ),
    phrase(
        r"(?:\b(?:is|are) (?:required|mandatory|needed)|<must> be (?:provided|set|given|specified|supplied|present|included)) (?:unless|without|in the absence of|if (?:there is )?no|when (?:there is )?no|when none of|if none of)(?: the)? (?P<ns>).*",
        alternative,
    ),
    phrase(
        r"(?:\b(?:is|are) (?:also )?(?:required|mandatory|needed)|<must> (?:also )?be (?:provided|set|given|specified|supplied|present|included)) (?:when|if|with|together with|whenever|in case|where|as)(?: the| using)? (?P<ns>).*",
        required_with,
    ),
    phrase(
        r"\b(?:requires?|needs|depends on|must be (?:used|given|specified|provided|set|combined|accompanied|passed|supplied)(?: together| along| in conjunction)? (?:with|by)|(?:is )?only (?:valid|allowed|supported|available|applicable) (?:with|when|if|together with)|(?:can|may) only be (?:used|specified|set|given|provided|combined)(?: together)? (?:with|when|if|in conjunction with))(?: (?:the|a|an|that|parameter|field|property))* (?P<ns>)",
        together_with,
    ),
    phrase(
        r"<must>(?: both| all)? be (?:used|given|specified|provided|set|present|supplied|passed|sent|defined) (?:together|both|in pairs|at the same time)\b|\b(?:is|are) required together\b|\b(?:go|belong) together\b",
        together,
    ),
];

/// Names of inputs that are known, in order, each once; fewer than two are no pair.
fn known(names: Vec<Name>) -> Vec<Name> {
    let mut known: Vec<Name> = Vec::new();
    for name in names {
        let fresh = known.iter().all(|other| other.address != name.address);
        if name.address.is_some() && fresh {
            known.push(name);
        }
    }
    known
}

fn pair(names: &[Name], make: fn(String) -> bedlam_model::FactKind) -> Vec<Want> {
    let mut wants = Vec::new();
    for name in names {
        for other in names {
            let (Some(own), Some(other)) = (&name.address, &other.address) else {
                continue;
            };
            if own != other && wants.len() < 24 {
                wants.push(Want {
                    about: About::Name(name.clone()),
                    kind: make(other_name(other)),
                });
            }
        }
    }
    wants
}

fn either(names: &[Name]) -> Vec<Want> {
    let all = names.iter().filter_map(|name| name.address.as_ref());
    let all: Vec<_> = all.collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let want = |name: &Name| {
        let others = all
            .iter()
            .filter(|other| Some(**other) != name.address.as_ref());
        Want {
            about: About::Name(name.clone()),
            kind: Either(others.map(|other| other_name(other)).collect()),
        }
    };
    names.iter().map(want).collect()
}

/// The inputs that the clause names before the phrase.
fn before(hit: &Hit<'_>) -> Vec<Name> {
    let start = hit.before().len();
    let spots = hit.clause.spots.iter().filter(|spot| spot.end <= start);
    let name = |spot: &crate::learn::refusal::clause::Spot| Name {
        address: Some(spot.address.clone()),
        text: String::new(),
        strong: spot.strong,
        end: spot.end,
    };
    known(spots.map(name).collect())
}

fn apart(hit: &Hit<'_>) -> Vec<Want> {
    let mut names = known(hit.names("ns"));
    if names.len() < 2 {
        names = before(hit);
    }
    pair(&names, NotWith)
}

fn with_each(hit: &Hit<'_>, make: fn(String) -> bedlam_model::FactKind) -> Vec<Want> {
    let names = known(hit.names("ns"));
    let others = names.iter().filter_map(|name| name.address.as_ref());
    let own = before(hit);
    let own = own.last().and_then(|name| name.address.as_ref());
    let others = others.filter(|other| own != Some(*other));
    subject(others.map(|other| make(other_name(other))))
}

fn apart_from(hit: &Hit<'_>) -> Vec<Want> {
    with_each(hit, NotWith)
}

fn together_with(hit: &Hit<'_>) -> Vec<Want> {
    with_each(hit, Together)
}

fn peers(hit: &Hit<'_>) -> Vec<Want> {
    let own = known(hit.names("a"));
    let others = known(hit.names("ns"));
    let all: Vec<Name> = own.into_iter().chain(others).collect();
    pair(&all, Together)
}

fn exclusive(hit: &Hit<'_>) -> Vec<Want> {
    if hit.word("w").is_some() {
        return apart_from(hit);
    }
    pair(&before(hit), NotWith)
}

fn not_together(hit: &Hit<'_>) -> Vec<Want> {
    if hit.word("w").is_some() {
        return apart_from(hit);
    }
    if hit.word("both").is_none() && hit.word("all").is_none() && !hit.before().contains("both ") {
        return Vec::new();
    }
    pair(&before(hit), NotWith)
}

fn together(hit: &Hit<'_>) -> Vec<Want> {
    pair(&before(hit), Together)
}

fn one_of(hit: &Hit<'_>) -> Vec<Want> {
    let names = known(hit.names("ns"));
    if names.len() < 2 && hit.before().ends_with("must contain ") {
        return one_of_unknown(hit, names.first());
    }
    let mut wants = either(&names);
    if !wants.is_empty() && hit.clause.lower.contains("not both") {
        wants.extend(pair(&names, NotWith));
    }
    wants
}

/// `must contain at least one of [a, b]`, where nobody has heard of all of them.
fn one_of_unknown(hit: &Hit<'_>, known: Option<&Name>) -> Vec<Want> {
    let begin = hit.at("ns");
    let listed = begin.and_then(|at| list(hit.clause.visible(), at));
    let Some((items, end, true)) = listed else {
        return Vec::new();
    };
    let name = |text: &str| Name {
        address: None,
        text: text.to_owned(),
        strong: true,
        end,
    };
    let all: Vec<String> = items.into_iter().map(|item| item.text).collect();
    let first = known
        .cloned()
        .or_else(|| all.first().map(|first| name(first)));
    let want = |about| Want {
        about: About::Name(about),
        kind: Either(all.clone()),
    };
    first.map(want).into_iter().collect()
}

fn exactly_one(hit: &Hit<'_>) -> Vec<Want> {
    let names = known(hit.names("ns"));
    let mut wants = either(&names);
    wants.extend(pair(&names, NotWith));
    wants
}

/// "a is required unless b is given".
fn alternative(hit: &Hit<'_>) -> Vec<Want> {
    let mut names = before(hit);
    names.truncate(names.len().min(1));
    names.extend(hit.names("ns"));
    either(&known(names))
}

/// "a is required when b is given", "when b is not given", "when b is 'x'".
fn required_with(hit: &Hit<'_>) -> Vec<Want> {
    let names = known(hit.names("ns"));
    let Some(end) = names.last().map(|name| name.end) else {
        return subject([Required]);
    };
    let state = &hit.clause.lower[end..];
    if [" not ", "n't ", " missing", " absent", " empty", " null"]
        .iter()
        .any(|w| state.contains(w))
    {
        return alternative(hit);
    }
    let given = [
        "present",
        "given",
        "set",
        "provided",
        "specified",
        "used",
        "supplied",
    ];
    let mut wants = subject([Required]);
    if state.trim().is_empty() || given.iter().any(|word| state.ends_with(word)) {
        wants.extend(with_each(hit, Together));
    }
    wants
}
