use std::collections::HashMap;

use bedlam_generate::Rng;
use bedlam_model::{Case, CredentialUse, FoundKey, OperationId};

use super::{Lock, ShownKey};
use crate::bandit::{self, Arm};
use crate::job::Seen;
use crate::knowledge::Lore;

/// The credentials that answers showed, and which of them open what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyring {
    kinds: Vec<Kind>,
    /// How keys of a kind did in a lock, in all operations.
    arms: HashMap<(String, usize), Arm>,
}

/// Keys shown under one name.
#[derive(Clone, Debug)]
struct Kind {
    name: String,
    keys: Vec<Held>,
}

#[derive(Clone, Debug)]
struct Held {
    value: String,
    /// Successes with it, and refusals since the last one.
    good: u32,
    refused: u32,
    /// The operation that showed it.
    from: OperationId,
}

/// Names remembered, and keys under each.
const KINDS: usize = 16;
const KEYS: usize = 6;
/// Refusals after which a key gives way to a new one.
const WORN: u32 = 3;
/// How much less likely a key is with each refusal, and with each newer one beside it.
const REFUSED: f64 = 0.4;
const OLDER: f64 = 0.8;

/// A key that opened a lock for the first time.
pub(crate) struct Opened {
    pub(crate) lock: String,
    pub(crate) key: String,
    pub(crate) from: OperationId,
}

