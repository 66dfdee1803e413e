//! The embeddings of texts: those of the knowledge base's texts are kept, a question's is computed.

use super::precomputed;
use crate::encoder::{Embedding, Encoder};
use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::Arc;

/// An encoder with the embeddings that it has computed.
#[derive(Clone, Debug)]
pub struct Embeddings {
    encoder: Arc<Encoder>,
    known: HashMap<String, Embedding>,
}

impl Embeddings {
    /// An encoder with embeddings that it computed earlier, by their texts; it isn't checked that they are its own.
    pub fn new(encoder: Arc<Encoder>, known: HashMap<String, Embedding>) -> Self {
        Embeddings { encoder, known }
    }

    /// The encoder.
    pub fn encoder(&self) -> &Arc<Encoder> {
        &self.encoder
    }

    /// The embeddings that are kept, by their texts.
    pub fn known(&self) -> &HashMap<String, Embedding> {
        &self.known
    }

    /// Keeps the embeddings of these texts and of no others; those that aren't known yet are computed on all of the
    /// machine's cores. `progress` is called on these threads with how many of how many are done. Tells whether anything
    /// has changed.
    pub fn learn<'a>(&mut self, texts: impl Iterator<Item = &'a str>, progress: impl Fn(usize, usize) + Sync) -> bool {
        let texts: HashSet<&str> = texts.collect();
        let before = self.known.len();
        self.known.retain(|text, _| texts.contains(text.as_str()));
        let forgot = self.known.len() < before;
        self.add(texts.into_iter(), progress) || forgot
    }

    /// Like [`Embeddings::learn`], but what is kept already stays, for whoever needs it.
    pub fn add<'a>(&mut self, texts: impl Iterator<Item = &'a str>, progress: impl Fn(usize, usize) + Sync) -> bool {
        let new: HashSet<&str> = texts.filter(|text| !self.has(text)).collect();
        let new: Vec<&str> = new.into_iter().collect();
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let embeddings = self.encoder.encode_many(&new, threads, |done| progress(done, new.len()));
        let changed = !new.is_empty();
        self.known.extend(new.into_iter().map(str::to_owned).zip(embeddings));
        changed
    }

    /// The embedding of a text, computed where it isn't known.
    pub(super) fn of(&self, text: &str) -> Embedding {
        let known = self.known.get(text).cloned().or_else(|| precomputed::embedding(text));
        known.unwrap_or_else(|| self.encoder.encode(text))
    }

    fn has(&self, text: &str) -> bool {
        self.known.contains_key(text) || precomputed::embedding(text).is_some()
    }
}
