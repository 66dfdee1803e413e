//! What must outlive a restart, in files of the folder `DATA_DIR`.

mod embeddings;

pub use embeddings::EmbeddingCache;
