use std::collections::HashMap;

use bedlam_model::{
    Amendment, Api, Cause, Diagnosis, Evidence, InputAddress, Operation, OperationTally,
    resource_line,
};

use super::amend::learned;
use super::around::Around;
use super::blame::{blame, thing};
use super::cause::{cause, is_off};
use super::credentials;
use super::record::Record;
use super::remedy::{is_about, remedies};
use super::stage::stage;
use crate::corpus::Corpus;
use crate::depend::{Graph, dependencies};
use crate::knowledge::{Knowledge, Lore};

/// Operations beyond which nobody looks who feeds whom: it takes too long at the end of a run.
const FEEDS: usize = 3000;

/// What a diagnosis looks at.
pub(crate) struct Campaign<'a> {
    pub(crate) api: &'a Api,
    pub(crate) graph: &'a Graph,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) corpus: &'a Corpus,
    /// By operation.
    pub(crate) records: &'a [Record],
    /// Position of each operation in the tally, if it is tested.
    pub(crate) places: &'a [Option<usize>],
    /// Whether the API does not know any more who asks.
    pub(crate) session_lost: bool,
}

/// One operation that is not covered.
pub(super) struct Patient<'a> {
    pub(super) api: &'a Api,
    pub(super) graph: &'a Graph,
    pub(super) operation: &'a Operation,
    pub(super) lore: &'a Lore,
    pub(super) record: &'a Record,
    /// Whether other operations are covered.
    pub(super) others_covered: bool,
    /// What these say about it.
    pub(super) around: Around,
}

/// Whether the server says that it does not do this at all.
pub(super) fn off(patient: &Patient<'_>, status: u16) -> bool {
    is_off(status, patient.record.loudest(status).unwrap_or_default())
}

/// Says of each operation that is not covered why, and gives back what the spec should say of all.
pub(crate) fn diagnose(campaign: &Campaign<'_>, tallies: &mut [OperationTally]) -> Vec<Amendment> {
    let mut causes: Vec<Option<(Cause, u16)>> = vec![None; tallies.len()];
    let others_covered = tallies.iter().any(|tally| tally.covered_ms.is_some());
    for (operation, place) in tested(campaign) {
        if tallies[place].covered_ms.is_none() {
            let around = Around::of(campaign, operation);
            let found = cause(operation, &campaign.records[operation.id.index()], around);
            causes[place] = Some(match found {
                (Cause::NotTried, _) if campaign.session_lost => (Cause::Authentication, 0),
                found => found,
            });
        }
    }
    if wrong_url(&causes, others_covered) {
        for (cause, _) in causes.iter_mut().flatten() {
            *cause = Cause::WrongUrl;
        }
    }
    let feeders = feeders(campaign, &causes);
    let by_label: HashMap<String, usize> = tallies
        .iter()
        .enumerate()
        .map(|(place, tally)| (tally.label.clone(), place))
        .collect();
    let mut amendments = Vec::new();
    for (operation, place) in tested(campaign) {
        let lore = campaign.knowledge.lore(operation.id);
        let record = &campaign.records[operation.id.index()];
        let success = campaign.corpus.widest(operation.id);
        let mut learned = learned(
            campaign.api,
            operation,
            lore,
            success.map(|entry| &entry.case),
            record.disliked > 0,
        );
        let Some(found) = causes[place] else {
            amendments.append(&mut learned);
            tallies[place].stage = stage(&tallies[place]);
            continue;
        };
        let patient = Patient {
            api: campaign.api,
            graph: campaign.graph,
            operation,
            lore,
            record,
            others_covered,
            around: Around::of(campaign, operation),
        };
        let producers = feeders.get(&operation.label()).into_iter().flatten();
        let open = producers.map(|label| {
            let (cause, _) = causes[*by_label.get(label)?]?;
            Some((label.clone(), cause))
        });
        // Where one of them is covered, it is not for want of those that are not.
        let open: Option<Vec<_>> = open.collect();
        let waits_for = open.and_then(|open| open.into_iter().next());
        let diagnosis = one(&patient, found, waits_for);
        // What was known and did not help is no help.
        learned.retain(|one| !is_about(one, diagnosis.evidence.input.as_ref()));
        amendments.append(&mut learned);
        tallies[place].diagnosis = Some(diagnosis);
        tallies[place].stage = stage(&tallies[place]);
    }
    amendments
}

fn tested<'a>(campaign: &'a Campaign<'_>) -> impl Iterator<Item = (&'a Operation, usize)> {
    let operations = campaign.api.operations.iter();
    operations.filter_map(|operation| Some((operation, campaign.places[operation.id.index()]?)))
}

/// Whether nothing of all that was asked is known to the API.
fn wrong_url(causes: &[Option<(Cause, u16)>], any_covered: bool) -> bool {
    let mut asked = causes.iter().flatten().map(|(cause, _)| *cause);
    let mut asked = asked
        .by_ref()
        .filter(|cause| *cause != Cause::NotTried)
        .peekable();
    !any_covered && asked.peek().is_some() && asked.all(|cause| cause == Cause::NotReachable)
}

