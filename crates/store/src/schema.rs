use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// What turns a database of one version into the next; a new database goes through all of them.
/// Entries are never changed once they were released, only added.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE api (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        labels TEXT NOT NULL
    ) STRICT;
    CREATE INDEX api_by_name ON api (title, url);
    CREATE TABLE campaign (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        api INTEGER NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        name TEXT,
        version TEXT NOT NULL,
        started TEXT NOT NULL,
        seed TEXT NOT NULL,
        reason TEXT NOT NULL,
        operations INTEGER NOT NULL,
        covered INTEGER NOT NULL,
        requests INTEGER NOT NULL,
        findings INTEGER NOT NULL,
        tally TEXT NOT NULL
    ) STRICT;
    CREATE INDEX campaign_by_api ON campaign (api);
    CREATE TABLE finding (
        campaign INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        operation TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (campaign, id)
    ) STRICT;
    CREATE TABLE learned (
        campaign INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        operation TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (campaign, position)
    ) STRICT;
    CREATE TABLE success (
        api INTEGER NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        operation TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (api, operation)
    ) STRICT;
"];

/// Brings a database up to date.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let failed = |cause| Error::database(path, cause);
    let version = |connection: &Connection| -> rusqlite::Result<u32> {
        connection.pragma_query_value(None, "user_version", |row| row.get(0))
    };
    let known = MIGRATIONS.len() as u32;
    if version(connection).map_err(failed)? == known {
        return Ok(());
    }
    // Asked again inside: another campaign may have done it meanwhile.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let there = version(&transaction).map_err(failed)?;
    if there > known {
        return Err(Error::Newer {
            path: path.to_owned(),
        });
    }
    for migration in &MIGRATIONS[there as usize..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction
        .pragma_update(None, "user_version", known)
        .map_err(failed)?;
    transaction.commit().map_err(failed)
}
