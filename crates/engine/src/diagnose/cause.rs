use std::collections::BTreeMap;
use std::sync::LazyLock;

use bedlam_model::{Cause, Operation, Response};
use regex::Regex;

use super::record::Record;
use crate::challenge::Challenge;

/// The class that the answers of an operation belong to, and the status that stands for it.
/// Late answers count more: they came when most was known.
pub(super) fn cause(operation: &Operation, record: &Record) -> (Cause, u16) {
    let patience: BTreeMap<u16, f64>;
    let weights = match record.weights.is_empty() {
        false => &record.weights,
        // Nothing but requests for patience.
        true => {
            let all = record.statuses.iter();
            patience = all
                .map(|(status, count)| (*status, *count as f64))
                .collect();
            &patience
        }
    };
    let mut causes: BTreeMap<Cause, (f64, u16, f64)> = BTreeMap::new();
    for (status, weight) in weights {
        let one = of_status(operation, record, *status);
        let (sum, standing, most) = causes.entry(one).or_insert((0.0, *status, 0.0));
        *sum += weight;
        if weight > most {
            (*standing, *most) = (*status, *weight);
        }
    }
    let heaviest = causes.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0));
    heaviest.map_or((Cause::NotTried, 0), |(cause, (_, status, _))| {
        (cause, status)
    })
}

fn of_status(operation: &Operation, record: &Record, status: u16) -> Cause {
    let said = record.loudest(status).unwrap_or_default();
    match status {
        0 | 408 => Cause::NeverAnswers,
        100..200 | 426 => Cause::NotReachable,
        300..400 => redirect(record),
        401 | 407 => Cause::Authentication,
        403 if speaks_of_csrf(said) => Cause::InvalidInput,
        402 | 403 if asks_who(said) => Cause::Authentication,
        402 | 403 => Cause::Authorisation,
        404 | 410 if hides(operation, said) => Cause::Authentication,
        404 | 410 if unrouted(operation, said, record) => Cause::NotReachable,
        404 | 410 => Cause::MissingResource,
        405 | 501 => Cause::NotReachable,
        406 | 415 => Cause::UnsupportedMediaType,
        409 | 412 | 423 | 428 => Cause::StateConflict,
        429 => Cause::RateLimit,
        503 if said.is_empty() && !record.weights.contains_key(&503) => Cause::RateLimit,
        500.. => Cause::ServerError,
        400 | 422 if asks_who(said) => Cause::Authentication,
        400 | 422 if speaks_of_media(said) => Cause::UnsupportedMediaType,
        400 | 422 if 2 * record.absent > record.refused => Cause::MissingResource,
        _ => Cause::InvalidInput,
    }
}

/// Who is sent to a login page is to say who they are.
fn redirect(record: &Record) -> Cause {
    let response = record.closest().and_then(|exchange| exchange.response());
    let leads = response.and_then(|response: &Response| response.header("location"));
    match leads.is_some_and(is_login) {
        true => Cause::Authentication,
        false => Cause::NotReachable,
    }
}

/// Whether an operation that finds nothing may rather hide itself from whoever does not show the
/// credentials that its own path names.
fn hides(operation: &Operation, said: &str) -> bool {
    let silent = said.is_empty() || PLAIN.is_match(said);
    silent && Challenge::hidden(operation).is_some()
}

/// Whether a URL looks like that of a page to say who one is.
pub(crate) fn is_login(url: &str) -> bool {
    LOGIN.is_match(url)
}

/// Whether a 404 is about the route, not about a thing: in the words of common frameworks, or since
/// the path names no thing and nothing is said of one.
fn unrouted(operation: &Operation, said: &str, record: &Record) -> bool {
    // Where nothing is given, nothing can be missing but the route itself.
    let bare = operation.body.is_none() && operation.parameters.iter().all(|p| !p.required);
    if ROUTE.is_match(said) || bare {
        return true;
    }
    let plain = said.is_empty() || PLAIN.is_match(said);
    plain && record.absent == 0 && !operation.path.contains('{')
}

fn asks_who(said: &str) -> bool {
    WHO.is_match(said)
}

pub(super) fn speaks_of_csrf(said: &str) -> bool {
    CSRF.is_match(said)
}

