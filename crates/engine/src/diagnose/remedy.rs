use bedlam_model::{Amendment, Cause, Change, InputAddress, Paste, Remedy, resource_line};
use serde_json::Value;

use super::amend::of_facts;
use super::campaign::{Patient, off};
use super::cause::speaks_of_csrf;
use super::credentials;

/// Hints and changes of the spec that are offered for one operation.
const MOST: usize = 6;

/// What would help, the likeliest first.
pub(super) fn remedies(
    patient: &Patient<'_>,
    (cause, status): (Cause, u16),
    input: Option<&InputAddress>,
) -> Vec<Remedy> {
    let label = patient.operation.label();
    let ignore = || {
        let arguments = ["--ignore-endpoint".to_owned(), exactly(&label)];
        flags("or leave it out", arguments)
    };
    match cause {
        Cause::WrongUrl => vec![flags(
            "the base URL under which the API answers",
            ["--url".to_owned(), "<http://HOST/PREFIX>".to_owned()],
        )],
        Cause::Authentication | Cause::Authorisation => credentials::remedies(patient, status),
        Cause::MissingResource => match input {
            Some(input) => vec![hint(patient, input, "that exists")],
            None => given_values(patient, "of something that exists"),
        },
        Cause::InvalidInput if status < 400 => vec![success(&label, status)],
        Cause::InvalidInput => refused(patient, status, input),
        Cause::StateConflict => match input {
            Some(input) => vec![hint(patient, input, "in a state that allows it")],
            None => given_values(patient, "in a state that allows it"),
        },
        Cause::UnsupportedMediaType => vec![media(patient)],
        Cause::RateLimit => vec![flags(
            "fewer requests a second, and more time",
            ["--rate-limit", "5/s", "--duration", "10m"].map(str::to_owned),
        )],
        Cause::NeverAnswers
            if patient
                .record
                .loudest(0)
                .is_some_and(|s| s.contains("ended")) =>
        {
            vec![
                nothing("mend the API: its own log says why the connection ends"),
                ignore(),
            ]
        }
        Cause::NeverAnswers => vec![
            flags(
                "more time for each answer",
                ["--request-timeout", "60s"].map(str::to_owned),
            ),
            ignore(),
        ],
        Cause::ServerError => vec![
            nothing("mend the API: its own log tells of each request by X-Bedlam-Request"),
            ignore(),
        ],
        Cause::NotReachable if (300..400).contains(&status) => {
            vec![redirects(status), success(&label, status), ignore()]
        }
        Cause::NotReachable if off(patient, status) => vec![
            nothing("switch it on where the server is configured"),
            ignore(),
        ],
        Cause::NotReachable => vec![
            nothing("correct path or method in the spec, or serve it"),
            ignore(),
        ],
        Cause::NotTried => vec![flags("more time", ["--duration", "10m"].map(str::to_owned))],
    }
}

/// What to do about values that are refused: say in the spec what the refusals said, and give what
/// nobody can guess.
fn refused(patient: &Patient<'_>, status: u16, input: Option<&InputAddress>) -> Vec<Remedy> {
    let said = patient.record.loudest(status).unwrap_or_default();
    if speaks_of_csrf(said) {
        let value = format!("{}: <token>", csrf_header(said));
        return vec![flags(
            "the token that another answer hands out",
            ["--header".to_owned(), value],
        )];
    }
    let facts = of_facts(patient.api, patient.operation, patient.lore);
    // What was known and did not help is no help.
    let facts = facts.into_iter().filter(|one| !is_about(one, input));
    let told = facts.take(MOST).map(|amendment| Remedy {
        about: format!(
            "the spec should say what the API says: {}",
            amendment.evidence
        ),
        paste: Paste::Amendment(Box::new(amendment)),
    });
    let values = match input {
        Some(input) => vec![hint(patient, input, "that the API takes")],
        None => given_values(patient, "that the API takes"),
    };
    values.into_iter().chain(told).collect()
}

/// Whether it says something of the values of this input.
pub(super) fn is_about(amendment: &Amendment, input: Option<&InputAddress>) -> bool {
    match &amendment.change {
        Change::Schema { address, .. } | Change::Property { address, .. } => Some(address) == input,
        _ => false,
    }
}

