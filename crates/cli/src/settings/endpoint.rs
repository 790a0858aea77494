use std::time::Duration;

use bedlam_transport::{Base, ClientCertificate, Credentials, Options};

use super::Value;
use crate::args::{Origins, TargetArgs};
use crate::exit::Exit;
use crate::failure::Failure;

/// Where the API is and how to talk to it.
pub(crate) struct Endpoint {
    /// None: where the spec says.
    pub(crate) base: Option<Base>,
    pub(crate) options: Options,
    /// How long to wait for the first answer.
    pub(crate) wait: Option<Duration>,
}

impl Endpoint {
    pub(crate) fn new(args: &TargetArgs, origins: &Origins) -> Result<Self, Failure> {
        let value = |text, name| Value::new(text, name, origins);
        let base = match &args.url {
            Some(url) => Some(parse_base(url, &origins.of("url"))?),
            None => None,
        };
        let wait = args.wait_for_url.as_deref();
        let options = Options {
            base: base.clone(),
            headers: pairs(&args.header, "header", ':', "'Name: value'", origins)?,
            credentials: credentials(args, origins)?,
            proxy: args.proxy.clone(),
            verify_tls: value(&args.verify_tls, "verify-tls").truth()?,
            ca: file(args.cacert.as_deref(), "cacert", origins)?,
            client_certificate: certificate(args, origins)?,
            request_timeout: value(&args.request_timeout, "request-timeout").duration()?,
            max_response_size: value(&args.max_response_size, "max-response-size").size()?,
            ..Options::default()
        };
        Ok(Endpoint {
            base,
            options,
            wait: wait
                .map(|text| value(text, "wait-for-url").duration())
                .transpose()?,
        })
    }
}

/// The base that a URL means.
pub(crate) fn parse_base(url: &str, origin: &str) -> Result<Base, Failure> {
    Base::parse(url).map_err(|error| {
        let message = error.to_string();
        let (what, hint) = message.split_once('\n').unwrap_or((&message, ""));
        Failure::from_lines(Exit::Usage, &format!("{what} ({origin})\n{hint}"))
    })
}

fn pairs(
    texts: &[String],
    name: &'static str,
    separator: char,
    example: &str,
    origins: &Origins,
) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| Value::new(text, name, origins).pair(separator, example);
    texts.iter().map(pair).collect()
}

fn credentials(args: &TargetArgs, origins: &Origins) -> Result<Credentials, Failure> {
    Ok(Credentials {
        headers: pairs(
            &args.header_auth,
            "header-auth",
            ':',
            "'Authorization: Bearer ...'",
            origins,
        )?,
        cookies: pairs(&args.cookie_auth, "cookie-auth", '=', "name=value", origins)?,
        query: pairs(&args.query_auth, "query-auth", '=', "name=value", origins)?,
        basic: user(&args.basic_auth, "basic-auth", origins)?,
        digest: user(&args.digest_auth, "digest-auth", origins)?,
    })
}

fn user(
    texts: &[String],
    name: &'static str,
    origins: &Origins,
) -> Result<Option<(String, String)>, Failure> {
    let users = pairs(texts, name, ':', "user:password", origins)?;
    if users.len() > 1 {
        let value = Value::new("", name, origins);
        return Err(value.refuse("two users are given", "give one `user:password`"));
    }
    Ok(users.into_iter().next())
}

fn certificate(args: &TargetArgs, origins: &Origins) -> Result<Option<ClientCertificate>, Failure> {
    let certificate = file(args.cert.as_deref(), "cert", origins)?;
    let key = file(args.key.as_deref(), "key", origins)?;
    match (certificate, key) {
        // A file often holds both.
        (Some(certificate), key) => Ok(Some(ClientCertificate {
            key: key.unwrap_or_else(|| certificate.clone()),
            certificate,
        })),
        (None, Some(_)) => {
            let value = Value::new("", "key", origins);
            Err(value.refuse("a key without its certificate", "give --cert FILE too"))
        }
        (None, None) => Ok(None),
    }
}

fn file(
    path: Option<&str>,
    name: &'static str,
    origins: &Origins,
) -> Result<Option<Vec<u8>>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    std::fs::read(path).map(Some).map_err(|cause| {
        let what = format!("`{path}` cannot be read: {cause}");
        Value::new(path, name, origins).refuse(&what, "name a file in PEM form")
    })
}
