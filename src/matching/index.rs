//! What is built from a knowledge base once and asked for every question.

use super::classifier::Classifier;
use super::confidence::{self, Evidence, Nearness};
use super::effort::{Effort, Excerpt};
use super::embeddings::Embeddings;
use super::features::{Extractor, Features};
use super::lessons::{About, Class, Lessons, Other};
use super::question::{Question, Reader};
use super::safety::{SafetyClassifier, Verdict};
use super::standard;
use super::topic_words::TopicWords;
use crate::encoder::Embedding;
use crate::text::tokens;
use std::collections::HashMap;

/// How many candidates are kept.
const CANDIDATES: usize = 5;
/// How many entries are looked at closely to find them.
const SHORTLIST: usize = 12;
/// How much more a long message as a whole weighs than its last question.
const WHOLE: f32 = 2.0;
/// No reading of a follow-up may rule an entry out that another one speaks for: it counts as at least this likely.
const FLOOR: f32 = 0.02;
/// How likely a follow-up is to ask again for the entry that was just shown, compared with another one.
const AGAIN: f32 = 0.3;
/// So many of the last words of a message are read together with the next one for a cry for help.
const ENDING: usize = 20;
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
    /// Which of the entry's known texts is nearest in meaning; [`Index::phrasing`] gives it.
    pub nearest: usize,
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

impl Ranking {
    /// The question, word for word, is one that is known.
    pub fn is_word_for_word(&self) -> bool {
        self.exactly_other.is_some() || self.candidates.first().is_some_and(|first| first.evidence.exact)
    }
}

/// A known text.
#[derive(Debug)]
struct Known {
    text: String,
    features: Features,
}

/// Reads questions and ranks entries.
#[derive(Debug)]
pub struct Index {
    reader: Reader,
    safety: SafetyClassifier,
    topic_words: TopicWords,
    extractor: Extractor,
    classifier: Classifier,
    classes: Vec<Class>,
    /// The known texts of each class.
    known: Vec<Vec<Known>>,
    /// The class of each known text.
    exact: HashMap<String, usize>,
    about: Vec<About>,
    /// How many of the texts must get no answer.
    counterexamples: usize,
}

