//! The wording of a text: a sparse vector of weighted n-grams.
//!
//! A vector has two blocks, runs of 3 to 5 characters and runs of 1 to 2 words; of pairs of words, those that at least two
//! texts have. Weights are (1 + ln tf) · idf with
//! idf = ln((1 + N) / (1 + df)) + 1, and each block has length 1: the 'sublinear, smooth' variant of Salton and Buckley,
//! 'Term-weighting approaches in automatic text retrieval' (1988).

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A sparse vector: feature and weight, by ascending feature.
pub type Wording = Box<[(u32, f32)]>;

/// The n-grams of a fixed list of texts, with their weights.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Grams {
    blocks: Vec<Block>,
}

/// What the n-grams of a block are.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Runs {
    /// Of 3 to 5 characters within each word and the blanks around it.
    Characters,
    /// Of 1 to so many words.
    Words(usize),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "KeptBlock", into = "KeptBlock")]
struct Block {
    runs: Runs,
    /// The block's n-grams by text, numbered on from the block before.
    ids: HashMap<Box<str>, u32>,
    first: u32,
    idf: Vec<f32>,
}

/// A block as it is written down: each n-gram at its place.
#[derive(Serialize, Deserialize)]
struct KeptBlock {
    runs: Runs,
    first: u32,
    grams: Vec<Box<str>>,
    idf: Vec<f32>,
}

impl From<KeptBlock> for Block {
    fn from(KeptBlock { runs, first, grams, idf }: KeptBlock) -> Self {
        Block { runs, ids: grams.into_iter().zip(0..).collect(), first, idf }
    }
}

impl From<Block> for KeptBlock {
    fn from(Block { runs, ids, first, idf }: Block) -> Self {
        let mut grams: Vec<(Box<str>, u32)> = ids.into_iter().collect();
        grams.sort_unstable_by_key(|(_, id)| *id);
        KeptBlock { runs, first, grams: grams.into_iter().map(|(gram, _)| gram).collect(), idf }
    }
}

impl Grams {
    /// Learns the n-grams of normalised texts; n-grams that none of them holds are ignored from then on.
    pub fn fit(texts: &[&str]) -> Self {
        let characters = Block::fit(Runs::Characters, |_, _| true, texts, 0);
        // A pair that a single text has teaches that text by heart, and these are most pairs.
        let words = Block::fit(
            Runs::Words(2),
            |gram, texts| texts > 1 || !gram.contains(' '),
            texts,
            characters.idf.len() as u32,
        );
        Grams { blocks: vec![characters, words] }
    }

    /// Like [`Grams::fit`], with runs of 1 to 3 words alone, and only what at least two texts have.
    #[cfg(test)]
    pub fn fit_words(texts: &[&str]) -> Self {
        Grams { blocks: vec![Block::fit(Runs::Words(3), |_, texts| texts > 1, texts, 0)] }
    }

    /// Like [`Grams::fit`], with only what at least two texts have.
    #[cfg(test)]
    pub fn fit_common(texts: &[&str]) -> Self {
        let characters = Block::fit(Runs::Characters, |_, texts| texts > 1, texts, 0);
        let words = Block::fit(Runs::Words(2), |_, texts| texts > 1, texts, characters.idf.len() as u32);
        Grams { blocks: vec![characters, words] }
    }

    /// Like [`Grams::fit`], with only what at least five texts have, and three have of words.
    #[cfg(test)]
    pub fn fit_frequent(texts: &[&str]) -> Self {
        let characters = Block::fit(Runs::Characters, |_, texts| texts >= 5, texts, 0);
        let words = Block::fit(Runs::Words(2), |_, texts| texts >= 3, texts, characters.idf.len() as u32);
        Grams { blocks: vec![characters, words] }
    }

    /// Whether a run of words is among the n-grams.
    pub fn knows(&self, gram: &str) -> bool {
        let words = self.blocks.iter().filter(|block| matches!(block.runs, Runs::Words(_)));
        words.into_iter().any(|block| block.ids.contains_key(gram))
    }

    /// How many features there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.idf.len()).sum()
    }

    /// The vector of a normalised text; its squared length is the number of blocks that know anything of it.
    pub fn vector(&self, text: &str) -> Wording {
        self.blocks.iter().flat_map(|block| block.vector(text)).collect()
    }

    /// The cosine of two vectors, the mean of their blocks' cosines, 0 to 1.
    pub fn cosine(&self, a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
        dot(a, b) / self.blocks.len() as f32
    }
}

