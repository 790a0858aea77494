use std::sync::LazyLock;

use bedlam_model::FactKind;
use regex::Regex;

use crate::learn::refusal::answer::Answer;
use crate::learn::refusal::notes::Notes;
use crate::learn::refusal::place::Place;
use crate::pattern::pattern;

/// What a database says of a column: PostgreSQL, MySQL, SQLite, SQL Server, MongoDB.
static COLUMNS: LazyLock<Vec<(Regex, FactKind)>> = LazyLock::new(|| {
    let rules: [(&str, FactKind); 10] = [
        (
            r#"null value in column "([^"]{1,80})"[^\n]* violates not-null"#,
            FactKind::Required,
        ),
        (
            r"NOT NULL constraint failed: (?:[A-Za-z0-9_]+\.)?([A-Za-z0-9_]{1,80})",
            FactKind::Required,
        ),
        (r"Column '([^']{1,80})' cannot be null", FactKind::Required),
        (
            r"Field '([^']{1,80})' doesn't have a default value",
            FactKind::Required,
        ),
        (
            r"Cannot insert the value NULL into column '([^']{1,80})'",
            FactKind::Required,
        ),
        (
            r"UNIQUE constraint failed: (?:[A-Za-z0-9_]+\.)?([A-Za-z0-9_]{1,80})",
            FactKind::Taken,
        ),
        (
            r"Key \(([A-Za-z0-9_]{1,80})\)=\([^\n]*\) already exists",
            FactKind::Taken,
        ),
        (
            r"Key \(([A-Za-z0-9_]{1,80})\)=\([^\n]*\) is not present in table",
            FactKind::Missing,
        ),
        (
            r"E11000 duplicate key error[^\n]*index: (?:[a-z0-9_.]*\$)?([A-Za-z0-9]+)_-?1",
            FactKind::Taken,
        ),
        (
            r"Data too long for column '([^']{1,80})'",
            FactKind::Invalid,
        ),
    ];
    let rule = |(text, kind): (&str, FactKind)| (pattern(text), kind);
    rules.into_iter().map(rule).collect()
});

/// Errors of the database that went through to the client.
pub(crate) fn read(answer: &Answer<'_>, notes: &mut Notes<'_>) {
    for text in answer.texts() {
        let likely = [
            "constraint",
            "column",
            "Key (",
            "duplicate key",
            "default value",
            "not-null",
        ];
        if text.len() > 4096 || !likely.iter().any(|words| text.contains(words)) {
            continue;
        }
        for (regex, kind) in COLUMNS.iter() {
            for found in regex.captures_iter(text).take(8) {
                notes.claim_text(text);
                notes.told(&Place::parse(&found[1]), vec![kind.clone()], text);
            }
        }
    }
}
