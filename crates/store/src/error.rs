use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the store cannot be used. It never ends a campaign: what it learned is lost, no more.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder of the store cannot be made.
    #[error("{}: {cause}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The database was written by a later version of this tool.
    #[error("{} was written by a newer version of this tool", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The database says no.
    #[error("{}: {cause}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What it says.
        cause: rusqlite::Error,
    },
    /// What stands in the database cannot be read.
    #[error("{}: {what} cannot be read: {cause}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What was looked for.
        what: String,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
}

impl Error {
    pub(crate) fn database(path: &Path, cause: rusqlite::Error) -> Self {
        Error::Database {
            path: path.to_owned(),
            cause,
        }
    }

    pub(crate) fn content(path: &Path, what: &str, cause: serde_json::Error) -> Self {
        Error::Content {
            path: path.to_owned(),
            what: what.to_owned(),
            cause,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        let code = match self {
            Error::Database { cause, .. } => cause.sqlite_error_code(),
            Error::Newer { .. } => {
                return "update this tool, or let --store name another folder";
            }
            Error::Content { .. } => Some(ErrorCode::DatabaseCorrupt),
            Error::Folder { .. } => None,
        };
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "another campaign writes there at this moment: try again, or let --store name another \
                 folder"
            }
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                "move the file away: a new one is made then"
            }
            _ => "--store DIR names another place, --no-store goes without",
        }
    }
}
