use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Coverage, Diagnosis, Stage};

/// Latencies in buckets of about 10 %: bounded memory, any length of run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    buckets: BTreeMap<u16, u64>,
    count: u64,
}

/// Buckets to a factor of two.
const RESOLUTION: f64 = 8.0;

impl Latency {
    /// Adds one latency, in milliseconds.
    pub fn add(&mut self, milliseconds: f64) {
        let micros = (milliseconds * 1000.0).max(1.0);
        let bucket = (micros.log2() * RESOLUTION).round() as u16;
        *self.buckets.entry(bucket).or_default() += 1;
        self.count += 1;
    }

    /// The latency in milliseconds that this share (0 to 1) of all stay within; nothing seen: none.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let wanted = (share * self.count as f64).ceil().max(1.0) as u64;
        let mut seen = 0;
        self.buckets.iter().find_map(|(bucket, count)| {
            seen += count;
            (seen >= wanted).then(|| (f64::from(*bucket) / RESOLUTION).exp2() / 1000.0)
        })
    }
}

/// What was counted for one operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OperationTally {
    /// `POST /users/{id}`.
    pub label: String,
    /// Requests sent.
    pub tries: u64,
    /// Answers by status; 0 counts faults of the transport.
    pub statuses: BTreeMap<u16, u64>,
    /// How long answers took.
    pub latency: Latency,
    /// Milliseconds from the campaign's begin to the first success.
    pub covered_ms: Option<f64>,
    /// How far its requests got.
    #[serde(default)]
    pub stage: Stage,
    /// What of its declaration was exercised.
    #[serde(default)]
    pub coverage: Coverage,
    /// Why it is not covered, where it is not.
    #[serde(default)]
    pub diagnosis: Option<Diagnosis>,
}

/// What was counted for the whole campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// One for each operation, in the order of the spec.
    pub operations: Vec<OperationTally>,
    /// Requests sent.
    pub requests: u64,
    /// Milliseconds the campaign took.
    pub elapsed_ms: f64,
}

impl Tally {
    /// How many operations are covered.
    pub fn covered(&self) -> usize {
        self.operations
            .iter()
            .filter(|o| o.covered_ms.is_some())
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_within_a_tenth_of_what_was_added() {
        let mut latency = Latency::default();
        assert_eq!(latency.quantile(0.5), None);
        for n in 1..=1000 {
            latency.add(f64::from(n));
        }
        for (share, expected) in [(0.5, 500.0), (0.99, 990.0)] {
            let got = latency.quantile(share).unwrap();
            assert!((got / expected - 1.0).abs() < 0.1, "{share}: {got}");
        }
    }
}
