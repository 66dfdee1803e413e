//! The embeddings of what members write.

use super::effort::Excerpt;
use crate::encoder::{Embedding, Encoder};
use lru::LruCache;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many are remembered: a message's words are read alone, and again as a part of it or after the question before.
const RECENT: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// Computes embeddings, and remembers the last ones.
#[derive(Debug)]
pub struct Meanings {
    encoder: Arc<Encoder>,
    /// By a hash, so that no member's words are kept.
    recent: Mutex<LruCache<u64, Embedding>>,
    hasher: RandomState,
}

impl Meanings {
    /// Computes with this encoder.
    pub fn new(encoder: Arc<Encoder>) -> Self {
        Meanings { encoder, recent: Mutex::new(LruCache::new(RECENT)), hasher: RandomState::new() }
    }

    /// The embedding of an excerpt; takes some milliseconds.
    pub fn of(&self, excerpt: &Excerpt) -> Embedding {
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
}
