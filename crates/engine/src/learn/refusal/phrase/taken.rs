use bedlam_model::FactKind::Taken;

use super::hit::{About, Hit, Phrase, Want, bare, phrase, subject};

/// Values that someone else has.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"\bduplicate key .*\bkey \((?:lower\()?(?P<ns>)[^)=]+\)+=\(.*\) already exists",
        columns,
    ),
    phrase(
        r"\bkey \((?:lower\()?(?P<ns>)[^)=]+\)+=\(.*\) already exists",
        columns,
    ),
    phrase(
        r"\b(?:unique constraint failed|unique constraint violated on|unique failed|duplicate (?:key|value) (?:for|in|on)):? ?(?P<ns>)[a-z]",
        columns,
    ),
    phrase(r"\bduplicate entry .* for key (?P<n>)['\x22`]", key),
    phrase(r"\bdup key: ?\{ ?(?P<n>)[a-z\x22]", key),
    phrase(
        r"\b(?:with|having|using|for|has|by)(?: the| that| this| given| same| a| such| provided)+ (?P<n>)[^ ]+ ?.*(?:already|exists|in use|taken|registered)\b",
        with,
    ),
    phrase(
        r"\bwith (?P<n>)[^ ]+ .*already (?:exists?|in use|registered|taken)\b",
        with,
    ),
    phrase(
        r"\b(?P<n>)[^ ]+ with (?:the |that |this )?(?:same |given )?[a-z_]+ .*already exists",
        with,
    ),
    phrase(
        r"\balready\b.* (?:with|has|have|having|uses|using) (?:this|the same|that|the given) (?P<n>)[a-z_\x22'`]",
        with,
    ),
    phrase(
        r"\b(?:another|other|an existing|existing)\b.* (?:has|have|with|uses|using) (?:the same|this|that) (?P<n>)[a-z_\x22'`]",
        with,
    ),
    phrase(
        r"\b(?:(?:is|are|was|has|have|been) )*already (?:(?:been|be|an?|in) )*(?:exists?|existing|taken|used?|registered|assigned|claimed|reserved|present|defined|occupied|allocated|created|associated|existent|there)\b",
        plain,
    ),
    phrase(
        r"\bthere (?:is|are|exists?) already (?:an?|another|one|such an?)\b",
        plain,
    ),
    phrase(
        r"\b(?:is|are) (?:taken|reserved|in use|not unique|a duplicate|duplicated?)\b|\b(?:isn't|must be|should be|has to be|needs to be|not) (?:globally )?unique\b",
        plain,
    ),
    phrase(
        r"\b(?:name|email|e-mail|slug|handle|domain|title|code|number|address|key|login|alias)\b(?P<e>)(?: [^ ]+)? (?:is not|isn't|is no longer) available\b",
        available,
    ),
    phrase(
        r"\b(?:duplicate|duplicated)(?: (?:value|entry|key|field|name|resource))*(?: (?:for|of|in))?:? (?P<n>)[^ ]",
        named,
    ),
    phrase(
        r"\bviolates (?:a )?unique (?:key )?constraint|\bunique (?:key )?(?:constraint|violation)|\bduplicate key\b",
        plain,
    ),
    phrase(r"[a-z\x22'`] conflict$", conflict),
    bare(
        r"^(?:already )?(?:taken|exists|duplicated?)\b|^duplicate (?:value|entry|key)|^not unique|^(?:value )?(?:must be )?unique$",
        plain,
    ),
];

fn plain(_: &Hit<'_>) -> Vec<Want> {
    subject([Taken])
}

/// "username is not available": the name stands inside of the phrase.
fn available(hit: &Hit<'_>) -> Vec<Want> {
    let Some(end) = hit.at("e") else {
        return Vec::new();
    };
    let spot = hit.clause.spots.iter().find(|spot| spot.end == end);
    let name = spot.and_then(|spot| hit.clause.name_at(spot.start));
    name.map(about).into_iter().collect()
}

/// "name conflict".
fn conflict(hit: &Hit<'_>) -> Vec<Want> {
    let end = hit.before().len() + 1;
    let spot = hit.clause.spots.iter().find(|spot| spot.end == end);
    let name = spot.and_then(|spot| hit.clause.name_at(spot.start));
    name.map(about).into_iter().collect()
}

fn columns(hit: &Hit<'_>) -> Vec<Want> {
    let names = hit.names("ns").into_iter();
    // `users.email` is a column of a table.
    let names = names.filter(|name| name.address.is_some());
    let wants: Vec<Want> = names.map(about).collect();
    if wants.is_empty() { plain(hit) } else { wants }
}

fn key(hit: &Hit<'_>) -> Vec<Want> {
    match hit.name("n").filter(|name| name.address.is_some()) {
        Some(name) => vec![about(name)],
        None => plain(hit),
    }
}

fn with(hit: &Hit<'_>) -> Vec<Want> {
    let name = hit.name("n").filter(|name| name.address.is_some());
    name.map(about).into_iter().collect()
}

fn named(hit: &Hit<'_>) -> Vec<Want> {
    let name = hit.name("n").filter(|name| name.address.is_some());
    // In the middle of a sentence, "duplicate" is a word like others.
    let begins = hit.before().trim_end();
    match name {
        Some(name) => vec![about(name)],
        None if begins.is_empty() || begins.ends_with(':') => plain(hit),
        None => Vec::new(),
    }
}

fn about(name: crate::learn::refusal::clause::Name) -> Want {
    Want {
        about: About::Name(name),
        kind: Taken,
    }
}
