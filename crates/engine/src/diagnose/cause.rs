use std::collections::BTreeMap;
use std::sync::LazyLock;

use bedlam_model::{Cause, Operation, Response};
use regex::Regex;

use super::around::Around;
use super::record::Record;
use crate::challenge::Challenge;
use crate::pattern::pattern;

/// The class that the answers of an operation belong to, and the status that stands for it.
/// Late answers count more: they came when most was known.
pub(super) fn cause(operation: &Operation, record: &Record, around: Around) -> (Cause, u16) {
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
        let one = of_status(operation, record, around, *status);
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

fn of_status(operation: &Operation, record: &Record, around: Around, status: u16) -> Cause {
    let said = record.loudest(status).unwrap_or_default();
    match status {
        _ if is_off(status, said) => Cause::NotReachable,
        0 | 408 => Cause::NeverAnswers,
        100..200 | 426 => Cause::NotReachable,
        300..400 => redirect(operation, record),
        401 | 407 => Cause::Authentication,
        403 if speaks_of_csrf(said) => Cause::InvalidInput,
        402 | 403 if asks_who(said) => Cause::Authentication,
        402 | 403 => Cause::Authorisation,
        404 | 410 if hides(operation, said) => Cause::Authentication,
        404 | 410 if around.unserved || unrouted(operation, said, record, around) => {
            Cause::NotReachable
        }
        404 | 410 => Cause::MissingResource,
        405 | 501 => Cause::NotReachable,
        406 | 415 => Cause::UnsupportedMediaType,
        409 | 412 | 423 | 428 => Cause::StateConflict,
        429 => Cause::RateLimit,
        503 if said.is_empty() && !record.weights.contains_key(&503) => Cause::RateLimit,
        500.. => Cause::ServerError,
        400 | 422 if asks_who(said) => Cause::Authentication,
        400 | 422 if speaks_of_media(said) && !around.media_input => Cause::UnsupportedMediaType,
        400 | 422 if 2 * record.absent > record.refused => Cause::MissingResource,
        _ => Cause::InvalidInput,
    }
}

/// Who is sent to a login page is to say who they are, unless that is what they asked for.
fn redirect(operation: &Operation, record: &Record) -> Cause {
    let own = operation.path.rsplit('/').find(|word| !word.is_empty());
    if own.is_some_and(|word| SESSION.is_match(word)) {
        return Cause::NotReachable;
    }
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
    is_plain(said) && Challenge::hidden(operation).is_some()
}

/// Whether a URL looks like that of a page to say who one is.
pub(crate) fn is_login(url: &str) -> bool {
    LOGIN.is_match(url)
}

/// Whether a 404 is about the route, not about a thing: in the words of common frameworks, or since
/// the path names no thing and nothing is said of one.
fn unrouted(operation: &Operation, said: &str, record: &Record, around: Around) -> bool {
    if ROUTE.is_match(said) {
        return true;
    }
    // Who has looked at a request closely knows its path.
    let looked = |status: &u16| matches!(status, 400 | 403 | 409 | 412 | 415 | 422 | 428);
    if around.path_known || record.statuses.keys().any(looked) {
        return false;
    }
    // Where nothing is given, nothing can be missing but the route itself.
    let bare = operation.body.is_none() && operation.parameters.iter().all(|p| !p.required);
    if bare {
        return true;
    }
    is_plain(said) && record.absent == 0 && !operation.path.contains('{')
}

/// Whether a 404 says nothing more than its number does.
pub(super) fn is_plain(said: &str) -> bool {
    said.is_empty() || PLAIN.is_match(said)
}

/// Whether the server says that it does not do this at all: not built in, not configured, or
/// switched off. Of values, too, one says that they are not supported.
pub(super) fn is_off(status: u16, said: &str) -> bool {
    match status {
        501 => !said.is_empty() && !ROUTE.is_match(said),
        403 | 404 | 405 | 500 | 503 => OFF.is_match(said) || ADMINISTRATOR.is_match(said),
        400 | 409 | 422 => ADMINISTRATOR.is_match(said),
        _ => false,
    }
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
static OFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(is|are|been|was|currently|feature|endpoint|api|module|plugin) (disabled|deactivated|switched off|turned off)\b|\bnot (been )?(implemented|enabled|configured|installed|supported by)\b|\bno [\w ]+ (is |are )?configured\b|\bunsupported (for|by|in|on)\b",
    )
});
static ADMINISTRATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(disabled|not enabled|must be enabled|not exposed?)\b.*\b(configuration|config|settings?|deployment|administrator|environment variable|feature flag|this (server|instance|installation|deployment))\b|\badministrator chose not to\b|\bnot configured\b|\bno [\w ]+ is configured\b",
    )
});
static SESSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(log|sign)[_-]?(in|out|off)$|^(authorize|sso|oauth2?|callback)$")
});
static CSRF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[cx]srf|cross.?site request|anti.?forgery"));
static MEDIA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)content[- ]type|media type|mime type"));
static LOGIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)log[_-]?in|sign[_-]?in|/auth|/sso|oauth"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::testing::{operation, record};

    fn check(label: &str, answers: &[(u16, &str, usize)], expected: (Cause, u16)) {
        let record = record(answers);
        let got = cause(&operation(label), &record, Around::default());
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
    fn what_is_switched_off_is_told_from_what_one_may_not_do() {
        let told = |status, said, expected| {
            check("GET /a/{id}", &[(status, said, 1)], (expected, status));
        };
        let off = Cause::NotReachable;
        told(403, "Reset is disabled by config", off);
        told(
            403,
            "Testing is disabled in configuration. Ask them to enable it.",
            off,
        );
        told(403, "Your administrator chose not to expose it.", off);
        told(500, "Results backend is not configured.", off);
        told(422, "no SQL validator is configured for sqlite", off);
        told(501, "Forking is unsupported here", off);
        told(403, "You may not do this", Cause::Authorisation);
        told(
            400,
            "this format is not supported by it",
            Cause::InvalidInput,
        );
        told(403, "the user is not active", Cause::Authorisation);
    }

    #[test]
    fn what_others_know_of_a_path_counts() {
        let check = |label: &str, answers: &[(u16, &str, usize)], around, expected| {
            let got = cause(&operation(label), &record(answers), around);
            assert_eq!(got.0, expected, "{label} {answers:?}");
        };
        let none = Around::default();
        let known = Around {
            path_known: true,
            ..none
        };
        check(
            "DELETE /a",
            &[(404, "Not found", 2)],
            none,
            Cause::NotReachable,
        );
        check(
            "DELETE /a",
            &[(404, "Not found", 2)],
            known,
            Cause::MissingResource,
        );
        let answers = [(404, "Not found", 8), (400, "bad q", 1)];
        check("GET /a", &answers, none, Cause::MissingResource);
        let unserved = Around {
            unserved: true,
            ..none
        };
        check(
            "GET /a/{id}/b",
            &[(404, "", 4)],
            none,
            Cause::MissingResource,
        );
        check(
            "GET /a/{id}/b",
            &[(404, "", 4)],
            unserved,
            Cause::NotReachable,
        );
        let media = Around {
            media_input: true,
            ..none
        };
        let said = [(400, "content_type: not a valid content type", 2)];
        check("POST /a", &said, none, Cause::UnsupportedMediaType);
        check("POST /a", &said, media, Cause::InvalidInput);
    }

    #[test]
    fn late_answers_count_more_and_like_causes_count_together() {
        let early = [(400, "x", 60), (409, "y", 50)];
        check("POST /a", &early, (Cause::StateConflict, 409));
        let split = [(400, "x", 4), (422, "z", 3), (404, "No such b.", 5)];
        check("POST /a", &split, (Cause::InvalidInput, 400));
    }
}
