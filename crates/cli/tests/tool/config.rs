use crate::{Call, folder, pets};

/// Who is blamed for a wrong duration, where file, environment and flag give one each.
fn blamed(file: &str, environment: Option<&str>, flag: Option<&str>) -> String {
    let folder = folder();
    std::fs::write(folder.join("bedlam.yaml"), file).unwrap();
    let mut args = vec!["run", "no-such-spec.yaml"];
    args.extend(flag.into_iter().flat_map(|flag| ["--duration", flag]));
    let mut call = Call::new(&args).within(&folder);
    if let Some(value) = environment {
        call = call.env("BEDLAM_DURATION", value);
    }
    call.end().err
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_beats_the_file() {
    let check = |file: &str, environment: Option<&str>, flag: Option<&str>, part: &str| {
        let told = blamed(file, environment, flag);
        assert!(told.contains(part), "{told}");
    };
    let wrong = "# mine\nduration: never\n";
    check(
        wrong,
        None,
        None,
        "`never` is no length of time (bedlam.yaml:2:11)",
    );
    check(
        wrong,
        Some("no"),
        None,
        "`no` is no length of time (BEDLAM_DURATION)",
    );
    check(
        wrong,
        Some("no"),
        Some("nope"),
        "`nope` is no length of time (--duration)",
    );
    check(wrong, Some("no"), Some("5s"), "the spec cannot be read");
    check(wrong, Some("5s"), None, "the spec cannot be read");
    check("duration: 5s\n", None, None, "the spec cannot be read");
}

#[test]
fn every_part_of_a_run_may_stand_in_the_file() {
    let folder = folder();
    let spec = pets();
    let text = format!(
        "spec: {spec}\nurl: http://127.0.0.1:1\nsafe: true\nquiet: true\nheader:\n  - 'A: 1'\n  - 'B: 2'\n\
         include_tag: [nothing-has-this]\n"
    );
    std::fs::write(folder.join("mine.yaml"), text).unwrap();
    let ended = Call::new(&["run", "--config", "mine.yaml"])
        .within(&folder)
        .end();
    ended.must(4, &["no operation is left of 3"]);
    let call = Call::new(&["run", "--config", "mine.yaml"]).within(&folder);
    let ended = call
        .env("BEDLAM_INCLUDE_TAG", "reading")
        .env("BEDLAM_IGNORE_ENDPOINT", "x\n[")
        .end();
    ended.must(
        2,
        &["`[` is no regular expression", "(BEDLAM_IGNORE_ENDPOINT)"],
    );
}

#[test]
fn an_unknown_key_is_told_with_its_place_and_the_nearest_one() {
    let folder = folder();
    std::fs::write(folder.join("bedlam.yaml"), "seed: 1\nrate-limt: 5\n").unwrap();
    let ended = Call::new(&["run", "x.yaml"]).within(&folder).end();
    ended.must(
        2,
        &[
            "unknown key `rate-limt` (bedlam.yaml:2:1)",
            "did you mean `rate-limit`?",
        ],
    );
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let ended = Call::new(&["run", "x.yaml", "--config", "none.yaml"]).end();
    ended.must(2, &["the configuration file cannot be read", "(none.yaml)"]);
}

#[test]
fn a_switch_reads_the_usual_words_from_the_environment() {
    let ended = Call::new(&["run", "x.yaml"])
        .env("BEDLAM_SAFE", "perhaps")
        .end();
    ended.must(2, &["perhaps"]);
    let ended = Call::new(&["run", "x.yaml"])
        .env("BEDLAM_SAFE", "yes")
        .end();
    ended.must(3, &["the spec cannot be read"]);
}

#[test]
fn success_may_be_defined_and_is_checked_before_anything_is_sent() {
    let check = |file: &str, parts: &[&str]| {
        let folder = folder();
        std::fs::write(folder.join("bedlam.yaml"), file).unwrap();
        let ended = Call::new(&["run", "no-such-spec.yaml"])
            .within(&folder)
            .end();
        ended.must(if parts[0].contains("spec") { 3 } else { 2 }, parts);
    };
    check(
        "success: {status: [2xx, 304], body: {\"$.error\": null}}\n",
        &["the spec cannot be read"],
    );
    check(
        "success:\n  - {endpoint: ^GET, status: 7xx}\n",
        &["`7xx` is no status (bedlam.yaml:2:30)"],
    );
    check(
        "success:\n  - body: {error: null}\n",
        &["`error` is no JSONPath", "(bedlam.yaml:2:12)"],
    );
    let ended = Call::new(&["run", "x.yaml"])
        .env("BEDLAM_SUCCESS_STATUS", "2xx\nfine")
        .end();
    ended.must(2, &["`fine` is no status (BEDLAM_SUCCESS_STATUS)"]);
}
