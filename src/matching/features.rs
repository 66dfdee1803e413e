//! A text as the classifier sees it: its wording and its meaning.

use super::grams::{Grams, Wording};
use crate::encoder::{Embedding, Encoder};
use std::sync::Arc;

/// A text's features.
#[derive(Clone, Debug)]
pub struct Features {
    /// Its n-grams.
    pub wording: Wording,
    /// Its embedding.
    pub meaning: Embedding,
}

/// Turns texts into features.
#[derive(Debug)]
pub struct Extractor {
    grams: Grams,
    encoder: Arc<Encoder>,
}

impl Extractor {
    /// Learns the n-grams of normalised texts.
    pub fn new(texts: &[&str], encoder: Arc<Encoder>) -> Self {
        Extractor { grams: Grams::fit(texts), encoder }
    }

    /// How many n-grams are known.
    pub fn grams(&self) -> usize {
        self.grams.len()
    }

    /// The n-grams of a normalised text.
    pub fn wording(&self, text: &str) -> Wording {
        self.grams.vector(text)
    }

    /// The features of a normalised text; takes some milliseconds.
    pub fn features(&self, text: &str) -> Features {
        Features { wording: self.wording(text), meaning: self.meaning(text) }
    }

    /// The embedding of a normalised text; takes some milliseconds.
    pub fn meaning(&self, text: &str) -> Embedding {
        self.encoder.encode(text)
    }

    /// The cosine of two wordings, 0 to 1.
    pub fn cosine(&self, a: &Wording, b: &Wording) -> f32 {
        self.grams.cosine(a, b)
    }
}
