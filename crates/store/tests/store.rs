//! What is kept is there again: for the next campaign, and for who asks.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use bedlam_model::{
    Argument, Body, Case, Content, Experience, FactKind, Finding, InputAddress, InputExperience,
    LearnedFact, Level, Location, OperationExperience, OperationId, OperationTally, Reproduction,
    Segment, StopReason, Tally, ValueSource,
};
use bedlam_store::{Ended, Error, Identity, Kept, Secrets, Store};
use serde_json::{Value, json};

/// A new empty folder.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("store-{}-{number}", std::process::id());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn identity(url: &str) -> Identity {
    Identity {
        title: "Shop".into(),
        url: url.into(),
        labels: vec!["POST /a".into(), "GET /b".into()],
    }
}

fn tally(labels: &[&str]) -> Tally {
    let operation = |label: &&str| OperationTally {
        label: (*label).to_owned(),
        tries: 3,
        ..OperationTally::default()
    };
    Tally {
        operations: labels.iter().map(operation).collect(),
        requests: 6,
        elapsed_ms: 1000.0,
    }
}

fn finding(id: &str, operation: &str) -> Finding {
    Finding {
        id: id.into(),
        rule: "internal-server-error".into(),
        level: Level::Error,
        operation: operation.into(),
        place: "shop.yaml:1:1".into(),
        summary: "Answered 500".into(),
        detail: "500".into(),
        evidence: String::new(),
        exchanges: Vec::new(),
        reproduction: Reproduction::Confirmed,
        found_ms: 1.0,
    }
}

struct Campaign {
    labels: &'static [&'static str],
    findings: Vec<Finding>,
    experience: Experience,
    secrets: Secrets,
}

impl Default for Campaign {
    fn default() -> Self {
        Campaign {
            labels: &["POST /a", "GET /b"],
            findings: Vec::new(),
            experience: Experience::default(),
            secrets: Secrets::default(),
        }
    }
}

impl Campaign {
    fn keep(self, store: &mut Store, url: &str) -> Kept {
        let ended = Ended {
            name: Some("nightly"),
            version: "1",
            seed: u64::MAX,
            reason: StopReason::Plateau,
            tally: &tally(self.labels),
            findings: &self.findings,
            experience: self.experience,
        };
        store.keep(&identity(url), &ended, &self.secrets).unwrap()
    }
}

fn body(name: &str) -> InputAddress {
    InputAddress::body().child(Segment::Key(name.into()))
}

fn operation(label: &str, content: Value) -> OperationExperience {
    let mut case = Case::new(OperationId(0));
    case.body = Some(Body {
        media: 0,
        content: Content::Value(content),
    });
    OperationExperience {
        label: label.into(),
        media: vec!["application/json".into()],
        cases: vec![case],
        inputs: vec![InputExperience {
            address: body("sku"),
            facts: vec![LearnedFact {
                kind: FactKind::StartsWith("SKU-".into()),
                evidence: "sku must start with SKU-".into(),
            }],
            unique: true,
            values: vec![json!("SKU-1")],
            sources: Vec::new(),
        }],
        ..OperationExperience::default()
    }
}

fn experience(operations: Vec<OperationExperience>) -> Experience {
    Experience { operations }
}

#[test]
fn what_was_learned_is_recalled_by_the_same_api_only() {
    let folder = folder();
    let learned = experience(vec![operation("POST /a", json!({"sku": "SKU-1"}))]);
    let campaign = Campaign {
        experience: learned.clone(),
        ..Campaign::default()
    };
    campaign.keep(&mut Store::open(&folder).unwrap(), "http://a");
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.recall(&identity("http://a")).unwrap(), learned);
    let other = store.recall(&identity("http://b")).unwrap();
    assert_eq!(other, Experience::default());
    let told = store.learned(1).unwrap();
    assert_eq!(told.operations[0].inputs, learned.operations[0].inputs);
}

