use bedlam_model::FactKind::{Candidate, EndsWith, Pattern, StartsWith};

use super::hit::{Hit, Phrase, Want, phrase, subject};
use crate::learn::refusal::clause::{list, quoted};

/// Patterns, beginnings, ends and sets of characters.
pub(crate) const PHRASES: &[Phrase] = &[
    // A name of the DNS in its canonical form ends with the root (RFC 1034 section 3.1).
    phrase(
        r"\b(?:dns|domain|zone|rrset|record|name)\b.*\bnot canonical$",
        canonical,
    ),
    phrase(
        r"\b(?:match(?:es|ed|ing)?|satisf(?:y|ies)|conform(?:s)? to|compl(?:y|ies) with|follow(?:s)?|pattern|regex|regexp|regular expression|validation is)(?: against)?(?: the| this| a)?(?: following| required| expected| allowed| mandatory)?(?: (?:pattern|regex|regexp|regular expression|format|mask|expression|rule))?(?: is| of| must be)?:? ?(?P<r>)[/^\x22'`\[(\\]",
        regex,
    ),
    phrase(
        r"(?:<must>|\b(?:does not|doesn't|do not|don't|did not|not|is not|expected to|to))(?: be)? (?:starts?|begins?|prefixed|starting|beginning)(?: with)?(?: (?:an?|the))?(?: (?:prefix|string|character|one of(?: the following)?:?|either))? ?(?P<v>)",
        starts,
    ),
    phrase(
        r"\b(?:prefix (?:<must> be|is|should be|of)|<must> have (?:a |the )?prefix(?: of)?|missing (?:the )?prefix|starting with|invalid prefix, expected):? (?P<v>)",
        starts,
    ),
    phrase(
        r"\b(?:pattern|regex|regexp|regular expression)(?: is| of)?:? (?P<r>)[a-z0-9]",
        regex,
    ),
    phrase(
        r"(?:<must>|\b(?:does not|doesn't|do not|don't|did not|not|is not|expected to|to|and))(?: be)? (?:ends?|suffixed|ending|terminated?|finish(?:es)?)(?: (?:with|in|by))?(?: (?:an?|the))?(?: (?:suffix|string|character|trailing|one of(?: the following)?:?|either))? ?(?P<v>)",
        ends,
    ),
    phrase(
        r"\b(?:suffix (?:<must> be|is|should be|of)|<must> have (?:a |the )?(?:suffix|trailing)(?: of)?|missing (?:the |a )?(?:suffix|trailing)|ending (?:with|in)):? (?P<v>)",
        ends,
    ),
    phrase(
        r"\b(?:contain|contains|have|has|include|includes|require|requires|need|needs)(?: (?:both|at least|an?|one|\d+|or more|more))* (?:(?:of )?(?:upper[- ]?case|lower[- ]?case|capital|special|small|numeric|numbers?|digits?|symbols?|non-?alphanumeric)\b)",
        password,
    ),
    phrase(
        r"\b(?:one|an?|\d+)(?: or more)? (?:upper[- ]?case|lower[- ]?case|capital|special|numeric|non-?alphanumeric) (?:letters?|characters?|symbols?)\b",
        password,
    ),
    phrase(
        r"\b(?:only|must be|should be|contain only|consist of|consists of|be made of|limited to|must contain)(?: (?:contain|have|use|include|only|of|allowed|lower ?case|upper ?case|latin|ascii|english|contains?|consist|be|with|made up))* (?P<set>(?:alpha-?numeric(?:al)?|letters?|alphabetic(?:al)?|numbers|digits|lower ?case|upper ?case|characters a-z|a-z|underscores?|hyphens?|dashes)\b[a-z0-9_,/&()'\x22 .-]*)",
        set,
    ),
    phrase(
        r"(?:\bnot|n't|\bno|cannot|without)(?: (?:contain|have|include|allowed?|any|be|spaces or))* (?:white ?spaces?|spaces?)\b",
        no_space,
    ),
];

