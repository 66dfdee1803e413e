//! What is built from a knowledge base once and asked for every question.

use super::classifier::Classifier;
use super::confidence::{self, Evidence};
use super::features::{Features, Vector};
use super::question::{Question, Reader};
use crate::knowledge::model::{Entry, KnowledgeBase};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many candidates are kept.
const CANDIDATES: usize = 5;
/// How many entries are looked at closely to find them.
const SHORTLIST: usize = 12;

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
    /// What else is known of each entry.
    about: Vec<About>,
}

/// What is known of an entry beside its phrasings.
#[derive(Debug)]
struct About {
    /// The roles it is about.
    roles: BTreeSet<usize>,
    /// The questions that it must not answer, as they are compared.
    not_for: HashSet<String>,
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

        let features = Features::fit(&texts.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>());
        let examples: Vec<(Vector, usize)> =
            texts.iter().map(|(class, text)| (features.vector(text), *class)).collect();
        let classifier = Classifier::train(features.len(), classes.len(), &examples);
        // The first to claim a text keeps it.
        let mut exact = HashMap::new();
        for (class, text) in &texts {
            exact.entry(text.clone()).or_insert(*class);
        }
        let about = knowledge.entries.iter().map(|entry| About::new(entry, &reader)).collect();
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
        let mut candidates = self.shortlist(question, &vector, &probabilities, exact);
        let best = candidates.iter().map(|candidate| candidate.evidence.probability).fold(f32::MIN_POSITIVE, f32::max);
        for candidate in candidates.iter_mut().filter(|candidate| !candidate.evidence.exact) {
            candidate.confidence *= candidate.evidence.probability / best;
        }
        candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.entry.cmp(&b.entry)));
        candidates.truncate(CANDIDATES);
        let others = self.classes.iter().zip(&probabilities).filter_map(|(class, probability)| match class {
            Class::Other(other) => Some((*other, *probability)),
            Class::Entry(_) => None,
        });
        let exactly_other = match exact {
            Some(Class::Other(other)) => Some(other),
            _ => None,
        };
        Ranking { candidates, other: others.max_by(|a, b| a.1.total_cmp(&b.1)), exactly_other }
    }

    /// The entries that the classifier and the roles speak for, each with its own confidence, in no order.
    fn shortlist(
        &self,
        question: &Question,
        vector: &Vector,
        probabilities: &[f32],
        exact: Option<Class>,
    ) -> Vec<Candidate> {
        let classified = self.answerable(probabilities);
        let known = self.features.known(&question.in_context());
        let is_exact = |entry: usize| exact == Some(Class::Entry(entry)) && self.about[entry].fits_roles(question);
        let mut likeliest: Vec<usize> = (0..self.about.len()).collect();
        let score = |entry: usize| self.score(entry, probabilities[entry], question);
        likeliest.sort_by(|a, b| is_exact(*b).cmp(&is_exact(*a)).then(score(*b).total_cmp(&score(*a))));
        likeliest.truncate(SHORTLIST);
        let candidate = |entry: usize| {
            let about = &self.about[entry];
            let nearness = known * self.nearest(entry, vector).map_or(0.0, |(nearness, _)| nearness);
            let answerable = confidence::answerable(classified, nearness, self.unanswerable_examples);
            let evidence = Evidence {
                probability: answerable * probabilities[entry] / classified.max(f32::MIN_POSITIVE),
                answerable,
                nearness,
                exact: is_exact(entry),
                not_for: about.not_for.contains(&question.text),
                about_another_occupation: names_only_others(question),
                about_another_role: !about.fits_roles(question),
            };
            Candidate { entry, confidence: confidence::confidence(&evidence), evidence }
        };
        likeliest.into_iter().map(candidate).collect()
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
        let penalty = if self.about[entry].fits_roles(question) { 0.0 } else { OTHER_ROLE };
        probability.max(f32::MIN_POSITIVE).ln() - penalty
    }

    /// The probability that the question is one that any entry answers.
    fn answerable(&self, probabilities: &[f32]) -> f32 {
        let entries = self.classes.iter().zip(probabilities).filter(|(class, _)| matches!(class, Class::Entry(_)));
        entries.map(|(_, probability)| *probability).sum::<f32>().min(1.0)
    }
}

impl About {
    fn new(entry: &Entry, reader: &Reader) -> Self {
        let mut roles = reader.mentions(&entry.question).roles;
        roles.extend(entry.role);
        About { roles, not_for: entry.not_for.iter().map(|raw| reader.phrasing(raw)).collect() }
    }

    /// The entry is about one of the roles that the question names, or one of the two names none.
    fn fits_roles(&self, question: &Question) -> bool {
        let asked = &question.mentions.roles;
        asked.is_empty() || self.roles.is_empty() || !self.roles.is_disjoint(asked)
    }
}

/// The question names occupations, but none that is ours.
fn names_only_others(question: &Question) -> bool {
    question.mentions.roles.is_empty() && !question.mentions.other_occupations.is_empty()
}