/// Hints for the inputs that must be given; or an example of the whole body.
fn given_values(patient: &Patient<'_>, which: &str) -> Vec<Remedy> {
    let operation = patient.operation;
    let required = operation.parameters.iter().filter(|p| p.required);
    let addresses = required.map(|p| InputAddress::parameter(p.location, &p.name));
    let mut remedies: Vec<Remedy> = addresses
        .take(MOST)
        .map(|address| hint(patient, &address, which))
        .collect();
    if let Some(media) = operation.body.as_ref().and_then(|body| body.media.first()) {
        let amendment = Amendment {
            method: operation.method.to_string(),
            path: operation.path.clone(),
            change: Change::Example {
                address: InputAddress::body(),
                media: Some(media.name.clone()),
                value: Value::from("<a body that the API takes>"),
            },
            evidence: String::new(),
        };
        remedies.push(Remedy {
            about: "an example in the spec of a body that the API takes".to_owned(),
            paste: Paste::Amendment(Box::new(amendment)),
        });
    }
    if remedies.is_empty() {
        remedies.push(nothing("it takes no input: only the API can be mended"));
    }
    remedies
}

fn hint(patient: &Patient<'_>, input: &InputAddress, which: &str) -> Remedy {
    let name = input.name().unwrap_or("body");
    let line = resource_line(patient.operation, input);
    let value = format!("{}:<{name} {which}>", exactly(&line));
    flags(
        &format!("give one {which}"),
        ["--resource-hint".to_owned(), value],
    )
}

fn media(patient: &Patient<'_>) -> Remedy {
    let operation = patient.operation;
    let declared = operation.body.as_ref().and_then(|body| body.media.first());
    let amendment = Amendment {
        method: operation.method.to_string(),
        path: operation.path.clone(),
        change: Change::Media {
            from: declared.map(|media| media.name.clone()),
            to: "<the media type that the API takes>".to_owned(),
        },
        evidence: String::new(),
    };
    Remedy {
        about: "the spec should name the media type that the API takes".to_owned(),
        paste: Paste::Amendment(Box::new(amendment)),
    }
}

/// Flags that make a status beside 2xx a success everywhere.
fn redirects(status: u16) -> Remedy {
    let flag = || "--success-status".to_owned();
    flags(
        &format!("if {status} is what it is to answer"),
        [flag(), "2xx".to_owned(), flag(), status.to_string()],
    )
}

/// Lines for the configuration file that make this status a success.
fn success(label: &str, status: u16) -> Remedy {
    let endpoint = exactly(label).replace('\'', "''");
    let lines = match status {
        200..300 => format!("success:\n  - endpoint: '{endpoint}'\n    status: [{status}]\n"),
        _ => format!("success:\n  - endpoint: '{endpoint}'\n    status: [2xx, {status}]\n"),
    };
    Remedy {
        about: format!("if only it is to answer {status}"),
        paste: Paste::Config(lines),
    }
}

fn flags<const N: usize>(about: &str, arguments: [String; N]) -> Remedy {
    Remedy {
        about: about.to_owned(),
        paste: Paste::Arguments(arguments.to_vec()),
    }
}

fn nothing(about: &str) -> Remedy {
    Remedy {
        about: about.to_owned(),
        paste: Paste::Nothing,
    }
}

fn csrf_header(said: &str) -> &str {
    let mut words = said.split_whitespace();
    let header = words.find(|word| word.len() > 4 && word.contains('-'));
    header.map_or("X-CSRF-Token", |word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
    })
}

/// A pattern that matches this text alone.
pub(super) fn exactly(text: &str) -> String {
    let mut pattern = String::from("^");
    for c in text.chars() {
        if "\\.+*?()|[]{}^$:".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('$');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_their_text_alone() {
        let text = "GET /a/{b}:c/d.e BODY f/[]";
        let pattern = exactly(text);
        assert_eq!(pattern, r"^GET /a/\{b\}\:c/d\.e BODY f/\[\]$");
        let regex = regex::Regex::new(&pattern).unwrap();
        assert!(regex.is_match(text) && !regex.is_match("GET /a/{b}:c/dxe BODY f/[]"));
    }
}
