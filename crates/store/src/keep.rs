use std::collections::HashSet;
use std::path::Path;

use bedlam_model::{Experience, Finding, StopReason, Tally};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::identity::last_campaign;
use crate::{Error, Identity, Secrets};
use crate::{experience, finding};

/// Campaigns kept on each API, and APIs kept.
const CAMPAIGNS: u32 = 20;
const APIS: u32 = 100;

/// A campaign that ended.
#[derive(Clone, Debug)]
pub struct Ended<'a> {
    /// The name that the user gave it.
    pub name: Option<&'a str>,
    /// The version of this tool.
    pub version: &'a str,
    /// Its seed.
    pub seed: u64,
    /// Why it ended.
    pub reason: StopReason,
    /// All counts.
    pub tally: &'a Tally,
    /// All findings, credentials redacted.
    pub findings: &'a [Finding],
    /// What is known now.
    pub experience: Experience,
}

/// A campaign that is kept, held against those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub campaign: i64,
    /// The campaign before it on the same API.
    pub before: Option<i64>,
    /// Findings that no stored campaign had.
    pub new: usize,
    /// Findings that one of them had.
    pub known: usize,
    /// Findings of the campaign before it that this one, which tested the operation too, had not.
    pub gone: usize,
}

pub(crate) fn keep(
    connection: &mut Connection,
    path: &Path,
    identity: &Identity,
    ended: &Ended<'_>,
    secrets: &Secrets,
) -> Result<Kept, Error> {
    let failed = |cause| Error::database(path, cause);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let api = identity.put(&transaction).map_err(failed)?;
    let compared = compare(&transaction, api, ended).map_err(failed)?;
    let tally = secrets.clean_tally(ended.tally.clone());
    let campaign = insert(&transaction, path, api, ended, &tally)?;
    finding::put(&transaction, path, campaign, ended.findings)?;
    let clean = secrets.clean(ended.experience.clone());
    experience::put(&transaction, path, (api, campaign), &clean)?;
    prune(&transaction, api).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(Kept {
        campaign,
        ..compared
    })
}

/// Holds the findings against what is stored already.
fn compare(connection: &Connection, api: i64, ended: &Ended<'_>) -> rusqlite::Result<Kept> {
    let before = last_campaign(connection, api)?;
    let known = finding::known(connection, api)?;
    let found: HashSet<&str> = ended.findings.iter().map(|f| f.id.as_str()).collect();
    let tested: HashSet<&str> = ended
        .tally
        .operations
        .iter()
        .filter(|operation| operation.tries > 0)
        .map(|operation| operation.label.as_str())
        .collect();
    let last = match before {
        Some(before) => finding::ids(connection, before)?,
        None => Vec::new(),
    };
    let gone = last.iter().filter(|(id, operation)| {
        !found.contains(id.as_str()) && tested.contains(operation.as_str())
    });
    let again = found.iter().filter(|id| known.contains(**id)).count();
    Ok(Kept {
        campaign: 0,
        before,
        new: found.len() - again,
        known: again,
        gone: gone.count(),
    })
}

fn insert(
    connection: &Connection,
    path: &Path,
    api: i64,
    ended: &Ended<'_>,
    tally: &Tally,
) -> Result<i64, Error> {
    let broken = |cause| Error::content(path, "the campaign", cause);
    let reason = serde_json::to_string(&ended.reason).map_err(broken)?;
    let tally = serde_json::to_string(tally).map_err(broken)?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let requests = i64::try_from(ended.tally.requests).unwrap_or(i64::MAX);
    let seconds = format!("-{:.0} seconds", ended.tally.elapsed_ms / 1000.0);
    connection
        .execute(
            "INSERT INTO campaign (api, name, version, started, seed, reason, operations, covered,
                requests, findings, tally)
             VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?4), ?5, ?6, ?7, ?8, ?9, ?10,
                ?11)",
            params![
                api,
                ended.name,
                ended.version,
                seconds,
                ended.seed.to_string(),
                reason,
                count(ended.tally.operations.len()),
                count(ended.tally.covered()),
                requests,
                count(ended.findings.len()),
                tally,
            ],
        )
        .map_err(|cause| Error::database(path, cause))?;
    Ok(connection.last_insert_rowid())
}

/// Forgets the oldest campaigns on this API, and the APIs that were tested longest ago.
fn prune(connection: &Connection, api: i64) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM campaign WHERE api = ?1 AND id NOT IN
            (SELECT id FROM campaign WHERE api = ?1 ORDER BY id DESC LIMIT ?2)",
        params![api, CAMPAIGNS],
    )?;
    connection.execute(
        "DELETE FROM api WHERE id NOT IN
            (SELECT api FROM campaign GROUP BY api ORDER BY max(id) DESC LIMIT ?1)",
        [APIS],
    )?;
    Ok(())
}
