//! The meaning of a text as a vector: all-MiniLM-L6-v2, its weights rounded to 4 bits and built into the program.
//!
//! `models/README.md` tells where the weights come from and how the file is laid out. A text is cut into tokens
//! (`tokenizer`), the tokens go through the network (`transformer`, whose matrix products are in `kernel`), and the mean
//! over the tokens, scaled to length 1, is the text's embedding. Nothing here reads a file, a clock or a network.

mod file;
mod kernel;
mod math;
#[cfg(test)]
mod reference_tests;
mod tokenizer;
mod transformer;

pub use file::FileError;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::parallel;
use kernel::Kernel;
use tokenizer::Tokenizer;
use transformer::Transformer;

/// How many numbers an embedding has.
pub const DIMENSIONS: usize = 384;

static WEIGHTS: &[u8] = include_bytes!("../../models/minilm.bin");

/// The unit vector of a text: texts that mean alike point alike. A clone shares the numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding(Arc<[f32; DIMENSIONS]>);

impl Embedding {
    /// Takes an embedding that was kept, as `values` gave it.
    pub fn from_values(values: [f32; DIMENSIONS]) -> Self {
        Embedding(Arc::new(values))
    }

    /// The numbers; the sum of their squares is 1.
    pub fn values(&self) -> &[f32; DIMENSIONS] {
        &self.0
    }

    /// The direction between embeddings with these weights, as a text of several parts has it, about.
    pub fn mean<'a>(parts: impl IntoIterator<Item = (f32, &'a Embedding)>) -> Self {
        let mut sum = [0.0; DIMENSIONS];
        for (weight, Embedding(part)) in parts {
            sum.iter_mut().zip(part.iter()).for_each(|(sum, part)| *sum += weight * part);
        }
        math::normalise(&mut sum);
        Embedding::from_values(sum)
    }

    /// What is left of the direction when those of `others` are taken away (by Gram and Schmidt), and how long that is, 0 to 1.
    pub fn without<'a>(&self, others: impl IntoIterator<Item = &'a Embedding>) -> (Self, f32) {
        let mut taken: Vec<[f32; DIMENSIONS]> = Vec::new();
        let rest = |mut values: [f32; DIMENSIONS], taken: &[[f32; DIMENSIONS]]| {
            for taken in taken {
                let share = math::dot(&values, taken);
                values.iter_mut().zip(taken).for_each(|(value, taken)| *value -= share * taken);
            }
            let length = math::dot(&values, &values).sqrt();
            math::normalise(&mut values);
            (values, length)
        };
        for other in others {
            taken.push(rest(*other.values(), &taken).0);
        }
        let (left, length) = rest(*self.values(), &taken);
        (Embedding::from_values(left), length)
    }

    /// The cosine of two embeddings, -1 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        math::dot(self.values(), other.values())
    }
}

/// Reads texts. The weights stay where they are in the program; an encoder adds some 3 MB to them.
#[derive(Debug)]
pub struct Encoder {
    hash: [u8; 32],
    tokenizer: Tokenizer<'static>,
    transformer: Transformer<'static>,
    kernel: Kernel,
}

impl Encoder {
    /// The encoder with the weights that are part of the program, once their checksum is found to be right.
    pub fn load() -> Result<Self, FileError> {
        Self::from_bytes(WEIGHTS)
    }

    /// The encoder with the weights of a file that `models/make.py` wrote.
    ///
    /// Fails where the file is none of this version's, is damaged, or is cut off.
    pub fn from_bytes(file: &'static [u8]) -> Result<Self, FileError> {
        let contents = file::read(file)?;
        Ok(Encoder {
            hash: contents.hash,
            tokenizer: Tokenizer::new(contents.vocabulary)?,
            transformer: contents.transformer,
            kernel: Kernel::best(),
        })
    }

    /// What to keep embeddings under: the SHA-256 of the weights. Other weights give other embeddings.
    pub fn model_hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The embedding of a text in any language, of any length, even an empty one; English is what it understands.
    ///
    /// Only the beginning of a long text is read: 126 pieces of words, about 100 words of English. The same text gives
    /// the same numbers in every call, on whatever thread; between processors they may differ by rounding, about 1e-6.
    pub fn encode(&self, text: &str) -> Embedding {
        Embedding::from_values(self.transformer.encode(self.kernel, &self.tokenizer.tokens(text)))
    }

    /// Like [`Encoder::encode`], but of no more than `most` tokens, two of which mark the text's ends.
    pub fn encode_beginning(&self, text: &str, most: usize) -> Embedding {
        Embedding::from_values(self.transformer.encode(self.kernel, &self.tokenizer.first_tokens(text, most)))
    }

    /// How many tokens [`Encoder::encode`] reads of a text, which is what takes its time.
    pub fn tokens(&self, text: &str) -> usize {
        self.tokenizer.tokens(text).len()
    }

    /// The embeddings of many texts, in their order, computed on up to `threads` threads.
    ///
    /// `progress` is called on these threads, after every text, with how many are done.
    pub fn encode_many<T: AsRef<str> + Sync>(
        &self,
        texts: &[T],
        threads: usize,
        progress: impl Fn(usize) + Sync,
    ) -> Vec<Embedding> {
        let done = AtomicUsize::new(0);
        parallel::map(texts.len(), threads, |at| {
            let embedding = self.encode(texts[at].as_ref());
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            embedding
        })
    }

