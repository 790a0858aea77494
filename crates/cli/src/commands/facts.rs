use std::fmt::Write as _;

use bedlam_model::{Experience, FactKind, InputExperience, OperationExperience, ValueSource};
use bedlam_store::StoredCampaign;
use serde_json::{Value, json};

use super::stored;
use crate::args::StoredArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;

/// Columns of the table.
const COLUMNS: usize = 4;
/// Characters of one cell at most.
const WIDEST: usize = 72;

/// `bedlam describe facts`.
pub(crate) fn facts(args: &StoredArgs) -> Result<Exit, Failure> {
    let (store, campaign) = stored::campaign(args.campaign.as_deref(), &args.shown)?;
    let learned = store
        .learned(campaign.line.id)
        .map_err(stored::unreadable)?;
    print(&match args.shown.json {
        true => format!("{:#}\n", document(&campaign, &learned)),
        false => table(&rows(&learned)),
    })
}

fn document(campaign: &StoredCampaign, learned: &Experience) -> Value {
    let input = |operation: &OperationExperience, input: &InputExperience| {
        json!({
            "line": format!("{} {}", operation.label, input.address),
            "facts": input.facts,
            "unique": input.unique,
            "values": input.values,
            "sources": input.sources,
        })
    };
    let inputs = learned.operations.iter().flat_map(|operation| {
        let inputs = operation.inputs.iter();
        inputs.map(move |one| input(operation, one))
    });
    let undeclared = learned.operations.iter().flat_map(|operation| {
        let undeclared = operation.undeclared.iter();
        undeclared.map(move |(parent, name)| {
            json!({"operation": operation.label, "within": parent.to_string(), "name": name})
        })
    });
    json!({
        "campaign": campaign.line,
        "inputs": inputs.collect::<Vec<_>>(),
        "undeclared": undeclared.collect::<Vec<_>>(),
    })
}

type Row = [String; COLUMNS];

/// What is asked of which input, who said so, and what came of it.
fn rows(learned: &Experience) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for operation in &learned.operations {
        for input in &operation.inputs {
            let line = format!("{} {}", operation.label, input.address);
            let turned = turned(input);
            for fact in &input.facts {
                let said = format!("\u{201c}{}\u{201d}", fact.evidence);
                rows.push([line.clone(), words(&fact.kind), said, turned.clone()]);
            }
            if input.unique {
                let asked = "another value each time".to_owned();
                rows.push([line, asked, "answers of conflict".to_owned(), turned]);
            }
        }
    }
    rows
}

/// What values made from facts brought for an input.
fn turned(input: &InputExperience) -> String {
    let from = |source| input.sources.iter().find(|one| one.source == source);
    match from(ValueSource::Fact) {
        Some(tried) => format!("{:.0} of {:.0} succeeded", tried.good, tried.all),
        None => "-".to_owned(),
    }
}

/// What is asked of an input, in a few words.
fn words(kind: &FactKind) -> String {
    let list = |values: &[Value]| {
        let values: Vec<String> = values.iter().map(Value::to_string).collect();
        values.join(", ")
    };
    let than = |exclusive: &bool, open, closed| if *exclusive { open } else { closed };
    match kind {
        FactKind::Required => "required".into(),
        FactKind::Unknown => "unknown to the API".into(),
        FactKind::Type(name) => format!("of type {name}"),
        FactKind::Format(name) => format!("in format {name}"),
        FactKind::OneOf(values) => format!("one of {}", list(values)),
        FactKind::AtLeast(least, open) => format!("{} {least}", than(open, "above", "at least")),
        FactKind::AtMost(most, open) => format!("{} {most}", than(open, "below", "at most")),
        FactKind::MultipleOf(step) => format!("a multiple of {step}"),
        FactKind::LengthAtLeast(least) => format!("of length {least} at least"),
        FactKind::LengthAtMost(most) => format!("of length {most} at most"),
        FactKind::Pattern(pattern) => format!("matches {pattern}"),
        FactKind::StartsWith(text) => format!("begins with {text:?}"),
        FactKind::EndsWith(text) => format!("ends with {text:?}"),
        FactKind::Candidate(value) => format!("such as {value}"),
        FactKind::Taken => "another value each time".into(),
        FactKind::Missing => "names what exists".into(),
        FactKind::Before(other) => format!("before {other}"),
        FactKind::After(other) => format!("after {other}"),
        FactKind::SameAs(other) => format!("the same as {other}"),
        FactKind::NotWith(other) => format!("not together with {other}"),
        FactKind::Together(other) => format!("together with {other}"),
        FactKind::Either(others) => format!("it or one of {}", others.join(", ")),
        FactKind::Invalid => "refused".into(),
    }
}

fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "nothing was learned from refusals\n".to_owned();
    }
    let head = ["INPUT", "MUST BE", "BECAUSE OF", "VALUES OF THIS KIND"].map(str::to_owned);
    let rows: Vec<Row> = std::iter::once(head)
        .chain(rows.iter().map(|row| row.clone().map(|cell| cut(&cell))))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..COLUMNS).map(|c| width(c).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// One line of a width that a person reads; what an API says must not steer the terminal.
fn cut(cell: &str) -> String {
    let plain: String = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = plain.chars().filter(|c| !c.is_control()).collect();
    match plain.chars().count() > WIDEST {
        true => plain.chars().take(WIDEST - 1).chain(['\u{2026}']).collect(),
        false => plain,
    }
}

#[cfg(test)]
mod tests {
    use bedlam_model::{InputAddress, LearnedFact, Segment, SourceExperience};

    use super::*;

    #[test]
    fn each_fact_is_a_line_with_who_said_so_and_what_came_of_it() {
        let input = InputExperience {
            address: InputAddress::body().child(Segment::Key("sku".into())),
            facts: vec![LearnedFact {
                kind: FactKind::StartsWith("SKU-".into()),
                evidence: "sku must start\n with SKU-\u{1b}[2J".into(),
            }],
            unique: true,
            values: Vec::new(),
            sources: vec![SourceExperience {
                source: ValueSource::Fact,
                good: 3.0,
                all: 4.0,
            }],
        };
        let learned = Experience {
            operations: vec![OperationExperience {
                label: "POST /parts".into(),
                inputs: vec![input],
                ..OperationExperience::default()
            }],
        };
        let shown = table(&rows(&learned));
        let lines: Vec<Vec<&str>> = shown
            .lines()
            .map(|line| {
                line.split("  ")
                    .map(str::trim)
                    .filter(|c| !c.is_empty())
                    .collect()
            })
            .collect();
        let expected = [
            "POST /parts BODY sku",
            "begins with \"SKU-\"",
            "\u{201c}sku must start with SKU-[2J\u{201d}",
            "3 of 4 succeeded",
        ];
        assert_eq!(lines[1], expected);
        assert_eq!(lines[2][1], "another value each time");
        assert_eq!(table(&[]), "nothing was learned from refusals\n");
    }
}
