//! What is built from a knowledge base once and asked for every question.

use super::classifier::Classifier;
use super::confidence::{self, Evidence};
use super::features::{Features, Vector};
use super::question::{Question, Reader};
use crate::knowledge::model::KnowledgeBase;
use std::collections::{BTreeSet, HashMap};

/// How many candidates are kept.
const CANDIDATES: usize = 5;

/// How much less likely, in logarithms, an entry is that is about none of the roles a question names.
const OTHER_ROLE: f32 = 2.5;

/// An entry that may answer the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index into the knowledge base's entries.
    pub entry: usize,
    /// Probability that showing it is right, 0 to 1.
    pub confidence: f32,
    /// What the confidence was made from.
    pub evidence: Evidence,
}

/// Something other than an entry that a question may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A topic of `out_of_scope.toml`, by its index.
    OutOfScope(usize),
    /// A reply of `smalltalk.toml`, by its index.
    Smalltalk(usize),
    /// A near miss that some entry's `not_for` holds.
    NearMiss,
}

/// What a question was found to be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The best five entries, best first.
    pub candidates: Vec<Candidate>,
    /// The likeliest thing other than an entry, with its probability.
    pub other: Option<(Other, f32)>,
    /// The question, word for word, is one that must get no answer, or smalltalk.
    pub exactly_other: Option<Other>,
}

/// What a class of the classifier stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Entry(usize),
    Other(Other),
}

/// Reads questions and ranks entries.
#[derive(Debug)]
pub struct Index {
    reader: Reader,
    features: Features,
    classifier: Classifier,
    /// The entries come first, in the knowledge base's order, so that an entry's index is its class too.
    classes: Vec<Class>,
    /// The known texts of each class.
    texts: Vec<Vec<(String, Vector)>>,
    exact: HashMap<String, usize>,
    /// How many of the texts must get no answer.
    unanswerable_examples: usize,
    /// By entry: the roles it is about, and the other occupations that its own texts name.
    about: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
}

impl Index {
    /// Builds the index; takes time in proportion to the texts times the entries.
    pub fn build(knowledge: &KnowledgeBase) -> Self {
        let reader = Reader::new(knowledge);
        let mut classes = Vec::new();
        let mut texts: Vec<(usize, String)> = Vec::new();
        let mut add = |class: Class, raw: &mut dyn Iterator<Item = &str>| {
            texts.extend(raw.map(|raw| (classes.len(), reader.phrasing(raw))).filter(|(_, text)| !text.is_empty()));
            classes.push(class);
        };
        for (at, entry) in knowledge.entries.iter().enumerate() {
            add(Class::Entry(at), &mut entry.phrasings());
        }
        for (at, topic) in knowledge.out_of_scope.iter().enumerate() {
            add(Class::Other(Other::OutOfScope(at)), &mut topic.examples.iter().map(String::as_str));
        }
        for (at, smalltalk) in knowledge.smalltalk.iter().enumerate() {
            add(Class::Other(Other::Smalltalk(at)), &mut smalltalk.said.iter().map(String::as_str));
        }
        let not_for = knowledge.entries.iter().flat_map(|entry| &entry.not_for);
        add(Class::Other(Other::NearMiss), &mut not_for.map(String::as_str));

        let features = Features::fit(&texts.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>());
        let examples: Vec<(Vector, usize)> =
            texts.iter().map(|(class, text)| (features.vector(text), *class)).collect();
        let classifier = Classifier::train(features.len(), classes.len(), &examples);
        // The first to claim a text keeps it.
        let mut exact = HashMap::new();
        for (class, text) in &texts {
            exact.entry(text.clone()).or_insert(*class);
        }
        let about = knowledge
            .entries
            .iter()
            .map(|entry| {
                let mut roles = reader.mentions(&entry.question).roles;
                roles.extend(entry.role);
                let named = entry.phrasings().chain([entry.answer.as_str()]).map(|text| reader.mentions(text));
                (roles, named.flat_map(|mentions| mentions.other_occupations).collect())
            })
            .collect();
        let is_unanswerable = |(class, _): &&(usize, String)| matches!(classes[*class], Class::Other(_));
        let unanswerable_examples = texts.iter().filter(is_unanswerable).count();
        let mut by_class = vec![Vec::new(); classes.len()];
        for ((class, text), (vector, _)) in texts.into_iter().zip(examples) {
            by_class[class].push((text, vector));
        }
        Index { reader, features, classifier, classes, texts: by_class, exact, unanswerable_examples, about }
    }

