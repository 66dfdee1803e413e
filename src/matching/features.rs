//! A text as a classifier sees it: its wording and its meaning.

use super::grams::Wording;
use crate::encoder::{DIMENSIONS, Embedding};

/// A text's features.
#[derive(Clone, Debug)]
pub struct Features {
    /// Its n-grams.
    pub wording: Wording,
    /// Its embedding.
    pub meaning: Embedding,
}

impl Features {
    /// Of a text whose meaning doesn't count.
    pub fn worded(wording: Wording) -> Self {
        Features { wording, meaning: Embedding::from_values([0.0; DIMENSIONS]) }
    }
}
