//! What the matcher learns from: the knowledge base's texts, each with what it stands for.

use super::question::{Question, Reader};
use super::safety;
use crate::encoder::Encoder;
use crate::knowledge::model::{Entry, KnowledgeBase, Safety};
use crate::knowledge::{fill_in, standard_questions};
use crate::text;
use std::collections::{BTreeSet, HashMap};

/// So many sentences of an answer are read.
const SENTENCES: usize = 8;
/// What is shorter is a figure or an abbreviation rather than a sentence.
const SHORTEST: usize = 12;

/// Something other than an entry that a question may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A topic of `out_of_scope.toml`, by its index.
    OutOfScope(usize),
    /// A reply of `smalltalk.toml`, by its index.
    Smalltalk(usize),
}

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An entry, by its index.
    Entry(usize),
    /// Anything else.
    Other(Other),
}

/// What is known of an entry beside its phrasings.
#[derive(Debug)]
pub(super) struct About {
    /// The role that it belongs to, by its index.
    pub role: Option<usize>,
    /// The roles it is about.
    pub roles: BTreeSet<usize>,
    /// The questions that it must not answer, as they are compared, in the order of its file.
    pub not_for: Vec<String>,
    /// The sentences of its answer, as texts are compared.
    pub answer: Vec<String>,
    /// The standard questions that it names, by their indexes; `None` where its file doesn't say.
    pub standard: Option<Vec<usize>>,
    /// How these are asked, without the names of occupations.
    pub standard_texts: Vec<String>,
    /// How the folder says that these are asked of the entry's role.
    pub added_phrasings: Vec<String>,
    /// Its question without the names of occupations.
    pub bare_question: String,
}

/// The texts of a knowledge base as they are compared, with what they stand for.
#[derive(Debug)]
pub struct Lessons {
    pub(super) reader: Reader,
    /// The entries come first, in the knowledge base's order, so that an entry's index is its class too.
    pub(super) classes: Vec<Class>,
    /// The texts of each class, in the order of their file; empty where a text has no words.
    pub(super) texts: Vec<Vec<String>>,
    /// By entry.
    pub(super) about: Vec<About>,
    pub(super) safety: Safety,
    safety_texts: Vec<String>,
}

impl Lessons {
    /// Reads the texts of a knowledge base.
    pub fn new(knowledge: &KnowledgeBase, encoder: &Encoder) -> Self {
        let mut lessons = Lessons {
            reader: Reader::new(knowledge, encoder),
            classes: Vec::new(),
            texts: Vec::new(),
            about: Vec::new(),
            safety: knowledge.safety.clone(),
            safety_texts: safety::texts(&knowledge.safety),
        };
        for (at, entry) in knowledge.entries.iter().enumerate() {
            lessons.add(Class::Entry(at), entry.phrasings());
            lessons.about.push(About::new(entry, knowledge, &lessons.reader));
        }
        for (at, topic) in knowledge.out_of_scope.iter().enumerate() {
            lessons.add(Class::Other(Other::OutOfScope(at)), topic.examples.iter().map(String::as_str));
        }
        for (at, smalltalk) in knowledge.smalltalk.iter().enumerate() {
            lessons.add(Class::Other(Other::Smalltalk(at)), smalltalk.said.iter().map(String::as_str));
        }
        lessons
    }

    fn add<'a>(&mut self, class: Class, raw: impl Iterator<Item = &'a str>) {
        self.classes.push(class);
        self.texts.push(raw.map(|raw| self.reader.phrasing(raw)).collect());
    }

    /// Every text that has words, with its class's number.
    pub(super) fn examples(&self) -> impl Iterator<Item = (usize, &str)> {
        let of_class = |(class, texts)| std::iter::repeat(class).zip(texts);
        let examples = self.texts.iter().enumerate().flat_map(of_class);
        examples.map(|(class, text): (usize, &String)| (class, text.as_str())).filter(|(_, text)| !text.is_empty())
    }

    /// Who gets each text word for word, by the class's number and the place in its list: the first to claim a text keeps it.
    pub(super) fn claims(&self) -> HashMap<&str, (usize, usize)> {
        let mut claims = HashMap::new();
        for (class, texts) in self.texts.iter().enumerate() {
            for (at, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                claims.entry(text.as_str()).or_insert((class, at));
            }
        }
        claims
    }

    /// The texts whose embeddings are needed, to learn from them and to [`lint`](super::lint()) them.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let not_for = self.about.iter().flat_map(|about| &about.not_for).chain(self.reader.role_names());
        let of_entries = self
            .about
            .iter()
            .flat_map(|about| about.answer.iter().chain(&about.added_phrasings).chain([&about.bare_question]));
        let more = not_for.chain(of_entries).map(String::as_str).filter(|text| !text.is_empty());
        self.examples().map(|(_, text)| text).chain(more).chain(self.safety_texts.iter().map(String::as_str))
    }
}

impl About {
    fn new(entry: &Entry, knowledge: &KnowledgeBase, reader: &Reader) -> Self {
        let mut roles = reader.mentions(&entry.question).roles;
        roles.extend(entry.role);
        let role = entry.role.map_or("", |role| knowledge.roles[role].name.as_str());
        let bare = |text: &String| reader.phrasing(&fill_in(text, ""));
        let named = || entry.standard.iter().map(|at| &knowledge.standard[*at]);
        // What the folder adds to a question comes after what the program brings along.
        let own = |at: &usize| standard_questions().get(*at).map_or(0, |known| known.phrasings.len());
        let added = entry.standard.iter().flat_map(|at| &knowledge.standard[*at].phrasings[own(at)..]);
        About {
            role: entry.role,
            roles,
            not_for: entry.not_for.iter().map(|raw| reader.phrasing(raw)).collect(),
            answer: sentences(&entry.answer),
            standard: entry.gives_standard.then(|| entry.standard.clone()),
            standard_texts: named()
                .flat_map(|known| known.phrasings.iter().chain([&known.question]))
                .map(bare)
                .collect(),
            added_phrasings: added.map(|text| reader.phrasing(&fill_in(text, role))).collect(),
            bare_question: reader.bare(&entry.question),
        }
    }

    /// The entry is about one of the roles that the question names, or one of the two names none.
    pub(super) fn fits_roles(&self, question: &Question) -> bool {
        let asked = &question.mentions.roles;
        asked.is_empty() || self.roles.is_empty() || !self.roles.is_disjoint(asked)
    }
}

/// The first sentences and lines of an answer, as texts are compared.
fn sentences(answer: &str) -> Vec<String> {
    let plain = text::without_markup(answer);
    let pieces = plain.split(['\n', '.', '!', '?', ':', ';']).map(text::normalise);
    pieces.filter(|sentence| sentence.len() >= SHORTEST).take(SENTENCES).collect()
}
