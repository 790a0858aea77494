use bedlam_model::words;
use regex::RegexBuilder;

/// Lines named for one hint.
const NAMED: usize = 3;
/// A word has to be this much like another one to count.
const LIKE: f64 = 0.5;

/// The lines that look most like what an expression asks for, the likeliest first.
pub(super) fn nearest(pattern: &str, lines: &[String]) -> Vec<String> {
    let careless = RegexBuilder::new(pattern).case_insensitive(true).build();
    if let Ok(careless) = careless {
        let found = lines.iter().filter(|line| careless.is_match(line));
        let found: Vec<String> = found.take(NAMED).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    let wanted = words(pattern);
    let mut scored: Vec<(f64, &String)> = lines
        .iter()
        .map(|line| (score(&wanted, line), line))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    // Stable: equals stay in the order of the document.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.truncate(NAMED);
    scored.into_iter().map(|(_, line)| line.clone()).collect()
}

/// How much of the wanted words a line holds; of two lines that hold the same, the shorter one.
fn score(wanted: &[String], line: &str) -> f64 {
    let there = words(line);
    let whole = there.last().cloned().unwrap_or_default();
    let best = |word: &String| {
        let likes = there.iter().map(|other| likeness(word, other));
        let best = likes.fold(0.0, f64::max);
        if best < LIKE { 0.0 } else { best }
    };
    let held: f64 = wanted.iter().map(best).sum();
    // `user_name` asks for `username`, which is one word.
    let joined = likeness(&wanted.concat(), &whole);
    let held = if joined > 0.8 {
        held.max(wanted.len() as f64)
    } else {
        held
    };
    if held == 0.0 {
        return 0.0;
    }
    held - 0.01 * there.len() as f64
}

/// How much two words are alike, 0 to 1: the pairs of neighbouring characters that both have, of
/// all that they have (the Dice coefficient).
fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let pairs =
        |word: &str| -> Vec<(char, char)> { word.chars().zip(word.chars().skip(1)).collect() };
    let (ours, mut theirs) = (pairs(a), pairs(b));
    let all = ours.len() + theirs.len();
    let mut same = 0;
    for pair in ours {
        if let Some(at) = theirs.iter().position(|other| *other == pair) {
            theirs.swap_remove(at);
            same += 1;
        }
    }
    2.0 * f64::from(same) / all.max(1) as f64
}
