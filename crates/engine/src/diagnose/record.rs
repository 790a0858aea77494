use std::collections::BTreeMap;

use bedlam_model::{Exchange, FactKind, InputAddress, Said, TransportFault};
use bedlam_oracle::normalise_message;

use crate::job::Seen;
use crate::vary::Altered;

/// Messages of different kind that are counted, and inputs.
const MESSAGES: usize = 16;
const INPUTS: usize = 64;
/// Changes that altered the answer.
const ALTERED: usize = 12;
/// What an answer still counts after the next one: what comes late came with most knowledge.
const FADE: f64 = 0.98;

/// What an operation answered to requests that were meant to succeed, until one did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(super) statuses: BTreeMap<u16, u64>,
    /// The same, late answers counting more; without those that only asked for patience.
    pub(super) weights: BTreeMap<u16, f64>,
    voices: Vec<Voice>,
    /// The request that got farthest, and how far.
    closest: Option<(u8, Exchange)>,
    /// How often refusals named each input.
    named: Vec<(InputAddress, u64)>,
    /// How often they said of one that what it refers to does not exist.
    pub(super) absent: u64,
    /// How often anything was refused before the first success, and how often for what was sent.
    pub(super) refused: u64,
    pub(super) disliked: u64,
    /// Changes of single inputs that altered the answer.
    altered: Vec<Altered>,
    covered: bool,
}

#[derive(Clone, Debug)]
struct Voice {
    key: String,
    said: Said,
}

impl Record {
    /// Takes in an answer. `over`: the session was lost, so that being refused says nothing any
    /// more.
    pub(crate) fn take(&mut self, seen: &Seen, over: bool) {
        if self.covered {
            return;
        }
        if seen.success() {
            let (refused, disliked) = (self.refused, self.disliked);
            *self = Record {
                covered: true,
                refused,
                disliked,
                ..Record::default()
            };
            return;
        }
        let Some(witness) = &seen.witness else {
            return;
        };
        // Who is only led elsewhere was let in, or is told where.
        if over && matches!(seen.status, 401 | 403) {
            return;
        }
        self.refused += 1;
        self.disliked += u64::from(matches!(seen.status, 400 | 409 | 415 | 422));
        *self.statuses.entry(seen.status).or_default() += 1;
        if !seen.put_off() {
            for weight in self.weights.values_mut() {
                *weight *= FADE;
            }
            *self.weights.entry(seen.status).or_default() += 1.0;
        }
        if let Some(text) = &witness.said {
            self.hear(seen.status, text);
        }
        if let Some(fault) = &seen.fault {
            self.hear(seen.status, &in_words(fault));
        }
        let far = reached(seen.status);
        if self.closest.as_ref().is_none_or(|(best, _)| *best <= far) {
            self.closest = Some((far, witness.exchange.clone()));
        }
        for fact in seen.refusal.iter().flat_map(|refusal| &refusal.facts) {
            self.absent += u64::from(fact.kind == FactKind::Missing);
            let Some(address) = &fact.address else {
                continue;
            };
            let room = self.named.len() < INPUTS;
            match self.named.iter_mut().find(|(known, _)| known == address) {
                Some((_, count)) => *count += 1,
                None if room => self.named.push((address.clone(), 1)),
                None => {}
            }
        }
    }

    /// Takes in which changes of single inputs altered the answer.
    pub(crate) fn vary(&mut self, altered: Vec<Altered>) {
        for one in altered.into_iter().filter(|_| !self.covered) {
            let known = |other: &Altered| other.input == one.input && other.how == one.how;
            if !self.altered.iter().any(known) && self.altered.len() < ALTERED {
                self.altered.push(one);
            }
        }
    }

    /// The same, those first that got a request farther.
    pub(super) fn altered(&self) -> Vec<&Altered> {
        let mut all: Vec<&Altered> = self.altered.iter().collect();
        all.sort_by_key(|altered| !altered.farther);
        all
    }

    fn hear(&mut self, status: u16, text: &str) {
        let key = normalise_message(text);
        let room = self.voices.len() < MESSAGES;
        let known = self
            .voices
            .iter_mut()
            .find(|voice| voice.said.status == status && voice.key == key);
        match known {
            Some(voice) => voice.said.count += 1,
            None if room => self.voices.push(Voice {
                key,
                said: Said {
                    status,
                    text: text.to_owned(),
                    count: 1,
                },
            }),
            None => {}
        }
    }

    /// What was said with this status most often.
    pub(super) fn loudest(&self, status: u16) -> Option<&str> {
        let with = self.voices.iter().filter(|v| v.said.status == status);
        with.max_by_key(|voice| voice.said.count)
            .map(|voice| voice.said.text.as_str())
    }

    /// All messages: first those of statuses that satisfy, the commonest first.
    pub(super) fn messages(&self, first: impl Fn(u16) -> bool) -> Vec<Said> {
        let mut all: Vec<Said> = self.voices.iter().map(|v| v.said.clone()).collect();
        all.sort_by_key(|said| (!first(said.status), u64::MAX - said.count));
        all
    }

    /// The request that got farthest.
    pub(super) fn closest(&self) -> Option<&Exchange> {
        self.closest.as_ref().map(|(_, exchange)| exchange)
    }

    /// The input that refusals name most often.
    pub(super) fn named(&self) -> Option<&InputAddress> {
        let named = self.named.iter().max_by_key(|(_, count)| *count);
        named.map(|(address, _)| address)
    }
}

fn in_words(fault: &TransportFault) -> String {
    match fault {
        TransportFault::Timeout => "no whole answer within the request timeout".to_owned(),
        TransportFault::Connect(why) => format!("no connection: {why}"),
        TransportFault::Closed(why) => format!("the connection ended: {why}"),
        TransportFault::Garbage(why) => format!("the answer is not HTTP: {why}"),
        TransportFault::Tls(why) => format!("no agreement on TLS: {why}"),
        TransportFault::Unsendable(why) => format!("the request cannot be sent: {why}"),
    }
}

/// How far a request got, by the order in which most servers look at one: is there such a
/// route, who asks and may they, is there such a thing, can the body be read, is it right, does
/// the state allow it.
pub(crate) fn reached(status: u16) -> u8 {
    match status {
        0 => 0,
        405 | 501 => 1,
        401 | 407 => 2,
        402 | 403 | 429 | 503 => 3,
        404 | 410 => 4,
        406 | 415 => 5,
        400 | 411 | 413..=414 | 416..=422 | 424..=427 | 431.. => 6,
        409 | 412 | 423 | 428 => 7,
        _ => 8,
    }
}
