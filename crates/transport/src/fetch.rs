use std::time::Duration;

use bedlam_model::{CredentialUse, Headers, Outcome, Request, RequestId, Response, TransportFault};

use crate::base::{authority_of, without_userinfo};
use crate::{Base, Credentials, Error, Http, Options};

/// Largest document, in bytes.
const LARGEST: usize = 256 << 20;
/// How many redirects are followed.
const MOST_REDIRECTS: usize = 5;
/// Documents are larger than answers: they may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Brings a document by its URL, following redirects. Of `options` the ways of connecting count;
/// headers and credentials go only to the target's own origin, or where no target is given, to
/// the first host.
///
/// # Errors
/// [`Error::Url`] for URLs that are none, [`Error::Fetch`] for everything that is not a success.
pub async fn fetch_document(url: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let mut here = Location::parse(url)?;
    let home = match &options.base {
        Some(base) => base.origin.clone(),
        None => here.origin.clone(),
    };
    for _ in 0..=MOST_REDIRECTS {
        let response = here.get(options, here.origin == home).await?;
        let to = response.header("location");
        match (response.status, to) {
            (200..=299, _) if response.truncated => {
                return Err(here.failed("it is larger than 256 MB", "give a smaller document"));
            }
            (200..=299, _) => return Ok(response.body),
            (301 | 302 | 303 | 307 | 308, Some(to)) => here = here.follow(to)?,
            (status @ (401 | 403), _) => {
                let remedy = "give credentials, for instance by `--header-auth`";
                return Err(here.failed(&format!("the server answered {status}"), remedy));
            }
            (status, _) => {
                let remedy = "check the URL; it should answer with the document itself";
                return Err(here.failed(&format!("the server answered {status}"), remedy));
            }
        }
    }
    Err(here.failed("it redirects again and again", "give the URL it leads to"))
}

/// Sends one request by itself, to whatever host its URL names, and brings the whole answer with
/// all that is secret in it. Of `options` the ways of connecting count; no headers and no
/// credentials go along but those given here.
///
/// # Errors
/// [`Error::Url`] for URLs that are none, [`Error::Fetch`] where no answer comes.
pub async fn ask(
    method: &str,
    url: &str,
    headers: Headers,
    body: Vec<u8>,
    options: &Options,
) -> Result<Response, Error> {
    let here = Location::parse(url)?;
    let options = here.options(options);
    here.send(method, headers, body, options, CredentialUse::None)
        .await
}

/// An absolute URL, cut where requests need it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Location {
    origin: String,
    target: String,
}

impl Location {
    fn parse(url: &str) -> Result<Location, Error> {
        let refuse = |reason: String| Error::Url {
            url: without_userinfo(url),
            reason,
            remedy: "give it as `http://host:port/path`".to_owned(),
        };
        let url = url.split('#').next().unwrap_or(url).trim();
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(refuse(format!("the scheme `{scheme}` is not known here")));
        }
        let (authority, path) = match rest.find(['/', '?']) {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let authority = authority_of(&scheme, authority).map_err(refuse)?;
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Location {
            origin: format!("{scheme}://{authority}"),
            target: format!("{slash}{path}"),
        })
    }

    /// Where a `Location` header leads from here (RFC 3986, section 5.2, as far as servers use it).
    fn follow(&self, to: &str) -> Result<Location, Error> {
        let (scheme, _) = self.origin.split_once("://").unwrap_or(("http", ""));
        if to.contains("://") {
            return Location::parse(to);
        }
        if let Some(rest) = to.strip_prefix("//") {
            return Location::parse(&format!("{scheme}://{rest}"));
        }
        let path = self.target.split('?').next().unwrap_or("/");
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        Location::parse(&match to.chars().next() {
            Some('/') => format!("{}{to}", self.origin),
            Some('?') => format!("{}{path}{to}", self.origin),
            _ => format!("{}{folder}{to}", self.origin),
        })
    }

    async fn get(&self, options: &Options, at_home: bool) -> Result<Response, Error> {
        let mut options = Options {
            max_response_size: LARGEST,
            request_timeout: options.request_timeout.max(PATIENCE),
            headers: options.headers.clone(),
            credentials: options.credentials.clone(),
            ..self.options(options)
        };
        if !at_home {
            options.headers.clear();
            options.credentials = Credentials::default();
        }
        let accept = "application/json, application/yaml, */*;q=0.8";
        let headers = vec![("Accept".to_owned(), accept.to_owned())];
        self.send("GET", headers, Vec::new(), options, CredentialUse::Main)
            .await
    }

    /// The ways of connecting, to this host.
    fn options(&self, options: &Options) -> Options {
        Options {
            base: Some(Base {
                origin: self.origin.clone(),
                prefix: String::new(),
            }),
            rate_limit: None,
            headers: Vec::new(),
            credentials: Credentials::default(),
            ..options.clone()
        }
    }

    async fn send(
        &self,
        method: &str,
        mut headers: Headers,
        body: Vec<u8>,
        options: Options,
        credentials: CredentialUse,
    ) -> Result<Response, Error> {
        let agent = crate::encode::USER_AGENT.to_owned();
        headers.insert(0, ("User-Agent".to_owned(), agent));
        let request = Request {
            id: RequestId(0),
            method: method.to_owned(),
            origin: self.origin.clone(),
            target: self.target.clone(),
            headers,
            body,
            raw: false,
        };
        let exchange = Http::new(options)?.send_openly(request, credentials).await;
        match exchange.outcome {
            Outcome::Response(response) => Ok(response),
            Outcome::Fault(fault) => {
                let remedy = "check that the server is up and the URL is right";
                Err(self.failed(&describe(&fault), remedy))
            }
        }
    }

    fn failed(&self, reason: &str, remedy: &str) -> Error {
        Error::Fetch {
            url: format!("{}{}", self.origin, self.target),
            reason: reason.to_owned(),
            remedy: remedy.to_owned(),
        }
    }
}

fn describe(fault: &TransportFault) -> String {
    match fault {
        TransportFault::Timeout => "no whole answer in time".to_owned(),
        TransportFault::Connect(why)
        | TransportFault::Closed(why)
        | TransportFault::Garbage(why)
        | TransportFault::Tls(why)
        | TransportFault::Unsendable(why) => why.clone(),
    }
}
