use std::collections::BTreeMap;

use bedlam_model::{Cause, Diagnosis, Paste, Remedy, Said};
use serde::Serialize;

use super::wire::Step;
use crate::paste::paste;

#[derive(Serialize)]
pub(super) struct WireDiagnosis {
    cause: Cause,
    summary: String,
    statuses: BTreeMap<u16, u64>,
    unanswered: u64,
    messages: Vec<Message>,
    input: Option<String>,
    waits_for: Option<String>,
    altered: Vec<String>,
    closest: Option<Step>,
    remedies: Vec<WireRemedy>,
}

#[derive(Serialize)]
struct Message {
    status: u16,
    text: String,
    count: u64,
}

#[derive(Serialize)]
struct WireRemedy {
    about: String,
    kind: &'static str,
    arguments: Vec<String>,
    paste: Option<String>,
}

impl From<&Diagnosis> for WireDiagnosis {
    fn from(diagnosis: &Diagnosis) -> Self {
        let evidence = &diagnosis.evidence;
        let mut statuses = evidence.statuses.clone();
        let unanswered = statuses.remove(&0).unwrap_or(0);
        WireDiagnosis {
            cause: diagnosis.cause,
            summary: diagnosis.summary.clone(),
            statuses,
            unanswered,
            messages: evidence.messages.iter().map(Message::from).collect(),
            input: evidence.input.as_ref().map(ToString::to_string),
            waits_for: evidence.waits_for.clone(),
            altered: evidence.altered.clone(),
            closest: evidence.closest.as_ref().map(Step::from),
            remedies: diagnosis.remedies.iter().map(WireRemedy::from).collect(),
        }
    }
}

impl From<&Said> for Message {
    fn from(said: &Said) -> Self {
        Message {
            status: said.status,
            text: said.text.clone(),
            count: said.count,
        }
    }
}

impl From<&Remedy> for WireRemedy {
    fn from(remedy: &Remedy) -> Self {
        let (kind, arguments) = match &remedy.paste {
            Paste::Arguments(arguments) => ("arguments", arguments.clone()),
            Paste::Config(_) => ("config", Vec::new()),
            Paste::Amendment(_) => ("overlay", Vec::new()),
            Paste::Nothing => ("nothing", Vec::new()),
        };
        WireRemedy {
            about: remedy.about.clone(),
            kind,
            arguments,
            paste: paste(&remedy.paste),
        }
    }
}
