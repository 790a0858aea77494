use serde_json::Value;

use crate::mutate::change::{Change, Done};

/// Days at the edges of calendars, and some that do not exist.
const DAYS: [&str; 16] = [
    "9999-12-31",
    "1970-01-01",
    "2024-02-29",
    "2023-02-29",
    "2025-02-30",
    "2025-04-31",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00",
    "0000-01-01",
    "0001-01-01",
    "1582-10-10",
    "1899-12-31",
    "1969-12-31",
    "2038-01-20",
    "10000-01-01",
];

/// So many of them, in front, end what has begun or begin what has ended.
const FIRST: usize = 2;

/// Times at the edges of days, leap seconds, zones and the hour that daylight saving takes.
const TIMES: [&str; 12] = [
    "T00:00:00Z",
    "T23:59:59Z",
    "T23:59:60Z",
    "T24:00:00Z",
    "T25:00:00Z",
    "T02:30:00+01:00",
    "T00:00:00+14:00",
    "T00:00:00-12:00",
    "T00:00:00+25:00",
    "T12:00:00.123456789Z",
    "T12:00:00",
    " 12:00:00",
];

/// A date or time at an edge.
pub(in crate::mutate) fn date_edge(change: &mut Change<'_>) -> Option<Done> {
    let spot = change.spot(|value| value.as_str().is_some_and(looks_like_date))?;
    let with_time = change.value(&spot)?.as_str()?.len() > 10;
    let day = *change.telling(FIRST, &DAYS)?;
    let text = if with_time {
        format!("{day}{}", change.rng.pick(&TIMES)?)
    } else {
        day.to_owned()
    };
    change.replace(&spot, Value::String(text))
}

/// `2025-06-01`, whatever follows.
fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[..4].iter().all(u8::is_ascii_digit)
}
