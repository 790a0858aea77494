use std::collections::HashSet;
use std::path::Path;

use bedlam_model::{Finding, Outcome};
use rusqlite::{Connection, params};

use crate::Error;

/// Findings kept of one campaign, and bytes of each answer in them.
const MOST: usize = 1000;
const ANSWER: usize = 64 << 10;

/// Stores the findings of a campaign.
pub(crate) fn put(
    connection: &Connection,
    path: &Path,
    campaign: i64,
    findings: &[Finding],
) -> Result<(), Error> {
    let failed = |cause| Error::database(path, cause);
    let mut insert = connection
        .prepare(
            "INSERT OR IGNORE INTO finding (campaign, id, operation, body) VALUES (?1, ?2, ?3, ?4)",
        )
        .map_err(failed)?;
    for finding in findings.iter().take(MOST) {
        let body = serde_json::to_string(&cut(finding))
            .map_err(|cause| Error::content(path, "a finding", cause))?;
        insert
            .execute(params![campaign, finding.id, finding.operation, body])
            .map_err(failed)?;
    }
    Ok(())
}

/// The finding with answers of a size that fits a store.
fn cut(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    for exchange in &mut finding.exchanges {
        if let Outcome::Response(response) = &mut exchange.outcome
            && response.body.len() > ANSWER
        {
            response.body.truncate(ANSWER);
            response.truncated = true;
        }
    }
    finding
}

/// The findings of a campaign, in the order in which they were found.
pub(crate) fn of(
    connection: &Connection,
    path: &Path,
    campaign: i64,
) -> Result<Vec<Finding>, Error> {
    let failed = |cause| Error::database(path, cause);
    let mut rows = connection
        .prepare("SELECT body FROM finding WHERE campaign = ?1 ORDER BY rowid")
        .map_err(failed)?;
    let bodies = rows
        .query_map([campaign], |row| row.get::<_, String>(0))
        .map_err(failed)?;
    let mut all = Vec::new();
    for body in bodies {
        let finding = serde_json::from_str(&body.map_err(failed)?)
            .map_err(|cause| Error::content(path, "a finding", cause))?;
        all.push(finding);
    }
    Ok(all)
}

/// Ids of what the stored campaigns on an API found.
pub(crate) fn known(connection: &Connection, api: i64) -> rusqlite::Result<HashSet<String>> {
    let mut rows = connection.prepare(
        "SELECT DISTINCT f.id FROM finding f JOIN campaign c ON c.id = f.campaign WHERE c.api = ?1",
    )?;
    rows.query_map([api], |row| row.get(0))?.collect()
}

/// Ids and operations of what a campaign found.
pub(crate) fn ids(
    connection: &Connection,
    campaign: i64,
) -> rusqlite::Result<Vec<(String, String)>> {
    let mut rows = connection
        .prepare("SELECT id, operation FROM finding WHERE campaign = ?1 ORDER BY rowid")?;
    rows.query_map([campaign], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
