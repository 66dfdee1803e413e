//! A linear classifier: which class does a vector belong to, and how surely.
//!
//! Multinomial logistic regression, trained by stochastic gradient descent with a step that falls to zero (Bottou,
//! 'Stochastic Gradient Descent Tricks', 2012). Training is deterministic: the same texts give the same weights.

use super::features::Vector;

/// How often every example is seen.
const EPOCHS: usize = 12;
/// The first step's size.
const STEP: f32 = 1.5;
/// A class whose probability is off by less than this isn't touched in a step.
const NEGLIGIBLE: f32 = 1e-4;

/// The trained weights.
#[derive(Debug)]
pub struct Classifier {
    classes: usize,
    /// One row of `classes` weights a feature.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Classifier {
    /// Trains on vectors with their classes, both of the same length.
    ///
    /// Every class counts the same in all, however many examples it has. Without classes or examples, the classifier
    /// knows nothing and gives every class the same probability.
    pub fn train(features: usize, classes: usize, examples: &[(Vector, usize)]) -> Self {
        let mut sizes = vec![0_usize; classes];
        for (_, class) in examples {
            sizes[*class] += 1;
        }
        let filled = sizes.iter().filter(|size| **size > 0).count();
        let importance: Vec<f32> =
            sizes.iter().map(|size| examples.len() as f32 / (filled * size.max(&1)) as f32).collect();
        let mut classifier = Classifier { classes, weights: vec![0.0; features * classes], bias: vec![0.0; classes] };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let steps = (EPOCHS * examples.len()) as f32;
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            for (at, example) in order.iter().enumerate() {
                let (vector, class) = &examples[*example];
                let left = 1.0 - (epoch * examples.len() + at) as f32 / steps;
                classifier.step(vector, *class, STEP * left * importance[*class].min(4.0));
            }
        }
        classifier
    }

    /// The probability of each class; they add up to 1.
    pub fn probabilities(&self, vector: &Vector) -> Vec<f32> {
        let mut scores = self.bias.clone();
        for (feature, value) in vector {
            for (score, weight) in scores.iter_mut().zip(self.row(*feature)) {
                *score += value * weight;
            }
        }
        softmax(&mut scores);
        scores
    }

    fn row(&self, feature: u32) -> &[f32] {
        &self.weights[feature as usize * self.classes..][..self.classes]
    }

    /// One step against the gradient of the example's log-loss.
    fn step(&mut self, vector: &Vector, class: usize, size: f32) {
        let mut errors = self.probabilities(vector);
        errors[class] -= 1.0;
        for error in &mut errors {
            *error = if error.abs() < NEGLIGIBLE { 0.0 } else { *error * size };
        }
        for (feature, value) in vector {
            let row = &mut self.weights[*feature as usize * self.classes..][..self.classes];
            for (weight, error) in row.iter_mut().zip(&errors) {
                *weight -= value * error;
            }
        }
        for (bias, error) in self.bias.iter_mut().zip(&errors) {
            *bias -= error * 0.1;
        }
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

    #[test]
    fn learns_what_tells_classes_apart() {
        let examples =
            [(vec![(0, 1.0)], 0), (vec![(1, 1.0)], 1), (vec![(0, 0.7), (2, 0.7)], 0), (vec![(1, 0.7), (2, 0.7)], 1)];
        let classifier = Classifier::train(3, 2, &examples);
        assert!(classifier.probabilities(&vec![(0, 1.0)])[0] > 0.9);
        assert!(classifier.probabilities(&vec![(1, 1.0)])[1] > 0.9);
        let unsure = classifier.probabilities(&vec![(2, 1.0)])[0];
        assert!((0.3..0.7).contains(&unsure), "{unsure}");
    }

    #[test]
    fn knows_nothing_without_examples() {
        assert_eq!(Classifier::train(0, 2, &[]).probabilities(&vec![]), [0.5, 0.5]);
        assert!(Classifier::train(0, 0, &[]).probabilities(&vec![]).is_empty());
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
