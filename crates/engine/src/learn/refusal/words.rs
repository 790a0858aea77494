/// Whether a word, in lower case, is one of a list.
pub(super) fn among(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

/// Nouns that are said to be required or missing and are no inputs.
pub(super) const NOT_INPUTS: &str = "authentication authorization auth login credentials token access permission permissions body \
    request json payload content data input value field fields parameter parameters it this that \
    one or and api session signature in from for more authorisation admin payment upgrade \
    subscription confirmation action https ssl tls nothing user argument property message config configuration";

/// Words that may stand between a name and what is said of it.
pub(super) const FILLERS: &str = "you entered submitted sent supplied chosen selected named called already must should be is are was were has have had to not of the a an field fields parameter param \
    property attribute value values argument length size contain contains number string list \
    array item items input given provided specified currently only also valid needs need can \
    cannot can't may does do doesn't isn't with which that it this address expected allowed \
    header query key column been for too invalid both either all will you";

/// Words behind which the name of an input stands.
pub(super) const MARKERS: &str = "for in of at on field parameter param property attribute key argument header column path - : \
    field: path: parameter: property: name:";

/// Nouns that say nothing: these answers mean the path, not an input.
pub(super) const NOT_RESOURCES: &str = "variant choice enum query field parameter option key command type value token error property attribute page route endpoint url uri handler method path file resource element view controller server \
    host column table relation";

/// Words after "must be" that are no values.
pub(super) const NOT_VALUES: &str = "older younger above below higher lower over under fewer positive negative zero null empty greater less equal before after blank present unique valid \
    a an the not at one in of between more given specified provided set used smaller larger \
    longer shorter alphanumeric lowercase uppercase lower upper json xml either both all none \
    any required optional later earlier different same nil undefined missing accepted supplied \
    absent omitted this that these following to property values value";

/// Words that may follow a bound; any other noun there says that something else is counted.
pub(super) const AFTER_BOUND: &str = "and or but inclusive inclusively exclusive for if when while years year percent in on at as \
    is was because to failed";

/// Words that stand between a phrase and the name it speaks of.
pub(super) const PASSED: &str = "the a an your its this field parameter param property named called attribute key argument \
    value of for both either fields parameters";

/// Words of grammar: as names of inputs they are believed at the ends of a clause only.
pub(super) const GRAMMAR: &str = "to from a an in is at by of on or and be as for it all not no with this that the must has \
    have can may are was one if only any";

/// Verbs and adjectives by which a part of a sentence says something.
pub(super) const VERBS: &str = "is are was must should has have can cannot can't may need needs does doesn't not missing \
    invalid required unknown expected failed";

/// Words that may follow the last value of a list.
pub(super) const AFTER_LIST: &str =
    "are for when if in but at as is instead on got not only format";

/// Words for the carriers of values, not for what they refer to.
pub(super) const PARTS: &str = "required header parameter param field property key argument";
