//! A linear classifier: which class does a text belong to, and how surely.
//!
//! Multinomial logistic regression, trained by stochastic gradient descent with a step that falls to zero (Bottou,
//! 'Stochastic Gradient Descent Tricks', 2012). It is trained twice, with the examples in different orders, and the mean of both
//! is taken, so that less depends on the order. Training is deterministic: the same texts give the same weights.

use super::features::Features;
use crate::encoder::DIMENSIONS;
use serde::{Deserialize, Serialize};

/// What the two orders of the examples begin with.
const SEEDS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0x9E37_79B9_7E69_3972];
/// How often every example is seen.
const EPOCHS: usize = 12;
/// The first step's size.
const STEP: f32 = 0.8;
/// A class with few examples weighs more, but no more than this.
const HEAVIEST: f32 = 4.0;
/// The bias moves by this much of a step.
const BIAS: f32 = 0.1;
/// How much longer the meaning's vector is than each block of the wording's.
const MEANING: f32 = 1.7;
/// A class whose probability is off by less than this isn't touched in a step.
const NEGLIGIBLE: f32 = 1e-4;

/// The trained weights.
#[derive(Debug, Serialize, Deserialize)]
pub struct Classifier {
    classes: usize,
    /// One row of `classes` weights an n-gram.
    wording: Vec<f32>,
    /// One row of `classes` weights a dimension of the embedding.
    meaning: Vec<f32>,
    bias: Vec<f32>,
}

impl Classifier {
    /// Trains on texts with the numbers of their classes; `grams` is how many n-grams are known.
    ///
    /// Every class counts the same in all, however many examples it has, unless it has very few. Without classes or
    /// examples, the classifier knows nothing and gives every class the same probability. Takes two threads.
    pub fn train(grams: usize, classes: usize, examples: &[(usize, &Features)]) -> Self {
        let [mut first, second] = std::thread::scope(|scope| {
            SEEDS
                .map(|seed| scope.spawn(move || Self::train_in_order(grams, classes, examples, Random(seed))))
                .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        for (mean, other) in
            [(&mut first.wording, second.wording), (&mut first.meaning, second.meaning), (&mut first.bias, second.bias)]
        {
            mean.iter_mut().zip(other).for_each(|(mean, other)| *mean = (*mean + other) / 2.0);
        }
        first
    }

    fn train_in_order(grams: usize, classes: usize, examples: &[(usize, &Features)], mut random: Random) -> Self {
        let mut sizes = vec![0_usize; classes];
        for (class, _) in examples {
            sizes[*class] += 1;
        }
        let filled = sizes.iter().filter(|size| **size > 0).count();
        let importance: Vec<f32> =
            sizes.iter().map(|size| examples.len() as f32 / (filled * size.max(&1)) as f32).collect();
        let mut classifier = Classifier {
            classes,
            wording: vec![0.0; grams * classes],
            meaning: vec![0.0; DIMENSIONS * classes],
            bias: vec![0.0; classes],
        };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let steps = (EPOCHS * examples.len()) as f32;
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            for (at, example) in order.iter().enumerate() {
                let (class, features) = &examples[*example];
                let left = 1.0 - (epoch * examples.len() + at) as f32 / steps;
                classifier.step(features, *class, STEP * left * importance[*class].min(HEAVIEST));
            }
        }
        classifier
    }

    /// The probability of each class; they add up to 1.
    pub fn probabilities(&self, features: &Features) -> Vec<f32> {
        let mut scores = self.bias.clone();
        for (gram, value) in &*features.wording {
            add(&mut scores, &self.wording[*gram as usize * self.classes..][..self.classes], *value);
        }
        let rows = self.meaning.chunks_exact(self.classes.max(1));
        // Where a text's wording alone counts, all of them are zero.
        for (row, value) in rows.zip(features.meaning.values()).filter(|(_, value)| **value != 0.0) {
            add(&mut scores, row, MEANING * value);
        }
        softmax(&mut scores);
        scores
    }

    /// The weights with fewer digits, so that they take less room; no probability changes by as much as a thousandth.
    #[cfg(test)]
    pub fn rounded(mut self) -> Self {
        let all = self.wording.iter_mut().chain(&mut self.meaning).chain(&mut self.bias);
        all.for_each(|weight| *weight = (*weight * 256.0).round() / 256.0);
        self
    }

    /// One step against the gradient of the example's log-loss.
    fn step(&mut self, features: &Features, class: usize, size: f32) {
        let mut errors = self.probabilities(features);
        errors[class] -= 1.0;
        for error in &mut errors {
            *error = if error.abs() < NEGLIGIBLE { 0.0 } else { *error * size };
        }
        for (gram, value) in &*features.wording {
            add(&mut self.wording[*gram as usize * self.classes..][..self.classes], &errors, -value);
        }
        let rows = self.meaning.chunks_exact_mut(self.classes).zip(features.meaning.values());
        for (row, value) in rows.filter(|(_, value)| **value != 0.0) {
            add(row, &errors, -MEANING * value);
        }
        add(&mut self.bias, &errors, -BIAS);
    }
}

/// Adds `times` times `other` to `sum`.
fn add(sum: &mut [f32], other: &[f32], times: f32) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += times * other;
    }
}

fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - highest).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Marsaglia's xorshift64 ('Xorshift RNGs', 2003): enough to mix an order, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// Fisher and Yates.
    fn shuffle(&mut self, items: &mut [usize]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Embedding;

    fn worded(wording: &[(u32, f32)]) -> Features {
        Features { wording: wording.into(), meaning: Embedding::from_values([0.0; DIMENSIONS]) }
    }

    fn meaning(dimension: usize) -> Features {
        let values = std::array::from_fn(|at| if at == dimension { 1.0 } else { 0.0 });
        Features { wording: Box::default(), meaning: Embedding::from_values(values) }
    }

    #[test]
    fn learns_which_words_tell_classes_apart() {
        let texts = [&[(0, 1.0)][..], &[(1, 1.0)], &[(0, 0.7), (2, 0.7)], &[(1, 0.7), (2, 0.7)]].map(worded);
        let examples: Vec<(usize, &Features)> = [0, 1, 0, 1].into_iter().zip(&texts).collect();
        let classifier = Classifier::train(3, 2, &examples);
        assert!(classifier.probabilities(&worded(&[(0, 1.0)]))[0] > 0.8);
        assert!(classifier.probabilities(&worded(&[(1, 1.0)]))[1] > 0.8);
        let unsure = classifier.probabilities(&worded(&[(2, 1.0)]))[0];
        assert!((0.3..0.7).contains(&unsure), "{unsure}");
    }

    #[test]
    fn learns_which_meanings_tell_classes_apart() {
        let texts = [meaning(7), meaning(300)];
        let classifier = Classifier::train(0, 2, &[(0, &texts[0]), (1, &texts[1])]);
        assert!(classifier.probabilities(&meaning(7))[0] > 0.8);
        assert!(classifier.probabilities(&meaning(300))[1] > 0.8);
    }

    #[test]
    fn knows_nothing_without_examples() {
        assert_eq!(Classifier::train(0, 2, &[]).probabilities(&meaning(0)), [0.5, 0.5]);
        assert!(Classifier::train(0, 0, &[]).probabilities(&meaning(0)).is_empty());
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..50).collect();
        Random(1).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
