use std::io::Read;

use bedlam_model::{Amendment, Api};
use bedlam_transport::{Base, Options, fetch_document};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::exit::Exit;
use crate::failure::Failure;

/// Where an API description comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(String),
    /// An `http://` or `https://` URL.
    Url(String),
    /// Standard input.
    Stdin,
}

/// A description as it was read, with the overlays that change it.
pub(crate) struct Document {
    pub(crate) location: String,
    pub(crate) bytes: Vec<u8>,
    /// By the files that they come from.
    pub(crate) overlays: Vec<(String, Vec<u8>)>,
}

impl Document {
    /// What it describes.
    ///
    /// # Errors
    /// It is no API description, or an overlay is none.
    pub(crate) fn load(
        &self,
        fetch: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Api, Failure> {
        bedlam_spec::load_with(&self.location, &self.bytes, &self.overlays, fetch).map_err(unread)
    }

    /// An overlay that makes it say more, and how many amendments found no place in it.
    pub(crate) fn amend(&self, amendments: &[Amendment]) -> Result<(Value, usize), Failure> {
        bedlam_spec::amend(&self.location, &self.bytes, &self.overlays, amendments).map_err(unread)
    }
}

fn unread(error: bedlam_spec::Error) -> Failure {
    Failure::from_lines(Exit::Spec, &error.to_string())
}

impl Source {
    /// What a SPEC argument means.
    pub(crate) fn new(text: &str) -> Self {
        match text {
            "-" => Source::Stdin,
            _ if is_url(text) => Source::Url(text.to_owned()),
            _ => Source::File(text.to_owned()),
        }
    }

    /// What places in the document are told as.
    fn location(&self) -> &str {
        match self {
            Source::File(path) | Source::Url(path) => path,
            Source::Stdin => "stdin",
        }
    }

    /// Reads the description, changed by overlays, and every document that it refers to.
    ///
    /// # Errors
    /// The document cannot be had, is no API description, or an overlay is none.
    pub(crate) fn read(
        &self,
        overlays: &[String],
        options: &Options,
        runtime: &Runtime,
    ) -> Result<(Api, Document), Failure> {
        let bytes = self.bytes(options, runtime)?;
        let overlays = overlays
            .iter()
            .map(|path| Ok((path.clone(), overlay(path)?)));
        let document = Document {
            location: self.location().to_owned(),
            bytes,
            overlays: overlays.collect::<Result<_, Failure>>()?,
        };
        let mut fetch = |location: &str| self.referred(location, options, runtime);
        Ok((document.load(&mut fetch)?, document))
    }

    fn bytes(&self, options: &Options, runtime: &Runtime) -> Result<Vec<u8>, Failure> {
        match self {
            Source::File(path) => std::fs::read(path).map_err(|cause| {
                Failure::new(
                    Exit::Spec,
                    format!("the spec cannot be read: {cause} ({path})"),
                )
                .hint("SPEC is a file, a URL that begins with http, or - for standard input")
            }),
            Source::Url(url) => runtime
                .block_on(fetch_document(url, options))
                .map_err(|error| Failure::from_lines(Exit::Spec, &error.to_string())),
            Source::Stdin => {
                let mut bytes = Vec::new();
                let read = std::io::stdin().lock().read_to_end(&mut bytes);
                read.map(|_| bytes).map_err(|cause| {
                    Failure::new(
                        Exit::Spec,
                        format!("standard input cannot be read: {cause}"),
                    )
                    .hint("pipe the spec into it, or name a file")
                })
            }
        }
    }

    /// Brings a document that a `$ref` leads to. Hosts are only asked that the user named.
    fn referred(
        &self,
        location: &str,
        options: &Options,
        runtime: &Runtime,
    ) -> Result<Vec<u8>, String> {
        if !is_url(location) {
            return match self {
                Source::Url(_) => Err("a document from a URL may not refer to local files".into()),
                _ => std::fs::read(location).map_err(|cause| cause.to_string()),
            };
        }
        let origin = |url: &str| {
            Base::parse(url.split(['?', '#']).next()?)
                .ok()
                .map(|b| b.origin)
        };
        let theirs = origin(location);
        let target = options.base.as_ref().map(|base| base.origin.clone());
        let named = match self {
            Source::Url(url) => theirs == origin(url) || theirs == target,
            _ => theirs == target,
        };
        if !named || theirs.is_none() {
            return Err("other hosts are not asked: save it beside the spec".into());
        }
        let document = runtime.block_on(fetch_document(location, options));
        document.map_err(|error| error.to_string().replace('\n', ": "))
    }

