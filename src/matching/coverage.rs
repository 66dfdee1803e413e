//! How much of what a question says an entry speaks of, by its words.

use crate::encoder::Encoder;
use crate::text::{stem, tokens};
use std::collections::{HashMap, HashSet};

/// The words of entries: those of their phrasings and of their answers.
#[derive(Debug)]
pub struct Coverage {
    /// By stem, the entries that have it, by their indexes.
    entries: HashMap<String, Vec<usize>>,
    count: usize,
    /// How much each word says.
    weights: HashMap<&'static str, f32>,
    /// How much a word says that the encoder doesn't know as a whole.
    rare: f32,
}

/// How much of a question's words, by weight, is in an entry's texts, and what is not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Covered {
    /// The share that is, 0 to 1.
    pub share: f32,
    /// The weight of the weightiest word that isn't, about 0 to 10.
    pub weightiest_left: f32,
}

impl Coverage {
    /// Learns the words of each entry's normalised texts.
    ///
    /// A word's weight is the logarithm of its rank in English, which by Zipf's law is, but for a constant, that of its inverse
    /// frequency. So it is the same in every knowledge base.
    pub fn new<'a>(entries: impl Iterator<Item = Vec<&'a str>>, encoder: &Encoder) -> Self {
        let mut coverage = Coverage { entries: HashMap::new(), count: 0, weights: HashMap::new(), rare: 0.0 };
        for (rank, word) in encoder.whole_words().enumerate() {
            coverage.rare = ((rank + 2) as f32 / 2.0).ln();
            coverage.weights.insert(word, coverage.rare);
        }
        for (entry, texts) in entries.enumerate() {
            let words: HashSet<&str> = texts.into_iter().flat_map(tokens).map(stem).collect();
            for word in words {
                coverage.entries.entry(word.to_owned()).or_default().push(entry);
            }
            coverage.count = entry + 1;
        }
        coverage
    }

    fn weight(&self, word: &str) -> f32 {
        // The encoder counts letters apart, and of those that stand alone most are 'a' and 'i'.
        let unknown = if word.len() == 1 { 0.0 } else { self.rare };
        self.weights.get(word).copied().unwrap_or(unknown)
    }

    /// Whether an entry has this word.
    pub fn has(&self, entry: usize, word: &str) -> bool {
        self.entries.get(stem(word)).is_some_and(|entries| entries.contains(&entry))
    }

    /// How much of these words each entry has.
    pub fn of(&self, words: &[&str]) -> Vec<Covered> {
        let weighed: Vec<(&str, f32)> = words.iter().map(|word| (stem(word), self.weight(word))).collect();
        let all: f32 = weighed.iter().map(|(_, weight)| weight).sum();
        let mut covered = vec![0.0; self.count];
        let mut weightiest_left = vec![0.0_f32; self.count];
        for (word, weight) in weighed {
            let having = self.entries.get(word).map_or(&[][..], Vec::as_slice);
            having.iter().for_each(|entry| covered[*entry] += weight);
            let mut having = having.iter().copied().peekable();
            for (entry, weightiest) in weightiest_left.iter_mut().enumerate() {
                if having.next_if_eq(&entry).is_none() {
                    *weightiest = weightiest.max(weight);
                }
            }
        }
        let of_entry = |(covered, weightiest_left): (f32, f32)| Covered {
            share: if all > 0.0 { covered / all } else { 0.0 },
            weightiest_left,
        };
        covered.into_iter().zip(weightiest_left).map(of_entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_count_more_and_endings_nothing() {
        let texts = [vec!["how long are perfusionists trained"], vec!["the pay"]];
        let coverage = Coverage::new(texts.into_iter(), &Encoder::load().unwrap());
        let covered = coverage.of(&["how", "are", "perfusionists", "training", "the"]);
        assert!(covered[0].share > 0.9 && covered[0].weightiest_left < 1.0, "{covered:?}");
        assert!(covered[1].share < 0.1 && covered[1].weightiest_left > 5.0, "{covered:?}");
        assert_eq!(coverage.of(&[])[0], Covered::default());
        assert_eq!(coverage.of(&["a", "training"])[0].weightiest_left, 0.0);
        assert!(coverage.has(0, "train") && !coverage.has(1, "train"));
    }
}
