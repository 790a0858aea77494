use std::sync::Arc;
use std::time::Duration;

use bedlam_generate::Rng;
use bedlam_model::{Case, Location, Operation, Purpose, TransportFault};
use bedlam_transport::{Base, Transport, encode};

use crate::choose::{Choice, Local, Manners};
use crate::config::{Config, Error};
use crate::daring::Daring;
use crate::job::{Job, Plan, Report};
use crate::knowledge::Knowledge;
use crate::shared::Shared;
use crate::strategy::STRATEGIES;
use crate::worker::work;

/// Operations asked before anything else.
const ASKED: usize = 6;

/// Prefixes under which APIs commonly live.
const COMMON: &[&str] = &[
    "/api", "/v1", "/api/v1", "/v2", "/api/v2", "/v3", "/api/v3", "/rest", "/rest/v1",
];

/// Looks whether the API is there and whether its paths are known under the base URL.
///
/// # Errors
/// [`Error::Unreachable`] if nothing answers; [`Error::WrongPrefix`] if every path is unknown here
/// but known under another prefix.
pub(crate) async fn probe<T: Transport>(
    shared: &Arc<Shared<T>>,
    config: &Config,
    knowledge: &Arc<Knowledge>,
) -> Result<Report, Error> {
    let asked = plain_operations(shared, config);
    let steps = asked.iter().map(|operation| Plan::Fresh {
        operation: operation.id,
        turn: 0,
    });
    let job = Job {
        seed: config.seed,
        purpose: Purpose::Probe,
        steps: steps.collect(),
        daring: Daring::Own,
        knowledge: knowledge.clone(),
    };
    let report = work(shared.clone(), job).await;
    let answered = report.seen.iter().any(|seen| seen.fault.is_none());
    let refused = report.seen.iter().find_map(|seen| match &seen.fault {
        Some(TransportFault::Connect(reason) | TransportFault::Tls(reason)) => Some(reason.clone()),
        _ => None,
    });
    if let Some(reason) = refused.filter(|_| !answered) {
        return Err(Error::Unreachable {
            url: url(&shared.base),
            reason,
        });
    }
    let unknown = !report.seen.is_empty() && report.seen.iter().all(|seen| seen.status == 404);
    if unknown && let Some(better) = better_prefix(shared, config, knowledge, &asked).await {
        return Err(Error::WrongPrefix {
            url: url(&shared.base),
            better,
        });
    }
    Ok(report)
}

fn url(base: &Base) -> String {
    format!("{}{}", base.origin, base.prefix)
}

/// Operations that change nothing and need no id; where there are none, a single one of any kind.
fn plain_operations<'a, T>(shared: &'a Shared<T>, config: &Config) -> Vec<&'a Operation> {
    let selected = config.operations.iter().map(|id| shared.api.operation(*id));
    let mut asked: Vec<&Operation> = selected.collect();
    asked.sort_by_key(|operation| {
        let ids = operation
            .parameters
            .iter()
            .filter(|p| p.location == Location::Path)
            .count();
        (!operation.method.is_safe(), ids)
    });
    asked.truncate(ASKED);
    if asked
        .first()
        .is_some_and(|operation| operation.method.is_safe())
    {
        asked.retain(|operation| operation.method.is_safe());
    } else {
        asked.truncate(1);
    }
    asked
}

/// The smallest case of each operation.
fn plain_cases<T>(
    shared: &Shared<T>,
    config: &Config,
    knowledge: &Knowledge,
    asked: &[&Operation],
) -> Vec<Case> {
    let mut rng = Rng::new(config.seed);
    let local = Local::default();
    let make = |operation: &&Operation| {
        let plan = STRATEGIES[0].plan(operation, 0, &mut rng);
        let mut choice = Choice::new(
            &shared.api,
            &shared.graph,
            operation,
            knowledge,
            &local,
            Manners::default(),
            &mut rng,
        )
        .hinted(&shared.hints);
        let generator = &shared.generator;
        let mut case = generator.make_case(operation, &plan, &mut choice, &mut rng);
        choice.hint(generator, &mut case, &mut rng);
        case
    };
    asked.iter().map(make).collect()
}

/// A base URL under which some of these paths are known.
async fn better_prefix<T: Transport>(
    shared: &Shared<T>,
    config: &Config,
    knowledge: &Knowledge,
    asked: &[&Operation],
) -> Option<String> {
    let cases = plain_cases(shared, config, knowledge, asked);
    let of_servers = shared.api.servers.iter().map(|server| {
        let path = server
            .split_once("://")
            .map_or(server.as_str(), |(_, rest)| {
                rest.find('/').map_or("", |slash| &rest[slash..])
            });
        path.trim_end_matches('/').to_owned()
    });
    let given = shared.base.prefix.clone();
    let shorter = given.rfind('/').map(|slash| given[..slash].to_owned());
    let mut prefixes: Vec<String> = of_servers.chain(shorter).chain([String::new()]).collect();
    prefixes.extend(COMMON.iter().map(|prefix| (*prefix).to_owned()));
    prefixes.extend(COMMON.iter().map(|prefix| format!("{given}{prefix}")));
    let mut tried = vec![given];
    for prefix in prefixes {
        if tried.contains(&prefix) {
            continue;
        }
        let base = Base {
            prefix: prefix.clone(),
            ..shared.base.clone()
        };
        for case in &cases {
            let id = shared.next_request()?;
            let request = encode(&shared.api, case, &base, id);
            let sending = shared.transport.send(request, case.credentials);
            let answer = tokio::time::timeout(Duration::from_secs(1), sending)
                .await
                .ok()?;
            let status = answer.status().unwrap_or(404);
            let json = answer
                .response()
                .and_then(bedlam_model::Response::media_type);
            let page = json.is_some_and(|media| media == "text/html");
            if !matches!(status, 404 | 405)
                && !(300..400).contains(&status)
                && status < 500
                && !page
            {
                return Some(url(&base));
            }
        }
        tried.push(prefix);
    }
    None
}
