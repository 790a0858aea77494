use std::collections::HashMap;
use std::path::Path;

use bedlam_model::{Case, Experience, InputAddress, OperationExperience};
use rusqlite::{Connection, params};

use crate::Error;

/// Bytes of JSON kept of one operation: of what was learned, and of its cases.
const MOST: usize = 256 << 10;

/// Stores what is known at the end of a campaign. Cases belong to the API, not to the campaign: one
/// that tested only a part of it takes nothing away from the rest.
pub(crate) fn put(
    connection: &Connection,
    path: &Path,
    (api, campaign): (i64, i64),
    experience: &Experience,
) -> Result<(), Error> {
    let failed = |cause| Error::database(path, cause);
    let broken = |cause| Error::content(path, "what was learned", cause);
    let mut learned = connection
        .prepare(
            "INSERT INTO learned (campaign, position, operation, body) VALUES (?1, ?2, ?3, ?4)",
        )
        .map_err(failed)?;
    let mut success = connection
        .prepare("INSERT OR REPLACE INTO success (api, operation, body) VALUES (?1, ?2, ?3)")
        .map_err(failed)?;
    for (position, operation) in experience.operations.iter().enumerate() {
        let told = OperationExperience {
            cases: Vec::new(),
            ..operation.clone()
        };
        let body = serde_json::to_string(&told).map_err(broken)?;
        if body.len() <= MOST {
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            learned
                .execute(params![campaign, position, operation.label, body])
                .map_err(failed)?;
        }
        let names = (&operation.parameters, &operation.media, &operation.cases);
        let body = serde_json::to_string(&names).map_err(broken)?;
        if !operation.cases.is_empty() && body.len() <= MOST {
            success
                .execute(params![api, operation.label, body])
                .map_err(failed)?;
        }
    }
    Ok(())
}

/// What is known of an API: of each operation, what the last campaign that knew it said.
pub(crate) fn recall(connection: &Connection, path: &Path, api: i64) -> Result<Experience, Error> {
    let latest =
        "SELECT l.body, max(l.campaign) FROM learned l JOIN campaign c ON c.id = l.campaign
        WHERE c.api = ?1 GROUP BY l.operation";
    let mut experience = read(connection, path, latest, api)?;
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, operation) in experience.operations.iter().enumerate() {
        places.insert(operation.label.clone(), place);
    }
    let failed = |cause| Error::database(path, cause);
    let mut rows = connection
        .prepare("SELECT operation, body FROM success WHERE api = ?1 ORDER BY operation")
        .map_err(failed)?;
    let found = rows
        .query_map([api], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .map_err(failed)?;
    for row in found {
        let (label, body) = row.map_err(failed)?;
        // What another version wrote in another form is forgotten, no more than that.
        let Ok((parameters, media, cases)) =
            serde_json::from_str::<(Vec<InputAddress>, Vec<String>, Vec<Case>)>(&body)
        else {
            continue;
        };
        let place = *places.entry(label.clone()).or_insert_with(|| {
            experience.operations.push(OperationExperience {
                label,
                ..OperationExperience::default()
            });
            experience.operations.len() - 1
        });
        let operation = &mut experience.operations[place];
        operation.parameters = parameters;
        operation.media = media;
        operation.cases = cases;
    }
    Ok(experience)
}

/// What was known at the end of a campaign, in the order of the spec, without cases.
pub(crate) fn learned(
    connection: &Connection,
    path: &Path,
    campaign: i64,
) -> Result<Experience, Error> {
    let all = "SELECT body FROM learned WHERE campaign = ?1 ORDER BY position";
    read(connection, path, all, campaign)
}

fn read(connection: &Connection, path: &Path, query: &str, id: i64) -> Result<Experience, Error> {
    let failed = |cause| Error::database(path, cause);
    let mut rows = connection.prepare(query).map_err(failed)?;
    let bodies = rows
        .query_map([id], |row| row.get::<_, String>(0))
        .map_err(failed)?;
    let mut experience = Experience::default();
    for body in bodies {
        let operation = serde_json::from_str(&body.map_err(failed)?);
        experience.operations.extend(operation.ok());
    }
    Ok(experience)
}
