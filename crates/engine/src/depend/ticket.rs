use bedlam_model::{Api, InputAddress, Location, Operation, normalise, singular, words};

use super::key::Keys;
use super::segment::segments;

/// What an answer hands out only to be handed in again, by the name of the input or property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ticket {
    /// A token of any kind: of access, of a form, of a step.
    Token,
    /// Where the next page of a list begins.
    Page,
    /// The version of a thing (entity tag, RFC 9110, section 8.8.3).
    Version,
}

/// The header that hands in the version of a thing (RFC 9110, section 13.1.1).
pub(crate) const IF_MATCH: &str = "If-Match";
/// The name under which versions of things are kept.
pub(super) const VERSION: &str = "etag";
/// The name under which places in lists are kept, alone and behind the noun of the list.
const CURSOR: &str = "cursor";
/// The name under which tokens of forms are kept.
const FORM_TOKEN: &str = "csrftoken";

/// Names of inputs that say where a page begins.
const PAGES: &[&str] = &[
    "cursor",
    "aftercursor",
    "pagecursor",
    "nextcursor",
    "startcursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "paginationtoken",
    "continuation",
    "continuationtoken",
    "continuationkey",
    "continue",
    "after",
    "startingafter",
    "marker",
    "startmarker",
    "nextmarker",
    "scrollid",
    "exclusivestartkey",
    "startkey",
    "bookmark",
];

/// Names of properties that show where the next page begins, besides those of inputs.
const NEXT: &[&str] = &[
    "next",
    "nextpage",
    "nextlink",
    "nexturl",
    "nextkey",
    "endcursor",
    "lastevaluatedkey",
    "odatanextlink",
];

/// Objects that hold such properties.
const PAGINGS: &[&str] = &[
    "paging",
    "pagination",
    "cursors",
    "pageinfo",
    "links",
    "next",
    "page",
    "meta",
    "metadata",
    "responsemetadata",
];

impl Ticket {
    /// What an input or property of this name takes or shows.
    pub(crate) fn of(name: &str) -> Option<Ticket> {
        let all = parts(name);
        let joined = all.concat();
        let last = all.last()?.as_str();
        if PAGES.contains(&joined.as_str()) {
            return Some(Ticket::Page);
        }
        match last {
            "etag" => Some(Ticket::Version),
            "match" if joined == "ifmatch" => Some(Ticket::Version),
            "token" | "nonce" | "csrf" | "xsrf" | "ticket" => Some(Ticket::Token),
            _ if is_form_token(&joined) => Some(Ticket::Token),
            _ => None,
        }
    }

    /// What an input takes: one in the path names a thing, whatever it is called.
    pub(crate) fn wanted(address: &InputAddress) -> Option<Ticket> {
        let ticket = address.name().and_then(Ticket::of)?;
        (address.location != Location::Path).then_some(ticket)
    }
}

/// The words of a name without the `X` of headers.
fn parts(name: &str) -> Vec<String> {
    let mut all = words(name);
    if all.len() > 1 && all[0] == "x" {
        all.remove(0);
    }
    all
}

fn is_form_token(joined: &str) -> bool {
    let said = ["csrf", "xsrf", "authenticitytoken", "antiforgery"];
    said.iter().any(|word| joined.contains(word)) || joined == "requestverificationtoken"
}

/// Whether a property of this name, inside of one of that name, shows where the next page begins.
pub(crate) fn is_next_page(owner: Option<&str>, field: &str) -> bool {
    let field = normalise(field);
    let inside = owner.is_some_and(|owner| PAGINGS.contains(&normalise(owner).as_str()));
    let next = || owner.is_some_and(|owner| normalise(owner) == "next");
    match field.as_str() {
        // Many things have one of these that is none of a page.
        "after" | "marker" | "bookmark" | "startkey" | "continue" => inside,
        "href" | "url" | "link" => next(),
        "startcursor" => false,
        name => NEXT.contains(&name) || PAGES.contains(&name),
    }
}

/// The nouns of all literal segments of a path, the last first.
pub(super) fn nouns(path: &str) -> Vec<String> {
    let literal = segments(path).filter(|s| !s.contains('{'));
    let mut nouns: Vec<String> = literal
        .filter_map(|segment| words(segment).last().map(|word| singular(word)))
        .collect();
    nouns.reverse();
    nouns.dedup();
    nouns
}