fn at<'c>(hit: &Hit<'c>, group: &str) -> Option<(&'c str, usize)> {
    let at = hit.at(group)?;
    let visible = hit.clause.visible();
    (at < visible.len()).then_some((visible, at))
}

fn regex(hit: &Hit<'_>) -> Vec<Want> {
    let Some((text, at)) = at(hit, "r") else {
        return Vec::new();
    };
    let whole = hit.found.get(0).map_or("", |found| found.as_str());
    let expression = regex_of(&text[at..]).map(|expression| {
        // Go's validators match the whole value and leave the anchors out.
        let open = whole.contains("validation is") && !expression.starts_with('^');
        if open {
            format!("^(?:{expression})$")
        } else {
            expression
        }
    });
    subject(expression.map(Pattern))
}

/// The regular expression that a message ends with or quotes.
pub(crate) fn regex_of(text: &str) -> Option<String> {
    let text = text.trim();
    let found = match text.chars().next()? {
        '/' => {
            let end = text.rfind('/').filter(|&end| end > 0)?;
            let flags = text[end + 1..]
                .split(|c: char| !c.is_ascii_alphabetic())
                .next();
            let insensitive = flags.is_some_and(|f| f.len() < 6 && f.contains('i'));
            let prefix = if insensitive { "(?i)" } else { "" };
            format!("{prefix}{}", &text[1..end])
        }
        '"' | '\'' | '`' => {
            // A pattern may hold quotes itself: the last one closes it.
            let quote = &text[..1];
            let (inside, _) = quoted(text, 0)?;
            let last = text.rfind(quote).filter(|&end| end > 0)?;
            let inside =
                if inside.contains('^') && !inside.ends_with('$') && text[..last].ends_with('$') {
                    &text[1..last]
                } else {
                    inside
                };
            let bare = inside
                .strip_prefix('/')
                .and_then(|inside| inside.strip_suffix('/'));
            bare.unwrap_or(inside).to_owned()
        }
        '^' => match text.rfind('$') {
            Some(end) => text[..=end].to_owned(),
            None => text.split(' ').next()?.to_owned(),
        },
        _ => text
            .split(' ')
            .next()?
            .trim_end_matches(['.', ','])
            .to_owned(),
    };
    let meta = found.contains(['^', '$', '[', '\\', '(', '+', '*', '{', '|']);
    (meta && found.len() <= 500).then_some(found)
}

/// Characters that have names.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "dot" | "period" | "full" | "fullstop" => ".",
        "slash" => "/",
        "hash" => "#",
        "plus" => "+",
        "hyphen" | "dash" => "-",
        "underscore" => "_",
        "colon" => ":",
        "newline" => "\n",
        "space" => " ",
        "at" => "@",
        "dollar" => "$",
        _ => return None,
    })
}

/// What a value begins or ends with; for named sets of characters, a pattern.
enum Edge {
    Text(String),
    Letter,
    Upper,
    Lower,
    Digit,
    Alphanumeric,
}

fn edge(hit: &Hit<'_>) -> Option<Edge> {
    let (text, at) = at(hit, "v")?;
    let rest = text.get(at..)?.trim_start();
    let begin = text.len() - rest.len();
    let begin = begin + rest.len() - rest.trim_start_matches(['[', '(', ':']).len();
    if let Some((inside, _)) = quoted(text, begin) {
        return (!inside.is_empty()).then(|| Edge::Text(inside.to_owned()));
    }
    let rest = &text[begin..];
    let small = rest.to_ascii_lowercase();
    let mut words = small
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let first = words
        .by_ref()
        .find(|w| !matches!(*w, "a" | "an" | "the" | "trailing" | "leading" | "forward"));
    match first {
        Some("uppercase" | "capital") => return Some(Edge::Upper),
        Some("lowercase") => return Some(Edge::Lower),
        Some("letter" | "alphabetic")
            if !small.contains("or digit") && !small.contains("or number") =>
        {
            return Some(Edge::Letter);
        }
        Some("letter" | "alphanumeric") => return Some(Edge::Alphanumeric),
        Some("digit" | "number" | "numeric") => return Some(Edge::Digit),
        Some(word) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            if let Some(text) = character(word) {
                return Some(Edge::Text(text.to_owned()));
            }
        }
        _ => {}
    }
    // A single sign: "start with +".
    let sign = rest.split(' ').next().unwrap_or("");
    if sign.len() == 1 && !sign.starts_with(char::is_alphanumeric) {
        return Some(Edge::Text(sign.to_owned()));
    }
    // A bare word is only believed where it does not look like English.
    let (items, ..) = list(text, begin)?;
    let item = items.first()?.text.clone();
    let odd = item.contains(|c: char| !c.is_ascii_lowercase());
    odd.then_some(Edge::Text(item))
}

