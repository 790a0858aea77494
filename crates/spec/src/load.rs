use bedlam_model::{Amendment, Api, Dialect};
use serde_json::Value;

use crate::dialect::detect;
use crate::document::{Documents, Failure, Part};
use crate::error::Error;
use crate::overlay::{apply, write};
use crate::reader::Reader;
use crate::schema::break_circles;

/// Rounds of reading further documents: chains of documents are far shorter.
const MOST_ROUNDS: usize = 100;

/// Reads an API description.
///
/// `location` is the file name or URL of the document; references to other documents are resolved
/// against it and handed to `fetch`, each once. What is broken costs no more than itself and is
/// told in [`Api::issues`].
///
/// # Errors
/// When the document cannot be parsed or describes no API.
pub fn load(
    location: &str,
    bytes: &[u8],
    fetch: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Api, Error> {
    load_with(location, bytes, &[], fetch)
}

/// Reads an API description as [`load`] does, after overlays (OpenAPI Overlay 1.0), each with its
/// location, have changed it in their order. An action of an overlay that has no effect is told in
/// [`Api::issues`].
///
/// # Errors
/// When a document cannot be parsed, describes no API, or is no overlay.
pub fn load_with(
    location: &str,
    bytes: &[u8],
    overlays: &[(String, Vec<u8>)],
    fetch: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Api, Error> {
    let error = |failure: Failure| failure.at(location);
    let mut documents = documents(location, bytes, overlays)?;
    let root = documents.root(0);
    let place = root.place();
    let (dialect, doubt) = detect(root).map_err(|problem| {
        error(Failure {
            line: place.line,
            column: place.column,
            problem,
        })
    })?;
    // Which further documents are needed shows only while reading, so reading starts again until
    // all are there.
    let mut rounds = 0;
    loop {
        let (mut api, wanted) = read(&documents, dialect, location, doubt.as_deref());
        if wanted.is_empty() || rounds == MOST_ROUNDS {
            let sources = documents.sources().iter();
            api.sources = sources.map(|source| source.location.clone()).collect();
            return Ok(api);
        }
        for location in wanted {
            documents.fetch(&location, fetch);
        }
        rounds += 1;
    }
}

/// Writes an overlay (OpenAPI Overlay 1.0) that makes a description, as it is after other overlays,
/// say what it lacks; with it how many amendments found no place, such as those of parts that stand
/// in other documents.
///
/// # Errors
/// As [`load_with`].
pub fn amend(
    location: &str,
    bytes: &[u8],
    overlays: &[(String, Vec<u8>)],
    amendments: &[Amendment],
) -> Result<(Value, usize), Error> {
    let documents = documents(location, bytes, overlays)?;
    Ok(write(&documents, amendments))
}

/// The description, changed by overlays.
fn documents(
    location: &str,
    bytes: &[u8],
    overlays: &[(String, Vec<u8>)],
) -> Result<Documents, Error> {
    let mut documents = Documents::default();
    documents
        .add(location, bytes)
        .map_err(|failure| failure.at(location))?;
    for (location, bytes) in overlays {
        let error = |failure: Failure| failure.at(location);
        let overlay = documents.add(location, bytes).map_err(error)?;
        apply(&mut documents, overlay).map_err(error)?;
    }
    Ok(documents)
}

/// One reading, and the locations of documents that it lacked.
fn read(
    documents: &Documents,
    dialect: Dialect,
    location: &str,
    doubt: Option<&str>,
) -> (Api, Vec<String>) {
    let mut reader = Reader::new(documents, dialect);
    let root = reader.root;
    if let Some(doubt) = doubt {
        let keys = ["openapi", "swagger"];
        let place = keys
            .iter()
            .find_map(|key| root.get(key))
            .unwrap_or(root)
            .place();
        reader.issues.tell(place, doubt);
    }
    for issue in &documents.issues {
        reader.issues.tell(issue.place, issue.message.clone());
    }
    let text = |key: &str| {
        root.get("info")
            .and_then(|info: Part<'_>| info.text_of(key))
    };
    let title = text("title").unwrap_or_default().to_owned();
    let version = text("version").unwrap_or_default().to_owned();
    let servers = reader.root_servers(location);
    let security_schemes = reader.security_schemes();
    let operations = reader.operations(&security_schemes);
    reader.read_pending();
    break_circles(&mut reader.schemas, &mut reader.issues);
    let api = Api {
        title,
        version,
        dialect,
        sources: Vec::new(),
        servers,
        operations,
        schemas: reader.schemas,
        security_schemes,
        issues: reader.issues.finish(),
    };
    (api, reader.references.wanted.into_iter().collect())
}
