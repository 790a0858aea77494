use bedlam_generate::MUTATORS;
use bedlam_model::{Case, Location};
use bedlam_transport::Transport;

use super::make::{Ready, UNHINTED, key};
use super::work::Worker;
use crate::choose::keeps_hints;
use crate::corpus::Entry;
use crate::job::{Pair, Seen, Survey};

/// Pairs of mutator and place that one survey lists.
const PAIRS: usize = 3000;
/// How often a change is tried again that something else hindered.
const TRIES: u8 = 8;
/// How much likelier a change along a line that the spec draws comes early.
const DRAWN: f64 = 3.0;
/// So many in a row are hindered on things that were not made for them.
const MISSES: u8 = 3;
/// How often a change is made anew where its result was sent before.
const OTHERS: u8 = 4;

/// Whether an answer is about the state that a case met, not about its last change.
pub(super) fn hinders(seen: &Seen, case: &Case) -> bool {
    let change = case.mutations.last();
    let place = change.and_then(|change| change.address.as_ref());
    let in_path = place.is_some_and(|place| place.location == Location::Path);
    match seen.status {
        409 | 412 | 423 | 429 | 503 => true,
        404 | 410 => !in_path,
        // A fault that was seen before stood in the way.
        500.. => !seen.new,
        _ => seen.put_off(),
    }
}

impl<T: Transport> Worker<'_, T> {
    /// Every mutator with every place of the case where it applies, in an order of chance in which the
    /// likelier ones come first, and those along lines that the spec itself draws.
    pub(super) fn survey(&mut self, entry: &Entry) -> Survey {
        let ready = self.again(entry);
        let weights = self
            .job
            .knowledge
            .lore(entry.case.operation)
            .mutators
            .weights();
        let mut ranked: Vec<(f64, Pair)> = Vec::new();
        for (mutator, place) in self.shared.generator.sweep(&ready.case).take(PAIRS) {
            // A weighted shuffle: Efraimidis and Spirakis, "Weighted random sampling", 2006.
            let drawn = if MUTATORS[mutator].is_drawn() {
                DRAWN
            } else {
                1.0
            };
            let weight = f64::from(weights[mutator].max(1)) * drawn;
            for _ in 0..MUTATORS[mutator].variants {
                let rank = self.rng.float().max(f64::MIN_POSITIVE).ln() / weight;
                let pair = Pair {
                    mutator,
                    place: place.clone(),
                    tries: 0,
                };
                ranked.push((rank, pair));
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        Survey {
            operation: entry.case.operation,
            pairs: ranked.into_iter().map(|(_, pair)| pair).collect(),
        }
    }

    /// Makes the changes one after the other, as long as they meet what they need. None: the campaign
    /// is over.
    pub(super) async fn sweep(&mut self, entry: &Entry, pairs: &[Pair]) -> Option<()> {
        let led = self.job.steps.len() > 1;
        let mut used = false;
        let mut misses = 0;
        for (done, pair) in pairs.iter().enumerate() {
            let Some(ready) = self.swept(entry, pair) else {
                continue;
            };
            let case = ready.case.clone();
            let at = self.report.seen.len();
            self.try_and_reread(ready).await?;
            let Some(seen) = self.report.seen.get(at) else {
                continue;
            };
            let (put_off, success) = (seen.put_off(), seen.success());
            let hindered = !put_off && hinders(seen, &case);
            if hindered && pair.tries < TRIES && !(led && used) {
                let tries = pair.tries + 1;
                let pair = Pair {
                    tries,
                    ..pair.clone()
                };
                self.report.again.push((entry.case.operation, pair));
            }
            // What was made for these changes is used up: the rest waits for new things.
            misses = if hindered { misses + 1 } else { 0 };
            let spent = hindered && (led || misses >= MISSES);
            if put_off || spent {
                let untouched = if put_off || led && used {
                    done
                } else {
                    done + 1
                };
                self.give_back(entry, &pairs[untouched..]);
                break;
            }
            used |= success;
        }
        Some(())
    }

    /// Returns changes that were not tried.
    pub(super) fn give_back(&mut self, entry: &Entry, pairs: &[Pair]) {
        let left = pairs.iter().rev().cloned();
        let left = left.map(|pair| (entry.case.operation, pair));
        self.report.again.extend(left);
    }

    /// The case with exactly this change. None: it was made before, or cannot be made any more.
    fn swept(&mut self, entry: &Entry, pair: &Pair) -> Option<Ready> {
        let mut ready = self.again(entry);
        for _ in 0..OTHERS {
            let generator = &self.shared.generator;
            let place = pair.place.as_ref();
            let mutant = generator.mutate_at(&ready.case, pair.mutator, place, &mut self.rng)?;
            let operation = self.shared.api.operation(mutant.operation);
            if !keeps_hints(operation, &ready.case, &mutant) && !self.rng.chance(UNHINTED) {
                return None;
            }
            if !self.spares_us(&mutant) {
                return None;
            }
            let change = key(&mutant, mutant.mutations.last()?);
            // Bursts do not look at what their mutants have written, so what they sent is sent again.
            self.shared.is_new_mutant(change);
            if self.shared.is_new_mutant(!change) {
                ready.case = mutant;
                ready.mutant = Some(!change);
                return Some(ready);
            }
        }
        None
    }
}