/// The names under which a ticket goes that operations on a path with these nouns show or take as
/// `name`, the most telling first.
pub(super) fn names(ticket: Ticket, nouns: &[String], name: &str) -> Vec<String> {
    let of_nouns = |tail: &str| -> Vec<String> {
        let owned = nouns.iter().map(|noun| format!("{noun}{tail}"));
        owned.chain([tail.to_owned()]).collect()
    };
    match ticket {
        Ticket::Version => vec![VERSION.to_owned()],
        Ticket::Page => of_nouns(CURSOR),
        Ticket::Token => {
            let all = parts(name);
            let joined = all.concat();
            if is_form_token(&joined) {
                return vec![FORM_TOKEN.to_owned()];
            }
            match all.len() {
                1 => of_nouns(&joined),
                _ => vec![joined],
            }
        }
    }
}

/// Names the tickets that inputs of the API may ask for. Those of forms and versions of things are
/// asked for by headers that few specs declare.
pub(super) fn declare(api: &Api, keys: &mut Keys) {
    for name in [VERSION, FORM_TOKEN] {
        keys.add(name.to_owned());
    }
    for operation in &api.operations {
        let nouns = nouns(&operation.path);
        for parameter in &operation.parameters {
            add(keys, &nouns, &parameter.name);
        }
        let roots = operation.body.iter().flat_map(|body| &body.media);
        for root in roots.filter_map(|media| media.schema) {
            for (property, _) in &api.schemas.get(root).properties {
                add(keys, &nouns, property);
            }
        }
    }
}

fn add(keys: &mut Keys, nouns: &[String], name: &str) {
    if let Some(ticket) = Ticket::of(name) {
        for name in names(ticket, nouns, name) {
            keys.add(name);
        }
    }
}

/// Whether an operation declares the header that hands in the version of a thing.
pub(crate) fn takes_version(operation: &Operation) -> Option<usize> {
    operation
        .parameters
        .iter()
        .position(|p| p.location == Location::Header && p.name.eq_ignore_ascii_case(IF_MATCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_that_take_what_was_handed_out_are_known_by_name() {
        let check = |name: &str, expected: Option<Ticket>| {
            assert_eq!(Ticket::of(name), expected, "{name}");
        };
        check("X-Vault-Token", Some(Ticket::Token));
        check("X-CSRF-Token", Some(Ticket::Token));
        check("csrfmiddlewaretoken", Some(Ticket::Token));
        check("next_page_token", Some(Ticket::Page));
        check("starting_after", Some(Ticket::Page));
        check("If-Match", Some(Ticket::Version));
        check("If-None-Match", None);
        check("petId", None);
        check("tokens_used", None);
    }

    #[test]
    fn properties_that_lead_to_the_next_page_are_known_by_name_and_place() {
        let check = |owner: Option<&str>, field: &str, expected: bool| {
            assert_eq!(is_next_page(owner, field), expected, "{owner:?} {field}");
        };
        check(Some("paging"), "next", true);
        check(Some("page_info"), "endCursor", true);
        check(Some("cursors"), "after", true);
        check(Some("lock"), "after", false);
        check(Some("next"), "href", true);
        check(None, "nextPageToken", true);
        check(Some("pet"), "name", false);
    }

    #[test]
    fn a_token_goes_by_its_own_name_or_by_what_it_is_of() {
        let check = |path: &str, shown: &str, other: &str, wanted: &str| {
            let of = |path: &str, name: &str| {
                let ticket = Ticket::of(name);
                ticket.map_or(Vec::new(), |ticket| names(ticket, &nouns(path), name))
            };
            let (shown, wanted) = (of(path, shown), of(other, wanted));
            assert!(
                wanted.iter().any(|n| shown.contains(n)),
                "{shown:?} {wanted:?}"
            );
        };
        check(
            "/vault/unlock",
            "vaultToken",
            "/vault/secrets",
            "X-Vault-Token",
        );
        check("/vault/unlock", "token", "/other", "X-Vault-Token");
        check("/feedback/form", "_csrf", "/feedback", "X-CSRF-Token");
        check("/events", "cursor", "/events/more", "after");
    }
}
