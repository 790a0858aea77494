use std::path::Path;

use bedlam_model::{Event, EventKind, TotalCoverage};

use super::wire::{Document, FORMAT, Issue, Levels, Operation, Summary, WireFinding};
use crate::sink::Sink;
use crate::{Error, Reporter};

/// One document, written when the campaign ended, whatever ended it.
pub(crate) struct Json {
    sink: Sink,
    document: Document,
}

impl Json {
    /// Opens the file.
    ///
    /// # Errors
    /// The file cannot be created.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        Ok(Json {
            sink: Sink::create(path, b"\n")?,
            document: Document {
                format: FORMAT,
                version: String::new(),
                summary: Summary::default(),
                operations: Vec::new(),
                findings: Vec::new(),
                issues: Vec::new(),
                notices: Vec::new(),
            },
        })
    }
}

impl Reporter for Json {
    fn on(&mut self, event: &Event) -> Result<(), Error> {
        let document = &mut self.document;
        let summary = &mut document.summary;
        summary.elapsed_ms = summary.elapsed_ms.max(event.at_ms);
        match &event.kind {
            EventKind::Started {
                version,
                clock,
                title,
                url,
                seed,
                operations,
                ..
            } => {
                document.version.clone_from(version);
                summary.started.clone_from(clock);
                summary.title.clone_from(title);
                summary.url.clone_from(url);
                summary.seed = *seed;
                summary.operations = operations.len();
            }
            EventKind::SpecIssue { place, message } => document.issues.push(Issue {
                place: place.clone(),
                message: message.clone(),
            }),
            EventKind::Notice { message } => document.notices.push(message.clone()),
            EventKind::Found { finding } => {
                document.findings.push(WireFinding::from(finding.as_ref()));
            }
            EventKind::Progress {
                covered, requests, ..
            } => {
                summary.covered = *covered;
                summary.requests = *requests;
            }
            EventKind::Ended { reason, tally } => {
                summary.reason = Some(*reason);
                summary.elapsed_ms = tally.elapsed_ms;
                summary.requests = tally.requests;
                summary.operations = tally.operations.len();
                summary.covered = tally.covered();
                summary.coverage = TotalCoverage::of(&tally.operations).into();
                document.operations = tally.operations.iter().map(Operation::from).collect();
            }
            EventKind::Exchanged { .. } | EventKind::Covered { .. } => {}
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        let document = &mut self.document;
        document.summary.findings = Levels::count(&document.findings);
        self.sink.add(|file| {
            // Writing plain data into memory cannot fail.
            let _ = serde_json::to_writer_pretty(file, document);
        })?;
        self.sink.finish()
    }
}
