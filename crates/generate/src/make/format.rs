use crate::Rng;

/// Makes a text of a format; `least` and `most` are its length in characters, met where the
/// format leaves room for it.
type Make = fn(least: usize, most: usize, rng: &mut Rng) -> String;

/// Formats of JSON Schema 2020-12 (validation, section 7.3), of the OpenAPI format registry, and
/// what descriptions use besides.
const FORMATS: &[(&str, Make)] = &[
    ("base64", base64),
    ("base64url", base64),
    ("binary", content),
    ("byte", base64),
    ("char", |_, _, rng| letters(1, rng)),
    ("color", |_, _, rng| {
        format!("#{:06x}", rng.below(0x100_0000))
    }),
    ("country", |_, _, rng| one(rng, &["US", "DE", "FR", "JP"])),
    ("country-code", |_, _, rng| {
        one(rng, &["US", "DE", "FR", "JP"])
    }),
    ("credit-card", |_, _, _| "4111111111111111".into()),
    ("cron", |_, _, _| "*/5 * * * *".into()),
    ("currency", |_, _, rng| one(rng, &["USD", "EUR", "GBP"])),
    ("date", |_, _, rng| date(rng)),
    ("date-time", |_, _, rng| {
        format!("{}T{}Z", date(rng), clock(rng))
    }),
    ("datetime", |_, _, rng| {
        format!("{}T{}Z", date(rng), clock(rng))
    }),
    ("decimal", |_, _, rng| {
        format!("{}.{:02}", rng.range(1, 99), rng.below(100))
    }),
    ("double", |_, _, rng| format!("{}.5", rng.range(1, 99))),
    ("duration", |_, _, rng| {
        one(rng, &["PT1H", "P1D", "PT30M", "P1W"])
    }),
    ("email", email),
    ("file", content),
    ("float", |_, _, rng| format!("{}.5", rng.range(1, 99))),
    ("guid", |_, _, rng| uuid(rng)),
    ("hostname", hostname),
    ("html", |_, _, rng| format!("<p>{}</p>", letters(5, rng))),
    ("idn-email", email),
    ("idn-hostname", hostname),
    ("int32", |_, _, rng| rng.range(1, 100).to_string()),
    ("int64", |_, _, rng| rng.range(1, 100).to_string()),
    ("integer", |_, _, rng| rng.range(1, 100).to_string()),
    ("ip", |_, _, rng| ipv4(rng)),
    ("ip-address", |_, _, rng| ipv4(rng)),
    ("ipv4", |_, _, rng| ipv4(rng)),
    ("ipv6", |_, most, rng| ipv6(most, rng)),
    ("iri", uri),
    ("iri-reference", path),
    ("json", |_, _, _| "{}".into()),
    ("json-pointer", path),
    ("mac", |_, _, rng| mac(rng)),
    ("mac-address", |_, _, rng| mac(rng)),
    ("objectid", |_, _, rng| {
        format!("{:016x}{:08x}", rng.bits(), rng.bits() as u32)
    }),
    ("password", password),
    ("phone", |_, _, rng| {
        format!("+1202555{:04}", rng.below(10_000))
    }),
    ("regex", |_, _, rng| one(rng, &["^[a-z]+$", "a+", ".*"])),
    ("relative-json-pointer", |_, _, rng| {
        one(rng, &["0", "1/name", "0#"])
    }),
    ("semver", |_, _, rng| {
        format!("1.{}.{}", rng.below(10), rng.below(10))
    }),
    ("time", |_, _, rng| format!("{}Z", clock(rng))),
    ("timestamp", |_, _, rng| {
        format!("{}T{}Z", date(rng), clock(rng))
    }),
    ("timezone", |_, _, rng| {
        one(rng, &["UTC", "Europe/Berlin", "America/New_York"])
    }),
    ("unix-time", |_, _, rng| {
        rng.range(1_735_689_600, 1_767_225_600).to_string()
    }),
    ("uri", uri),
    ("uri-reference", path),
    ("uri-template", |_, _, rng| {
        format!("/{}/{{id}}", letters(4, rng))
    }),
    ("url", uri),
    ("uuid", |_, _, rng| uuid(rng)),
    ("xml", |_, _, rng| format!("<a>{}</a>", letters(5, rng))),
];

/// A text of the format, of that length if the format leaves it open; none: the format is not
/// known, or has no text of that length.
pub(crate) fn text(format: &str, least: usize, most: usize, rng: &mut Rng) -> Option<String> {
    let name = format.to_ascii_lowercase().replace('_', "-");
    let found = FORMATS.binary_search_by(|(known, _)| (*known).cmp(name.as_str()));
    let text = FORMATS[found.ok()?].1(least, most, rng);
    let length = text.chars().count();
    (least <= length && length <= most).then_some(text)
}

fn one(rng: &mut Rng, choices: &[&str]) -> String {
    rng.pick(choices).copied().unwrap_or_default().to_owned()
}

