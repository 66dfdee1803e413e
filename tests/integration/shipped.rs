//! The folder that the program comes with, and what was learnt from it, for all tests.

use career_advisor::advisor::{Advisor, Clock};
use career_advisor::encoder::Encoder;
use career_advisor::knowledge;
use career_advisor::knowledge::model::KnowledgeBase;
use career_advisor::matching::Embeddings;
use career_advisor::store::EmbeddingCache;
use jiff::civil::date;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

static ENCODER: LazyLock<Arc<Encoder>> = LazyLock::new(|| Arc::new(Encoder::load().unwrap()));

/// An advisor of any knowledge base, ready to be asked.
pub fn learnt(knowledge: KnowledgeBase, clock: Clock) -> Advisor {
    let advisor = Advisor::new(knowledge, clock);
    advisor.learn(&mut embeddings(), |_, _| ());
    advisor
}

/// An encoder that keeps nothing.
pub fn embeddings() -> Embeddings {
    Embeddings::new(Arc::clone(&ENCODER), HashMap::new())
}

/// The advisor of the shipped folder.
pub fn advisor() -> &'static Advisor {
    &SHIPPED
}

/// A `DATA_DIR` in which programs that read the shipped folder find what was learnt from it.
pub fn data_dir() -> PathBuf {
    LazyLock::force(&SHIPPED);
    kept()
}

static SHIPPED: LazyLock<Advisor> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    started(&knowledge::load(&folder, None).knowledge.expect("a valid folder"), &kept())
});

/// An advisor as a start makes it that finds what earlier ones left in `data_dir`.
pub fn started(knowledge: &KnowledgeBase, data_dir: &Path) -> Advisor {
    let advisor = Advisor::new(knowledge.clone(), Box::new(|| date(2026, 11, 24)));
    let cache = EmbeddingCache::new(data_dir, ENCODER.model_hash());
    let mut embeddings = Embeddings::new(Arc::clone(&ENCODER), cache.load());
    advisor.learn(&mut embeddings, |_, _| ());
    cache.save(embeddings.known()).unwrap();
    advisor
}

/// The embeddings of the shipped folder's texts.
pub fn kept_embeddings() -> Embeddings {
    let known = EmbeddingCache::new(&data_dir(), ENCODER.model_hash()).load();
    Embeddings::new(Arc::clone(&ENCODER), known)
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("data")
}
