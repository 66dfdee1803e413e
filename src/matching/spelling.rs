//! Corrects words that are no words to the nearest that is one.

use super::english;
use crate::encoder::Encoder;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Words shorter than this are left alone: too many of them are near one another.
const SHORTEST: usize = 4;
/// From this length on, two slips are forgiven instead of one.
const LONG: usize = 8;

/// The knowledge base's own words, and those of English that are common.
#[derive(Debug)]
pub struct Spelling {
    /// Words that stand in the knowledge base.
    known: HashSet<String>,
    /// Words that a correction may lead to: the knowledge base's own come first.
    own: Words,
    common: Words,
}

/// Words by their length in characters, each with how much it is preferred over others.
#[derive(Debug, Default)]
struct Words {
    by_length: Vec<Vec<(String, u32)>>,
}

impl Spelling {
    /// Learns the words of normalised texts: those of `targets` may be the result of a correction, those of `known`
    /// only count as rightly spelt. Where none of `targets` is near, common English words may be.
    pub fn new<'a>(
        targets: impl Iterator<Item = &'a str>,
        known: impl Iterator<Item = &'a str>,
        encoder: &Encoder,
    ) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for word in targets.flat_map(crate::text::tokens) {
            *counts.entry(word).or_default() += 1;
        }
        let own = Words::new(counts.iter().map(|(word, count)| (*word, *count)));
        let common = Words::new(encoder.whole_words().zip((0..u32::MAX).rev()));
        let known = counts.into_keys().chain(known.flat_map(crate::text::tokens)).map(str::to_owned).collect();
        Spelling { known, own, common }
    }

    /// The word that `word` most likely is a slip of; `None` where it is a word, short, or near to nothing.
    ///
    /// Slips are counted by optimal string alignment: a letter too much, too few, wrong, or two swapped.
    pub fn correct(&self, word: &str) -> Option<&str> {
        if !correctable(word) || self.known.contains(word) || english::knows(word) {
            return None;
        }
        let length = word.chars().count();
        let allowed = if length < LONG { 1 } else { 2 };
        let is_common = || self.common.of_length(length..=length).any(|(common, _)| common == word);
        self.own.nearest(word, allowed).or_else(|| if is_common() { None } else { self.common.nearest(word, 1) })
    }
}

impl Words {
    fn new<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut by_length: Vec<Vec<(String, u32)>> = Vec::new();
        for (word, preference) in words.filter(|(word, _)| correctable(word)) {
            let length = word.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            by_length[length].push((word.to_owned(), preference));
        }
        Words { by_length }
    }

    fn of_length(&self, lengths: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = (&str, u32)> {
        let end = (lengths.end() + 1).min(self.by_length.len());
        let buckets = self.by_length.get(*lengths.start()..end).unwrap_or_default();
        buckets.iter().flatten().map(|(word, preference)| (word.as_str(), *preference))
    }

    fn nearest(&self, word: &str, allowed: usize) -> Option<&str> {
        let length = word.chars().count();
        self.of_length(length - allowed..=length + allowed)
            .filter(|(candidate, _)| starts_alike(word, candidate))
            .map(|(candidate, preference)| (strsim::osa_distance(word, candidate), preference, candidate))
            .filter(|(slips, ..)| *slips <= allowed)
            .min_by_key(|(slips, preference, candidate)| {
                let other_start = word.chars().next() != candidate.chars().next();
                (*slips, other_start, same_letters(word, candidate), Reverse(*preference), *candidate)
            })
            .map(|(.., candidate)| candidate)
    }
}

/// How much the letters of two words differ, whatever their order and however often they stand there: letters that are doubled,
/// left out twice or swapped are the commonest slips, one in place of another is the rarest.
fn same_letters(a: &str, b: &str) -> usize {
    let missing = |from: &str, to: &str| from.chars().filter(|letter| !to.contains(*letter)).count();
    missing(a, b) + missing(b, a)
}

/// Numbers and short words are never corrected.
fn correctable(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// People seldom get both of the first two letters wrong.
fn starts_alike(a: &str, b: &str) -> bool {
    let mut a = a.chars();
    let mut b = b.chars();
    a.next() == b.next() || a.next() == b.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("perfusionest", Some("perfusionist"))]
    #[case("prefusionist", Some("perfusionist"))]
    #[case("machien", Some("machine"))]
    #[case("salry", Some("salary"))]
    #[case("perfusionist", None)]
    #[case("pya", None)]
    #[case("2026", None)]
    #[case("zzzzzzzz", None)]
    // English that the knowledge base never uses, a rare word and a slip.
    #[case("cooking", None)]
    #[case("reactivate", None)]
    #[case("weeknd", Some("weekend"))]
    fn check(#[case] word: &str, #[case] expected: Option<&str>) {
        let targets = ["perfusionist machine salary pay cooling deactivate"];
        let spelling = Spelling::new(targets.into_iter(), std::iter::empty(), &Encoder::load().unwrap());
        assert_eq!(spelling.correct(word), expected);
    }

    #[test]
    fn a_word_that_only_the_knowledge_base_knows_is_left_alone() {
        let spelling =
            Spelling::new(["oxygenators"].into_iter(), ["oxygenator"].into_iter(), &Encoder::load().unwrap());
        assert_eq!(spelling.correct("oxygenator"), None);
    }
}
