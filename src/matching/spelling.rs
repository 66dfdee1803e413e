//! Corrects words that are no words to the nearest that is one.

use super::english;
use crate::encoder::Encoder;
use crate::text::tokens;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Words shorter than this are left alone: too many of them are near one another.
const SHORTEST: usize = 4;
/// From this length on, two slips are forgiven instead of one.
const LONG: usize = 8;
/// So many different words of a text are looked into, which takes some 20 µs each. Who writes more of them writes no English.
const MOST_CORRECTIONS: usize = 100;

/// The knowledge base's own words, and those of English that are common.
#[derive(Debug)]
pub struct Spelling {
    /// Words that stand in the knowledge base.
    known: HashSet<String>,
    /// Words that a correction may lead to: the knowledge base's own come first.
    own: Words,
    common: Words,
}

/// Words by their length in characters.
#[derive(Debug, Default)]
struct Words {
    by_length: Vec<Bucket>,
}

/// Words of one length.
#[derive(Debug, Default)]
struct Bucket {
    /// The letters of each word, close together: they are looked at for every slip.
    letters: Vec<Letters>,
    /// In the same order, each with how much it is preferred over others.
    words: Vec<(String, u32)>,
}

/// Which letters a word has, whatever their order: a bit for each from a to z, and for each sixth of all others.
#[derive(Clone, Copy, Debug)]
struct Letters(u32);

impl Spelling {
    /// Learns the words of normalised texts: those of `targets` may be the result of a correction, those of `known`
    /// only count as rightly spelt. Where none of `targets` is near, common English words may be.
    pub fn new<'a>(
        targets: impl Iterator<Item = &'a str>,
        known: impl Iterator<Item = &'a str>,
        encoder: &Encoder,
    ) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for word in targets.flat_map(tokens) {
            *counts.entry(word).or_default() += 1;
        }
        let own = Words::new(counts.iter().map(|(word, count)| (*word, *count)));
        let common = Words::new(encoder.whole_words().zip((0..u32::MAX).rev()));
        let known = counts.into_keys().chain(known.flat_map(tokens)).map(str::to_owned).collect();
        Spelling { known, own, common }
    }

    /// The words of a normalised text in order, each with what it most likely is a slip of; `None` where it is a word, short, or
    /// near to nothing. Of the words of a text that are none, only the first `MOST_CORRECTIONS` are looked into.
    pub fn corrected<'a>(&'a self, text: &'a str) -> Vec<(&'a str, Option<&'a str>)> {
        let mut looked_into: HashMap<&str, Option<&str>> = HashMap::new();
        let correction = |word: &'a str| {
            if let Some(known) = looked_into.get(word) {
                return *known;
            }
            if looked_into.len() == MOST_CORRECTIONS || self.is_right(word) {
                return None;
            }
            *looked_into.entry(word).or_insert(self.nearest(word))
        };
        let words = tokens(text);
        let corrections: Vec<Option<&str>> = words.iter().copied().map(correction).collect();
        words.into_iter().zip(corrections).collect()
    }

    /// Whether a word is one, or can't be corrected anyway.
    fn is_right(&self, word: &str) -> bool {
        !correctable(word) || self.known.contains(word) || english::knows(word)
    }

    /// The word that `word` most likely is a slip of; `None` where it is a common word, or near to nothing.
    ///
    /// Slips are counted by optimal string alignment: a letter too much, too few, wrong, or two swapped.
    fn nearest(&self, word: &str) -> Option<&str> {
        let allowed = if word.chars().count() < LONG { 1 } else { 2 };
        // A common word is nearest to itself.
        let common = || self.common.nearest(word, 1).filter(|common| *common != word);
        self.own.nearest(word, allowed).or_else(common)
    }
}

impl Words {
    fn new<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut by_length: Vec<Bucket> = Vec::new();
        for (word, preference) in words.filter(|(word, _)| correctable(word)) {
            let length = word.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Bucket::default);
            }
            by_length[length].letters.push(Letters::of(word));
            by_length[length].words.push((word.to_owned(), preference));
        }
        Words { by_length }
    }

    /// The words that may be `slips` away from `word`.
    fn near(&self, word: &str, slips: usize) -> impl Iterator<Item = (&str, u32)> {
        let (length, letters) = (word.chars().count(), Letters::of(word));
        let end = (length + slips + 1).min(self.by_length.len());
        let buckets = self.by_length.get(length - slips..end).unwrap_or_default();
        let words = buckets.iter().flat_map(|bucket| bucket.letters.iter().zip(&bucket.words));
        words
            .filter(move |(known, _)| known.may_be_near(letters, slips))
            .map(|(_, (word, preference))| (word.as_str(), *preference))
    }

    fn nearest(&self, word: &str, allowed: usize) -> Option<&str> {
        self.near(word, allowed)
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

impl Letters {
    fn of(word: &str) -> Self {
        let bit = |c: char| if c.is_ascii_lowercase() { c as u32 - 'a' as u32 } else { 26 + c as u32 % 6 };
        Letters(word.chars().fold(0, |letters, c| letters | 1 << bit(c)))
    }

    /// A slip takes at most one letter away and brings at most one in, so words whose letters differ by more aren't near. Much
    /// quicker than to count slips, and enough to tell nearly all words.
    fn may_be_near(self, other: Letters, slips: usize) -> bool {
        let missing = |from: Letters, to: Letters| from.0 & !to.0;
        // Takes the lowest bit away for each slip, which is quicker than to count them.
        let is_within = |bits: u32| (0..slips).fold(bits, |bits, _| bits & bits.wrapping_sub(1)) == 0;
        is_within(missing(self, other)) && is_within(missing(other, self))
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
    use proptest::prelude::*;
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
        assert_eq!(spelling.corrected(word), [(word, expected)]);
    }

    #[test]
    fn so_many_words_of_a_text_are_corrected() {
        let spelling = Spelling::new(["salary"].into_iter(), std::iter::empty(), &Encoder::load().unwrap());
        let unknown = |count: usize| {
            let word = |at: usize| {
                format!("zz{}{}zz ", char::from(b'a' + (at / 26) as u8), char::from(b'a' + (at % 26) as u8))
            };
            (0..count).map(word).collect::<String>()
        };
        let last =
            |text: &str| spelling.corrected(text).last().and_then(|(_, correction)| correction.map(str::to_owned));
        assert_eq!(last(&(unknown(MOST_CORRECTIONS - 1) + "salry")).as_deref(), Some("salary"));
        assert_eq!(last(&(unknown(MOST_CORRECTIONS) + "salry")), None);
        assert_eq!(last(&("salry ".to_owned() + &unknown(MOST_CORRECTIONS) + "salry")).as_deref(), Some("salary"));
    }

    #[test]
    fn a_word_that_only_the_knowledge_base_knows_is_left_alone() {
        let spelling =
            Spelling::new(["oxygenators"].into_iter(), ["oxygenator"].into_iter(), &Encoder::load().unwrap());
        assert_eq!(spelling.corrected("oxygenator"), [("oxygenator", None)]);
    }

    proptest! {
        #[test]
        fn letters_rule_nothing_out_that_is_near(a in "[a-d\u{e4}\u{431}]{0,6}", b in "[a-d\u{e4}\u{431}]{0,6}", slips in 0..3_usize) {
            let is_near = strsim::osa_distance(&a, &b) <= slips;
            prop_assert!(!is_near || Letters::of(&a).may_be_near(Letters::of(&b), slips));
        }
    }
}
