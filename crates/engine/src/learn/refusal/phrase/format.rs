use bedlam_model::FactKind::{self, Format, Pattern};

use super::hit::{Hit, Phrase, Want, phrase, subject};

/// In which form.
pub(crate) const PHRASES: &[Phrase] = &[
    phrase(
        r"(?:\bformats?(?: instead)?(?: <must> be| should be| is| of| like)?:? ?|\buse(?: the)?(?: format)? |\bexpected(?: format)?:? ?|\bin(?: the)?(?: format)?(?: of)? |\bas |\blike |<must> be |\bform(?:at)? |\()<q>(?P<l>[ymd%][ymdhsoftzuxi0-9:/.,\[\]|+'%-]*(?:[ t'][hms%][hmsfzuxi:.'\[\]|+%0-9-]*)?)",
        layout,
    ),
    phrase(
        r"(?:\b(?:valid|invalid|malformed|well-formed|proper|correct|incorrect|legal|illegal|bad|wrong|not|n't|<must> be|expected|expects|is not|enter|format)(?: (?:an?|the|as|in|be|valid|properly|well|formatted|correctly|absolute|fully qualified|fully-qualified|http, https, or ftp|http\(s\)|http|https|single|rfc ?\d+|iso ?8601|iso-8601|format|formatted))*) <q>(?P<f>e-?mails?(?: address)?|uuids?|guids?|urls?|uris?|web address|date-?times?(?: string)?|date and time|date/time|timestamps?|dates?(?: string)?|time(?: string)?|ipv?4(?: address)?|ipv?6(?: address)?|ip(?: address)?|hostnames?|host name|domain(?: name)?|fqdn|phone(?: number)?|telephone(?: number)?|mobile(?: number)?|slug|hex(?:adecimal)?(?: colou?r)?|base64(?: string| encoded)?|json(?: string)?|country code|currency(?: code)?|language code|locale|time ?zone|cidr|mac address|cron(?: expression)?|semver|semantic version|credit card(?: number)?|iban|hex ?string)<q>\b(?P<after>)",
        format,
    ),
    phrase(
        r"\b(?:decoded?|parsed?|deserialized?|loaded?) (?:by|as|with|from) (?P<f>json|base64)\b(?P<after>)",
        document,
    ),
    phrase(
        r"\b(?P<f>json|cron(?: ?tab)?(?: expression)?|base64)(?P<after>)(?: string| value| data| document)? (?:is |was )?(?:invalid|not valid|malformed)\b",
        document,
    ),
    phrase(
        r"\b(?:invalid|malformed|illegal) (?P<f>json|cron) (?:configuration|config|metadata|expression|value|string|text|syntax)\b(?P<after>)",
        document,
    ),
    phrase(
        r"\b(?P<f>e-?mail|uuid|url|phone(?: number)?)(?P<after>)(?: address)?(?: format)? (?:is|was) (?:invalid|not valid|malformed|incorrect|badly formatted|not well-formed)\b",
        format,
    ),
    phrase(
        r"\((?P<f>uuid|date|email|url) (?:string )?is expected\)",
        format,
    ),
    phrase(
        r"\bparsing time .* as .*2006-01-02(?P<t>t15:04:05)?",
        go_time,
    ),
    phrase(
        r"\b(?:match|have|of)(?: the)? format <q>(?P<f>[a-z0-9_-]+)<q>",
        format,
    ),
    phrase(
        r"\b(?P<f>iso[- ]?8601(?:[- ]?(?:1:2019))?|rfc[- ]?3339|rfc[- ]?1123|rfc[- ]?7231)(?: (?:date(?:-?time)?|timestamp|format|string))*",
        standard,
    ),
];

