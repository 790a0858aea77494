//! Where apps keep what clients make: in memory, bounded, the oldest forgotten first.

use std::collections::{HashMap, VecDeque};

/// The most things that a shelf keeps.
const MOST: usize = 3000;

/// Things by their keys.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    things: HashMap<String, T>,
    /// Keys as they came; some of them may be gone.
    keys: VecDeque<String>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf {
            things: HashMap::new(),
            keys: VecDeque::new(),
        }
    }
}

impl<T> Shelf<T> {
    /// Puts a thing there, in the place of another under the same key.
    pub(crate) fn put(&mut self, key: impl Into<String>, thing: T) {
        let key = key.into();
        if self.things.insert(key.clone(), thing).is_none() {
            self.keys.push_back(key);
        }
        while self.keys.len() > MOST {
            if let Some(oldest) = self.keys.pop_front() {
                self.things.remove(&oldest);
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&T> {
        self.things.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.things.get_mut(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.things.contains_key(key)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<T> {
        self.things.remove(key)
    }

    /// What there is, the newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = (&str, &T)> {
        let keys = self.keys.iter().rev();
        keys.filter_map(|key| Some((key.as_str(), self.things.get(key)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shelf_keeps_the_newest_and_no_more_than_its_bound() {
        let mut shelf = Shelf::default();
        for number in 0..MOST + 2 {
            shelf.put(number.to_string(), number);
        }
        assert!(!shelf.has("1") && shelf.has("2"));
        assert_eq!(shelf.newest().next(), Some(("3001", &3001)));
        for number in 0..2 * MOST {
            shelf.put(number.to_string(), number);
            shelf.remove(&number.to_string());
        }
        assert!(shelf.keys.len() <= MOST);
    }
}
