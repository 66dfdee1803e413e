//! Classifiers that are part of the program, since what they tell apart is the same for every knowledge base.
//!
//! `models/README.md` tells what they learn from and how they are trained again.

use super::classifier::Classifier;
use super::grams::Grams;
use flate2::read::DeflateDecoder;
use serde::{Deserialize, Serialize};

/// N-grams and what was learnt from them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Trained<const CLASSIFIERS: usize> {
    pub grams: Grams,
    classifiers: Vec<Classifier>,
    /// The SHA-256 of the data that it was trained on.
    data: [u8; 32],
}

impl<const CLASSIFIERS: usize> Trained<CLASSIFIERS> {
    /// A model of the program's own; a test holds each to be sound and to be that of its data.
    pub fn read(file: &[u8]) -> Self {
        let read = || -> Result<Self, Box<dyn std::error::Error>> {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut DeflateDecoder::new(file), &mut bytes)?;
            Ok(postcard::from_bytes(&bytes)?)
        };
        let model = read().unwrap_or_else(|error| panic!("a model of the program is damaged: {error}"));
        assert_eq!(model.classifiers.len(), CLASSIFIERS, "a model of the program is of another kind");
        model
    }

    pub fn classifier(&self, at: usize) -> &Classifier {
        &self.classifiers[at]
    }
}

#[cfg(test)]
pub(super) mod training {
    use super::*;
    use flate2::{Compression, write::DeflateEncoder};
    use sha2::{Digest, Sha256};
    use std::io::Write;
    use std::path::Path;

    /// Compares a model with what it was trained on; with `TRAIN_MODELS` in the environment, trains it anew.
    pub fn check<const CLASSIFIERS: usize>(
        name: &str,
        shipped: &[u8],
        data: &[&str],
        train: impl FnOnce() -> (Grams, [Classifier; CLASSIFIERS]),
    ) {
        let mut hash = Sha256::new();
        data.iter().for_each(|data| hash.update(data));
        let data: [u8; 32] = hash.finalize().into();
        if std::env::var_os("TRAIN_MODELS").is_some() {
            let (grams, classifiers) = train();
            let classifiers = classifiers.into_iter().map(Classifier::rounded).collect();
            let model = Trained::<CLASSIFIERS> { grams, classifiers, data };
            let mut file = DeflateEncoder::new(Vec::new(), Compression::best());
            file.write_all(&postcard::to_stdvec(&model).unwrap()).unwrap();
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(name);
            std::fs::write(path, file.finish().unwrap()).unwrap();
        } else {
            let is_current = Trained::<CLASSIFIERS>::read(shipped).data == data;
            assert!(
                is_current,
                "models/{name} was trained on other data; models/README.md says how it is trained again"
            );
        }
    }
}
