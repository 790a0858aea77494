use bedlam_generate::Rng;

/// Choices tried for each row; the best is taken.
const CANDIDATES: usize = 12;

/// Rows of present and absent for so many inputs, in which each two inputs are together both
/// present, both absent, and each without the other.
///
/// Greedy, row by row, the best of several candidates in orders of chance: Cohen, Dalal, Fredman and
/// Patton, "The AETG system", 1997. The number of rows grows with the logarithm of that of inputs.
pub(crate) fn pairwise(inputs: usize, rng: &mut Rng) -> Vec<Vec<bool>> {
    match inputs {
        0 => return Vec::new(),
        1 => return vec![vec![true], vec![false]],
        _ => {}
    }
    let mut open = Open::new(inputs);
    let mut rows = Vec::new();
    while let Some(first) = open.first() {
        let candidates = (0..CANDIDATES).map(|_| open.row(first, rng));
        let Some(row) = candidates.max_by_key(|row| open.gain(row)) else {
            break;
        };
        open.close(&row);
        rows.push(row);
    }
    rows
}

/// Pairs that no row has yet.
struct Open {
    inputs: usize,
    /// For each two inputs the combinations that are missing: bit 2 * first + second.
    missing: Vec<u8>,
}

/// Two inputs, the first before the second.
type Two = (usize, usize);

impl Open {
    fn new(inputs: usize) -> Self {
        Open {
            inputs,
            missing: vec![0b1111; inputs * (inputs - 1) / 2],
        }
    }

    fn place((first, second): Two) -> usize {
        second * (second - 1) / 2 + first
    }

    fn bit(first: bool, second: bool) -> u8 {
        1 << (2 * u8::from(first) + u8::from(second))
    }

    fn is_open(&self, one: (usize, bool), other: (usize, bool)) -> bool {
        let (first, second) = if one.0 < other.0 {
            (one, other)
        } else {
            (other, one)
        };
        self.missing[Self::place((first.0, second.0))] & Self::bit(first.1, second.1) != 0
    }

    /// A pair that is missing.
    fn first(&self) -> Option<[(usize, bool); 2]> {
        let two = (1..self.inputs).flat_map(|second| (0..second).map(move |first| (first, second)));
        let two = two.zip(&self.missing).find(|(_, missing)| **missing != 0);
        let ((first, second), missing) = two?;
        let bits = missing.trailing_zeros();
        Some([(first, bits & 2 != 0), (second, bits & 1 != 0)])
    }

    /// A row with this pair, each further input set so that it closes most with those before it.
    fn row(&self, first: [(usize, bool); 2], rng: &mut Rng) -> Vec<bool> {
        let mut chosen = first.to_vec();
        let is_set = |input: usize| first.iter().any(|(set, _)| *set == input);
        let mut rest: Vec<usize> = (0..self.inputs).filter(|input| !is_set(*input)).collect();
        while !rest.is_empty() {
            let input = rest.swap_remove(rng.below(rest.len()));
            let gain = |value: bool| {
                let closes = |other: &&(usize, bool)| self.is_open((input, value), **other);
                chosen.iter().filter(closes).count()
            };
            let value = match gain(true).cmp(&gain(false)) {
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => rng.chance(0.5),
            };
            chosen.push((input, value));
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, value)| value).collect()
    }

    fn gain(&self, row: &[bool]) -> usize {
        let twos = twos(row.len());
        twos.filter(|(first, second)| self.is_open((*first, row[*first]), (*second, row[*second])))
            .count()
    }

    fn close(&mut self, row: &[bool]) {
        for (first, second) in twos(row.len()) {
            self.missing[Self::place((first, second))] &= !Self::bit(row[first], row[second]);
        }
    }
}

fn twos(inputs: usize) -> impl Iterator<Item = Two> {
    (1..inputs).flat_map(|second| (0..second).map(move |first| (first, second)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_two_inputs_are_seen_in_every_combination() {
        for inputs in (0..=24).chain([40, 64]) {
            for seed in 0..3 {
                let rows = pairwise(inputs, &mut Rng::new(seed));
                assert!(rows.iter().all(|row| row.len() == inputs));
                for (first, second) in twos(inputs) {
                    for wanted in [(false, false), (false, true), (true, false), (true, true)] {
                        let has = |row: &Vec<bool>| (row[first], row[second]) == wanted;
                        assert!(rows.iter().any(has), "{inputs} {first} {second} {wanted:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn rows_are_few() {
        let check = |inputs: usize, most: usize| {
            let rows = pairwise(inputs, &mut Rng::new(1)).len();
            assert!(rows <= most, "{inputs}: {rows}");
        };
        check(2, 4);
        check(4, 7);
        check(10, 11);
        check(30, 16);
        check(64, 20);
    }

    #[test]
    fn the_same_seed_makes_the_same_rows() {
        let rows = || pairwise(12, &mut Rng::new(5));
        assert_eq!(rows(), rows());
    }
}
