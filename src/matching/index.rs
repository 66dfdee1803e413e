//! What is built from a knowledge base once and asked for every question.

use super::classifier::Classifier;
use super::coverage::Coverage;
use super::effort::{Effort, Excerpt};
use super::embeddings::Embeddings;
use super::features::Features;
use super::grams::Grams;
use super::lessons::{About, Class, Lessons, Other};
use super::meanings::Meanings;
use super::question::{Question, Reader};
use super::safety::{SafetyClassifier, Verdict};
use super::standard;
use super::topic_words::TopicWords;
use crate::encoder::Embedding;
use crate::parallel;
use std::collections::HashMap;
use std::num::NonZeroUsize;

/// So many of the last words of a message are read together with the next one for a cry for help.
const ENDING: usize = 20;

/// A known text.
#[derive(Debug)]
pub(super) struct Known {
    pub text: String,
    pub meaning: Embedding,
}

/// The entries of a role, or those of none, which are rivals; and what tells them apart.
#[derive(Debug)]
pub(super) struct Group {
    /// Their indexes.
    pub entries: Vec<usize>,
    /// A class for each of them, in their order, and then one for each topic that must get no answer and each smalltalk.
    pub classifier: Classifier,
    /// The n-grams that it knows.
    pub grams: Grams,
}

impl Group {
    fn train(entries: Vec<usize>, phrasings: &[Vec<Known>], others: &[(Other, Vec<Known>)]) -> Self {
        let classes: Vec<&Vec<Known>> =
            entries.iter().map(|entry| &phrasings[*entry]).chain(others.iter().map(|(_, known)| known)).collect();
        let known =
            || classes.iter().enumerate().flat_map(|(class, known)| known.iter().map(move |known| (class, known)));
        let grams = Grams::fit(&known().map(|(_, known)| known.text.as_str()).collect::<Vec<_>>());
        let features: Vec<Features> = known().map(|(_, known)| features(&grams, &known.text, &known.meaning)).collect();
        let examples: Vec<(usize, &Features)> = known().map(|(class, _)| class).zip(&features).collect();
        let classifier = Classifier::train(grams.len(), classes.len(), &examples);
        Group { entries, classifier, grams }
    }

    /// The probability of each class for a text with this meaning; they add up to 1.
    pub fn probabilities(&self, text: &str, meaning: &Embedding) -> Vec<f32> {
        self.classifier.probabilities(&features(&self.grams, text, meaning))
    }
}

fn features(grams: &Grams, text: &str, meaning: &Embedding) -> Features {
    Features { wording: grams.vector(text), meaning: meaning.clone() }
}

/// Reads questions and ranks entries.
#[derive(Debug)]
pub struct Index {
    pub(super) reader: Reader,
    safety: SafetyClassifier,
    topic_words: TopicWords,
    pub(super) meanings: Meanings,
    pub(super) about: Vec<About>,
    /// The phrasings of each entry.
    pub(super) phrasings: Vec<Vec<Known>>,
    /// The middle of each entry's phrasings.
    pub(super) centroids: Vec<Embedding>,
    /// The sentences of each entry's answer.
    pub(super) answers: Vec<Vec<Embedding>>,
    /// The probability of each standard question for what an entry answers: 1 where it names it, and what its question
    /// tells where it doesn't say.
    pub(super) standard: Vec<Vec<f32>>,
    /// The words of each entry's texts.
    pub(super) words: Coverage,
    pub(super) groups: Vec<Group>,
    /// Texts that must get no answer, and smalltalk.
    pub(super) others: Vec<(Other, Vec<Known>)>,
    /// The class of each known text.
    pub(super) exact: HashMap<String, Class>,
}

impl Index {
    /// Learns the lessons; takes time in proportion to the texts, and some milliseconds more for each text whose embedding isn't
    /// known.
    pub fn train(lessons: Lessons, embeddings: &Embeddings) -> Self {
        let safety = SafetyClassifier::new(&lessons.safety, embeddings);
        let phrasings = lessons.texts[..lessons.about.len()].iter().flatten().map(String::as_str);
        let topic_words = TopicWords::new(phrasings, embeddings.encoder());
        let claims = lessons.claims().into_iter();
        let exact = claims.map(|(text, (class, _))| (text.to_owned(), lessons.classes[class])).collect();
        let words = words(&lessons, embeddings);
        let Lessons { reader, classes, texts, about, .. } = lessons;
        let (mut phrasings, mut others): (Vec<Vec<Known>>, Vec<_>) = (Vec::new(), Vec::new());
        for (class, texts) in classes.into_iter().zip(texts) {
            let know = |text: String| Known { meaning: embeddings.of(&text), text };
            let texts = texts.into_iter().filter(|text| !text.is_empty());
            match class {
                Class::Entry(entry) => {
                    phrasings.push(texts.chain(about[entry].added_phrasings.iter().cloned()).map(know).collect());
                }
                Class::Other(other) => others.push((other, texts.map(know).collect())),
            }
        }
        let sentences = |about: &About| about.answer.iter().map(|sentence| embeddings.of(sentence)).collect();
        let answers = about.iter().map(sentences).collect();
        let centroid = |known: &Vec<Known>| Embedding::mean(known.iter().map(|known| (1.0, &known.meaning)));
        let centroids = phrasings.iter().map(centroid).collect();
        let standard = about.iter().map(|about| standard_questions(about, embeddings)).collect();
        let groups = groups(&about, &phrasings, &others);
        let meanings = Meanings::new(embeddings.encoder().clone());
        Index {
            reader,
            safety,
            topic_words,
            meanings,
            about,
            phrasings,
            centroids,
            answers,
            standard,
            words,
            groups,
            others,
            exact,
        }
    }

