use crate::{crates, read};

/// Folder of a crate, what it may import of ours, what its tests may import besides.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("model", &[], &[]),
    ("spec", &["model"], &[]),
    ("generate", &["model"], &[]),
    ("oracle", &["model"], &[]),
    ("transport", &["model"], &[]),
    ("report", &["model"], &[]),
    ("store", &["model"], &[]),
    (
        "engine",
        &["model", "generate", "oracle", "transport"],
        &["spec"],
    ),
    ("demo", &[], &[]),
    (
        "cli",
        &[
            "model",
            "spec",
            "generate",
            "oracle",
            "transport",
            "report",
            "store",
            "engine",
            "demo",
        ],
        &[],
    ),
];

/// The crates of ours that a manifest names under a heading such as `[dependencies]`.
fn ours(manifest: &str, heading: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        }
        let names_it = section == heading || section.ends_with(&format!(".{}", &heading[1..]));
        if let (true, Some(rest)) = (names_it, line.strip_prefix("bedlam-")) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
            found.push(rest[..end.unwrap_or(rest.len())].to_owned());
        }
    }
    found
}

#[test]
fn crates_import_only_what_the_table_allows() {
    for (name, path) in crates() {
        let row = TABLE.iter().find(|(crate_name, ..)| *crate_name == name);
        let (_, allowed, in_tests) = row.unwrap_or_else(|| panic!("{name} is not in the table"));
        let manifest = read(&path.join("Cargo.toml"));
        let build = ours(&manifest, "[build-dependencies]");
        for import in ours(&manifest, "[dependencies]").iter().chain(&build) {
            assert!(
                allowed.contains(&import.as_str()),
                "{name} may not import {import}"
            );
        }
        for import in ours(&manifest, "[dev-dependencies]") {
            let import = import.as_str();
            let fine = allowed.contains(&import) || in_tests.contains(&import);
            assert!(fine, "tests of {name} may not import {import}");
        }
    }
}

#[test]
fn manifests_are_read_rightly() {
    let manifest = "[package]\nname = \"bedlam-x\"\n[dependencies]\nbedlam-model.workspace = true\n\
        bedlam-spec = { workspace = true }\n[target.'cfg(unix)'.dependencies]\nbedlam-report = \"1\"\n\
        [dev-dependencies]\nbedlam-demo.workspace = true\n";
    assert_eq!(
        ours(manifest, "[dependencies]"),
        ["model", "spec", "report"]
    );
    assert_eq!(ours(manifest, "[dev-dependencies]"), ["demo"]);
}
