use bedlam_model::FactKind::{Invalid, Missing, Required};

use super::hit::{About, Hit, Phrase, Want, bare, phrase, subject};
use crate::learn::refusal::words::{NOT_RESOURCES, PARTS, among};

/// References to what does not exist.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"(?:(?:\b(?:is|was|were|are|be|could) )*\bnot|n't)(?: be)? (?:found|located|exist|exists|existing|resolved|a known|in (?:the )?database)\b",
        plain,
    ),
    phrase(
        r"\bdoes not (?:refer to|reference|point to|match|correspond to) (?:an? |any )?(?:existing|known|valid) ",
        plain,
    ),
    phrase(
        r"\b(?:does not|doesn't|do not|don't) (?:name|identify|denote|designate) (?:an? |any |one )",
        plain,
    ),
    phrase(
        r"\b(?:no longer exists|non-?existent|nonexisting|has been deleted|was deleted)\b",
        plain,
    ),
    phrase(
        r"<must> (?:exist|refer to an existing|reference an existing|be an existing)\b",
        plain,
    ),
    phrase(
        r"\b(?:cannot|can't|can not|could not|couldn't|unable to|failed to|did not|didn't) (?:find|locate|look ?up|resolve|retrieve|load)(?: (?:a|an|the|any|such|referenced|specified|requested))* (?P<n>)[a-z\x22'`]",
        plain,
    ),
    phrase(
        r"\bno(?: such| matching| existing| known)? (?P<n>)[a-z_]+(?: [a-z_]+)? (?:(?:was|were|could be|has been) )?(?:found|exists?|matches|matching|(?:with|for|by) (?:the |this |that |given |such )*(?:id|ids|key|name|slug|code|uuid|number|identifier))\b",
        plain,
    ),
    phrase(
        r"\bthere (?:is|are|exists) no (?P<n>)[a-z_]+ <q>[^ ]+<q>\.?$",
        plain,
    ),
    phrase(
        r"\b(?:no such|unknown|nonexistent|non-existent) (?P<n>)[a-z_\x22'`]",
        known,
    ),
    phrase(
        r"\bforeign key constraint|\bis not present in table|\binvalid (?:pk|reference|foreign key)\b",
        plain,
    ),
    bare(
        r"\bobject does not exist|^(?:not found|unknown|must exist|does not exist|not_found)$|select a valid choice",
        plain,
    ),
];

fn plain(hit: &Hit<'_>) -> Vec<Want> {
    let before = hit.before().trim_end();
    let last = before.rsplit(' ').next().unwrap_or(before);
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    let named = hit.name("n").map(|name| name.text.to_ascii_lowercase());
    let noun = named.as_deref().unwrap_or(last);
    if hit.clause.spots.is_empty() && among(NOT_RESOURCES, noun) {
        return Vec::new();
    }
    // A parameter that is not found is asked for; what it refers to is another thing.
    let told = before.split(' ').any(|word| among(PARTS, word));
    subject([if told { Required } else { Missing }])
}

/// "unknown pet", "unknown status": what is no input is a resource.
fn known(hit: &Hit<'_>) -> Vec<Want> {
    let Some(name) = hit.name("n") else {
        return Vec::new();
    };
    if name.address.is_some() {
        return vec![Want {
            about: About::Name(name),
            kind: Invalid,
        }];
    }
    if among(NOT_RESOURCES, &name.text.to_ascii_lowercase()) {
        return Vec::new();
    }
    plain(hit)
}
