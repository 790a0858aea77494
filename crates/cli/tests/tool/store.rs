use std::collections::{HashMap, HashSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use bedlam_demo::{App, Server};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{Call, Ended, bedlam, folder};

/// A served app, and a folder with its spec in which campaigns on it are run and kept.
struct Place {
    runtime: Runtime,
    server: Server,
    folder: PathBuf,
}

impl Place {
    fn new(app: App) -> Self {
        let runtime = Runtime::new().unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = runtime.block_on(Server::start(app, address)).unwrap();
        let folder = folder();
        std::fs::write(folder.join("spec.yaml"), bedlam_demo::spec(app)).unwrap();
        Place {
            runtime,
            server,
            folder,
        }
    }

    fn run(&self, flags: &str) -> Ended {
        let url = self.server.url();
        let mut args = vec!["run", "spec.yaml", "--url", &url, "--concurrency", "1"];
        let credentials = self.server.credentials();
        args.extend(credentials.into_iter().flat_map(|c| ["--header-auth", c]));
        args.extend(flags.split(' '));
        let ended = Call::new(&args).within(&self.folder).end();
        assert!([0, 1].contains(&ended.code), "{ended:?}");
        ended
    }

    fn ask(&self, args: &str) -> Ended {
        let args: Vec<&str> = args.split(' ').collect();
        Call::new(&args).within(&self.folder).end()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _entered = self.runtime.enter();
    }
}

/// How many requests were sent before each operation was covered, and how many in all.
fn covered(file: &Path) -> (HashMap<String, usize>, usize) {
    let (mut covered, mut sent) = (HashMap::new(), 0);
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let kind = &event["kind"];
        match kind["event"].as_str() {
            Some("exchanged") => sent += 1,
            Some("covered") => {
                let operation = kind["operation"].as_str().unwrap();
                covered.insert(operation.to_owned(), sent);
            }
            _ => {}
        }
    }
    (covered, sent)
}

#[test]
fn the_second_campaign_begins_with_what_worked() {
    // Where only sequences of many steps succeed, there is most to remember. One run may be lucky.
    let (mut with, mut without) = (0, 0);
    for seed in 1..=3 {
        let (begun, alone) = efforts(seed);
        with += begun;
        without += alone;
    }
    assert!(with < without, "{with} {without}");
}

/// How many requests the operations of `chains` take until each is covered, in a second campaign and
/// in one that knows nothing.
fn efforts(seed: u64) -> (usize, usize) {
    let place = Place::new(App::Chains);
    let first = place.run(&format!("--store kept --seed {seed} --max-requests 900"));
    assert!(first.out.contains("kept as campaign 1\n"), "{first:?}");
    let other = format!("--seed {} --max-requests 150", seed + 100);
    let second = place.run(&format!("--store kept {other} --ndjson 2.ndjson"));
    let said = "kept as campaign 2; since campaign 1: ";
    assert!(second.out.contains(said), "{second:?}");
    let alone = place.run(&format!("--no-store {other} --ndjson 3.ndjson"));
    assert!(!alone.out.contains("kept as"), "{alone:?}");
    let (begun, sent) = covered(&place.folder.join("2.ndjson"));
    let (alone, sent_alone) = covered(&place.folder.join("3.ndjson"));
    // Over all operations that either of them covered.
    let either: HashSet<&String> = begun.keys().chain(alone.keys()).collect();
    let effort = |covered: &HashMap<String, usize>, sent: usize| -> usize {
        let until = either
            .iter()
            .map(|name| covered.get(*name).unwrap_or(&sent));
        until.sum()
    };
    (effort(&begun, sent), effort(&alone, sent_alone))
}

