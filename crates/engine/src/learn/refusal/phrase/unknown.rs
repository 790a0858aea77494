use bedlam_model::FactKind::Unknown;

use super::hit::{About, Hit, Phrase, Want, bare, phrase, subject};
use crate::learn::refusal::words::{NOT_INPUTS, among};

/// What must not be given.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"additional propert(?:y|ies)(?: (?:is|are))?(?: not allowed)? \((?P<ns>)",
        names,
    ),
    phrase(
        r"\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported|extra|additional|undeclared|unpermitted|disallowed|forbidden|superfluous|undefined|illegal|unspecified|no such)(?: (?:query|path|header|body|form|json|request|url|input|keyword|model))? (?:fields?|property|properties|parameters?|param|params|keys?|key\(s\)|attributes?|arguments?|columns?|options?|members?|elements?|variables?|inputs?)(?: in (?:the )?(?:object|body|request|query|payload|json))?(?: (?:named|called|found|is|are|was|were))?:? :?(?P<ns>)[^ ]",
        names,
    ),
    phrase(
        r"\bproperty (?P<ns>)<q>[^ ]+<q> (?:should not exist|is not (?:allowed|permitted|expected|defined|declared|known))",
        names,
    ),
    phrase(r"\bhas unspecified keys: (?P<ns>)", names),
    phrase(
        r"(?:\b(?:must|should|may|can)(?: ?not|n't)|\bcannot|\bcan't|\bcan not) be (?:present|given|set|provided|specified|supplied|sent|included|used|passed|changed|modified|updated|altered|edited|defined)(?: (?:here|by (?:the )?(?:client|user)s?|manually|explicitly|directly|on (?:create|creation|update)|in (?:the |this )?(?:request|body|context))| for this [a-z]+)?(?P<t> [a-z]+)?",
        plain,
    ),
    phrase(
        r"\b(?:is|are) (?:read[- ]?only|immutable|not (?:writable|writeable|settable|editable|updatable|modifiable|mutable))\b",
        plain,
    ),
    phrase(
        r"<must> be (?:absent|omitted|left out|removed|unset|undefined)\b|\bshould not exist\b|\bmust not exist$",
        plain,
    ),
    phrase(
        r"\b(?:is|are) (?:not (?:an? )?(?:allowed|permitted|recogni[sz]ed|known|expected|declared|accepted|supported|valid)|an? (?:unknown|unrecogni[sz]ed|unexpected|invalid)) ?(?:(?:field|property|parameter|attribute|key|argument|column|option)(?: (?:name|here))?|here|in this (?:request|context))\b",
        plain,
    ),
    phrase(
        r"^(?P<ns>)<q>[a-z0-9_.\[\]-]+<q> is not (?:allowed|permitted|recogni[sz]ed|expected)$",
        only,
    ),
    phrase(
        r"\breference is not (?:allowed|permitted|supported)\b",
        plain,
    ),
    phrase(
        r"\b(?:is|was) (?:unexpected|unrecogni[sz]ed|prohibited)$",
        plain,
    ),
    bare(
        r"^(?:extra|additional) (?:inputs|fields?|propert(?:y|ies)|keys?)(?: (?:is|are))? not (?:permitted|allowed)|^unknown (?:field|property|parameter|key|attribute)$|^(?:this )?(?:field|property|value|parameter)? ?(?:is )?not (?:allowed|permitted)$|must not have additional properties|^this (?:field|value|property) was not expected|is prohibited$|^unexpected (?:field|property|parameter|key)",
        plain,
    ),
];

fn names(hit: &Hit<'_>) -> Vec<Want> {
    let names = hit.names("ns").into_iter();
    let want = |name| Want {
        about: About::Name(name),
        kind: Unknown,
    };
    names
        .take_while(|name| name.address.is_some() || name.strong)
        .map(want)
        .collect()
}

/// The name in a sentence that holds nothing else.
fn only(hit: &Hit<'_>) -> Vec<Want> {
    let name = hit.name("ns");
    let good = name.filter(|name| !among(NOT_INPUTS, &name.text.to_ascii_lowercase()));
    let want = |name| Want {
        about: About::Name(name),
        kind: Unknown,
    };
    good.map(want).into_iter().collect()
}

/// "cannot be set to", "cannot be used with" and the like forbid a value or a company, not the
/// input.
fn plain(hit: &Hit<'_>) -> Vec<Want> {
    let tail = hit.word("t").map(str::trim);
    let goes_on =
        tail.is_some_and(|word| !matches!(word, "once" | "after" | "because" | "since" | "as"));
    if goes_on {
        return Vec::new();
    }
    subject([Unknown])
}
