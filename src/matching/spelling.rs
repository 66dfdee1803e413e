//! Corrects words that nobody in the knowledge base ever used to the nearest that somebody did.

use std::collections::HashMap;

/// Words shorter than this are left alone: too many of them are near one another.
const SHORTEST: usize = 4;
/// From this length on, two slips are forgiven instead of one.
const LONG: usize = 8;

/// The knowledge base's own words.
#[derive(Debug)]
pub struct Spelling {
    /// How often each word stands in the texts.
    counts: HashMap<String, u32>,
    /// The words that a correction may lead to, by their length in characters.
    by_length: Vec<Vec<String>>,
}

impl Spelling {
    /// Learns the words of normalised texts: those of `targets` may be the result of a correction, those of `known`
    /// only count as rightly spelt.
    pub fn new<'a>(targets: impl Iterator<Item = &'a str>, known: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for word in targets.flat_map(crate::text::tokens) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        let mut by_length: Vec<Vec<String>> = Vec::new();
        for word in counts.keys().filter(|word| correctable(word)) {
            let length = word.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            by_length[length].push(word.clone());
        }
        by_length.iter_mut().for_each(|words| words.sort_unstable());
        for word in known.flat_map(crate::text::tokens) {
            counts.entry(word.to_owned()).or_default();
        }
        Spelling { counts, by_length }
    }

    /// The known word that `word` most likely is a slip of; `None` where it is known, short, or near to nothing.
    ///
    /// Slips are counted by optimal string alignment: a letter too much, too few, wrong, or two swapped.
    pub fn correct(&self, word: &str) -> Option<&str> {
        if self.counts.contains_key(word) || !correctable(word) {
            return None;
        }
        let length = word.chars().count();
        let allowed = if length < LONG { 1 } else { 2 };
        let lengths = length.saturating_sub(allowed)..=(length + allowed).min(self.by_length.len().saturating_sub(1));
        let near = self.by_length.get(lengths).unwrap_or_default().iter().flatten();
        near.filter(|known| starts_alike(word, known))
            .map(|known| (strsim::osa_distance(word, known), known))
            .filter(|(slips, _)| *slips <= allowed)
            .min_by_key(|(slips, known)| (*slips, std::cmp::Reverse(self.counts[*known]), *known))
            .map(|(_, known)| known.as_str())
    }
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
    #[case("cooking", None)]
    #[case("2026", None)]
    #[case("zzzzzzzz", None)]
    fn check(#[case] word: &str, #[case] expected: Option<&str>) {
        let spelling = Spelling::new(["perfusionist machine salary pay cooling"].into_iter(), ["cooking"].into_iter());
        assert_eq!(spelling.correct(word), expected);
    }

    #[test]
    fn nothing_is_known_without_texts() {
        let spelling = Spelling::new(std::iter::empty(), std::iter::empty());
        assert_eq!(spelling.correct("machine"), None);
    }
}
