use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use bedlam_demo::{App, BLOCKERS, Blocker, Clue, Remedy};
use serde_json::Value;

use crate::served::Served;
use crate::{bedlam, folder};

/// What admits to most of `blockers`.
const CREDENTIALS: &str = "Authorization: Bearer wb-main-5f1c";
/// What admits to all of `chains`.
const DESK: &str = "Authorization: Bearer desk-3a91";

impl Served {
    /// What a campaign of so many requests makes of each operation.
    fn run(&self, prefix: &str, requests: &str, more: &[&str]) -> BTreeMap<String, Value> {
        let file = folder().join("report.json");
        let url = format!("{}{prefix}", self.url);
        let mut args = vec!["run", &self.spec, "--url", &url, "--duration", "10m"];
        args.extend(["--seed", "1", "--max-requests", requests, "--json"]);
        args.push(file.to_str().unwrap());
        args.extend(more);
        let ended = bedlam(&args);
        assert!([0, 1, 4].contains(&ended.code), "{ended:?}");
        let report = std::fs::read(&file).unwrap();
        operations(&serde_json::from_slice(&report).unwrap())
    }
}

/// The operations of a report by their labels.
fn operations(report: &Value) -> BTreeMap<String, Value> {
    let all = report["operations"].as_array().unwrap().iter();
    all.map(|one| {
        let label = one["operation"].as_str().unwrap();
        (label.to_owned(), one.clone())
    })
    .collect()
}

fn is_covered(operation: &Value) -> bool {
    operation["covered"] == true
}

/// Whether a report tells this cause, and names the remedy: the same flag, for the same input.
fn tells(operation: &Value, cause: &str, remedy: Remedy) -> bool {
    let told = operation["blocked"].as_str().unwrap_or_default();
    let remedies = operation["diagnosis"]["remedies"].as_array().unwrap();
    let helps = |arguments: &[&str]| {
        let shown = arguments.split_last().map(|(value, flags)| {
            // All but the value itself, which only the user knows.
            let known = value
                .split_inclusive([':', ' '])
                .take(1)
                .collect::<String>();
            let known = value
                .rsplit_once("$:")
                .map_or(known, |(line, _)| format!("{line}$:"));
            (flags.to_vec(), known)
        });
        let (flags, known) = shown.unwrap();
        remedies.iter().any(|one| {
            let all: Vec<&str> = one["arguments"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|a| a.as_str())
                .collect();
            all.starts_with(&flags)
                && all
                    .get(flags.len())
                    .is_some_and(|value| value.starts_with(&known))
        })
    };
    told.starts_with(cause)
        && match remedy {
            Remedy::Arguments(arguments) => helps(arguments),
            Remedy::Prefix(_) | Remedy::Repair => true,
        }
}

fn of_app(app: App) -> impl Iterator<Item = &'static Blocker> {
    BLOCKERS.iter().filter(move |blocker| blocker.app == app)
}

