//! Sequences of words, and where they stand in a text.

use std::cmp::Reverse;
use std::collections::HashMap;

/// Phrases, each with what it stands for. Most words begin none, so a text is searched in time with its length.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    /// By the first word: the words after it and what the whole stands for, the longest first.
    by_first_word: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first_word: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase, or changes what it stands for. One without words is none.
    pub(super) fn insert(&mut self, mut words: Vec<String>, meaning: T) {
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        let phrases = self.by_first_word.entry(first).or_default();
        phrases.retain(|(known, _)| *known != words);
        phrases.push((words, meaning));
        phrases.sort_by_key(|(words, _)| Reverse(words.len()));
    }

    /// The longest phrase that a text begins with: how many words it has, and what it stands for.
    pub(super) fn longest_at(&self, words: &[impl AsRef<str>]) -> Option<(usize, &T)> {
        let (first, rest) = words.split_first()?;
        let begins = |phrase: &[String]| {
            phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(known, word)| known == word.as_ref())
        };
        let (words, meaning) = self.by_first_word.get(first.as_ref())?.iter().find(|(words, _)| begins(words))?;
        Some((1 + words.len(), meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a b c", Some((2, 2)))]
    #[case("a c", Some((1, 4)))]
    #[case("a b d c", Some((3, 3)))]
    #[case("b", None)]
    #[case("", None)]
    fn the_longest_phrase_and_its_last_meaning_count(#[case] text: &str, #[case] expected: Option<(usize, i32)>) {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut phrases = Phrases::default();
        for (phrase, meaning) in [("a", 1), ("a b", 2), ("a b d", 3), ("a", 4), ("", 5)] {
            phrases.insert(words(phrase), meaning);
        }
        assert_eq!(phrases.longest_at(&words(text)).map(|(length, meaning)| (length, *meaning)), expected);
    }
}