fn speaks_of_media(said: &str) -> bool {
    MEDIA.is_match(said)
}

static ROUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bcannot (get|post|put|patch|delete|head|options|trace) /|\broute\b.*(not|n't|no)\b|\b(no|unknown|invalid) (such )?(route|endpoint|handler|static resource|path)\b|requested (url|resource|endpoint) .*not found|page not found|\b(endpoint|method) (was |is )?not (found|supported|allowed|implemented)|no handler|no matching (route|operation)",
    )
});
static PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(404\W*)?(not found)?\W*$"));
static WHO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)credentials were not provided|not authenticated|unauthenticated|authentication (is )?(required|failed|credentials)|(missing|invalid|no|expired|malformed|required) (an? |the |valid |access |bearer |auth\w* )*(api[ _-]?key|token|jwt|credentials|authorization)\b|(api[ _-]?key|access token|bearer token|authorization header) (is |was )?(missing|required|invalid|not)|must (be )?(log|sign)(ged|ned)? ?in|please (log|sign) ?in|login required",
    )
});
static CSRF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[cx]srf|cross.?site request|anti.?forgery"));
static MEDIA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)content[- ]type|media type|mime type"));
static LOGIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)log[_-]?in|sign[_-]?in|/auth|/sso|oauth"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::testing::{operation, record};

    fn check(label: &str, answers: &[(u16, &str, usize)], expected: (Cause, u16)) {
        let record = record(answers);
        let got = cause(&operation(label), &record);
        assert_eq!(got, expected, "{label} {answers:?}");
    }

    #[test]
    fn who_is_silent_about_users_and_passwords_may_hide() {
        let path = "GET /hidden/{user}/{passwd}";
        check(path, &[(404, "", 3)], (Cause::Authentication, 404));
        check(
            path,
            &[(404, "no user joe", 3)],
            (Cause::MissingResource, 404),
        );
        check(
            "GET /of/{user}",
            &[(404, "", 3)],
            (Cause::MissingResource, 404),
        );
    }

    #[test]
    fn the_status_and_its_words_tell_the_cause() {
        let plain = |status, expected| check("GET /a/{id}", &[(status, "", 1)], (expected, status));
        plain(0, Cause::NeverAnswers);
        plain(401, Cause::Authentication);
        plain(403, Cause::Authorisation);
        plain(404, Cause::MissingResource);
        plain(405, Cause::NotReachable);
        plain(409, Cause::StateConflict);
        plain(415, Cause::UnsupportedMediaType);
        plain(422, Cause::InvalidInput);
        plain(429, Cause::RateLimit);
        plain(500, Cause::ServerError);
        let told = |status, said, expected| {
            check("GET /a/{id}", &[(status, said, 1)], (expected, status));
        };
        told(
            403,
            "Authentication credentials were not provided.",
            Cause::Authentication,
        );
        told(403, "CSRF Failed: token missing", Cause::InvalidInput);
        told(400, "Missing API key", Cause::Authentication);
        told(400, "Unsupported Content-Type", Cause::UnsupportedMediaType);
        told(400, "token is required", Cause::InvalidInput);
    }

    #[test]
    fn a_route_that_is_not_there_is_told_from_a_thing_that_is_not_there() {
        let reach = (Cause::NotReachable, 404);
        let missing = (Cause::MissingResource, 404);
        check(
            "GET /a/{id}",
            &[(404, "Route GET:/a/1 not found", 3)],
            reach,
        );
        check("GET /a/{id}", &[(404, "Cannot GET /a/1", 3)], reach);
        check("GET /a/{id}", &[(404, "404 page not found", 3)], reach);
        check("GET /a/{id}", &[(404, "Not Found", 3)], missing);
        check("GET /a", &[(404, "Not Found", 3)], reach);
        check("GET /a", &[(404, "This could not be found.", 3)], reach);
    }

    #[test]
    fn late_answers_count_more_and_like_causes_count_together() {
        let early = [(400, "x", 60), (409, "y", 50)];
        check("POST /a", &early, (Cause::StateConflict, 409));
        let split = [(400, "x", 4), (422, "z", 3), (404, "No such b.", 5)];
        check("POST /a", &split, (Cause::InvalidInput, 400));
    }
}
