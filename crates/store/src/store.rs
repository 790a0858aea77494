use std::path::{Path, PathBuf};
use std::time::Duration;

use bedlam_model::Experience;
use rusqlite::Connection;

use crate::{CampaignLine, Ended, Error, Identity, Kept, Secrets, StoredCampaign};
use crate::{campaign, experience, keep, schema};

/// The database within the folder of the store.
const FILE: &str = "campaigns.db";
/// How long another campaign that writes at the same moment is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// The place where campaigns are kept: one database in one folder.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the store in this folder; makes both where they are missing.
    ///
    /// # Errors
    /// The folder cannot be made or written, or what is there is no store of ours.
    pub fn open(folder: &Path) -> Result<Store, Error> {
        make(folder).map_err(|cause| Error::Folder {
            path: folder.to_owned(),
            cause,
        })?;
        Store::connect(folder.join(FILE))
    }

    /// Opens the store in this folder, if there is one.
    ///
    /// # Errors
    /// What is there cannot be read, or is no store of ours.
    pub fn find(folder: &Path) -> Result<Option<Store>, Error> {
        let path = folder.join(FILE);
        match path.exists() {
            true => Store::connect(path).map(Some),
            false => Ok(None),
        }
    }

    fn connect(path: PathBuf) -> Result<Store, Error> {
        let failed = |cause| Error::database(&path, cause);
        let mut connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection
            .pragma_update(None, "foreign_keys", true)
            .map_err(failed)?;
        schema::migrate(&mut connection, &path)?;
        guard(&path);
        Ok(Store { connection, path })
    }

    /// What campaigns on this API learned; empty where there were none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn recall(&self, identity: &Identity) -> Result<Experience, Error> {
        let api = identity
            .find(&self.connection)
            .map_err(|cause| self.failed(cause))?;
        match api {
            Some(api) => experience::recall(&self.connection, &self.path, api),
            None => Ok(Experience::default()),
        }
    }

    /// Keeps a campaign that ended, without any of the secrets, and says what is new about it.
    /// Only the last campaigns on each API stay.
    ///
    /// # Errors
    /// The database cannot be written; then nothing of the campaign is kept.
    pub fn keep(
        &mut self,
        identity: &Identity,
        ended: &Ended<'_>,
        secrets: &Secrets,
    ) -> Result<Kept, Error> {
        keep::keep(&mut self.connection, &self.path, identity, ended, secrets)
    }

    /// All campaigns, the latest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn campaigns(&self) -> Result<Vec<CampaignLine>, Error> {
        campaign::all(&self.connection).map_err(|cause| self.failed(cause))
    }

    /// The campaign of this number or, the latest of several, of this name; without either, the
    /// latest of all.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn campaign(&self, which: Option<&str>) -> Result<Option<StoredCampaign>, Error> {
        campaign::find(&self.connection, &self.path, which)
    }

    /// What was known at the end of a campaign, without the cases that succeeded.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn learned(&self, campaign: i64) -> Result<Experience, Error> {
        experience::learned(&self.connection, &self.path, campaign)
    }

    fn failed(&self, cause: rusqlite::Error) -> Error {
        Error::database(&self.path, cause)
    }
}

/// Makes a folder that is nobody else's business.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Answers of the API stand in the database: only its owner reads it.
#[cfg(unix)]
fn guard(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    // On a file system without such rights there is nothing to guard with.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

/// Folders of users are theirs alone already.
#[cfg(not(unix))]
fn guard(_: &Path) {}
