use bedlam_model::OperationTally;

use super::options::Stream;
use super::text::{columns, fit, fit_middle, latency, one_line, pad, pad_left, span, thousands};

const HEADINGS: [&str; 6] = ["OPERATION", "TRIES", "ANSWERS", "P50", "P99", "COVERED"];
/// Which columns hold numbers, which stand at the right.
const NUMBERS: [bool; 6] = [false, true, false, true, true, false];
const GAP: usize = 2;

/// The table of all operations: the covered ones in the order of the spec, then the others.
pub(super) fn table(operations: &[&OperationTally], stream: Stream) -> Vec<String> {
    let (covered, open): (Vec<&OperationTally>, Vec<&OperationTally>) =
        operations.iter().partition(|o| o.covered_ms.is_some());
    let first_open = covered.len();
    let rows: Vec<[String; 6]> = covered.into_iter().chain(open).map(row).collect();
    let widths = widths(&rows, stream.width);
    let line = |cells: &[String; 6]| {
        let mut line = String::new();
        for (position, cell) in cells.iter().enumerate() {
            let cell = match position {
                0 => fit_middle(cell, widths[position]),
                _ => fit(cell, widths[position]),
            };
            line.push_str(&match NUMBERS[position] {
                true => pad_left(&cell, widths[position]),
                false => pad(&cell, widths[position]),
            });
            line.push_str(&" ".repeat(GAP));
        }
        line.trim_end().to_owned()
    };
    let style = stream.style;
    let mut lines = vec![style.bold(&line(&HEADINGS.map(str::to_owned)))];
    for (position, row) in rows.iter().enumerate() {
        let line = line(row);
        lines.push(if position < first_open {
            line
        } else {
            style.notable(&line)
        });
    }
    lines
}

fn row(operation: &OperationTally) -> [String; 6] {
    let quantile = |share| {
        operation
            .latency
            .quantile(share)
            .map_or("-".into(), latency)
    };
    let covered = match (operation.covered_ms, &operation.diagnosis) {
        (Some(at), _) => format!("after {}", span(at)),
        (None, Some(why)) => format!("no: {}", one_line(&why.line())),
        (None, None) if operation.tries == 0 => "no: never tried".to_owned(),
        (None, None) => "no".to_owned(),
    };
    [
        one_line(&operation.label),
        thousands(operation.tries),
        answers(operation),
        quantile(0.5),
        quantile(0.99),
        covered,
    ]
}

/// `200×31 404×5 unanswered×1`.
fn answers(operation: &OperationTally) -> String {
    let of = |status: u16, count: u64| match status {
        0 => format!("unanswered×{count}"),
        _ => format!("{status}×{count}"),
    };
    let mut answers: Vec<String> = operation
        .statuses
        .iter()
        .filter(|(status, _)| **status != 0)
        .map(|(status, count)| of(*status, *count))
        .collect();
    if let Some(count) = operation.statuses.get(&0) {
        answers.push(of(0, *count));
    }
    answers.join(" ")
}

/// As wide as the widest cell; in a terminal the three columns of text share what there is.
fn widths(rows: &[[String; 6]], terminal: Option<usize>) -> [usize; 6] {
    let mut widths = HEADINGS.map(columns);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    let Some(terminal) = terminal else {
        return widths;
    };
    let numbers: usize = widths
        .iter()
        .zip(NUMBERS)
        .filter(|(_, n)| *n)
        .map(|(w, _)| w)
        .sum();
    let mut left = terminal
        .max(60)
        .saturating_sub(numbers + GAP * (widths.len() - 1));
    // (column, how much of what is left it may take)
    for (column, share) in [(0, 0.5), (2, 0.5), (5, 1.0)] {
        let others: usize = [0, 2, 5]
            .iter()
            .filter(|c| **c > column)
            .map(|c| widths[*c])
            .sum();
        let fair = ((left as f64 * share) as usize).max(HEADINGS[column].len());
        widths[column] = widths[column].min(fair.max(left.saturating_sub(others)));
        left = left.saturating_sub(widths[column]);
    }
    widths
}
