use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

/// What makes two campaigns campaigns on the same API: its title, its base URL, and the better part
/// of its operations. An API that grew by a few operations is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `info.title`.
    pub title: String,
    /// The base URL without credentials.
    pub url: String,
    /// Labels of all operations of the spec, whether they are tested or not.
    pub labels: Vec<String>,
}

impl Identity {
    /// Its row, if there is one; the latest of several.
    pub(crate) fn find(&self, connection: &Connection) -> rusqlite::Result<Option<i64>> {
        let mut rows = connection
            .prepare("SELECT id, labels FROM api WHERE title = ?1 AND url = ?2 ORDER BY id DESC")?;
        let found = rows.query_map(params![self.title, self.url], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?))
        })?;
        for row in found {
            let (id, labels) = row?;
            if self.resembles(&labels) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Its row, made where there is none.
    pub(crate) fn put(&self, connection: &Connection) -> rusqlite::Result<i64> {
        let labels = self.labels.join("\n");
        if let Some(id) = self.find(connection)? {
            connection.execute(
                "UPDATE api SET labels = ?2 WHERE id = ?1",
                params![id, labels],
            )?;
            return Ok(id);
        }
        connection.execute(
            "INSERT INTO api (title, url, labels) VALUES (?1, ?2, ?3)",
            params![self.title, self.url, labels],
        )?;
        Ok(connection.last_insert_rowid())
    }

    /// Whether at least half of the operations of the smaller one are those of the other one.
    fn resembles(&self, labels: &str) -> bool {
        let ours: HashSet<&str> = self.labels.iter().map(String::as_str).collect();
        let theirs: HashSet<&str> = labels.lines().collect();
        let common = ours.intersection(&theirs).count();
        2 * common >= ours.len().min(theirs.len())
    }
}

/// The last campaign on an API.
pub(crate) fn last_campaign(connection: &Connection, api: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row(
            "SELECT max(id) FROM campaign WHERE api = ?1",
            [api],
            |row| row.get(0),
        )
        .optional()
        .map(Option::flatten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_that_grew_is_the_same_and_one_that_shares_little_is_not() {
        let check = |ours: &[&str], theirs: &[&str], expected: bool| {
            let identity = Identity {
                title: String::new(),
                url: String::new(),
                labels: ours.iter().map(|label| (*label).to_owned()).collect(),
            };
            let same = identity.resembles(&theirs.join("\n"));
            assert_eq!(same, expected, "{ours:?} {theirs:?}");
        };
        check(&["GET /a", "GET /b"], &["GET /b", "GET /a"], true);
        check(&["GET /a", "GET /b", "GET /c", "GET /d"], &["GET /a"], true);
        check(&["GET /a", "GET /b"], &["GET /b", "GET /c"], true);
        check(&["GET /a"], &["GET /b"], false);
        check(
            &["GET /a", "GET /b", "GET /c"],
            &["GET /c", "GET /d", "GET /e"],
            false,
        );
    }
}
