use crate::mutate::change::{Change, Done};

/// Texts that end a string literal, change a condition or upset a parser. None of them writes.
const TEXTS: [&str; 26] = [
    "'",
    "' OR '1'='1",
    "''",
    "\"",
    "`",
    "\\",
    "'\"",
    "' OR '1'='1' -- ",
    "' AND '1'='2",
    "\" OR \"1\"=\"1",
    "\") OR (\"1\"=\"1",
    "') OR ('1'='1",
    " OR 1=1",
    " AND 1=2",
    "1;--",
    "1'",
    "1)",
    "1 OR 1=1",
    "-1 UNION SELECT NULL",
    "' UNION SELECT NULL -- ",
    "';--",
    "' || 'a",
    "%' OR '%'='",
    "(SELECT 1)",
    "1/0",
    "name, (SELECT 1)",
];

/// So many of them, in front, upset most.
const FIRST: usize = 2;

/// SQL.
pub(in crate::mutate) fn sql(change: &mut Change<'_>) -> Option<Done> {
    change.inject_first("sql", FIRST, &TEXTS, 0.6)
}