/// The format that English words stand for.
pub(crate) fn format_of(words: &str) -> Option<FactKind> {
    let words = words.trim_end_matches('s');
    let known = |name: &str| Some(Format(name.to_owned()));
    let first = words.split(' ').next().unwrap_or(words);
    if words.starts_with("hex") && (words.contains("color") || words.contains("colour")) {
        return Some(Pattern("^#[0-9a-fA-F]{6}$".to_owned()));
    }
    match words {
        "mac addres" | "mac address" => {
            return Some(Pattern("^([0-9a-f]{2}:){5}[0-9a-f]{2}$".to_owned()));
        }
        "country code" => return Some(Pattern("^(DE|FR|US|GB)$".to_owned())),
        "currency code" | "currency" => return Some(Pattern("^(USD|EUR|GBP)$".to_owned())),
        "language code" | "locale" => return Some(Pattern("^(en|de|fr)$".to_owned())),
        "time zone" | "timezone" => return Some(Pattern("^(UTC|Europe/Berlin)$".to_owned())),
        "date and time" | "date/time" => return known("date-time"),
        "web addres" | "web address" => return known("uri"),
        "host name" => return known("hostname"),
        "semver" | "semantic version" => {
            return Some(Pattern(r"^[0-9]\.[0-9]{1,2}\.[0-9]{1,2}$".to_owned()));
        }
        "cidr" => return Some(Pattern(r"^10\.0\.[0-9]{1,2}\.0/24$".to_owned())),
        "slug" => return Some(Pattern("^[a-z0-9]+(-[a-z0-9]+)*$".to_owned())),
        "base64" | "base64 string" | "base64 encoded" => return known("byte"),
        "json string" => return known("json"),
        _ => {}
    }
    match first {
        "email" | "e-mail" => known("email"),
        "uuid" | "guid" => known("uuid"),
        "url" | "uri" => known("uri"),
        "datetime" | "date-time" | "timestamp" => known("date-time"),
        "date" => known("date"),
        "time" => known("time"),
        "ip" | "ipv4" | "ip4" => known("ipv4"),
        "ipv6" | "ip6" => known("ipv6"),
        "cron" => known("cron"),
        "hostname" | "domain" | "fqdn" => known("hostname"),
        "phone" | "telephone" | "mobile" => known("phone"),
        "hex" | "hexadecimal" | "hexstring" => Some(Pattern("^[0-9a-f]{8,24}$".to_owned())),
        _ => None,
    }
}

fn format(hit: &Hit<'_>) -> Vec<Want> {
    let Some(words) = hit.word("f") else {
        return Vec::new();
    };
    // "invalid date range" and "invalid url path" name other things.
    if hit.word("after").is_some() {
        let rest = hit.rest().trim_start();
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let next = &rest[..end];
        let known = [
            "", "is", "format", "string", "or", "and", "for", "in", "value", "was", "must", "with",
            "such", "like", "e", "syntax", "has", "provided", "given", "supplied", "should",
            "field", "to", "as", "required", "address", "that", "without", "of", "data",
        ];
        if !known.contains(&next) {
            return Vec::new();
        }
    }
    subject(format_of(words))
}

/// Text that holds something written in a language of its own.
fn document(hit: &Hit<'_>) -> Vec<Want> {
    let format = match hit.word("f") {
        Some("json") => "json",
        Some("base64") => "byte",
        _ => "cron",
    };
    subject([Format(format.to_owned())])
}

fn standard(hit: &Hit<'_>) -> Vec<Want> {
    match hit.word("f") {
        Some(name) if name.starts_with("rfc") && !name.ends_with("3339") => Vec::new(),
        _ => subject([Format("date-time".to_owned())]),
    }
}

/// Go's reference time.
fn go_time(hit: &Hit<'_>) -> Vec<Want> {
    let format = if hit.word("t").is_some() {
        "date-time"
    } else {
        "date"
    };
    subject([Format(format.to_owned())])
}

fn layout(hit: &Hit<'_>) -> Vec<Want> {
    let original = hit.found.name("l").map(|l| &hit.clause.text[l.range()]);
    subject(original.and_then(layout_fact))
}

