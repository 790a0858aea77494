use bedlam_model::{Cause, OperationTally, Paste, Remedy};

use super::explain::{answers, cause, remedy, said};
use super::options::Stream;
use super::text::{count, fit, one_line};

/// Entries that are shown; files hold all.
const ENTRIES: usize = 25;
/// Operations named in one entry, and remedies shown of it.
const NAMED: usize = 4;
const REMEDIES: usize = 2;

/// Operations for which the same is to be said.
struct Entry<'a> {
    operations: Vec<&'a OperationTally>,
    /// Those that wait for the first of these.
    waiting: Vec<&'a OperationTally>,
}

/// Why operations are not covered, and what to paste: those that hang on the same together.
pub(super) fn uncovered(operations: &[&OperationTally], stream: Stream) -> Vec<String> {
    let entries = entries(operations);
    if entries.is_empty() {
        return Vec::new();
    }
    let style = stream.style;
    let open = operations.iter().filter(|o| o.covered_ms.is_none()).count();
    let mut lines = vec![style.bold(&format!("not covered ({open})"))];
    for entry in entries.iter().take(ENTRIES) {
        lines.extend(shown(entry, stream));
    }
    if entries.len() > ENTRIES {
        let more = count(entries.len() - ENTRIES, "more cause");
        lines.push(format!("  {more}: --json and `bedlam diagnose` hold all"));
    }
    lines.push(String::new());
    lines
}

fn entries<'a>(operations: &[&'a OperationTally]) -> Vec<Entry<'a>> {
    let open = operations.iter().filter(|o| o.covered_ms.is_none());
    let (waiting, own): (Vec<_>, Vec<_>) = open
        .copied()
        .partition(|operation| waits_for(operation).is_some());
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for operation in own {
        let same = entries
            .iter_mut()
            .find(|entry| same(entry.operations[0], operation));
        match same {
            Some(entry) => entry.operations.push(operation),
            None => entries.push(Entry {
                operations: vec![operation],
                waiting: Vec::new(),
            }),
        }
    }
    for operation in waiting {
        let is = |producer: &&OperationTally| Some(producer.label.as_str()) == waits_for(operation);
        let its = entries
            .iter_mut()
            .find(|entry| entry.operations.iter().any(is));
        match its {
            Some(entry) => entry.waiting.push(operation),
            // What it waits for waits itself.
            None => entries.push(Entry {
                operations: vec![operation],
                waiting: Vec::new(),
            }),
        }
    }
    entries
}

fn waits_for(operation: &OperationTally) -> Option<&str> {
    operation.diagnosis.as_ref()?.evidence.waits_for.as_deref()
}

/// Whether one remedy helps both: the cause does not lie in their own inputs, and the API says the
/// same of both.
fn same(one: &OperationTally, other: &OperationTally) -> bool {
    let (Some(one), Some(other)) = (&one.diagnosis, &other.diagnosis) else {
        return one.diagnosis.is_none() && other.diagnosis.is_none();
    };
    let general = matches!(
        one.cause,
        Cause::Authentication
            | Cause::Authorisation
            | Cause::WrongUrl
            | Cause::RateLimit
            | Cause::NeverAnswers
            | Cause::ServerError
            | Cause::NotReachable
            | Cause::NotTried
    );
    let said = |one: &bedlam_model::Diagnosis| {
        one.evidence
            .messages
            .first()
            .map(|said| (said.status, said.text.clone()))
    };
    general && one.cause == other.cause && one.summary == other.summary && said(one) == said(other)
}

fn shown(entry: &Entry<'_>, stream: Stream) -> Vec<String> {
    let style = stream.style;
    let cut = |line: &str| match stream.width {
        Some(width) => fit(line, width.max(60)),
        None => line.to_owned(),
    };
    let mut lines = vec![
        String::new(),
        style.notable(&cut(&format!("  {}", names(&entry.operations)))),
    ];
    let Some(diagnosis) = &entry.operations[0].diagnosis else {
        return lines;
    };
    lines.push(cut(&format!("    {}", cause(diagnosis))));
    let evidence = &diagnosis.evidence;
    let shown: Vec<String> = answers(evidence)
        .into_iter()
        .chain(said(evidence).into_iter().take(1))
        .collect();
    if !shown.is_empty() {
        lines.push(style.dim(&cut(&format!("    {}", shown.join(", ")))));
    }
    if !entry.waiting.is_empty() {
        let names = names(&entry.waiting);
        lines.push(cut(&format!("    waiting for what it makes: {names}")));
    }
    let remedies = diagnosis.remedies.iter().enumerate().take(REMEDIES);
    let remedies = remedies.flat_map(|(at, one)| remedy(&for_all(one, at, &entry.operations)));
    lines.extend(remedies.map(|line| format!("    {line}")));
    lines
}

/// The remedy of the first operation, with the patterns of the others added where it names one.
fn for_all(first: &Remedy, at: usize, operations: &[&OperationTally]) -> Remedy {
    let mut joined = first.clone();
    if let Paste::Arguments(arguments) = &mut joined.paste {
        for other in operations.iter().skip(1) {
            let diagnosis = other.diagnosis.as_ref();
            let same = diagnosis.and_then(|diagnosis| diagnosis.remedies.get(at));
            if let Some(Paste::Arguments(more)) = same.map(|remedy| &remedy.paste)
                && let Some([flag, pattern]) = more.last_chunk::<2>()
                && flag.ends_with("-endpoint")
            {
                arguments.extend([flag.clone(), pattern.clone()]);
            }
        }
    }
    joined
}

/// `GET /a, GET /b and 3 more`.
fn names(operations: &[&OperationTally]) -> String {
    let named: Vec<String> = operations
        .iter()
        .take(NAMED)
        .map(|o| one_line(&o.label))
        .collect();
    let named = named.join(", ");
    match operations.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