#[test]
fn what_hinders_is_got_round_or_explained() {
    let api = Served::new(App::Blockers);
    let seen = api.run("", "2500", &["--header-auth", CREDENTIALS]);
    let mut wrong = Vec::new();
    for blocker in of_app(App::Blockers) {
        for label in blocker.operations {
            let operation = &seen[*label];
            let fine = match blocker.clue {
                Clue::Given | Clue::Misleading { .. } => is_covered(operation),
                Clue::Missing { cause, remedy } => {
                    !is_covered(operation) && tells(operation, cause, remedy)
                }
            };
            if !fine {
                wrong.push((blocker.id, operation));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_remedy_covers_what_it_is_for() {
    for blocker in of_app(App::Blockers) {
        let Clue::Missing {
            remedy: Remedy::Arguments(remedy),
            ..
        } = blocker.clue
        else {
            continue;
        };
        let api = Served::new(blocker.app);
        let mut args = remedy.to_vec();
        if !remedy.iter().any(|arg| arg.starts_with("Authorization:")) {
            args.extend(["--header-auth", CREDENTIALS]);
        }
        let only: Vec<String> = blocker
            .operations
            .iter()
            .map(|label| exactly(label))
            .collect();
        for label in &only {
            args.extend(["--include-endpoint", label]);
        }
        let seen = api.run("", "60", &args);
        let covered = seen.values().filter(|operation| is_covered(operation));
        assert_eq!(covered.count(), blocker.operations.len(), "{seen:#?}");
    }
}

/// Blockers that an overlay gets round once and for all: what refusals told is in it.
const TOLD: &[&str] = &[
    "property-undeclared",
    "inputs-together",
    "enum-in-the-refusal",
    "media-type-wrong",
];

#[test]
fn an_overlay_of_what_was_learned_covers_at_once_what_took_many_refusals() {
    let api = Served::new(App::Blockers);
    let overlay = folder().join("overlay.json");
    let overlay = overlay.to_str().unwrap();
    let told: Vec<&str> = of_app(App::Blockers)
        .filter(|blocker| TOLD.contains(&blocker.id))
        .flat_map(|blocker| blocker.operations)
        .copied()
        .collect();
    let only: Vec<String> = told.iter().map(|label| exactly(label)).collect();
    let mut args = vec!["--header-auth", CREDENTIALS, "--concurrency", "1"];
    for label in &only {
        args.extend(["--include-endpoint", label]);
    }
    let first = api.run(
        "",
        "800",
        &[&args[..], &["--overlay-out", overlay]].concat(),
    );
    assert!(first.values().all(is_covered), "{first:#?}");
    // The first tries of each operation.
    let second = api.run("", "16", &[&args[..], &["--overlay", overlay]].concat());
    let refused = |seen: &BTreeMap<String, Value>| {
        let all = seen
            .values()
            .map(|one| one["statuses"].as_object().unwrap().clone());
        let counts = all.flat_map(|statuses| statuses.into_iter());
        counts.filter(|(status, _)| status.starts_with('4')).count()
    };
    let without = api.run("", "16", &args);
    assert!(second.values().all(is_covered), "{second:#?}");
    assert!(
        refused(&second) < refused(&without),
        "{second:#?} {without:#?}"
    );
}

#[test]
fn what_says_200_to_everything_is_covered_where_success_is_what_the_user_says() {
    for blocker in of_app(App::Blockers) {
        let Clue::Misleading { success } = blocker.clue else {
            continue;
        };
        let api = Served::new(blocker.app);
        // What no answer shows covers nothing, whatever the status is.
        for (success, covers) in [(success, true), (&*success.replace("null", "never"), false)] {
            let config = folder().join("bedlam.yaml");
            std::fs::write(&config, format!("success: {success}\n")).unwrap();
            let config = config.to_str().unwrap();
            let only = exactly(blocker.operations[0]);
            let args = ["--config", config, "--include-endpoint", &only];
            let seen = api.run(
                "",
                "300",
                &[&args[..], &["--header-auth", CREDENTIALS]].concat(),
            );
            assert!(
                seen.values().all(|one| is_covered(one) == covers),
                "{seen:#?}"
            );
        }
    }
}

/// A pattern that matches this label alone.
fn exactly(label: &str) -> String {
    let escaped = label.replace('{', "\\{").replace('}', "\\}");
    format!("^{escaped}$")
}

#[test]
fn a_wrong_prefix_ends_the_run_with_the_right_url_which_covers_everything() {
    let api = Served::new(App::Moved);
    let better = format!("{}/api/v2", api.url);
    let named = format!("{}/api/v1", api.url);
    let ended = bedlam(&["run", &api.spec, "--url", &named, "--duration", "1m"]);
    ended.must(4, &["404", &format!("--url {better}")]);
    let seen = api.run("/api/v2", "200", &[]);
    assert!(seen.values().all(is_covered), "{seen:#?}");
}

#[test]
fn states_behind_long_sequences_are_reached() {
    let api = Served::new(App::Chains);
    let seen = api.run("", "16000", &["--header-auth", DESK]);
    let missed: Vec<_> = seen
        .iter()
        .filter(|(_, operation)| !is_covered(operation))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_document_of_blockers_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/blockers.md");
    let made = document();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, made).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let hint = "`BLESS=1 cargo test -p bedlam` writes it anew";
    assert_eq!(there, made, "docs/blockers.md is not current: {hint}");
}

fn document() -> String {
    let mut text = String::from(
        "# What hinders coverage\n\nThe demo APIs `blockers` and `moved` hold each of these once \
         (`bedlam demo --app blockers`). Where the API gives a clue, its operations are to be \
         covered without help; where it gives none, the cause is to be told, and the remedy, \
         pasted, is to cover them.\n\n| blocker | operations | what hinders | expected |\n\
         |---|---|---|---|\n",
    );
    for blocker in BLOCKERS {
        let labels: Vec<String> = blocker
            .operations
            .iter()
            .map(|l| format!("`{l}`"))
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            blocker.id,
            labels.join("<br>"),
            blocker.hinders,
            expected(blocker)
        );
    }
    text
}

fn expected(blocker: &Blocker) -> String {
    match blocker.clue {
        Clue::Given => "covered".to_owned(),
        Clue::Misleading { success } => {
            format!("covered; truly so with `success: {success}`")
        }
        Clue::Missing { cause, remedy } => {
            let remedy = match remedy {
                Remedy::Arguments([flag, value]) => format!("`{flag} '{value}'`"),
                Remedy::Arguments(arguments) => format!("`{}`", arguments.join(" ")),
                Remedy::Prefix(prefix) => format!("`--url` with `{prefix}`"),
                Remedy::Repair => "none but to repair the API".to_owned(),
            };
            format!("cause: {cause}; remedy: {remedy}")
        }
    }
}
