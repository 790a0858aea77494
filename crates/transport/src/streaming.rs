use std::time::Duration;

use bedlam_model::Headers;
use tokio::time::Instant;

/// How long a stream may be silent, and how long one listens to it at most.
const SILENCE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(3);
/// Beyond how many bytes one waits for the end without looking what came.
const LONG: usize = 32 << 10;

/// How long one listens to an answer whose head came and whose body tells no end beforehand. A
/// stream (events, logs, what is watched) need never end: its head and first bytes are the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listening {
    /// Whether the media type says that it is a stream.
    declared: bool,
    began: Instant,
    deadline: Instant,
}

impl Listening {
    /// For a head that just came; none: its body has to come whole. `endless`: nothing in the
    /// head tells the length of the body.
    pub(crate) fn to(
        status: u16,
        headers: &Headers,
        endless: bool,
        deadline: Instant,
    ) -> Option<Self> {
        let listens = endless && (200..300).contains(&status);
        listens.then(|| Listening {
            declared: is_stream(headers),
            began: Instant::now(),
            deadline,
        })
    }

    /// Until when more is waited for, once this came.
    pub(crate) fn until(&self, taken: &[u8]) -> Instant {
        let longest = match self.declared {
            true => self.began + LONGEST,
            false => self.deadline,
        };
        // A head alone may also be that of an ordinary answer that takes its time.
        let silence = match self.declared || ends_whole(taken) {
            true => Instant::now() + SILENCE,
            false => self.deadline,
        };
        silence.min(longest).min(self.deadline)
    }

    /// Whether what came by then is all that a stream owes. One that broke off in the middle of
    /// something owes the rest.
    pub(crate) fn suffices(&self, taken: &[u8]) -> bool {
        self.declared || taken.is_empty() || is_whole(taken)
    }
}

/// Whether the media type is one of streams: `text/event-stream`, `application/x-ndjson`,
/// `application/stream+json`, `multipart/x-mixed-replace` and the like.
fn is_stream(headers: &Headers) -> bool {
    let mut types = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    types.any(|(_, value)| {
        let essence = value.split(';').next().unwrap_or(value);
        let essence = essence.trim().to_ascii_lowercase();
        let says = |word: &str| essence.contains(word);
        (says("stream") && !says("octet-stream"))
            || ["ndjson", "jsonl", "json-lines", "json-seq", "mixed-replace"]
                .into_iter()
                .any(says)
    })
}

/// Whether this may be all, asked after each arrival: of what is long nobody asks, it would take
/// too much time.
fn ends_whole(taken: &[u8]) -> bool {
    let may = matches!(taken.last(), Some(b'\n' | b'}' | b']'));
    may && taken.len() <= LONG && is_whole(taken)
}

/// Whether the bytes are whole JSON documents one after the other, or else whole lines.
fn is_whole(taken: &[u8]) -> bool {
    let first = taken.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{' | b'[') => {
            let documents = serde_json::Deserializer::from_slice(taken);
            documents
                .into_iter::<serde_json::Value>()
                .all(|document| document.is_ok())
        }
        Some(_) => taken.ends_with(b"\n"),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listening(status: u16, media: &str, endless: bool) -> Option<Listening> {
        let headers = vec![("Content-Type".to_owned(), media.to_owned())];
        Listening::to(status, &headers, endless, Instant::now() + LONGEST)
    }

    #[test]
    fn only_successes_without_a_known_length_may_be_streams() {
        let check = |status, endless, expected: bool| {
            let found = listening(status, "text/event-stream", endless);
            assert_eq!(found.is_some(), expected, "{status} {endless}");
        };
        check(200, true, true);
        check(200, false, false);
        check(500, true, false);
    }

    #[test]
    fn a_stream_is_known_by_its_type_or_by_whole_beginnings() {
        let check = |media: &str, taken: &str, expected: bool| {
            let found = listening(200, media, true).is_some_and(|l| l.suffices(taken.as_bytes()));
            assert_eq!(found, expected, "{media} {taken}");
        };
        check("text/event-stream; charset=utf-8", "data: h", true);
        check("application/x-ndjson", "{\"a\":", true);
        check("multipart/x-mixed-replace; boundary=b", "", true);
        check("application/json", "", true);
        check("application/json", "{\"a\": 1}\n{\"a\": 2}\n", true);
        check("application/json", "{\"a\": 1", false);
        check("application/json", "{\"a\": 1}\n{\"a\"", false);
        check("text/plain", "one line\n", true);
        check("text/plain", "half a li", false);
        check("application/octet-stream", "abc", false);
    }
}
