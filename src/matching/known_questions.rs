//! Whether a new question only repeats one that is known already.

use super::embeddings::Embeddings;
use super::names::Mentions;
use super::question::Reader;
use super::standard;
use crate::encoder::{Embedding, Encoder};
use crate::knowledge::model::KnowledgeBase;
use crate::text::normalise;
use std::collections::HashMap;
use std::sync::Arc;

/// From this cosine on, two questions about the same occupations count as one. Of the shipped folder's pairs of phrasings that
/// are so near, 298 belong to one entry and 7 to two; from 0.90 on, it would be 827 and 65.
const ALIKE: f32 = 0.93;

/// Questions with whose they are, to be compared with new ones.
#[derive(Debug)]
pub struct KnownQuestions {
    /// Reads synonyms and names; there is none where nothing is known yet.
    reader: Option<Reader>,
    encoder: Arc<Encoder>,
    questions: Vec<Known>,
    exact: HashMap<String, usize>,
}

#[derive(Debug)]
struct Known {
    whose: String,
    raw: String,
    meaning: Embedding,
    mentions: Mentions,
}

/// The known question that a new one repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated<'a> {
    /// Whose it is, such as an entry's full id.
    pub whose: &'a str,
    /// The known question as it is written.
    pub question: &'a str,
    /// They are compared as the same words; otherwise they only mean the same.
    pub word_for_word: bool,
}

impl KnownQuestions {
    /// Those of a knowledge base's entries; takes some milliseconds for each whose embedding isn't known.
    pub fn new(knowledge: Option<&KnowledgeBase>, embeddings: &Embeddings) -> Self {
        let encoder = Arc::clone(embeddings.encoder());
        let reader = knowledge.map(|knowledge| Reader::new(knowledge, &encoder));
        let mut known = KnownQuestions { reader, encoder, questions: Vec::new(), exact: HashMap::new() };
        for entry in knowledge.into_iter().flat_map(|knowledge| &knowledge.entries) {
            for phrasing in entry.phrasings() {
                let meaning = embeddings.of(&known.read(phrasing));
                known.keep(entry.id.as_str(), phrasing, meaning);
            }
        }
        known
    }

    /// The standard question that a question seems to be, by its index; takes some milliseconds.
    pub fn standard_question(&self, question: &str) -> Option<usize> {
        let bare = self.reader.as_ref().map_or_else(|| normalise(question), |reader| reader.bare(question));
        standard::recognise(&bare, || self.encoder.encode(&bare))
    }

    /// Adds a question.
    pub fn add(&mut self, whose: &str, question: &str) {
        let meaning = self.encoder.encode(&self.read(question));
        self.keep(whose, question, meaning);
    }

    /// The question that this one repeats: in the same words, or else the one that is nearest in meaning and near enough.
    pub fn find(&self, question: &str) -> Option<Repeated<'_>> {
        self.find_exact(question).or_else(|| {
            let (meaning, mentions) = (self.encoder.encode(&self.read(question)), self.mentions(question));
            let same_occupations = self.questions.iter().filter(|known| known.mentions == mentions);
            let likeness = |known: &Known| known.meaning.cosine(&meaning);
            let nearest = same_occupations.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
            (likeness(nearest) >= ALIKE).then(|| nearest.repeated(false))
        })
    }

    /// The question that this one repeats in the same words.
    pub fn find_exact(&self, question: &str) -> Option<Repeated<'_>> {
        self.exact.get(&self.read(question)).map(|at| self.questions[*at].repeated(true))
    }

    fn keep(&mut self, whose: &str, question: &str, meaning: Embedding) {
        self.exact.entry(self.read(question)).or_insert(self.questions.len());
        let mentions = self.mentions(question);
        self.questions.push(Known { whose: whose.to_owned(), raw: question.to_owned(), meaning, mentions });
    }

    fn read(&self, question: &str) -> String {
        self.reader.as_ref().map_or_else(|| normalise(question), |reader| reader.phrasing(question))
    }

    fn mentions(&self, question: &str) -> Mentions {
        self.reader.as_ref().map(|reader| reader.mentions(question)).unwrap_or_default()
    }
}

impl Known {
    fn repeated(&self, word_for_word: bool) -> Repeated<'_> {
        Repeated { whose: &self.whose, question: &self.raw, word_for_word }
    }
}