/// Small letters.
fn letters(count: usize, rng: &mut Rng) -> String {
    let letter = |_| char::from(b'a' + rng.below(26) as u8);
    (0..count).map(letter).collect()
}

/// A day in 2025, early enough in its month to exist in every month.
fn date(rng: &mut Rng) -> String {
    date_in(2025, rng)
}

/// The same in another year.
pub(crate) fn date_in(year: i64, rng: &mut Rng) -> String {
    format!("{year}-{:02}-{:02}", rng.range(1, 12), rng.range(1, 28))
}

fn clock(rng: &mut Rng) -> String {
    format!("{:02}:{:02}:00", rng.range(8, 18), rng.range(0, 59))
}

pub(crate) fn uuid(rng: &mut Rng) -> String {
    let (a, b) = (rng.bits(), rng.bits());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | (b >> 48) & 0x3fff,
        b & 0xffff_ffff_ffff
    )
}

fn ipv4(rng: &mut Rng) -> String {
    format!("192.0.2.{}", rng.range(1, 254))
}

fn ipv6(most: usize, rng: &mut Rng) -> String {
    if most < 15 {
        "::1".into()
    } else {
        format!("2001:db8::{:x}", rng.range(1, 0xffff))
    }
}

fn mac(rng: &mut Rng) -> String {
    format!("02:00:5e:10:00:{:02x}", rng.below(256))
}

/// `ann42@example.com`; addresses at example.com reach nobody (RFC 2606).
fn email(least: usize, most: usize, rng: &mut Rng) -> String {
    const HOST: &str = "@example.com";
    if most < HOST.len() + 1 {
        return "a@b.co".into();
    }
    let room = most - HOST.len();
    if least > HOST.len() + 64 {
        let host = hostname(least - 9, most - 9, rng);
        return format!("{}@{host}", letters(8, rng));
    }
    let length = least.saturating_sub(HOST.len()).max(6).min(room);
    format!("{}{HOST}", letters(length, rng))
}

/// `kdcfhe.example.com`, of several labels where it must be long.
fn hostname(least: usize, most: usize, rng: &mut Rng) -> String {
    const HOST: &str = ".example.com";
    if most <= HOST.len() {
        return letters(most.clamp(1, 5).max(least), rng);
    }
    let mut name = letters(6.min(most - HOST.len()), rng) + HOST;
    while name.len() < least {
        let missing = least - name.len();
        let label = missing.saturating_sub(1).clamp(1, 60);
        if name.len() + label + 1 > most {
            name.insert(0, 'a');
            continue;
        }
        name = letters(label, rng) + "." + &name;
    }
    name
}

fn uri(least: usize, most: usize, rng: &mut Rng) -> String {
    const BASE: &str = "https://example.com/";
    if most < BASE.len() {
        return ["http://a.co", "a:b"]
            .into_iter()
            .find(|short| short.len() <= most)
            .unwrap_or("a:")
            .into();
    }
    let length = least
        .saturating_sub(BASE.len())
        .max(5)
        .min(most - BASE.len());
    format!("{BASE}{}", letters(length, rng))
}

fn path(least: usize, most: usize, rng: &mut Rng) -> String {
    if most == 0 {
        return String::new();
    }
    let length = least.saturating_sub(1).max(4).min(most - 1);
    format!("/{}", letters(length, rng))
}

/// With small and large letters, digits and a mark, as most rules for passwords ask.
fn password(least: usize, most: usize, rng: &mut Rng) -> String {
    let length = least.saturating_sub(6).max(6);
    let mut text = format!("Pw1!{}7Z", letters(length, rng));
    text.truncate(most);
    text
}

/// Text without padding, so that it decodes everywhere.
fn base64(least: usize, most: usize, rng: &mut Rng) -> String {
    let quads = least.div_ceil(4).max(2).min(most / 4);
    (0..quads)
        .map(|_| one(rng, &["c2Ft", "cGxl", "YmVk", "dGV4"]))
        .collect()
}

/// What stands in a file.
fn content(least: usize, most: usize, rng: &mut Rng) -> String {
    super::text::plain(least.max(5.min(most)), most, false, rng)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FORMATS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn every_text_is_of_its_format_within_its_length() {
        let mut rng = Rng::new(3);
        for (format, _) in FORMATS {
            for (least, most) in [(0, 1000), (0, 60), (40, 60), (100, 120), (0, 12)] {
                let Some(made) = text(format, least, most, &mut rng) else {
                    continue;
                };
                let judged = bedlam_model::check_format(format, &made);
                assert_ne!(judged, Some(false), "{format}: {made}");
            }
            assert!(text(format, 0, 1000, &mut rng).is_some(), "{format}");
        }
    }

    #[test]
    fn formats_without_a_fixed_length_stretch_and_shrink() {
        let mut rng = Rng::new(3);
        for format in [
            "email",
            "uri",
            "hostname",
            "password",
            "byte",
            "uri-reference",
        ] {
            assert!(text(format, 100, 104, &mut rng).is_some(), "{format}");
            assert!(text(format, 1, 8, &mut rng).is_some(), "{format}");
        }
    }
}