    /// The first base URL that the spec names, made absolute by the spec's own URL.
    ///
    /// # Errors
    /// It names none that can be reached.
    pub(crate) fn server(&self, api: &Api) -> Result<Base, Failure> {
        let absolute = |server: &String| match self {
            Source::Url(url) => Some(resolve(server, url)),
            _ => is_url(server).then(|| server.clone()),
        };
        let servers = api.servers.iter().filter_map(absolute);
        let mut bases = servers.filter_map(|server| Base::parse(&server).ok());
        if let Some(base) = bases.next() {
            return Ok(base);
        }
        if let (Source::Url(url), true) = (self, api.servers.is_empty())
            && let Ok(base) = Base::parse(&resolve("/", url))
        {
            return Ok(base);
        }
        let what = format!(
            "the spec does not say where the API is ({})",
            self.location()
        );
        let hint = match api.servers.first() {
            Some(server) => format!("give its URL: --url http://HOST{}", suffix(server)),
            None => "give its URL: --url http://HOST".to_owned(),
        };
        Err(Failure::usage(what).hint(hint))
    }
}

fn overlay(path: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|cause| {
        let what = format!("the overlay cannot be read: {cause} ({path})");
        Failure::new(Exit::Spec, what).hint("name an OpenAPI Overlay 1.0 file")
    })
}

fn is_url(text: &str) -> bool {
    let scheme = text
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// The part of a relative server URL that stays when the host is given.
fn suffix(server: &str) -> String {
    let path = server.trim_end_matches('/');
    match path.starts_with('/') && !path.starts_with("//") {
        true => path.to_owned(),
        false => String::new(),
    }
}

/// A server URL as it is meant in the document at `document` (RFC 3986, section 5.2).
fn resolve(server: &str, document: &str) -> String {
    if is_url(server) {
        return server.to_owned();
    }
    let document = document.split(['?', '#']).next().unwrap_or(document);
    let (scheme, rest) = document.split_once("://").unwrap_or(("http", document));
    let authority = rest.split('/').next().unwrap_or(rest);
    if let Some(other) = server.strip_prefix("//") {
        return format!("{scheme}://{other}");
    }
    if server.starts_with('/') {
        return format!("{scheme}://{authority}{server}");
    }
    let folder = rest[authority.len()..]
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in server.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    format!("{scheme}://{authority}/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_servers_are_meant_from_where_the_document_is() {
        let check = |server: &str, expected: &str| {
            assert_eq!(
                resolve(server, "https://a:8/docs/v1/openapi.json?x=/y"),
                expected
            );
        };
        check("http://b/c", "http://b/c");
        check("/api", "https://a:8/api");
        check("//b/api", "https://b/api");
        check("api", "https://a:8/docs/v1/api");
        check("../api/", "https://a:8/docs/api");
        check("../../../api", "https://a:8/api");
        check(".", "https://a:8/docs/v1");
    }

    #[test]
    fn a_spec_is_a_file_unless_it_looks_like_a_url() {
        let check = |text: &str, expected: Source| assert_eq!(Source::new(text), expected);
        check("-", Source::Stdin);
        check("HTTPS://a/b", Source::Url("HTTPS://a/b".into()));
        check("api.yaml", Source::File("api.yaml".into()));
        check("ftp://a/b", Source::File("ftp://a/b".into()));
    }

    #[test]
    fn a_spec_without_a_host_asks_for_one() {
        let api = |servers: &[&str]| Api {
            servers: servers.iter().map(|s| (*s).to_owned()).collect(),
            ..Api::default()
        };
        let told = |failure: Failure| format!("{failure:?}");
        let file = Source::File("api.yaml".into());
        let failure = file.server(&api(&["/v1/"])).unwrap_err();
        assert!(told(failure).contains("--url http://HOST/v1\""));
        let servers = api(&["/v1", "http://b:1/v2"]);
        assert_eq!(file.server(&servers).unwrap().url(), "http://b:1/v2");
        let url = Source::Url("http://a/x/api.json".into());
        assert_eq!(url.server(&servers).unwrap().url(), "http://a/v1");
        assert_eq!(url.server(&api(&[])).unwrap().url(), "http://a");
    }
}
