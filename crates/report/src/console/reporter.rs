use std::collections::HashSet;
use std::io::{self, Stderr, Stdout, Write};
use std::path::Path;

use bedlam_model::{Event, EventKind, Finding, Outcome, StopReason, Tally};

use super::ending::{Ending, ending};
use super::findings::findings;
use super::live::Figures;
use super::options::ConsoleOptions;
use super::table::table;
use super::text::{count, one_line, span};
use super::uncovered::uncovered;
use crate::{Error, Reporter};

/// Milliseconds between two lines of progress where there is no terminal.
const LINE_MS: f64 = 5000.0;
/// Milliseconds between two drawings of the status line.
const DRAW_MS: f64 = 150.0;
/// Issues of the spec that are shown; reports in files hold all.
const ISSUES: usize = 10;

/// Writes what happens and, at the end, the result.
pub struct Console<O = Stdout, E = Stderr> {
    out: O,
    err: E,
    options: ConsoleOptions,
    figures: Figures,
    operations: Vec<String>,
    seed: u64,
    findings: Vec<Finding>,
    issues: usize,
    end: Option<(StopReason, Tally)>,
    shown_ms: f64,
    drawn: bool,
}

impl Console {
    /// On standard output and standard error.
    pub fn new(options: ConsoleOptions) -> Self {
        Console::on(io::stdout(), io::stderr(), options)
    }
}

impl<O: Write + Send, E: Write + Send> Console<O, E> {
    pub(super) fn on(out: O, err: E, options: ConsoleOptions) -> Self {
        Console {
            out,
            err,
            options,
            figures: Figures::default(),
            operations: Vec::new(),
            seed: 0,
            findings: Vec::new(),
            issues: 0,
            end: None,
            shown_ms: f64::NEG_INFINITY,
            drawn: false,
        }
    }

    fn take(&mut self, event: &Event) -> io::Result<()> {
        self.figures.at_ms = event.at_ms;
        match &event.kind {
            EventKind::Started {
                title,
                url,
                operations,
                seed,
                duration_ms,
                ..
            } => {
                self.operations.clone_from(operations);
                self.seed = *seed;
                self.figures.operations = operations.len();
                self.figures.duration_ms = *duration_ms;
                let name = self.options.name.as_deref().unwrap_or(title);
                let limit = duration_ms.map_or("until nothing new turns up".into(), span);
                let number = count(operations.len(), "operation");
                let (name, url) = (one_line(name), one_line(url));
                self.say(&format!("{name} at {url}: {number}, {limit}, seed {seed}"))
            }
            EventKind::SpecIssue { place, message } => {
                self.issues += 1;
                if self.issues > ISSUES {
                    return Ok(());
                }
                let (place, message) = (one_line(place), one_line(message));
                self.say(&format!("issue of the spec: {message} ({place})"))
            }
            EventKind::Notice { message } => self.say(&one_line(message)),
            EventKind::Found { finding } => {
                self.figures.findings = self.figures.findings.max(self.findings.len() + 1);
                self.findings.push(without_answers(finding));
                self.found(finding)
            }
            EventKind::Progress {
                covered,
                operations,
                requests,
                rate,
                findings,
                doing,
            } => {
                self.figures = Figures {
                    at_ms: event.at_ms,
                    covered: *covered,
                    operations: *operations,
                    requests: *requests,
                    rate: *rate,
                    findings: *findings,
                    doing: doing.clone(),
                    duration_ms: self.figures.duration_ms,
                };
                self.progress()
            }
            EventKind::Ended { reason, tally } => {
                self.end = Some((*reason, tally.clone()));
                Ok(())
            }
            EventKind::Exchanged { .. } | EventKind::Covered { .. } => Ok(()),
        }
    }

    /// One lasting line of what happens.
    fn say(&mut self, line: &str) -> io::Result<()> {
        if self.options.quiet {
            return Ok(());
        }
        self.wipe()?;
        writeln!(self.err, "{line}")
    }

    fn found(&mut self, finding: &Finding) -> io::Result<()> {
        let style = self.options.progress.style;
        let level = style.level(finding.level, &finding.level.to_string());
        let at = span(finding.found_ms);
        let (rule, operation) = (one_line(&finding.rule), one_line(&finding.operation));
        let summary = one_line(&finding.summary);
        self.say(&format!(
            "{level} {rule} {operation}: {summary} (after {at})"
        ))
    }

    fn progress(&mut self) -> io::Result<()> {
        let terminal = self.options.progress.width.is_some();
        let due = if terminal { DRAW_MS } else { LINE_MS };
        if self.options.quiet || self.figures.at_ms - self.shown_ms < due {
            return Ok(());
        }
        self.shown_ms = self.figures.at_ms;
        if !terminal {
            return writeln!(self.err, "{}", self.figures.line());
        }
        self.drawn = true;
        let status = self.figures.status(self.options.progress);
        write!(self.err, "\r{status}\x1b[K")?;
        self.err.flush()
    }

    /// Takes the status line away, so that something lasting can stand in its place.
    fn wipe(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.drawn) {
            write!(self.err, "\r\x1b[K")?;
            self.err.flush()?;
        }
        Ok(())
    }

    fn result(&mut self) -> io::Result<()> {
        self.wipe()?;
        if self.issues > ISSUES {
            let more = count(self.issues - ISSUES, "more issue");
            self.say(&format!("{more} of the spec: --json holds all"))?;
        }
        let stream = self.options.result;
        let Some((reason, tally)) = &self.end else {
            // Something of ours broke: what was found is still worth showing.
            return print(&mut self.out, &findings(&self.findings, stream));
        };
        let tested: HashSet<&str> = self.operations.iter().map(String::as_str).collect();
        let operations: Vec<_> = tally
            .operations
            .iter()
            .filter(|operation| tested.contains(operation.label.as_str()))
            .collect();
        if !self.options.quiet {
            print(&mut self.out, &[String::new()])?;
            print(&mut self.out, &table(&operations, stream))?;
            print(&mut self.out, &[String::new()])?;
            print(&mut self.out, &uncovered(&operations, stream))?;
        }
        print(&mut self.out, &findings(&self.findings, stream))?;
        let last = Ending {
            operations: &operations,
            findings: &self.findings,
            requests: tally.requests,
            elapsed_ms: tally.elapsed_ms,
            reason: *reason,
            seed: self.seed,
        };
        print(&mut self.out, &ending(&last, stream))
    }
}

/// The finding without what answers held: evidence tells of them, and they may be large.
fn without_answers(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    for exchange in &mut finding.exchanges {
        if let Outcome::Response(response) = &mut exchange.outcome {
            response.body = Vec::new();
        }
    }
    finding
}

fn print(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

impl<O: Write + Send, E: Write + Send> Reporter for Console<O, E> {
    fn on(&mut self, event: &Event) -> Result<(), Error> {
        tolerate(self.take(event), "standard error")
    }

    fn finish(&mut self) -> Result<(), Error> {
        tolerate(self.result(), "standard output")
    }
}

/// A reader that went away has read enough (`bedlam run ... | head`).
fn tolerate(result: io::Result<()>, stream: &str) -> Result<(), Error> {
    match result {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::at(Path::new(stream), &cause))
        }
        _ => Ok(()),
    }
}
