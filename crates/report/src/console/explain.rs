use bedlam_model::{Diagnosis, Evidence, Exchange, Paste, Remedy};

use super::text::{clean, one_line};
use crate::curl;
use crate::paste::paste;

/// Messages shown of one operation; `--json` holds all.
const MESSAGES: usize = 4;
/// Characters of an answer that are shown.
const ANSWER: usize = 300;

/// A diagnosis in lines, without the operation's name: the cause, what shows it, and what to
/// paste. Whatever would steer a terminal is escaped.
pub fn explain(diagnosis: &Diagnosis) -> Vec<String> {
    let evidence = &diagnosis.evidence;
    let mut lines = vec![cause(diagnosis)];
    lines.extend(answers(evidence));
    lines.extend(said(evidence).into_iter().take(MESSAGES));
    if let Some(input) = &evidence.input {
        lines.push(format!("input to blame: {}", one_line(&input.to_string())));
    }
    let altered = evidence.altered.iter().take(MESSAGES);
    lines.extend(altered.map(|line| format!("changed by one input: {}", one_line(line))));
    if let Some(producer) = &evidence.waits_for {
        lines.push(format!("waits for: {}", one_line(producer)));
    }
    if let Some(exchange) = &evidence.closest {
        lines.extend(closest(exchange));
    }
    lines.extend(diagnosis.remedies.iter().flat_map(remedy));
    lines
}

/// `invalid input: the value of BODY voucher is refused`.
pub(super) fn cause(diagnosis: &Diagnosis) -> String {
    format!("{}: {}", diagnosis.cause, one_line(&diagnosis.summary))
}

/// `answers 401×31 405×2`.
pub(super) fn answers(evidence: &Evidence) -> Option<String> {
    // No answer is status 0, and comes last.
    let all = evidence.statuses.iter().filter(|(status, _)| **status != 0);
    let silent = evidence.statuses.get_key_value(&0);
    let all = all.chain(silent).map(|(status, count)| match status {
        0 => format!("unanswered\u{d7}{count}"),
        _ => format!("{status}\u{d7}{count}"),
    });
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| format!("answers {}", all.join(" ")))
}

/// `says “no such order” (404, 7×)`.
pub(super) fn said(evidence: &Evidence) -> Vec<String> {
    let line = |said: &bedlam_model::Said| {
        let (text, status, count) = (one_line(&said.text), said.status, said.count);
        format!("says \u{201c}{text}\u{201d} ({status}, {count}\u{d7})")
    };
    evidence.messages.iter().map(line).collect()
}

fn closest(exchange: &Exchange) -> Vec<String> {
    let answer = match exchange.response() {
        Some(response) => {
            let body = String::from_utf8_lossy(&response.body);
            let begin: String = body.chars().take(ANSWER).collect();
            format!("answered {}: {}", response.status, one_line(begin.trim()))
        }
        None => "not answered".to_owned(),
    };
    let line = clean(&curl(&exchange.request).line);
    vec![
        format!("the request that got farthest: {line}"),
        format!("  {answer}"),
    ]
}

/// What to do, and on lines of its own what to paste.
pub(super) fn remedy(remedy: &Remedy) -> Vec<String> {
    let mut lines = vec![format!(
        "do: {}{}",
        one_line(&remedy.about),
        place(&remedy.paste)
    )];
    let pasted = paste(&remedy.paste).map(|text| clean(&text));
    lines.extend(
        pasted
            .iter()
            .flat_map(|text| text.lines())
            .map(|line| format!("    {line}")),
    );
    lines
}

/// Where what is pasted belongs.
fn place(paste: &Paste) -> &'static str {
    match paste {
        Paste::Arguments(_) | Paste::Nothing => "",
        Paste::Config(_) => ", in bedlam.yaml",
        Paste::Amendment(_) => ", as --overlay-out writes it",
    }
}
