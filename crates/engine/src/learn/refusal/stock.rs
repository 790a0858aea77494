use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::any_of;

/// What every server says: about requests as a whole, about paths, about the server itself.
static STOCK: LazyLock<Regex> = LazyLock::new(|| {
    any_of(&[
        r"^(?:error:? )?(?:http )?(?:status )?(?:[0-9]{3}:? )?-? ?(?:bad|invalid|malformed|unprocessable|your|the) (?:request|entity|content|input|payload)(?: (?:body|data|payload|format|content|parameters))?(?: (?:is|was|are) (?:invalid|not valid|malformed|bad))?[.!]?$",
        r"^(?:the )?(?:request|payload|uri|header|body)[a-z ]* too (?:large|long)$",
        r"\brequested (?:url|uri|page|resource|route|endpoint|operation|method|path)\b",
        r"\b(?:page|route|endpoint|url|resource|handler|static resource|path)(?: [^ ]+)? (?:was |is |could )?not (?:be )?found",
        r"\brequest body (?:is|was) (?:missing|required|empty|null|not valid|invalid|mandatory|malformed)\b",
        r"\brequired request body\b",
        r"^(?:this|the) (?:operation|feature|action|endpoint|method|resource|api|server|service) (?:is|was|has|requires|does|cannot|could)\b",
        r"\b(?:relation|table|view|function|module|class) \x22[^\x22]*\x22 does not exist",
        r"\b(?:no such|unknown) (?:table|relation|database|host|function|module)\b",
    ])
});

/// Whether a clause, in lower case, is one of those.
pub(super) fn is_stock(clause: &str) -> bool {
    STOCK.is_match(clause)
}
