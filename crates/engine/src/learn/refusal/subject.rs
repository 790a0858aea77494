use bedlam_model::{FactKind, InputAddress, singular};

use super::clause::{Clause, Spot, is_identifier, quoted};
use super::inputs::{Inputs, other_name};
use super::notes::Subject;
use super::phrase::Want;
use super::place::Place;
use super::words::{FILLERS, MARKERS, NOT_INPUTS, NOT_RESOURCES, among};

/// Characters of a clause that says no more than that something does not exist.
const SHORT: usize = 60;

/// Finds whom a phrase is about.
pub(super) struct Finder<'a> {
    pub(super) clause: &'a Clause<'a>,
    pub(super) inputs: &'a Inputs<'a>,
    /// Names in the clause, by number, that are the other one of an order or a pair.
    pub(super) others: &'a [usize],
    /// The input that the sentence before was about.
    pub(super) last: &'a Option<InputAddress>,
    /// Where the phrase begins and ends.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Finder<'_> {
    pub(super) fn subjects(&self, want: &Want) -> Vec<Subject> {
        let known = self.before();
        if !known.is_empty() {
            return known.into_iter().map(known_subject).collect();
        }
        // Of a single input, what is said of values is said of it.
        let value = !matches!(
            want.kind,
            FactKind::Required | FactKind::Unknown | FactKind::Taken
        );
        let sole = || self.inputs.sole().filter(|_| value).cloned();
        let found = self.within(&want.kind).or_else(|| self.after(&want.kind));
        let found = found
            .or_else(|| self.echo())
            .or_else(|| self.ending(&want.kind))
            .or_else(|| self.last.clone().filter(|_| value));
        let found = found.or_else(sole);
        if let Some(address) = found {
            return vec![known_subject(address)];
        }
        self.unknown(&want.kind).into_iter().collect()
    }

    /// The nearest name before the phrase, and those that are joined to it.
    fn before(&self) -> Vec<InputAddress> {
        let spots = self.clause.spots.iter().enumerate();
        let before =
            spots.filter(|(index, spot)| spot.end <= self.start && !self.others.contains(index));
        let before: Vec<&Spot> = before.map(|(_, spot)| spot).collect();
        let fits = |spot: &&&Spot| {
            let strong = spot.strong || spot.start == 0;
            strong || fillers(&self.clause.lower[spot.end..self.start])
        };
        let strong = before.iter().rev().filter(fits).find(|spot| spot.strong);
        let any = before.iter().rev().find(fits);
        let Some(chosen) = any
            .filter(|spot| spot.strong || strong.is_none_or(|s| s.start < spot.start))
            .or(strong)
        else {
            return Vec::new();
        };
        let mut found = vec![chosen.address.clone()];
        let mut begin = chosen.start;
        for spot in before.iter().rev().filter(|spot| spot.end <= chosen.start) {
            let between = self.clause.lower[spot.end..begin].trim();
            if !matches!(between, "," | "and" | "or" | "&" | ", and" | "/" | ", or") {
                break;
            }
            begin = spot.start;
            found.push(spot.address.clone());
        }
        found.reverse();
        found
    }

    /// "Invalid email" is about the email.
    fn within(&self, kind: &FactKind) -> Option<InputAddress> {
        use FactKind::{Candidate, Format, OneOf, Pattern, Type};
        if !matches!(
            kind,
            Format(_) | Pattern(_) | Type(_) | OneOf(_) | Candidate(_)
        ) {
            return None;
        }
        let mut spots = self.clause.spots.iter();
        let spot = spots.find(|spot| self.start <= spot.start && spot.end <= self.end)?;
        Some(spot.address.clone())
    }

    /// A name behind the phrase, where a word says that it is one: `... for field x`, `... - 'x'`.
    fn after(&self, kind: &FactKind) -> Option<InputAddress> {
        let spots = self.clause.spots.iter().enumerate();
        let mut after =
            spots.filter(|(index, spot)| spot.start >= self.end && !self.others.contains(index));
        let marked = after.find(|(_, spot)| {
            let gap = self.clause.lower[self.end..spot.start].trim_end();
            let word = gap.rsplit([' ', '(']).next().unwrap_or(gap);
            let open = gap.matches(['[', '{']).count() == gap.matches([']', '}']).count();
            let near = gap.len() <= 3 && spot.strong;
            let told =
                word.ends_with(':') && !matches!(kind, FactKind::OneOf(_) | FactKind::Candidate(_));
            let held = gap == " (" && self.clause.lower[spot.end..].starts_with(')');
            open && (near || held || told || among(MARKERS, word))
        });
        marked.map(|(_, spot)| spot.address.clone())
    }

    /// The input whose sent value the clause repeats.
    fn echo(&self) -> Option<InputAddress> {
        let text = self.clause.text;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some((inside, end)) = quoted(text, at) {
                if let Some(address) = self.inputs.echo(inside) {
                    return Some(address.clone());
                }
                at = end;
                continue;
            }
            at += c.len_utf8();
        }
        // "11 is greater than the maximum of 10".
        let first = text.split(' ').next().unwrap_or("");
        if first.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && let Some(address) = self.inputs.echo(first)
        {
            return Some(address.clone());
        }
        let words = text.split([' ', ',', '(', ')', '=', ':']);
        let words = words.map(|word| word.trim_matches(['.', '[', ']']));
        let telling = |word: &&str| word.len() >= 3 && word.contains(|c: char| c.is_ascii_digit());
        words
            .filter(telling)
            .find_map(|word| self.inputs.echo(word))
            .cloned()
    }

    /// The input whose sent value ends the clause: "there is already a category blue-shoes".
    fn ending(&self, kind: &FactKind) -> Option<InputAddress> {
        let word = self.clause.text.trim_end_matches('.').rsplit(' ').next()?;
        let told = matches!(kind, FactKind::Taken | FactKind::Missing) && word.len() >= 3;
        self.inputs.echo(word).filter(|_| told).cloned()
    }

    /// What the clause calls an input that is not known.
    fn unknown(&self, kind: &FactKind) -> Option<Subject> {
        let quotes = matches!(kind, FactKind::Required);
        let (word, strong) = self
            .last_word(quotes)
            .or_else(|| Some((self.next_word().unwrap_or(""), false)))?;
        let small = word.to_ascii_lowercase();
        match kind {
            FactKind::Required => {
                let plain = self.opens_with(&small)
                    && word.len() >= 3
                    && word.bytes().all(|b| b.is_ascii_alphabetic())
                    && !among(NOT_INPUTS, &small);
                let name = if strong {
                    Place::parse(word).name()
                } else {
                    small
                };
                let telling = (strong || plain) && !self.inputs.was_sent(word);
                // `Names must be given`, of the input `name`.
                let named = || self.inputs.named(&singular(&name));
                telling.then(|| Subject {
                    address: named().or_else(|| self.inputs.related(&name)).cloned(),
                    name: name.clone(),
                })
            }
            FactKind::Taken if small.is_empty() => None,
            FactKind::Missing => {
                let nouns = self.nouns();
                let noun = nouns.iter().find_map(|noun| self.inputs.noun(noun));
                // Longer sentences speak of more than the resource that the path names.
                let short = self.clause.text.len() <= SHORT;
                let resource = short && !small.is_empty() && !among(NOT_RESOURCES, &small);
                let path = self.inputs.sole_path().filter(|_| resource);
                let address = noun.or(path).cloned();
                let told = address.is_some() || resource;
                told.then(|| Subject {
                    address,
                    name: word.to_owned(),
                })
            }
            FactKind::Taken => Some(Subject {
                address: None,
                name: word.to_owned(),
            }),
            _ => None,
        }
    }

    /// Whether the clause begins with this word, "the field" and the like passed over.
    fn opens_with(&self, word: &str) -> bool {
        let mut rest = self.clause.lower.as_str();
        for opener in ["the ", "a ", "field ", "parameter ", "property "] {
            rest = rest.strip_prefix(opener).unwrap_or(rest);
        }
        let gap = rest.strip_prefix(word);
        let length = gap.map_or(0, str::len);
        let after = self.clause.lower.len() - self.start;
        gap.is_some_and(|gap| length >= after && fillers(&gap[..length - after]))
    }

    /// Words before and right behind the phrase that may be nouns.
    fn nouns(&self) -> Vec<&str> {
        let word = |c: char| !(c.is_alphanumeric() || c == '_');
        let before = self.clause.text[..self.start].split(word).rev();
        let within = self.clause.text[self.start..self.end].split(word);
        let nouns = before.take(6).chain(self.next_word()).chain(within);
        nouns.filter(|noun| noun.len() >= 3).collect()
    }

    /// The word that the phrase ends in front of: "could not find pet".
    fn next_word(&self) -> Option<&str> {
        let rest = self.clause.text.get(self.end.checked_sub(1)?..)?;
        let rest = rest.trim_start_matches(['"', '\'', '`', ' ']);
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let word = &rest[..end.unwrap_or(rest.len())];
        (word.len() >= 3).then_some(word)
    }

    /// The last word before the phrase that is not grammar, and whether it is written as a name.
    /// What is quoted is a name where inputs are asked for, else a value.
    fn last_word(&self, quotes: bool) -> Option<(&str, bool)> {
        let text = self.clause.text;
        let mut last = None;
        let mut at = 0;
        while at < self.start {
            let c = text[at..].chars().next()?;
            if let Some((inside, end)) = quoted(text, at)
                && end <= self.start + 1
            {
                let plain = |c: char| c.is_alphanumeric() || "_.-[]".contains(c);
                let good = !inside.is_empty() && inside.chars().all(plain);
                last = good.then_some((inside, true)).filter(|_| quotes).or(last);
                at = end;
                continue;
            }
            let rest = &text[at..self.start];
            let length = rest.find(|c: char| !(c.is_alphanumeric() || "_.[]".contains(c)));
            let word = rest[..length.unwrap_or(rest.len())].trim_end_matches('.');
            if word.is_empty() {
                at += c.len_utf8();
                continue;
            }
            if !among(FILLERS, &word.to_ascii_lowercase()) {
                last = Some((word, is_identifier(word)));
            }
            at += word.len();
        }
        last
    }
}

fn known_subject(address: InputAddress) -> Subject {
    Subject {
        name: other_name(&address),
        address: Some(address),
    }
}

/// Whether nothing but grammar stands between a plain word and the phrase about it.
fn fillers(gap: &str) -> bool {
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', ':', ',', '-', '(', ')', '=', '*', ']', '.']);
        // A quoted value between a name and what is said of it.
        if let Some((_, end)) = quoted(rest, 0) {
            rest = &rest[end..];
            continue;
        }
        rest = rest.trim_start_matches(['\'', '"', '`']);
        if rest.is_empty() {
            return true;
        }
        let end = rest
            .find([' ', ':', ',', '(', ')', '=', '"', '`'])
            .unwrap_or(rest.len());
        let word = rest[..end].trim_matches(['\'', '"', '.', ']']);
        let digits = word.bytes().any(|b| b.is_ascii_digit());
        if !word.is_empty() && !digits && !among(FILLERS, word) {
            return false;
        }
        rest = &rest[end.max(1)..];
    }
}