/// For each operation that finds nothing, who makes what its inputs need.
fn feeders(
    campaign: &Campaign<'_>,
    causes: &[Option<(Cause, u16)>],
) -> HashMap<String, Vec<String>> {
    let mut feeders: HashMap<String, Vec<String>> = HashMap::new();
    let wanted = causes.iter().flatten();
    let mut wanted = wanted.filter(|(cause, _)| *cause == Cause::MissingResource);
    if wanted.next().is_none() || campaign.api.operations.len() > FEEDS {
        return feeders;
    }
    let mut by_line: HashMap<String, Vec<String>> = HashMap::new();
    for dependency in dependencies(campaign.api) {
        let producers = by_line.entry(dependency.consumer).or_default();
        if !producers.contains(&dependency.producer) {
            producers.push(dependency.producer);
        }
    }
    for (operation, place) in tested(campaign) {
        if !matches!(causes[place], Some((Cause::MissingResource, _))) {
            continue;
        }
        for input in campaign.graph.path(operation).iter().rev() {
            let parameter = &operation.parameters[input.parameter];
            let address = InputAddress::parameter(parameter.location, &parameter.name);
            let stocked = |key: &crate::depend::KeyId| {
                !campaign.knowledge.pool.shelf(*key).resources.is_empty()
            };
            let empty = !input.keys.iter().any(stocked);
            if let Some(producers) = by_line.remove(&resource_line(operation, &address))
                && empty
            {
                // Who only lists what there is has shown nothing.
                let makes =
                    |label: &String| label.starts_with("POST ") || label.starts_with("PUT ");
                let (makers, others): (Vec<_>, Vec<_>) = producers.into_iter().partition(makes);
                let producers = if makers.is_empty() { others } else { makers };
                feeders.insert(operation.label(), producers);
                break;
            }
        }
    }
    feeders
}

fn one(
    patient: &Patient<'_>,
    (cause, status): (Cause, u16),
    waits_for: Option<(String, Cause)>,
) -> Diagnosis {
    let input = match cause {
        Cause::MissingResource => thing(patient).or_else(|| blame(patient, status)),
        Cause::InvalidInput if status >= 400 => blame(patient, status),
        Cause::StateConflict => thing(patient).or_else(|| blame(patient, status)),
        _ => None,
    };
    let record = patient.record;
    let summary = match &waits_for {
        Some((producer, why)) => {
            format!("it needs what {producer} makes, which is not covered: {why}")
        }
        None => summary(patient, cause, status, input.as_ref()),
    };
    Diagnosis {
        cause,
        summary,
        remedies: remedies(patient, (cause, status), input.as_ref()),
        evidence: Evidence {
            statuses: record.statuses.clone(),
            messages: record.messages(|other| other == status),
            closest: record.closest().cloned(),
            input,
            waits_for: waits_for.map(|(producer, _)| producer),
            altered: record.altered().iter().map(|one| one.line()).collect(),
        },
    }
}

fn summary(
    patient: &Patient<'_>,
    cause: Cause,
    status: u16,
    input: Option<&InputAddress>,
) -> String {
    let given = credentials::given(patient);
    let text = match (cause, input) {
        (Cause::WrongUrl, _) => "the API knows none of the paths under this base URL",
        (Cause::Authentication, _) if status == 0 => {
            "the session was lost before its turn came: it wants new credentials"
        }
        (Cause::Authentication, _) if matches!(status, 404 | 410) => {
            "it finds nothing whatever is sent, as if it hid from who shows no credentials"
        }
        (Cause::Authentication, _) if credentials::besides(patient, status).is_some() => {
            let header = credentials::besides(patient, status).unwrap_or_default();
            return format!("it wants a credential in {header}");
        }
        (Cause::Authentication, _) if credentials::wants_digest(patient) => {
            "it wants a hash of the password in answer to its challenge (Digest)"
        }
        (Cause::Authentication, _) if given && patient.others_covered => {
            "the credentials given are good elsewhere, but not here"
        }
        (Cause::Authentication, _) if given => "the credentials given are not accepted",
        (Cause::Authentication, _) => "it wants credentials, and none were given",
        (Cause::Authorisation, _) => "the credentials given may not do it",
        (Cause::MissingResource, Some(input)) => {
            return format!(
                "no {} was found that exists",
                input.name().unwrap_or("thing")
            );
        }
        (Cause::MissingResource, None) => "what the request refers to does not exist",
        (Cause::InvalidInput, Some(input)) => return format!("the value of {input} is refused"),
        (Cause::InvalidInput, None) if status < 400 => "no answer was what counts as success",
        (Cause::InvalidInput, None) => "every value that was tried is refused",
        (Cause::StateConflict, _) if status == 428 => {
            "it wants to be told the state that is meant, as If-Match does"
        }
        (Cause::StateConflict, _) => "the state of what it is about does not allow it",
        (Cause::UnsupportedMediaType, _) if status == 406 => {
            "it gives no answer in a media type that the spec declares"
        }
        (Cause::UnsupportedMediaType, _) => {
            "it does not take the media type that the spec declares"
        }
        (Cause::RateLimit, _) => "the API asked for patience each time",
        (Cause::ServerError, _) => "it fails whatever it is sent",
        (Cause::NeverAnswers, _) => "no whole answer came to any request",
        (Cause::NotReachable, _) if off(patient, status) => {
            "the server says that it does not do this here: not built in, not configured, or \
             switched off"
        }
        (Cause::NotReachable, _) if (300..400).contains(&status) => "it only leads elsewhere",
        (Cause::NotReachable, _) if status == 405 => {
            "the API knows the path, but not with this method"
        }
        (Cause::NotReachable, _) if patient.around.unserved => {
            "it finds nothing there, not even for what operations beside it do find"
        }
        (Cause::NotReachable, _) => "the API does not know this path",
        (Cause::NotTried, _) => "the campaign ended before its turn came",
    };
    text.to_owned()
}
