use bedlam_model::{Api, Case, Headers, Location, Operation, Request, RequestId};

use super::body;
use super::media;
use super::path::path;
use super::percent::encode_field;
use super::plain::is_plain;
use super::style;
use crate::Base;
use crate::auth::show;

/// What we call ourselves.
pub(crate) const USER_AGENT: &str = concat!("bedlam/", env!("CARGO_PKG_VERSION"));

/// Writes a case as the request that is to be sent to the API at `base`.
///
/// Path and query are escaped so that every value arrives as it is, unless the case's
/// [`Wire`](bedlam_model::Wire) asks otherwise; what a polite client would refuse is marked
/// [`Request::raw`]. `Host` and `Content-Length` are left to the transport.
pub fn encode(api: &Api, case: &Case, base: &Base, id: RequestId) -> Request {
    let operation = api.operation(case.operation);
    let mut headers: Headers = vec![
        ("User-Agent".to_owned(), USER_AGENT.to_owned()),
        ("Accept".to_owned(), media::accept(operation)),
        ("X-Bedlam-Request".to_owned(), id.to_string()),
    ];
    let body = match case.wire.drop_body {
        true => None,
        false => body::body(api, operation, case),
    };
    let content_type = match (&case.wire.content_type, &body) {
        (Some(wanted), _) => Some(wanted.clone()).filter(|wanted| !wanted.is_empty()),
        (None, Some((_, own))) => Some(own.clone()),
        (None, None) => None,
    };
    parameters(&mut headers, operation, case, content_type.is_some());
    if let Some(content_type) = content_type {
        headers.push(("Content-Type".to_owned(), content_type));
    }
    for (name, value) in &case.wire.extra_headers {
        let ours = ["user-agent", "accept", "x-bedlam-request"];
        if ours.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        }
        headers.push((name.clone(), value.clone()));
    }
    let method = case.wire.method.as_ref().unwrap_or(&operation.method.0);
    let mut request = Request {
        id,
        method: method.clone(),
        origin: base.origin.clone(),
        target: target(operation, case, base),
        headers,
        body: body.map(|(bytes, _)| bytes).unwrap_or_default(),
        raw: false,
    };
    show(&mut request, &case.keys, case.credentials);
    request.raw = !is_plain(&request);
    request
}

/// Parameters in headers and cookies.
fn parameters(headers: &mut Headers, operation: &Operation, case: &Case, has_type: bool) {
    let mut cookies = Vec::new();
    for argument in &case.arguments {
        let Some(parameter) = operation.parameters.get(argument.parameter) else {
            continue;
        };
        match parameter.location {
            Location::Cookie => cookies.extend(style::in_cookie(parameter, &argument.value)),
            Location::Header => {
                let value = style::in_header(parameter, &argument.value);
                let name = parameter.name.to_ascii_lowercase();
                // OpenAPI 3 says that such parameters mean nothing; the body decides.
                let ignored = (name == "content-type" && has_type)
                    || (name == "accept" && !value.contains('/'))
                    || name == "content-length"
                    || name == "transfer-encoding"
                    || name == "host";
                if !ignored {
                    headers.retain(|(n, _)| !n.eq_ignore_ascii_case(&name));
                    headers.push((encode_field(&parameter.name), value));
                }
            }
            _ => {}
        }
    }
    if !cookies.is_empty() {
        headers.push(("Cookie".to_owned(), cookies.join("; ")));
    }
}

fn target(operation: &Operation, case: &Case, base: &Base) -> String {
    let mut target = base.prefix.clone();
    let path = path(operation, case);
    // Some descriptions hold a query in their paths.
    let (path, declared) = path.split_once('?').unwrap_or((path.as_str(), ""));
    target.push_str(path);
    if let Some(suffix) = &case.wire.path_suffix {
        target.push_str(suffix);
    }
    let mut query: Vec<String> = Vec::new();
    if !declared.is_empty() {
        query.push(declared.to_owned());
    }
    for argument in &case.arguments {
        if let Some(parameter) = operation.parameters.get(argument.parameter)
            && parameter.location == Location::Query
        {
            query.extend(style::in_query(parameter, &argument.value));
        }
    }
    let suffix = case.wire.query_suffix.as_deref().unwrap_or_default();
    if !query.is_empty() || !suffix.is_empty() {
        target.push('?');
        target.push_str(&query.join("&"));
        target.push_str(suffix);
    }
    target
}

#[cfg(test)]
mod tests;
