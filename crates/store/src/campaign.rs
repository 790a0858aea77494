use std::path::Path;

use bedlam_model::{Finding, StopReason, Tally};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::Error;
use crate::finding;

/// A stored campaign in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CampaignLine {
    /// Its number, never given twice.
    pub id: i64,
    /// The name that the user gave it.
    pub name: Option<String>,
    /// The title of the API.
    pub title: String,
    /// Its base URL.
    pub url: String,
    /// When it began, RFC 3339 in UTC.
    pub started: String,
    /// Its seed.
    pub seed: u64,
    /// Operations tested.
    pub operations: u64,
    /// Operations covered.
    pub covered: u64,
    /// Requests sent.
    pub requests: u64,
    /// Findings.
    pub findings: u64,
}

/// All that is stored of a campaign besides what it learned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoredCampaign {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: CampaignLine,
    /// The version of the tool that ran it.
    pub version: String,
    /// Why it ended.
    pub reason: StopReason,
    /// All counts, and why operations are not covered.
    pub tally: Tally,
    /// All findings, credentials redacted.
    pub found: Vec<Finding>,
}

const LINE: &str =
    "SELECT c.id, c.name, a.title, a.url, c.started, c.seed, c.operations, c.covered,
    c.requests, c.findings FROM campaign c JOIN api a ON a.id = c.api";

fn line(row: &Row<'_>) -> rusqlite::Result<CampaignLine> {
    // The database has no unsigned numbers; seeds use all bits, counts never do.
    let count = |index| Ok::<_, rusqlite::Error>(row.get::<_, i64>(index)?.unsigned_abs());
    Ok(CampaignLine {
        id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        url: row.get(3)?,
        started: row.get(4)?,
        seed: row.get::<_, String>(5)?.parse().unwrap_or_default(),
        operations: count(6)?,
        covered: count(7)?,
        requests: count(8)?,
        findings: count(9)?,
    })
}

/// All campaigns, the latest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<CampaignLine>> {
    let mut rows = connection.prepare(&format!("{LINE} ORDER BY c.id DESC"))?;
    rows.query_map([], line)?.collect()
}

/// The campaign of this number or name, or the latest.
pub(crate) fn find(
    connection: &Connection,
    path: &Path,
    which: Option<&str>,
) -> Result<Option<StoredCampaign>, Error> {
    let failed = |cause| Error::database(path, cause);
    let text = format!(
        "{LINE} WHERE ?1 IS NULL OR c.name = ?1 OR c.id = ?2 ORDER BY c.id = ?2 DESC, c.id DESC"
    );
    let number = which.and_then(|which| which.parse::<i64>().ok());
    let line = connection
        .query_row(&text, params![which, number], line)
        .optional()
        .map_err(failed)?;
    let Some(line) = line else {
        return Ok(None);
    };
    let (version, reason, tally): (String, String, String) = connection
        .query_row(
            "SELECT version, reason, tally FROM campaign WHERE id = ?1",
            [line.id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .map_err(failed)?;
    let what = format!("campaign {}", line.id);
    let broken = |cause| Error::content(path, &what, cause);
    Ok(Some(StoredCampaign {
        version,
        reason: serde_json::from_str(&reason).map_err(broken)?,
        tally: serde_json::from_str(&tally).map_err(broken)?,
        found: finding::of(connection, path, line.id)?,
        line,
    }))
}