#[test]
fn a_campaign_on_a_part_takes_nothing_from_the_rest() {
    let mut store = Store::open(&folder()).unwrap();
    let one = Campaign {
        experience: experience(vec![
            operation("POST /a", json!(1)),
            operation("GET /b", json!(2)),
        ]),
        ..Campaign::default()
    };
    one.keep(&mut store, "http://a");
    let part = Campaign {
        experience: experience(vec![operation("GET /b", json!(3))]),
        ..Campaign::default()
    };
    part.keep(&mut store, "http://a");
    let known = store.recall(&identity("http://a")).unwrap();
    let content = |label: &str| {
        let of_label = |operation: &&OperationExperience| operation.label == label;
        let operation = known.operations.iter().find(of_label).unwrap();
        operation.cases[0].body.clone().unwrap().content
    };
    assert_eq!(content("POST /a"), Content::Value(json!(1)));
    assert_eq!(content("GET /b"), Content::Value(json!(3)));
}

#[test]
fn findings_are_told_as_new_known_or_not_seen_any_more() {
    let mut store = Store::open(&folder()).unwrap();
    let mut check = |labels: &'static [&str], ids: &[&str], expected: (usize, usize, usize)| {
        let campaign = Campaign {
            labels,
            findings: ids.iter().map(|id| finding(id, "POST /a")).collect(),
            ..Campaign::default()
        };
        let kept = campaign.keep(&mut store, "http://a");
        assert_eq!((kept.new, kept.known, kept.gone), expected, "{kept:?}");
        kept.before
    };
    assert_eq!(check(&["POST /a"], &["one", "two"], (2, 0, 0)), None);
    assert_eq!(check(&["POST /a"], &["two", "three"], (1, 1, 1)), Some(1));
    assert_eq!(check(&["POST /a"], &["one"], (0, 1, 2)), Some(2));
    // What was not tested may well be there still.
    check(&["GET /b"], &[], (0, 0, 0));
}

#[test]
fn campaigns_are_found_by_number_and_by_name() {
    let mut store = Store::open(&folder()).unwrap();
    assert_eq!(store.campaign(None).unwrap(), None);
    let first = Campaign {
        findings: vec![finding("one", "POST /a")],
        ..Campaign::default()
    };
    first.keep(&mut store, "http://a");
    Campaign::default().keep(&mut store, "http://a");
    let id = |which: Option<&str>| store.campaign(which).unwrap().map(|c| c.line.id);
    assert_eq!(id(None), Some(2));
    assert_eq!(id(Some("1")), Some(1));
    assert_eq!(id(Some("nightly")), Some(2));
    assert_eq!(id(Some("weekly")), None);
    let first = store.campaign(Some("1")).unwrap().unwrap();
    assert_eq!(first.found, [finding("one", "POST /a")]);
    assert_eq!(first.tally, tally(&["POST /a", "GET /b"]));
    assert_eq!(first.line.seed, u64::MAX);
    assert_eq!(first.line.findings, 1);
    let ids: Vec<i64> = store.campaigns().unwrap().iter().map(|c| c.id).collect();
    assert_eq!(ids, [2, 1]);
}

#[test]
fn only_the_last_campaigns_on_an_api_stay() {
    let mut store = Store::open(&folder()).unwrap();
    Campaign::default().keep(&mut store, "http://other");
    for _ in 0..25 {
        let campaign = Campaign {
            experience: experience(vec![operation("POST /a", json!(1))]),
            ..Campaign::default()
        };
        campaign.keep(&mut store, "http://a");
    }
    let ids: Vec<i64> = store.campaigns().unwrap().iter().map(|c| c.id).collect();
    assert_eq!(ids.len(), 21);
    assert_eq!((ids[0], ids[19], ids[20]), (26, 7, 1));
    assert!(store.learned(2).unwrap().operations.is_empty());
    assert!(!store.learned(7).unwrap().operations.is_empty());
}