#[cfg(target_os = "linux")]
#[test]
fn campaigns_are_kept_among_the_data_of_the_user_for_nobody_else_to_read() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new(App::Strict);
    let url = place.server.url();
    let call = Call::new(&["run", "spec.yaml", "--url", &url, "--max-requests", "20"]);
    let home = place.folder.to_str().unwrap();
    let call = call.env("HOME", home).env("BEDLAM_NO_STORE", "false");
    let ended = call.within(&place.folder).end();
    assert!(ended.out.contains("kept as campaign 1"), "{ended:?}");
    let file = place.folder.join(".local/share/bedlam/campaigns.db");
    let mode = std::fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn kept_campaigns_are_listed_diagnosed_and_their_facts_shown() {
    let place = Place::new(App::Shop);
    place.run("--store kept --seed 1 --max-requests 150");
    let ended = place.ask("campaigns --store kept");
    ended.must(0, &[]);
    assert!(ended.out.contains("   1  20"), "{ended:?}");
    assert!(
        ended.out.contains("150 requests  Shop at http://127"),
        "{ended:?}"
    );
    let ended = place.ask("diagnose --store kept --json");
    ended.must(0, &[]);
    let told: Value = serde_json::from_str(&ended.out).unwrap();
    let uncovered = told["uncovered"].as_array().unwrap().len() as u64;
    let line = &told["campaign"];
    assert_eq!(
        line["covered"].as_u64().unwrap() + uncovered,
        line["operations"]
    );
    let ended = place.ask("diagnose 1 --store kept");
    assert!(
        ended.out.starts_with("campaign 1, Shop at http://127"),
        "{ended:?}"
    );
    // Where the configuration says it, nobody needs to type it.
    std::fs::write(place.folder.join("bedlam.yaml"), "store: kept\n").unwrap();
    let ended = place.ask("describe facts");
    ended.must(0, &[]);
    assert!(ended.out.starts_with("INPUT "), "{ended:?}");
    let ended = place.ask("describe facts 1 --json");
    let told: Value = serde_json::from_str(&ended.out).unwrap();
    assert!(!told["inputs"].as_array().unwrap().is_empty());
}

#[test]
fn asking_for_a_campaign_that_is_not_kept_says_so() {
    bedlam(&["diagnose"]).must(2, &["no campaign is kept yet", "--store DIR"]);
    let place = Place::new(App::Strict);
    place.run("--store kept --max-requests 30");
    let ended = place.ask("diagnose 7 --store kept");
    ended.must(2, &["there is no campaign `7`", "bedlam campaigns"]);
}

#[test]
fn dependencies_tell_what_a_campaign_has_seen_to_work() {
    let place = Place::new(App::Shop);
    place.run("--store kept --seed 1 --max-requests 600");
    let plain = place.ask("describe dependencies spec.yaml").out;
    assert!(!plain.contains("worked") && !plain.contains("(learned)"));
    let ended = place.ask("describe dependencies spec.yaml --learned --store kept");
    assert_eq!(ended.code, 0, "{ended:?}");
    let worked = |line: &&str| line.contains("; worked ") && line.ends_with(" times)");
    assert!(
        ended.out.lines().filter(worked).count() > 3,
        "{}",
        ended.out
    );
    let made = "POST /carts, then POST /carts/{cartId}/items -> POST /carts/{cartId}/checkout \
                PATH cartId (learned)";
    assert!(ended.out.lines().any(|line| line == made), "{}", ended.out);
    let ended = place.ask("describe dependencies spec.yaml --learned --store kept --json");
    let value: Value = serde_json::from_str(&ended.out).unwrap();
    let learned = |one: &&Value| one["reason"] == "learned";
    let one = value.as_array().unwrap().iter().find(learned).unwrap();
    assert_eq!(
        one["before"].as_array().unwrap().last(),
        Some(&one["producer"])
    );
    let ended = place.ask("describe dependencies spec.yaml --learned --store none");
    ended.must(2, &["no campaign is kept yet"]);
}

#[test]
fn a_broken_store_costs_the_store_and_not_the_campaign() {
    let place = Place::new(App::Strict);
    std::fs::create_dir(place.folder.join("kept")).unwrap();
    std::fs::write(place.folder.join("kept/campaigns.db"), "garbage".repeat(99)).unwrap();
    let ended = place.run("--store kept --max-requests 30 --json r.json");
    ended.must(
        ended.code,
        &[
            "warning: campaigns are not remembered",
            "move the file away",
        ],
    );
    assert_eq!(ended.err.matches("not remembered").count(), 1, "{ended:?}");
    assert!(place.folder.join("r.json").exists());
    assert!(!ended.out.contains("kept as"), "{ended:?}");
}