impl Index {
    /// Learns the lessons; takes time in proportion to the texts times the classes, and some milliseconds more for each
    /// text whose embedding isn't known.
    pub fn train(lessons: Lessons, embeddings: &Embeddings) -> Self {
        let safety = SafetyClassifier::new(&lessons.safety, embeddings);
        let texts: Vec<&str> = lessons.examples().map(|(_, text)| text).collect();
        let extractor = Extractor::new(&texts, embeddings.encoder().clone());
        let phrasings = lessons.texts[..lessons.about.len()].iter().flatten().map(String::as_str);
        let topic_words = TopicWords::new(phrasings, embeddings.encoder());
        let exact = lessons.claims().into_iter().map(|(text, (class, _))| (text.to_owned(), class)).collect();
        let Lessons { reader, classes, texts, about, .. } = lessons;
        let know = |text: String| {
            let features = Features { wording: extractor.wording(&text), meaning: embeddings.of(&text) };
            Known { text, features }
        };
        let know_all = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).map(know).collect();
        let known: Vec<Vec<Known>> = texts.into_iter().map(know_all).collect();
        let mut examples: Vec<(usize, &Features)> = Vec::new();
        for (class, known) in known.iter().enumerate() {
            examples.extend(known.iter().map(|known| (class, &known.features)));
        }
        let classifier = Classifier::train(extractor.grams(), classes.len(), &examples);
        let others = classes.iter().zip(&known).filter(|(class, _)| matches!(class, Class::Other(_)));
        let counterexamples = others.map(|(_, known)| known.len()).sum();
        Index { reader, safety, topic_words, extractor, classifier, classes, known, exact, about, counterexamples }
    }

    /// What a message is to safety. `said_before` is the same member's message before it, since a cry for help may be split over
    /// two. Takes microseconds for most messages, and milliseconds for suspect ones.
    pub fn safety(&self, message: &str, said_before: Option<&str>) -> Verdict {
        let is_phrasing = |class: &usize| matches!(self.classes[*class], Class::Entry(_));
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

    /// Ranks the entries for a question.
    pub fn candidates(&self, question: &Question) -> Ranking {
        let (whole, focus) = self.features(question);
        let probabilities = self.probabilities(question, &whole, focus.as_ref());
        let features: Vec<Features> = [Some(whole), focus].into_iter().flatten().collect();
        let exact = self.exact.get(&question.text).map(|class| self.classes[*class]);
        let mut candidates = self.shortlist(question, &features, &probabilities, exact);
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

    /// Which [standard question](crate::knowledge::standard_questions) a question most likely is, where that is likely.
    pub fn standard_question(&self, question: &Question) -> Option<usize> {
        standard::recognise(&question.bare, || self.extractor.meaning(&Excerpt::bare(question)))
    }

    /// How much may be read for one message, to rank the questions in it.
    pub fn effort(&self) -> Effort<'_> {
        Effort::new(&self.extractor)
    }

    /// The features of the question in its context, and of a long message's last question.
    ///
    /// Each word is encoded once: what a long message means is taken for the mean of what its parts do.
    fn features(&self, question: &Question) -> (Features, Option<Features>) {
        let whole = Excerpt::whole(question);
        let Some(focus) = &question.focus else { return (self.extractor.features(&whole), None) };
        let asked = self.extractor.features(&Excerpt::asked(focus));
        let words = |text: &str| tokens(text).len() as f32;
        let rest = self.extractor.meaning(&Excerpt::rest(focus));
        let meaning = Embedding::mean([(words(&focus.question), &asked.meaning), (words(&focus.rest), &rest)]);
        (Features { wording: self.extractor.wording(&whole.text), meaning }, Some(asked))
    }

    /// The probability of each class, by the whole message and, if it is long, by its last question too. Each reading weighs by
    /// how answerable it is: some questions say all by themselves, others only point back.
    ///
    /// Whether a follow-up is answerable, it must tell by itself; which entry it means, it tells alone and together with the
    /// question before it. Both readings are multiplied (the 'logarithmic opinion pool' of Genest and Zidek, 'Combining
    /// Probability Distributions', 1986), so that an entry must fit both.
    fn probabilities(&self, question: &Question, whole: &Features, focus: Option<&Features>) -> Vec<f32> {
        let mut probabilities = self.classifier.probabilities(whole);
        if let Some(focus) = focus {
            let focus = self.classifier.probabilities(focus);
            let answerable = |probabilities: &[f32]| probabilities[..self.about.len()].iter().sum::<f32>();
            let (whole, asked) = (WHOLE * answerable(&probabilities), answerable(&focus).max(f32::MIN_POSITIVE));
            let share = whole / (whole + asked);
            for (probability, asked) in probabilities.iter_mut().zip(focus) {
                *probability = share * *probability + (1.0 - share) * asked;
            }
        }
        let Some(conversation) = &question.conversation else { return probabilities };
        let together = self.classifier.probabilities(&self.extractor.features(&Excerpt::conversation(conversation)));
        let entries = &mut probabilities[..self.about.len()];
        let together = &together[..entries.len()];
        let sum = |of: &[f32]| of.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let (alone, both) = (sum(entries), sum(together));
        for (probability, together) in entries.iter_mut().zip(together) {
            *probability = (*probability / alone + FLOOR) * (together / both + FLOOR);
        }
        if let Some(shown) = question.shown_before {
            entries[shown] *= AGAIN;
        }
        let scale = alone / sum(entries);
        entries.iter_mut().for_each(|probability| *probability *= scale);
        probabilities
    }

    /// The entries that the classifier and the roles speak for, each with its own confidence, in no order.
    fn shortlist(
        &self,
        question: &Question,
        features: &[Features],
        probabilities: &[f32],
        exact: Option<Class>,
    ) -> Vec<Candidate> {
        // A phrasing without a role is another question where another role is carried over.
        let in_place = |entry: usize| question.carried_over.is_none() || self.about[entry].fits_roles(question);
        let is_exact = |entry: usize| exact == Some(Class::Entry(entry)) && in_place(entry);
        let mut likeliest: Vec<usize> = (0..self.about.len()).collect();
        let score = |entry: usize| self.score(entry, probabilities[entry], question);
        likeliest.sort_by(|a, b| is_exact(*b).cmp(&is_exact(*a)).then(score(*b).total_cmp(&score(*a))));
        likeliest.truncate(SHORTLIST);
        let near: Vec<(Nearness, usize)> = likeliest.iter().map(|entry| self.nearness(*entry, features)).collect();
        let nearest = near.iter().map(|(nearness, _)| *nearness).fold(Nearness::NONE, Nearness::max);
        let answerable = probabilities[..self.about.len()].iter().sum::<f32>().min(1.0);
        let candidate = |(entry, (nearness, phrasing))| {
            let about: &About = &self.about[entry];
            let evidence = Evidence {
                probability: probabilities[entry],
                answerable,
                counterexamples: self.counterexamples,
                nearest,
                nearness,
                exact: is_exact(entry),
                not_for: about.not_for.contains(&question.text),
                about_another_occupation: question.names_only_others(),
                about_another_role: !about.fits_roles(question),
                follow_up: question.conversation.is_some(),
            };
            Candidate { entry, confidence: confidence::confidence(&evidence), evidence, nearest: phrasing }
        };
        likeliest.iter().copied().zip(near).map(candidate).collect()
    }

    /// The phrasing that is nearest to the question in meaning, as it is compared; `None` for an entry whose phrasings have no
    /// words.
    pub fn phrasing(&self, candidate: &Candidate) -> Option<&str> {
        self.known[candidate.entry].get(candidate.nearest).map(|known| known.text.as_str())
    }

    /// How near the entry's phrasings are, and which of them is nearest in meaning.
    fn nearness(&self, entry: usize, features: &[Features]) -> (Nearness, usize) {
        let mut best = (Nearness::NONE, 0);
        for (at, known) in self.known[entry].iter().enumerate() {
            for features in features {
                let near = Nearness {
                    wording: self.extractor.cosine(&known.features.wording, &features.wording),
                    meaning: known.features.meaning.cosine(&features.meaning),
                };
                let nearest = if near.meaning > best.0.meaning { at } else { best.1 };
                best = (best.0.max(near), nearest);
            }
        }
        best
    }

    fn score(&self, entry: usize, probability: f32, question: &Question) -> f32 {
        let penalty = if self.about[entry].fits_roles(question) { 0.0 } else { OTHER_ROLE };
        probability.max(f32::MIN_POSITIVE).ln() - penalty
    }
}

/// The last words of a message, for reading them together with the next one.
fn end_of(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words[words.len().saturating_sub(ENDING)..].join(" ")
}

impl About {
    /// The entry is about one of the roles that the question names, or one of the two names none.
    fn fits_roles(&self, question: &Question) -> bool {
        let asked = &question.mentions.roles;
        asked.is_empty() || self.roles.is_empty() || !self.roles.is_disjoint(asked)
    }
}