#[test]
fn no_secret_reaches_the_disk() {
    let folder = folder();
    let secret = "s3cr3t-of-the-user";
    let mut query = operation("GET /b", json!({}));
    query.parameters = ["limit", "api_key", "X-Tenant"]
        .map(|name| InputAddress::parameter(Location::Query, name))
        .into();
    let argument = |(parameter, value)| Argument { parameter, value };
    let values = [json!(5), json!("guessed-key"), json!("tenant-7")];
    query.cases[0].arguments = values.into_iter().enumerate().map(argument).collect();
    let mut lent = operation("POST /a", json!({"password": "lent-by-a-hint"}));
    lent.cases[0].sources = vec![(body("password"), ValueSource::Hint)];
    lent.inputs[0].values = vec![json!(secret)];
    let held = operation("POST /c", json!({"note": format!("Bearer {secret}")}));
    let campaign = Campaign {
        experience: experience(vec![query, lent, held]),
        secrets: Secrets {
            values: vec![secret.into()],
            names: vec!["x-tenant".into()],
        },
        ..Campaign::default()
    };
    campaign.keep(&mut Store::open(&folder).unwrap(), "http://a");
    let bytes = std::fs::read(folder.join("campaigns.db")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for part in [secret, "guessed-key", "tenant-7", "lent-by-a-hint"] {
        assert!(!text.contains(part), "{part}");
    }
    let store = Store::open(&folder).unwrap();
    let known = store.recall(&identity("http://a")).unwrap();
    let query = known.operations.iter().find(|o| o.label == "GET /b");
    assert_eq!(query.unwrap().cases[0].arguments.len(), 1);
}

#[test]
fn a_store_that_cannot_be_used_says_why_and_what_to_do() {
    let check = |prepare: &dyn Fn(&Path), part: &str, hint: &str| {
        let folder = folder();
        std::fs::create_dir_all(&folder).unwrap();
        prepare(&folder.join("campaigns.db"));
        let error = Store::open(&folder).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
        assert!(error.hint().contains(hint), "{}", error.hint());
    };
    let garbage = |path: &Path| std::fs::write(path, "no database".repeat(100)).unwrap();
    check(&garbage, "not a database", "move the file away");
    let newer = |path: &Path| {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
    };
    check(&newer, "newer version", "update");
    let occupied = |path: &Path| std::fs::create_dir_all(path).unwrap();
    check(&occupied, "unable to open", "--no-store");
    let file = folder();
    std::fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("inside")).unwrap_err();
    assert!(matches!(error, Error::Folder { .. }), "{error}");
}

#[test]
fn a_store_that_another_campaign_holds_is_given_up_after_a_while() {
    let folder = folder();
    let mut store = Store::open(&folder).unwrap();
    let other = rusqlite::Connection::open(folder.join("campaigns.db")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let ended = Ended {
        name: None,
        version: "1",
        seed: 1,
        reason: StopReason::Duration,
        tally: &Tally::default(),
        findings: &[],
        experience: Experience::default(),
    };
    let error = store.keep(&identity("http://a"), &ended, &Secrets::default());
    assert!(error.unwrap_err().hint().contains("another campaign"));
    other.execute_batch("COMMIT").unwrap();
    assert!(store.campaigns().unwrap().is_empty());
}

#[test]
fn what_another_version_wrote_is_forgotten_and_the_rest_recalled() {
    let folder = folder();
    let campaign = Campaign {
        experience: experience(vec![
            operation("POST /a", json!(1)),
            operation("GET /b", json!(2)),
        ]),
        ..Campaign::default()
    };
    let mut store = Store::open(&folder).unwrap();
    campaign.keep(&mut store, "http://a");
    let database = rusqlite::Connection::open(folder.join("campaigns.db")).unwrap();
    for table in ["learned", "success"] {
        let change =
            format!("UPDATE {table} SET body = '{{\"inputs\": 7}}' WHERE operation = 'GET /b'");
        assert_eq!(database.execute(&change, []).unwrap(), 1);
    }
    let known = store.recall(&identity("http://a")).unwrap();
    assert_eq!(
        known.operations,
        [operation("POST /a", json!(1))],
        "{known:?}"
    );
}

#[test]
fn looking_for_a_store_makes_none() {
    let folder = folder();
    assert!(Store::find(&folder).unwrap().is_none());
    assert!(!folder.exists());
    Store::open(&folder).unwrap();
    assert!(Store::find(&folder).unwrap().is_some());
}
