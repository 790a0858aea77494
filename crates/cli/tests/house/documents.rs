use std::fmt::Write as _;
use std::process::Command;

use crate::{crates, read, root};

/// Paths of the repository that a document names: words in backticks or brackets.
fn paths(text: &str) -> Vec<&str> {
    let words = text.split(['`', '(', ')']);
    let starts = ["crates/", "docs/", ".ci/", "bench/"];
    words
        .filter(|word| starts.iter().any(|start| word.starts_with(start)))
        .filter(|word| !word.contains(['<', ' ', '*']))
        .collect()
}

#[test]
fn what_documents_name_is_there() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for path in paths(&read(&root().join(document))) {
            assert!(root().join(path).exists(), "{document} names {path}");
        }
    }
}

#[test]
fn the_architecture_names_every_crate() {
    let text = read(&root().join("ARCHITECTURE.md"));
    let named = paths(&text);
    for (name, _) in crates() {
        let path = format!("crates/{name}");
        let described = format!("**`{path}`**");
        assert!(named.contains(&path.as_str()), "{path} is on no floor");
        assert!(text.contains(&described), "{path} is not described");
    }
}

/// Holds a document against what it is made from; with `BLESS` set, writes it.
fn current(document: &str, made: &str) {
    let path = root().join(document);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, made).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let hint = "`BLESS=1 cargo test -p bedlam` writes it anew";
    assert_eq!(there, made, "{document} is not current: {hint}");
}

#[test]
fn the_list_of_rules_is_current() {
    let mut text = String::from(
        "# Rules\n\nWhat counts as a fault. `bedlam explain RULE` shows one of them, `--include-rule` and \
         `--ignore-rule` select.\n",
    );
    for rule in bedlam_oracle::rules() {
        let _ = write!(
            text,
            "\n## {} ({})\n\n{}.\n\n",
            rule.id, rule.level, rule.title
        );
        let _ = write!(
            text,
            "Triggers: {}\n\nRemedy: {}\n",
            rule.triggers, rule.remediation
        );
        let cwe = rule.cwe.iter().map(|n| format!("CWE-{n}"));
        let owasp = rule.owasp.iter().map(|id| format!("OWASP {id}:2023"));
        let wfc = rule.wfc.iter().map(|code| format!("WFC {code}"));
        let tags: Vec<String> = cwe.chain(owasp).chain(wfc).collect();
        if !tags.is_empty() {
            let _ = write!(text, "\n{}\n", tags.join(", "));
        }
    }
    current("docs/rules.md", &text);
}

#[test]
fn the_list_of_mutators_is_current() {
    let mut text = String::from(
        "# Mutators\n\nHow a request that succeeded is changed. Among those that apply, one is taken by \
         weight and by what it has brought so far.\n\n| mutator | weight | does |\n|---|---:|---|\n",
    );
    for mutator in bedlam_generate::MUTATORS {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            mutator.id, mutator.weight, mutator.about
        );
    }
    current("docs/mutators.md", &text);
}

#[test]
fn the_list_of_flags_is_current() {
    let mut text = String::from(
        "# Commands and flags\n\nEvery flag of `run` is also an environment variable (`--rate-limit` is \
         `BEDLAM_RATE_LIMIT`; several values stand on lines of their own) and a key of the configuration \
         file, which is `bedlam.yaml` in the working directory or named with `--config`. A flag beats the \
         environment, the environment beats the file.\n\n```yaml\n# bedlam.yaml\nspec: openapi.yaml\n\
         url: http://localhost:8080\nheader-auth:\n  - 'Authorization: Bearer ...'\nduration: 5m\n\
         ignore-endpoint: ['^DELETE /users']\nresource_hints:\n  - name: a user with her password\n    \
         hints: ['username$:ann', 'password$:secret']\nsuccess:\n  - endpoint: ^GET\n    status: [2xx, 304]\n  \
         - body: {\"$.error\": null}\n```\n\n`resource_hints` are groups of hints whose values go together in one \
         request; those of a file `.mapi` (version 1.0) in the working directory are read too. `success` says \
         what counts as success, for all operations or by endpoint, first match first: the status, and what \
         JSONPaths find in the body (null: nothing).\n\n`auth` says where credentials come from that do not \
         last. They are made before the campaign, again whenever the API answers 401, and at the latest after \
         `every`:\n\n```yaml\nauth:\n  login:\n    request: POST /login         # a path after the base URL, or \
         a whole URL\n    json: {user: ann, password: '${PASSWORD}'}   # or form:, or body:; headers: too\n  \
         token: $.access_token          # a JSONPath of the answer, `header NAME` or `cookie NAME`\n  \
         header: 'Authorization: Bearer {token}'   # how it goes onto requests; or cookie: 'sid={token}', or query:\n  \
         every: 10m\n```\n\nInstead of `login`, `command: ./token.sh` names a line for the shell that prints a token, \
         or headers as `Name: value`. `${NAME}` is an environment variable: no secret needs to stand in the file.\n",
    );
    for command in [
        "run",
        "demo",
        "describe specification",
        "describe dependencies",
        "describe facts",
        "describe rules",
        "diagnose",
        "campaigns",
        "explain",
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_bedlam"))
            .args(command.split(' '))
            .arg("--help")
            .output()
            .unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        let _ = write!(
            text,
            "\n## bedlam {command}\n\n```text\n{}\n```\n",
            help.trim_end()
        );
    }
    current("docs/flags.md", &text);
}
