//! The embeddings of texts that come with the program, computed beforehand.
//!
//! `models/README.md` tells which texts these are and how they are computed again.

use super::index::Known;
use crate::encoder::{DIMENSIONS, Embedding};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

/// For each text the first bytes of its SHA-256, the largest number's size as a 32-bit float, and the numbers in 127ths of that.
static FILE: &[u8] = include_bytes!("../../models/embeddings.bin");
const HASH: usize = 8;
const SCALE: usize = 4;
const RECORD: usize = HASH + SCALE + DIMENSIONS;

static RECORDS: LazyLock<HashMap<[u8; HASH], &'static [u8]>> = LazyLock::new(|| {
    FILE.chunks_exact(RECORD).map(|record| record.split_at(HASH)).map(|(hash, rest)| (key(hash), rest)).collect()
});

/// Messages that are about no occupation, or ask for nothing.
pub(super) static BACKGROUND: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let known = |text: String| Known { meaning: embedding(&text).expect("computed beforehand"), text };
    background().map(known).collect()
});

/// Every so many of the messages is enough.
const BACKGROUND_IN: usize = 2;

fn background() -> impl Iterator<Item = String> {
    include_str!("../../models/chatter.txt").lines().step_by(BACKGROUND_IN).map(crate::text::normalise)
}

fn key(hash: &[u8]) -> [u8; HASH] {
    hash[..HASH].try_into().expect("a hash is longer")
}

/// The embedding of a text, if it was computed beforehand.
pub(super) fn embedding(text: &str) -> Option<Embedding> {
    let record = RECORDS.get(&key(&Sha256::digest(text)))?;
    let (scale, codes) = record.split_first_chunk::<SCALE>().expect("a record is longer");
    let step = f32::from_le_bytes(*scale) / 127.0;
    let mut values = [0.0; DIMENSIONS];
    values.iter_mut().zip(codes).for_each(|(value, code)| *value = f32::from(code.cast_signed()) * step);
    Some(Embedding::from_values(values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Encoder;
    use crate::knowledge::{self, read_folder};
    use crate::matching::Lessons;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Of so many texts one is computed again.
    const CHECKED_IN: usize = 50;

    fn texts(encoder: &Encoder) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        let checked = knowledge::check(&read_folder(&folder), None);
        let lessons = Lessons::new(&checked.knowledge.unwrap(), encoder);
        lessons.texts().map(str::to_owned).chain(background()).collect()
    }

    fn record(text: &str, embedding: &Embedding) -> Vec<u8> {
        let values = embedding.values();
        let largest = values.iter().fold(0.0, |largest: f32, value| largest.max(value.abs()));
        let codes = values.iter().map(|value| (value / largest * 127.0).round() as i8 as u8);
        Sha256::digest(text)[..HASH].iter().copied().chain(largest.to_le_bytes()).chain(codes).collect()
    }

    #[test]
    fn the_embeddings_are_those_of_the_encoder() {
        let encoder = Encoder::load().unwrap();
        let texts: Vec<String> = texts(&encoder).into_iter().collect();
        if std::env::var_os("TRAIN_MODELS").is_some() {
            let embeddings = encoder.encode_many(&texts, 2, |_| ());
            let file: Vec<u8> =
                texts.iter().zip(&embeddings).flat_map(|(text, embedding)| record(text, embedding)).collect();
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/embeddings.bin"), file).unwrap();
            return;
        }
        let known = texts.iter().filter_map(|text| Some((text, embedding(text)?)));
        let known: Vec<_> = known.collect();
        assert!(known.len() * 100 >= 80 * texts.len(), "only {} of {} texts are known", known.len(), texts.len());
        for (text, known) in known.into_iter().step_by(CHECKED_IN) {
            let cosine = known.cosine(&encoder.encode(text));
            assert!(cosine > 0.998, "'{text}' has another embedding now: {cosine}");
        }
        assert!(background().all(|text| embedding(&text).is_some()));
        assert_eq!(embedding("a text that nobody has computed"), None);
    }
}
