use bedlam_model::{Api, Location, normalise, singular, words};

use super::KeyId;
use super::key::Keys;

/// Words read of one description, and names taken from it.
const WORDS: usize = 40;
const NAMES: usize = 4;

/// Words of descriptions that name nothing.
const PLAIN: &[&str] = &[
    "about",
    "already",
    "also",
    "always",
    "been",
    "belong",
    "contain",
    "create",
    "current",
    "delete",
    "each",
    "either",
    "existing",
    "fetch",
    "first",
    "following",
    "from",
    "given",
    "have",
    "identifier",
    "identifies",
    "identify",
    "integer",
    "into",
    "left",
    "like",
    "list",
    "more",
    "must",
    "name",
    "number",
    "numeric",
    "object",
    "only",
    "optional",
    "other",
    "parameter",
    "path",
    "printed",
    "query",
    "request",
    "required",
    "requested",
    "resource",
    "retrieve",
    "return",
    "returned",
    "should",
    "shown",
    "specific",
    "specified",
    "string",
    "such",
    "that",
    "their",
    "then",
    "there",
    "this",
    "unique",
    "update",
    "used",
    "user's",
    "uuid",
    "value",
    "were",
    "when",
    "where",
    "which",
    "will",
    "with",
    "your",
];

/// Endings under which the name of a thing is shown besides its noun alone.
const ENDINGS: &[&str] = &["", "id", "number", "code", "key", "reference"];

/// The nouns of a description, in its order.
fn nouns(description: &str) -> impl Iterator<Item = String> {
    let all = words(description).into_iter().take(WORDS);
    all.map(|word| singular(&word))
        .filter(|word| word.len() > 3 && !PLAIN.contains(&word.as_str()))
}

/// Makes known the nouns that describe the variables of paths, where they name something other
/// than the variable does: values may be shown under them.
pub(super) fn declare(api: &Api, keys: &mut Keys) {
    let parameters = api.operations.iter().flat_map(|o| &o.parameters);
    for parameter in parameters.filter(|p| p.location == Location::Path) {
        let name = normalise(&parameter.name);
        let said = parameter.description.as_deref().unwrap_or_default();
        for noun in nouns(said).filter(|noun| !name.contains(noun.as_str())) {
            keys.add(noun);
        }
    }
}

/// Names that a description gives to what an input takes: `The number on the waybill`.
pub(super) fn names(description: Option<&str>, keys: &Keys) -> Vec<KeyId> {
    let said = description.unwrap_or_default();
    let all = nouns(said).flat_map(|noun| ENDINGS.iter().map(move |end| format!("{noun}{end}")));
    all.filter_map(|name| keys.get(&name)).take(NAMES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_tell_by_which_other_name_a_value_goes() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(nouns(text).collect::<Vec<_>>(), expected, "{text}");
        };
        check("The number on the waybill", &["waybill"]);
        check("Identifier of one of the customers", &["customer"]);
        check("The id", &[]);
    }
}