    /// Reads a member's question; `after` is the one before it.
    pub fn read(&self, raw: &str, after: Option<&Question>) -> Question {
        self.reader.question(raw, after)
    }

    /// Ranks the entries for a question.
    pub fn candidates(&self, question: &Question) -> Ranking {
        let vector = self.features.vector(&question.in_context());
        let probabilities = self.classifier.probabilities(&vector);
        let exact = self.exact.get(&question.text).map(|class| self.classes[*class]);

        let mut ranked: Vec<(usize, f32)> = Vec::new();
        let mut other: Option<(Other, f32)> = None;
        for (class, probability) in self.classes.iter().zip(&probabilities) {
            match class {
                Class::Entry(entry) => ranked.push((*entry, self.score(*entry, *probability, question))),
                Class::Other(what) if other.is_none_or(|(_, best)| best < *probability) => {
                    other = Some((*what, *probability));
                }
                Class::Other(_) => {}
            }
        }
        // An exact hit leads, whatever the classifier thinks of it.
        let is_exact = |entry: usize| exact == Some(Class::Entry(entry));
        ranked.sort_by(|a, b| is_exact(b.0).cmp(&is_exact(a.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
        ranked.truncate(CANDIDATES);
        let classified = self.answerable(&probabilities);
        let known = self.features.known(&question.in_context());
        let candidates = ranked
            .iter()
            .map(|(entry, _)| {
                let nearness = known * self.nearest(*entry, &vector).map_or(0.0, |(nearness, _)| nearness);
                let answerable = confidence::answerable(classified, nearness, self.unanswerable_examples);
                let evidence = Evidence {
                    probability: answerable * probabilities[*entry] / classified.max(f32::MIN_POSITIVE),
                    answerable,
                    nearness,
                    exact: is_exact(*entry),
                    about_another_occupation: self.is_foreign(*entry, question),
                    about_another_role: !self.fits_roles(*entry, question),
                };
                Candidate { entry: *entry, confidence: confidence::confidence(&evidence), evidence }
            })
            .collect();
        let exactly_other = match exact {
            Some(Class::Other(what)) => Some(what),
            _ => None,
        };
        Ranking { candidates, other, exactly_other }
    }

    /// The entry's phrasing that is most like the question, as it is compared.
    pub fn nearest_phrasing(&self, entry: usize, question: &Question) -> Option<&str> {
        let vector = self.features.vector(&question.in_context());
        self.nearest(entry, &vector).map(|(_, text)| text)
    }

    fn nearest(&self, entry: usize, vector: &Vector) -> Option<(f32, &str)> {
        self.texts[entry]
            .iter()
            .map(|(text, phrasing)| (self.features.cosine(vector, phrasing), text.as_str()))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    }

    fn score(&self, entry: usize, probability: f32, question: &Question) -> f32 {
        let penalty = if self.fits_roles(entry, question) { 0.0 } else { OTHER_ROLE };
        probability.max(f32::MIN_POSITIVE).ln() - penalty
    }

    /// The probability that the question is one that any entry answers.
    fn answerable(&self, probabilities: &[f32]) -> f32 {
        let entries = self.classes.iter().zip(probabilities).filter(|(class, _)| matches!(class, Class::Entry(_)));
        entries.map(|(_, probability)| *probability).sum::<f32>().min(1.0)
    }

    /// The entry is about one of the roles that the question names, or one of the two names none.
    fn fits_roles(&self, entry: usize, question: &Question) -> bool {
        let (roles, asked) = (&self.about[entry].0, &question.mentions.roles);
        asked.is_empty() || roles.is_empty() || !roles.is_disjoint(asked)
    }

    /// The question names an occupation that neither is ours nor stands in the entry, and none that is ours.
    fn is_foreign(&self, entry: usize, question: &Question) -> bool {
        let named = &question.mentions.other_occupations;
        question.mentions.roles.is_empty() && !named.is_subset(&self.about[entry].1)
    }
}