impl Block {
    /// `is_kept` tells of an n-gram, and in how many texts it stands, whether it is kept.
    fn fit(runs: Runs, is_kept: fn(&str, usize) -> bool, texts: &[&str], first: u32) -> Self {
        let mut ids: HashMap<Box<str>, u32> = HashMap::new();
        // By feature: in how many texts it stands, and the last of them that was counted.
        let mut frequency: Vec<(u32, usize)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            runs.each(text, &mut |gram| match ids.get(gram) {
                Some(&id) => {
                    let (count, last) = &mut frequency[id as usize];
                    if *last != at {
                        (*count, *last) = (*count + 1, at);
                    }
                }
                None => {
                    ids.insert(gram.into(), frequency.len() as u32);
                    frequency.push((1, at));
                }
            });
        }
        ids.retain(|gram, id| is_kept(gram, frequency[*id as usize].0 as usize));
        let mut left: Vec<u32> = ids.values().copied().collect();
        left.sort_unstable();
        ids.values_mut().for_each(|id| *id = left.partition_point(|left| left < id) as u32);
        let all = texts.len() as f32;
        let idf = |id: &u32| ((1.0 + all) / (1.0 + frequency[*id as usize].0 as f32)).ln() + 1.0;
        let idf = left.iter().map(idf).collect();
        Block { runs, ids, first, idf }
    }

    fn vector(&self, text: &str) -> Vec<(u32, f32)> {
        let mut found: Vec<u32> = Vec::new();
        self.runs.each(text, &mut |gram| found.extend(self.ids.get(gram)));
        found.sort_unstable();
        let mut vector: Vec<(u32, f32)> = Vec::new();
        for run in found.chunk_by(|a, b| a == b) {
            vector.push((self.first + run[0], (1.0 + (run.len() as f32).ln()) * self.idf[run[0] as usize]));
        }
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    }
}

impl Runs {
    /// Hands every n-gram of a text to a function.
    fn each(self, text: &str, f: &mut dyn FnMut(&str)) {
        match self {
            Runs::Characters => each_character_run(text, f),
            Runs::Words(longest) => each_word_run(text, longest, f),
        }
    }
}

fn each_character_run(text: &str, f: &mut dyn FnMut(&str)) {
    let mut padded = String::new();
    for word in crate::text::tokens(text) {
        padded.clear();
        padded.extend([" ", word, " "]);
        let bounds: Vec<usize> = padded.char_indices().map(|(at, _)| at).chain([padded.len()]).collect();
        for length in 3..=5 {
            for window in bounds.windows(length + 1) {
                f(&padded[window[0]..window[length]]);
            }
        }
    }
}

fn each_word_run(text: &str, longest: usize, f: &mut dyn FnMut(&str)) {
    let words = crate::text::tokens(text);
    for length in 1..=longest {
        for run in words.windows(length) {
            f(&run.join(" "));
        }
    }
}

fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some((left, x)), Some((right, y))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += x * y;
                a.next();
                b.next();
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(texts: &[&str]) -> Grams {
        Grams::fit(texts)
    }

    #[test]
    fn a_text_is_nearest_to_itself_and_far_from_what_shares_nothing() {
        let grams = fit(&["how long is training", "what does it pay", "zebra"]);
        let vector = |text| grams.vector(text);
        let cosine = |a, b| grams.cosine(&vector(a), &vector(b));
        assert!((cosine("how long is training", "how long is training") - 1.0).abs() < 1e-5);
        assert_eq!(cosine("how long is training", "zebra"), 0.0);
        assert!(cosine("how long is the trainings", "how long is training") > 0.5);
    }

    #[test]
    fn unknown_and_empty_texts_have_no_features() {
        let grams = fit(&["how long is training"]);
        assert!(grams.vector("").is_empty());
        assert!(grams.vector("\u{4f60}\u{597d}").is_empty());
        assert_eq!(fit(&[]).len(), 0);
    }

    #[test]
    fn pairs_of_words_count_where_two_texts_have_them() {
        let grams = fit(&["the pump runs", "the pump stops", "stops runs"]);
        let mut words: Vec<&str> = grams.blocks[1].ids.keys().map(|gram| &**gram).collect();
        words.sort_unstable();
        assert_eq!(words, ["pump", "runs", "stops", "the", "the pump"]);
        let mut ids: Vec<u32> = grams.blocks[1].ids.values().copied().collect();
        ids.sort_unstable();
        assert_eq!(ids, [0, 1, 2, 3, 4]);
        assert_eq!(grams.blocks[1].idf.len(), 5);
    }

    #[test]
    fn rarer_words_weigh_more() {
        let grams = fit(&["the pump", "the pay", "the path"]);
        let weight = |word| grams.blocks[1].idf[grams.blocks[1].ids[word] as usize];
        assert!(weight("pump") > weight("the"));
    }
}
