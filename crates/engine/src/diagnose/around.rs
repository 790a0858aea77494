use bedlam_model::{InputAddress, Location, Operation, Segment, words};

use super::campaign::Campaign;
use super::cause::is_plain;
use super::record::Record;
use crate::depend::refers;
use crate::pool::path_text;

/// Things that others find and that were refused, from which on the path and no single thing is to
/// blame.
const REFUSED: u32 = 3;
/// Operations beyond which each is looked at alone: it takes too long at the end of a run.
const FEW: usize = 3000;

/// What the rest of the campaign says about an operation that is not covered.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Whether its path is known to the API: another method of it is covered.
    pub(super) path_known: bool,
    /// Whether one of its own inputs is called like a media type, or is what the API speaks of, so
    /// that who speaks of a media type may mean what stands there.
    pub(super) media_input: bool,
    /// Whether it finds nothing for things that operations beside it do find.
    pub(super) unserved: bool,
}

impl Around {
    pub(super) fn of(campaign: &Campaign<'_>, operation: &Operation) -> Self {
        let covered = |other: &&Operation| campaign.knowledge.lore(other.id).covered;
        let others = || {
            let others = campaign.api.operations.iter();
            others.filter(|other| other.id != operation.id)
        };
        let record = &campaign.records[operation.id.index()];
        let few = campaign.api.operations.len() <= FEW;
        let finds_nothing = few && [404, 410].iter().any(|s| record.statuses.contains_key(s));
        let inputs = campaign.graph.inputs(campaign.api, operation);
        let said = [400, 422].map(|status| record.loudest(status).unwrap_or_default());
        let subjects = said.map(subject);
        Around {
            path_known: finds_nothing
                && others()
                    .filter(|other| other.path == operation.path)
                    .any(|other| covered(&other)),
            media_input: inputs.iter().any(|address| {
                address.path.iter().any(|segment| match segment {
                    Segment::Key(name) => speaks_of_type(name) || subjects.contains(&&**name),
                    _ => false,
                })
            }),
            unserved: finds_nothing
                && is_silent(record)
                && unserved(campaign, operation, &mut others().filter(covered)),
        }
    }
}

/// What stands before a colon: `owner_type: Specify a content type`.
fn subject(said: &str) -> &str {
    said.split_once(": ").map_or("", |(subject, _)| subject)
}

/// `content_type`, `allowedContentTypes`, `mime-type`.
fn speaks_of_type(name: &str) -> bool {
    let words = words(name);
    words.windows(2).any(|pair| {
        matches!(pair[0].as_str(), "content" | "media" | "mime")
            && matches!(pair[1].as_str(), "type" | "types")
    }) || words
        .iter()
        .any(|word| word == "mimetype" || word == "mimetypes")
}

/// Whether it answered nothing but 404, without a word about what is missing.
fn is_silent(record: &Record) -> bool {
    let mut all = record.statuses.keys();
    all.all(|status| matches!(status, 404 | 410))
        && record
            .messages(|_| false)
            .iter()
            .all(|said| is_plain(&said.text))
}

/// Whether things that others under the same path succeeded with were refused here.
fn unserved(
    campaign: &Campaign<'_>,
    operation: &Operation,
    others: &mut dyn Iterator<Item = &Operation>,
) -> bool {
    let Some(end) = operation.path.rfind('}') else {
        return false;
    };
    let (prefix, rest) = operation.path.split_at(end + 1);
    // What the path ends with is what is looked for, and so is what else is referred to: it may
    // well not exist.
    let elsewhere = |address: &InputAddress| {
        address.location != Location::Path && address.name().is_some_and(refers)
    };
    let inputs = campaign.graph.inputs(campaign.api, operation);
    let deletes = operation.method.as_str() == "DELETE";
    if rest.trim_matches('/').is_empty() || deletes || inputs.iter().any(elsewhere) {
        return false;
    }
    let at = prefix.matches('{').count() - 1;
    let refused = &campaign.knowledge.lore(operation.id).refused;
    let beside = others.filter(|other| other.path.starts_with(prefix));
    let paths = beside.flat_map(|other| &campaign.knowledge.lore(other.id).paths);
    let mut found: Vec<String> = paths
        .filter_map(|path| path.get(at).map(path_text))
        .collect();
    found.sort_unstable();
    found.dedup();
    let count = |value: &String| refused.get(value).copied().unwrap_or(0);
    found.iter().map(count).sum::<u32>() >= REFUSED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_inputs_that_are_media_types_are_known() {
        let check =
            |name: &str, expected: bool| assert_eq!(speaks_of_type(name), expected, "{name}");
        check("content_type", true);
        check("allowedContentTypes", true);
        check("mimetype", true);
        check("content", false);
        check("type", false);
        assert_eq!(subject("owner_type: Specify a content type"), "owner_type");
        assert_eq!(subject("Unsupported media type"), "");
    }
}