    /// What a message is to safety. `said_before` is the same member's message before it, since a cry for help may be split over
    /// two. Takes microseconds for most messages, and milliseconds for suspect ones.
    pub fn safety(&self, message: &str, said_before: Option<&str>) -> Verdict {
        let is_phrasing = |class: &Class| matches!(class, Class::Entry(_));
        if self.exact.get(&self.reader.phrasing(message)).is_some_and(is_phrasing) {
            return Verdict::Harmless;
        }
        let alone = self.safety.verdict(message);
        let Some(before) = said_before.filter(|_| !matches!(alone, Verdict::Topic(_))) else { return alone };
        let together = format!("{} {message}", end_of(before));
        match self.safety.verdict(&together) {
            // What was met with help already says nothing about what is said now.
            together @ Verdict::Topic(_) if !matches!(self.safety.verdict(before), Verdict::Topic(_)) => together,
            _ => alone,
        }
    }

    /// Whether a message may have a safety topic, as far as its wording tells, alone or after `said_before`. Takes microseconds.
    pub fn may_be_unsafe(&self, message: &str, said_before: Option<&str>) -> bool {
        let together = |before: &str| !self.safety.is_harmless(&format!("{} {message}", end_of(before)));
        !self.safety.is_harmless(message) || said_before.is_some_and(together)
    }

    /// Reads a member's question; `after` is the one before it, and what it got isn't known here.
    pub fn read(&self, raw: &str, after: Option<&Question>) -> Question {
        self.reader.question(raw, after)
    }

    /// Reads a part of a message, which may name the role that the part is about.
    pub fn read_part(&self, raw: &str, message: &Question) -> Question {
        self.reader.part(raw, message)
    }

    /// Whether a question's words alone show that no entry answers it. Takes microseconds where [`Index::candidates`] takes
    /// milliseconds; `false` says nothing.
    pub fn is_chatter(&self, question: &Question) -> bool {
        self.topic_words.are_missing_in(question)
    }

    /// Which [standard question](crate::knowledge::standard_questions) a question most likely is, where that is likely.
    pub fn standard_question(&self, question: &Question) -> Option<usize> {
        standard::recognise(&question.bare, || self.meanings.of(&Excerpt::bare(question)))
    }

    /// How much may be read for one message, to rank the questions in it.
    pub fn effort(&self) -> Effort<'_> {
        Effort::new(&self.meanings)
    }
}

fn standard_questions(about: &About, embeddings: &Embeddings) -> Vec<f32> {
    let Some(named) = &about.standard else {
        let mut probabilities = standard::probabilities(&about.bare_question, || embeddings.of(&about.bare_question));
        probabilities.pop();
        return probabilities;
    };
    let mut probabilities = vec![0.0; named.iter().max().map_or(0, |last| last + 1)];
    named.iter().for_each(|at| probabilities[*at] = 1.0);
    probabilities
}

/// The words of the entries' phrasings, answers and standard questions.
fn words(lessons: &Lessons, embeddings: &Embeddings) -> Coverage {
    let texts = lessons.about.iter().zip(&lessons.texts).map(|(about, phrasings)| {
        let texts = [phrasings, &about.added_phrasings, &about.answer, &about.standard_texts];
        texts.into_iter().flatten().map(String::as_str).collect()
    });
    Coverage::new(texts, embeddings.encoder())
}

/// The groups of entries, each with its classifier, trained on all cores.
///
/// Entries of other roles are no rivals: a question names its role, and so nothing of another role changes what is answered.
fn groups(about: &[About], phrasings: &[Vec<Known>], others: &[(Other, Vec<Known>)]) -> Vec<Group> {
    let mut by_role: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (entry, about) in about.iter().enumerate() {
        by_role.entry(about.role).or_default().push(entry);
    }
    let mut groups: Vec<Vec<usize>> = by_role.into_values().collect();
    groups.sort_unstable();
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    parallel::map(groups.len(), threads, |at| Group::train(groups[at].clone(), phrasings, others))
}

/// The last words of a message, for reading them together with the next one.
fn end_of(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words[words.len().saturating_sub(ENDING)..].join(" ")
}
