//! Teaches advisors, one after the other, and keeps what is slow to compute.

use crate::advisor::Advisor;
use crate::encoder::{Encoder, FileError};
use crate::knowledge::model::KnowledgeBase;
use crate::matching::{Embeddings, Lessons};
use crate::store::EmbeddingCache;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// An encoder with the embeddings of the last advisor's texts, and the file that keeps them for the next start.
pub struct Teacher {
    embeddings: Embeddings,
    cache: EmbeddingCache,
}

impl Teacher {
    /// A teacher that keeps embeddings in the folder `data_dir`.
    ///
    /// # Errors
    /// The encoder's weights are damaged.
    pub fn new(data_dir: &Path) -> Result<Self, FileError> {
        let encoder = Arc::new(Encoder::load()?);
        let cache = EmbeddingCache::new(data_dir, encoder.model_hash());
        Ok(Teacher { embeddings: Embeddings::new(encoder, cache.load()), cache })
    }

    /// Teaches the advisor; `progress` is called with how many of how many new texts are read. The result tells whether what is
    /// new could be kept.
    ///
    /// # Errors
    /// The file of embeddings can't be written. The advisor has learnt all the same.
    pub fn teach(&mut self, advisor: &Advisor, progress: impl Fn(usize, usize) + Sync) -> io::Result<()> {
        let changed = advisor.learn(&mut self.embeddings, progress);
        if changed { self.cache.save(self.embeddings.known()) } else { Ok(()) }
    }

    /// Reads the texts of a knowledge base, without learning to tell its questions apart, and forgets no others, since it may
    /// not be the one that is served. Otherwise like [`Teacher::teach`].
    ///
    /// # Errors
    /// The file of embeddings can't be written. The texts are read all the same.
    pub fn read(&mut self, knowledge: &KnowledgeBase, progress: impl Fn(usize, usize) + Sync) -> io::Result<()> {
        let lessons = Lessons::new(knowledge, self.embeddings.encoder());
        let changed = self.embeddings.add(lessons.texts(), progress);
        if changed { self.cache.save(self.embeddings.known()) } else { Ok(()) }
    }

    /// The embeddings that are known.
    pub fn embeddings(&self) -> &Embeddings {
        &self.embeddings
    }

    /// The embeddings, where nobody is taught any more.
    pub fn into_embeddings(self) -> Embeddings {
        self.embeddings
    }
}