/// What a date layout (`YYYY-MM-DD`, `dd/MM/yyyy`, `%Y-%m-%d`, `HH:MM`) asks.
pub(crate) fn layout_fact(layout: &str) -> Option<FactKind> {
    let layout = layout.split('[').next().unwrap_or(layout);
    let layout = layout.trim_matches(['\'', '"', '`', '.', ',', '|', '-']);
    let plain: String = layout.chars().filter(|c| *c != '\'').collect();
    // PHP's letters stand alone.
    let php = plain.contains('Y') && !plain.contains("YY") && !plain.contains('%');
    let plain = if php {
        let letter = |c: char| match c {
            'Y' => "yyyy".to_owned(),
            'm' => "mm".to_owned(),
            'd' => "dd".to_owned(),
            'H' => "hh".to_owned(),
            'i' => "mi".to_owned(),
            's' => "ss".to_owned(),
            other => other.to_string(),
        };
        plain.chars().map(letter).collect()
    } else {
        plain
    };
    let small = plain
        .replace("%Y", "yyyy")
        .replace("%m", "mm")
        .replace("%d", "dd");
    let small = small
        .replace("%H", "hh")
        .replace("%M", "mi")
        .replace("%S", "ss");
    let small = small.to_ascii_lowercase();
    let (date, time) = match small.find(['t', ' ']) {
        Some(at) => (&small[..at], Some(&small[at + 1..])),
        None => (small.as_str(), None),
    };
    match (date, time) {
        ("yyyy-mm-dd", None) => return Some(Format("date".to_owned())),
        ("yyyy-mm-dd", Some(time)) if time.starts_with("hh") && small.contains('t') => {
            return Some(Format("date-time".to_owned()));
        }
        _ => {}
    }
    // Anything else is written as a pattern of digits.
    let mut pattern = String::from("^");
    let mut rest = small.as_str();
    let mut parts = 0;
    let mut seen_hour = false;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|&next| next == c).count();
        let digits = match (c, run) {
            ('y', 4) => "20[0-9]{2}",
            ('y', 2) => "[2][0-9]",
            ('m', 2) if rest.starts_with("mm") && seen_hour => "[0-5][0-9]",
            ('m', 2) => "(0[1-9]|1[0-2])",
            ('m', 1) if rest.starts_with("mi") => {
                pattern.push_str("[0-5][0-9]");
                rest = &rest[2..];
                parts += 1;
                continue;
            }
            ('d', 2) => "(0[1-9]|1[0-9]|2[0-8])",
            ('h', 2) => "(0[0-9]|1[0-9]|2[0-3])",
            ('s', 2) => "[0-5][0-9]",
            ('-' | '/' | ':', 1) => "",
            ('.', 1) => "\\.",
            (' ', 1) => " ",
            _ => return None,
        };
        seen_hour |= c == 'h';
        if digits.is_empty() {
            pattern.push(c);
        } else {
            pattern.push_str(digits);
            parts += usize::from(c.is_alphabetic());
        }
        rest = &rest[run..];
    }
    pattern.push('$');
    (parts >= 2).then_some(Pattern(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_layouts_become_formats_or_patterns() {
        let check = |layout: &str, expected: Option<&str>| {
            let fact = layout_fact(layout).map(|fact| format!("{fact:?}"));
            assert_eq!(fact.as_deref(), expected, "{layout}");
        };
        check("YYYY-MM-DD", Some("Format(\"date\")"));
        check("%Y-%m-%d", Some("Format(\"date\")"));
        check("yyyy-MM-dd'T'HH:mm:ss", Some("Format(\"date-time\")"));
        check(
            "YYYY-MM-DDThh:mm[:ss[.uuuuuu]]",
            Some("Format(\"date-time\")"),
        );
        check(
            "DD/MM/YYYY",
            Some("Pattern(\"^(0[1-9]|1[0-9]|2[0-8])/(0[1-9]|1[0-2])/20[0-9]{2}$\")"),
        );
        check(
            "HH:MM",
            Some("Pattern(\"^(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$\")"),
        );
        check("YYYY-MM", Some("Pattern(\"^20[0-9]{2}-(0[1-9]|1[0-2])$\")"));
        check("d", None);
        check("my thing", None);
    }
}