fn starts(hit: &Hit<'_>) -> Vec<Want> {
    subject(edge(hit).map(|edge| match edge {
        Edge::Text(text) => StartsWith(text),
        Edge::Letter => Pattern("^[A-Za-z][A-Za-z0-9]*$".to_owned()),
        Edge::Upper => Pattern("^[A-Z][A-Za-z0-9]*$".to_owned()),
        Edge::Lower => Pattern("^[a-z][A-Za-z0-9]*$".to_owned()),
        Edge::Digit => Pattern("^[0-9][A-Za-z0-9]*$".to_owned()),
        Edge::Alphanumeric => Pattern("^[A-Za-z0-9]+$".to_owned()),
    }))
}

fn ends(hit: &Hit<'_>) -> Vec<Want> {
    subject(edge(hit).map(|edge| match edge {
        Edge::Text(text) => EndsWith(text),
        Edge::Letter => Pattern("^[A-Za-z0-9]*[A-Za-z]$".to_owned()),
        Edge::Upper => Pattern("^[A-Za-z0-9]*[A-Z]$".to_owned()),
        Edge::Lower => Pattern("^[A-Za-z0-9]*[a-z]$".to_owned()),
        Edge::Digit => Pattern("^[A-Za-z0-9]*[0-9]$".to_owned()),
        Edge::Alphanumeric => Pattern("^[A-Za-z0-9]+$".to_owned()),
    }))
}

/// A value that rules for passwords of any kind accept.
fn strong_password() -> &'static str {
    "Xk7!mq9Zr#2wTb"
}

fn canonical(_: &Hit<'_>) -> Vec<Want> {
    subject([EndsWith(".".to_owned())])
}

fn password(hit: &Hit<'_>) -> Vec<Want> {
    let before = hit.before().trim_end();
    if before.ends_with("only") {
        return Vec::new();
    }
    let not = ["not", "n't", "no", "without", "never"];
    if not.iter().any(|word| before.ends_with(word)) {
        return subject([Pattern("^[A-Za-z0-9]+$".to_owned())]);
    }
    subject([Candidate(strong_password().into())])
}

fn set(hit: &Hit<'_>) -> Vec<Want> {
    let Some(whole) = hit.found.get(0) else {
        return Vec::new();
    };
    let words = whole.as_str();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let mut class = String::new();
    let lower = has(&["lowercase", "lower case"]);
    let upper = has(&["uppercase", "upper case"]);
    if lower || (!upper && has(&["letter", "alpha", "a-z"])) {
        class.push_str("a-z");
    }
    if upper || (!lower && has(&["letter", "alpha", "a-z"])) {
        class.push_str("A-Z");
    }
    if has(&["digit", "number", "numeric", "0-9"]) {
        class.push_str("0-9");
    }
    if has(&["underscore", " _"]) {
        class.push('_');
    }
    if has(&["period", "dot"]) {
        class.push('.');
    }
    if has(&["hyphen", "dash", " -"]) {
        class.push('-');
    }
    if class.is_empty() {
        return Vec::new();
    }
    subject([Pattern(format!("^[{class}]+$"))])
}

fn no_space(_: &Hit<'_>) -> Vec<Want> {
    subject([Pattern("^[A-Za-z0-9_-]+$".to_owned())])
}