    /// Whether a lower-case word is one of `whole_words`.
    pub fn knows_word(&self, word: &str) -> bool {
        self.tokenizer.knows_word(word)
    }

    /// The words of two letters or more that the encoder knows as a whole, the most frequent in English texts first.
    pub fn whole_words(&self) -> impl Iterator<Item = &'static str> {
        self.tokenizer.whole_words()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{LazyLock, Mutex};

    use proptest::prelude::*;

    use super::*;

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::load().unwrap());

    #[test]
    fn texts_that_mean_alike_are_nearer_than_others() {
        let cosine = |a, b| ENCODER.encode(a).cosine(&ENCODER.encode(b));
        let question = "how long does it take to become a nurse";
        let alike = cosine(question, "years of school for nursing");
        let other = cosine(question, "my laptop won't turn on");
        assert!(alike > 0.6 && other < 0.2, "{alike} {other}");
    }

    #[test]
    fn what_is_taken_away_is_no_longer_there() {
        let [text, one, two] = ["what does a nurse earn", "nurse", "nursing"].map(|text| ENCODER.encode(text));
        let (left, length) = text.without([&one, &two]);
        assert!(left.cosine(&one).abs() < 1e-3 && left.cosine(&two).abs() < 1e-3);
        assert!((left.cosine(&left) - 1.0).abs() < 1e-5 && (0.1..0.9).contains(&length), "{length}");
        assert_eq!(text.without([]).0.cosine(&text), 1.0);
        assert!(one.without([&one]).1 < 1e-3);
    }

    #[test]
    fn an_embedding_has_length_1_even_of_nothing() {
        for text in ["", " ", "\u{0}", "how long", "\u{4f60}\u{597d}"] {
            let embedding = ENCODER.encode(text);
            assert!((embedding.cosine(&embedding) - 1.0).abs() < 1e-5, "{text:?}");
            assert_eq!(Embedding::from_values(*embedding.values()), embedding);
        }
    }

    #[test]
    fn many_texts_on_many_threads_give_what_each_gives_alone() {
        let texts: Vec<String> = (0..23).map(|at| "how long is it ".repeat(at % 5) + &at.to_string()).collect();
        let alone: Vec<Embedding> = texts.iter().map(|text| ENCODER.encode(text)).collect();
        for threads in [0, 1, 2, 7, 100] {
            let progress = Mutex::new(Vec::new());
            let found = ENCODER.encode_many(&texts, threads, |done| progress.lock().unwrap().push(done));
            assert!(found == alone, "{threads} threads");
            let mut progress = progress.into_inner().unwrap();
            progress.sort_unstable();
            assert_eq!(progress, (1..=texts.len()).collect::<Vec<_>>());
        }
        assert_eq!(ENCODER.encode_many::<&str>(&[], 2, |_| ()), []);
    }

    #[test]
    fn only_the_beginning_of_a_huge_text_is_read() {
        let start = "how long is the training of a perfusionist? ".repeat(20);
        let huge = start.clone() + &"and what does it pay ".repeat(500_000);
        assert!(ENCODER.encode(&start) == ENCODER.encode(&huge));
    }

    #[test]
    fn both_kernels_give_the_same_embeddings() {
        let plain = Encoder { kernel: Kernel::Plain, ..Encoder::load().unwrap() };
        for text in ["", "how much do perfusionists make?", &"why is it so hard to get in, and ".repeat(30)] {
            let (ours, best) = (plain.encode(text), ENCODER.encode(text));
            for (a, b) in ours.values().iter().zip(best.values()) {
                assert!((a - b).abs() < 1e-4, "{text:?}: {a} {b}");
            }
        }
    }

    #[test]
    fn whole_words_are_words_and_the_frequent_come_first() {
        let words: Vec<&str> = ENCODER.whole_words().collect();
        assert!(words.len() > 15_000, "{}", words.len());
        assert!(words.iter().all(|word| ENCODER.knows_word(word)));
        let place = |word| words.iter().position(|known| *known == word).unwrap();
        assert!(place("the") < place("nurse"));
        for none in ["", "a", "##ing", "1990", "[UNK]", "Nurse", "perfusionist", "?", "caf\u{e9}"] {
            assert!(!ENCODER.knows_word(none), "{none:?}");
        }
    }

    #[test]
    fn the_hash_is_that_of_the_readme() {
        let hash: String = ENCODER.model_hash().iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(include_str!("../../models/README.md").contains(&hash), "{hash}");
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let refused = |bytes: &'static [u8]| Encoder::from_bytes(bytes).unwrap_err().to_string();
        assert!(refused(b"").contains("is no encoder file"));
        assert!(refused(&WEIGHTS[..WEIGHTS.len() - 1]).contains("damaged"));
        let mut flipped = WEIGHTS.to_vec();
        flipped[5_000_000] ^= 1;
        assert!(refused(flipped.leak()).contains("damaged"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let embedding = ENCODER.encode(&text);
            prop_assert!(embedding.values().iter().all(|value| value.is_finite()));
        }
    }
}
