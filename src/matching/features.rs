//! A text as the classifier sees it: its wording and its meaning.

use super::effort::Excerpt;
use super::grams::{Grams, Wording};
use crate::encoder::{DIMENSIONS, Embedding, Encoder};
use lru::LruCache;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many meanings are remembered: a message's words are read alone, and again as a part of it or after the question before.
const RECENT: NonZeroUsize = NonZeroUsize::new(64).unwrap();

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

/// Turns texts into features.
#[derive(Debug)]
pub struct Extractor {
    grams: Grams,
    encoder: Arc<Encoder>,
    /// By a hash, so that no member's words are kept.
    recent: Mutex<LruCache<u64, Embedding>>,
    hasher: RandomState,
}

impl Extractor {
    /// Learns the n-grams of normalised texts.
    pub fn new(texts: &[&str], encoder: Arc<Encoder>) -> Self {
        let recent = Mutex::new(LruCache::new(RECENT));
        Extractor { grams: Grams::fit(texts), encoder, recent, hasher: RandomState::new() }
    }

    /// How many n-grams are known.
    pub fn grams(&self) -> usize {
        self.grams.len()
    }

    /// The n-grams of a normalised text.
    pub fn wording(&self, text: &str) -> Wording {
        self.grams.vector(text)
    }

    /// The features of an excerpt; takes some milliseconds.
    pub fn features(&self, excerpt: &Excerpt) -> Features {
        Features { wording: self.wording(&excerpt.text), meaning: self.meaning(excerpt) }
    }

    /// The embedding of an excerpt; takes some milliseconds.
    pub fn meaning(&self, excerpt: &Excerpt) -> Embedding {
        let key = self.hasher.hash_one(excerpt);
        let remembered = self.recent().get(&key).cloned();
        remembered.unwrap_or_else(|| {
            let meaning = self.encoder.encode_beginning(&excerpt.text, excerpt.most_tokens);
            self.recent().put(key, meaning.clone());
            meaning
        })
    }

    /// How many tokens the encoder reads of an excerpt.
    pub fn tokens(&self, excerpt: &Excerpt) -> usize {
        self.encoder.tokens(&excerpt.text).min(excerpt.most_tokens)
    }

    fn recent(&self) -> MutexGuard<'_, LruCache<u64, Embedding>> {
        // Nothing that is done under the lock leaves it half done.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cosine of two wordings, 0 to 1.
    pub fn cosine(&self, a: &Wording, b: &Wording) -> f32 {
        self.grams.cosine(a, b)
    }
}