impl Keyring {
    pub(crate) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Whether a key was shown under this name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.kinds.iter().any(|kind| kind.name == name)
    }

    pub(crate) fn has(&self, value: &str) -> bool {
        let mut keys = self.kinds.iter().flat_map(|kind| &kind.keys);
        keys.any(|held| held.value == value)
    }

    /// Takes in a key; whether there is room for it.
    pub(crate) fn take(&mut self, shown: &ShownKey, from: OperationId) -> bool {
        if self.has(&shown.value) {
            return false;
        }
        let at = self.kinds.iter().position(|kind| kind.name == shown.name);
        let at = match at {
            Some(at) => at,
            None if self.kinds.len() < KINDS => {
                self.kinds.push(Kind {
                    name: shown.name.clone(),
                    keys: Vec::new(),
                });
                self.kinds.len() - 1
            }
            None => return false,
        };
        let keys = &mut self.kinds[at].keys;
        if keys.len() >= KEYS {
            let worn = keys.iter().position(|held| held.refused >= WORN);
            let Some(worn) = worn.or_else(|| keys.iter().position(|held| held.good == 0)) else {
                return false;
            };
            keys.remove(worn);
        }
        keys.push(Held {
            value: shown.value.clone(),
            good: 0,
            refused: 0,
            from,
        });
        true
    }

    /// What to show for a case; nothing, where nothing is held.
    pub(crate) fn choose(&self, ways: &[Vec<Lock>], lore: &Lore, rng: &mut Rng) -> Vec<FoundKey> {
        if self.kinds.is_empty() || ways.is_empty() {
            return Vec::new();
        }
        // Each way is as good as the best key for its first lock.
        let offers: Vec<(Arm, f32)> = ways
            .iter()
            .map(|way| {
                let best = way.first().map(|lock| {
                    let arms = self.offers(lock, lore);
                    let means = arms.iter().map(|(_, (arm, prior))| arm.mean(*prior));
                    means.fold(0.0, f32::max)
                });
                (Arm::default(), best.unwrap_or_default())
            })
            .collect();
        let way = bandit::pick(&offers, rng).map(|at| &ways[at]);
        let keys = way.into_iter().flatten().filter_map(|lock| {
            let offers = self.offers(lock, lore);
            let arms: Vec<(Arm, f32)> = offers.iter().map(|(_, arm)| *arm).collect();
            let (kind, _) = offers[bandit::pick(&arms, rng)?];
            Some(lock.with(self.pick(kind, rng)?))
        });
        keys.collect()
    }

    /// The kinds that may open a lock, and what is believed of each here.
    fn offers(&self, lock: &Lock, lore: &Lore) -> Vec<(usize, (Arm, f32))> {
        let id = lock.id();
        let kinds = self.kinds.iter().enumerate().map(|(at, kind)| {
            let place = (id.clone(), at);
            let everywhere = self.arms.get(&place).copied().unwrap_or_default();
            let here = lore.keys.get(&place).copied().unwrap_or_default();
            (at, (here, everywhere.mean(lock.fits(&kind.name))))
        });
        kinds.collect()
    }

    fn pick(&self, kind: usize, rng: &mut Rng) -> Option<&str> {
        let keys = self.kinds[kind].keys.iter().rev().enumerate();
        let weigh = |(age, held): (usize, &Held)| {
            let good = f64::from(1 + held.good.min(4));
            good * REFUSED.powi(held.refused.min(8) as i32) * OLDER.powi(age as i32)
        };
        let weights: Vec<f64> = keys.clone().map(weigh).collect();
        let mut point = rng.float() * weights.iter().sum::<f64>();
        for ((_, held), weight) in keys.zip(weights) {
            point -= weight;
            if point <= 0.0 {
                return Some(&held.value);
            }
        }
        self.kinds[kind].keys.last().map(|held| held.value.as_str())
    }

    /// Learns from how a case that showed keys was answered. `about`: its path names a thing.
    pub(crate) fn saw(
        &mut self,
        lore: &mut Lore,
        case: &Case,
        seen: &Seen,
        about: bool,
    ) -> Option<Opened> {
        let meant = case.mutations.is_empty() && case.credentials == CredentialUse::Main;
        let good = match seen.status {
            _ if !meant => return None,
            _ if seen.success() => true,
            // Where nothing else is asked for, it is the owner of the key that is not there.
            401 | 403 | 404 if seen.status != 404 || !about => false,
            _ => return None,
        };
        let mut opened = None;
        for shown in &case.keys {
            let value = shown.value.strip_prefix("Bearer ").unwrap_or(&shown.value);
            let id = format!("{:?} {}", shown.location, shown.name.to_ascii_lowercase());
            let mut kinds = self.kinds.iter_mut().enumerate();
            let found = kinds.find_map(|(at, kind)| {
                let held = kind.keys.iter_mut().find(|held| held.value == value)?;
                Some((at, &kind.name, held))
            });
            let Some((at, name, held)) = found else {
                continue;
            };
            match good {
                true => (held.good, held.refused) = (held.good + 1, 0),
                // What is forbidden to it need not be so elsewhere.
                false => held.refused += u32::from(seen.status != 403),
            }
            if seen.status == 404 {
                continue;
            }
            let mut known = self.arms.iter().filter(|((lock, _), _)| *lock == id);
            let first = known.all(|(_, arm)| arm.counts().0 == 0.0);
            let arm = self.arms.entry((id.clone(), at)).or_default();
            if good && first {
                opened = Some(Opened {
                    lock: shown.name.clone(),
                    key: name.clone(),
                    from: held.from,
                });
            }
            arm.add(good);
            lore.keys.entry((id, at)).or_default().add(good);
        }
        opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::{some_api, some_seen};
    use crate::keys::Locks;

    const API: &str = "  /a: {get: {security: [{Key: []}], responses: {'200': {description: d}}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Api-Key}
";

    fn key(name: &str, value: &str) -> ShownKey {
        ShownKey {
            name: name.into(),
            value: value.into(),
        }
    }

    #[test]
    fn the_one_of_several_keys_that_works_is_remembered() {
        let api = some_api(API);
        let locks = Locks::new(&api, &[]);
        let (mut ring, mut lore, mut rng) = (Keyring::default(), Lore::default(), Rng::new(3));
        let ways = locks.ways(OperationId(0), &lore);
        assert!(ring.choose(&ways, &lore, &mut rng).is_empty());
        ring.take(&key("adminkey", "admin-1"), OperationId(0));
        ring.take(&key("inkey", "read-1"), OperationId(0));
        let mut opened = Vec::new();
        let mut shown = Vec::new();
        for _ in 0..60 {
            let mut case = Case::new(OperationId(0));
            case.keys = ring.choose(&ways, &lore, &mut rng);
            let good = case.keys[0].value == "admin-1";
            shown.push(good);
            let seen = some_seen(if good { 200 } else { 401 }, "");
            opened.extend(ring.saw(&mut lore, &case, &seen, false));
        }
        let late = shown[20..].iter().filter(|good| **good).count();
        assert!(late >= 36, "{late} of 40");
        // Told once.
        let told: Vec<_> = opened
            .iter()
            .map(|o| (o.lock.as_str(), o.key.as_str()))
            .collect();
        assert_eq!(told, [("X-Api-Key", "adminkey")]);
    }

    #[test]
    fn a_key_that_is_good_no_more_gives_way_to_a_new_one() {
        let mut ring = Keyring::default();
        let mut lore = Lore::default();
        for n in 0..KEYS {
            assert!(ring.take(&key("key", &format!("old-{n}")), OperationId(0)));
        }
        let lock = FoundKey {
            location: bedlam_model::Location::Header,
            name: "X-Api-Key".into(),
            value: String::new(),
        };
        let mut show = |ring: &mut Keyring, value: &str, status| {
            let mut case = Case::new(OperationId(0));
            case.keys = vec![FoundKey {
                value: value.into(),
                ..lock.clone()
            }];
            ring.saw(&mut lore, &case, &some_seen(status, ""), false);
        };
        for n in 0..KEYS {
            show(&mut ring, &format!("old-{n}"), 200);
        }
        assert!(!ring.take(&key("key", "new-0"), OperationId(0)));
        for status in [401, 404, 401] {
            show(&mut ring, "old-2", status);
        }
        assert!(ring.take(&key("key", "new-0"), OperationId(0)));
        assert!(!ring.has("old-2"));
    }
}
