//! Texts whose meanings are so near that they get in each other's way, found by their neighbours.
//!
//! What two texts both name, such as 'perfusionist', makes them near and tells nothing, so the names of the roles that a text
//! is about are taken away from its meaning before it is compared with other entries' texts. `docs/matching.md` tells on what
//! the limits were chosen.

use super::named;
use super::subjects::{Subject, Subjects};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::encoder::Embedding;
use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::shorten;
use crate::matching::embeddings::Embeddings;
use crate::matching::lessons::Lessons;
use crate::matching::names::words;
use crate::matching::neighbours::nearest;
use crate::text::normalise;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Phrasings of two entries that are nearer than this ask the same.
const SAME: f32 = 0.89;
/// So do those that are nearer than this without the names and than [`WHOLE`] with them, where one is much nearer to the other
/// entry than to its own.
const ALIKE: f32 = 0.82;
/// As above.
const WHOLE: f32 = 0.88;
/// How much nearer that is, on average over the nearest [`FEW`] phrasings of each entry.
const ASTRAY: f32 = 0.25;
/// Fewer phrasings than this don't tell what an entry is about.
const FEW: usize = 3;
/// Whoever asks what is nearer to a phrasing than this gets its answer, whatever `not_for` says.
const ANSWERED: f32 = 0.92;
/// Phrasings of one entry with the same words, but for empty ones, add nothing where they are nearer than this as a whole.
const COPY: f32 = 0.97;
/// Where no more than this is left of a text without its names, it is compared as a whole.
const NOTHING: f32 = 0.3;

/// Words without which a question is still the same.
const EMPTY_WORDS: [&str; 48] = [
    "a", "actually", "am", "an", "are", "as", "at", "be", "been", "being", "by", "did", "do", "does", "even", "for",
    "had", "has", "have", "hey", "i", "in", "is", "it", "just", "like", "me", "my", "of", "okay", "on", "please",
    "really", "so", "that", "the", "their", "there", "they", "this", "to", "uh", "um", "was", "were", "what", "which",
    "with",
];

/// A phrasing of an entry, ready to be compared.
struct Phrasing<'a> {
    entry: usize,
    raw: &'a str,
    place: &'a Place,
    /// As the matcher compares it.
    text: &'a str,
    subject: Subject,
    whole: Embedding,
}

struct Likeness<'a> {
    knowledge: &'a KnowledgeBase,
    phrasings: Vec<Phrasing<'a>>,
    /// The phrasings' meanings without the names of roles.
    meanings: Vec<Embedding>,
    /// Which phrasings are an entry's.
    of_entry: Vec<Range<usize>>,
}

pub(super) fn lint(
    knowledge: &KnowledgeBase,
    lessons: &Lessons,
    embeddings: &Embeddings,
    concerns: &(dyn Fn(usize) -> bool + Sync),
    out: &mut Vec<Diagnostic>,
) {
    let mut reader = MeaningReader::new(lessons, embeddings);
    let mut likeness = Likeness { knowledge, phrasings: Vec::new(), meanings: Vec::new(), of_entry: Vec::new() };
    for (at, entry) in knowledge.entries.iter().enumerate() {
        let start = likeness.phrasings.len();
        let texts = entry.phrasings().zip(&entry.phrasing_places).zip(&lessons.texts[at]);
        for ((raw, place), text) in texts.filter(|(_, text)| !text.is_empty()) {
            let (subject, whole, meaning) = reader.read(at, raw, text);
            likeness.phrasings.push(Phrasing { entry: at, raw, place, text, subject, whole });
            likeness.meanings.push(meaning);
        }
        likeness.of_entry.push(start..likeness.phrasings.len());
    }
    for entry in (0..knowledge.entries.len()).filter(|entry| concerns(*entry)) {
        likeness.copies(entry, out);
        for (at, text) in lessons.about[entry].not_for.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (subject, _, meaning) = reader.read(entry, &knowledge.entries[entry].not_for[at], text);
            out.extend(likeness.answered(entry, at, text, subject, &meaning));
        }
    }
    likeness.collisions(concerns, out);
}

/// Gives texts their meanings.
struct MeaningReader<'a> {
    embeddings: &'a Embeddings,
    subjects: Subjects<'a>,
    /// By role.
    names: Vec<Embedding>,
}

impl<'a> MeaningReader<'a> {
    fn new(lessons: &'a Lessons, embeddings: &'a Embeddings) -> Self {
        let names = lessons.reader.role_names().iter().map(|name| embeddings.of(name)).collect();
        MeaningReader { embeddings, subjects: Subjects::new(lessons), names }
    }

    /// What a text of an entry is about, its meaning as a whole, and that without the names.
    fn read(&mut self, entry: usize, raw: &str, text: &str) -> (Subject, Embedding, Embedding) {
        let (subject, roles) = self.subjects.of(entry, raw);
        let whole = self.embeddings.of(text);
        let (rest, length) = whole.without(roles.iter().map(|role| &self.names[*role]));
        let meaning = if length > NOTHING { rest } else { whole.clone() };
        (subject, whole, meaning)
    }
}

impl Likeness<'_> {
    /// Phrasings that would take other entries' questions.
    fn collisions(&self, concerns: &(dyn Fn(usize) -> bool + Sync), out: &mut Vec<Diagnostic>) {
        let found = nearest(&self.meanings, ALIKE, |first, second| {
            let (first, second) = (&self.phrasings[first], &self.phrasings[second]);
            first.entry != second.entry
                && first.subject.fits(second.subject)
                && (concerns(first.entry) || concerns(second.entry))
                // Who gets these is settled word for word.
                && first.text != second.text
        });
        let mut colliding: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, found) in found.iter().enumerate() {
            let Some(other) = found else { continue };
            let excess = self.excess(at, self.phrasings[other.at].entry);
            if other.cosine >= SAME {
                // The one that is less at home is the one to mend.
                let others = self.excess(other.at, self.phrasings[at].entry);
                let is_at_home = excess < others || excess == others && at < other.at;
                let (stray, rightful) = if is_at_home { (other.at, at) } else { (at, other.at) };
                colliding.entry(stray).or_insert(rightful);
            } else if excess >= ASTRAY && self.siblings(at) >= FEW && self.whole(at, other.at) >= WHOLE {
                colliding.entry(at).or_insert(other.at);
            }
        }
        out.extend(colliding.into_iter().map(|(stray, rightful)| self.collision(stray, rightful)));
    }

    fn collision(&self, stray: usize, rightful: usize) -> Diagnostic {
        let (stray, rightful) = (&self.phrasings[stray], &self.phrasings[rightful]);
        let message = format!(
            "this phrasing of {} would take questions from {}: it is nearly the same as \"{}\"",
            named(self.knowledge, stray.entry),
            named(self.knowledge, rightful.entry),
            shorten(rightful.raw)
        );
        Diagnostic::at(Code::CollidingPhrasing, stray.place.clone(), message)
            .note(rightful.place.clone(), "nearly the same")
            .help("keep the one where members expect the answer, or say in both what sets the two apart")
    }

    /// How much nearer a phrasing is to the nearest phrasings of another entry than to those of its own.
    fn excess(&self, at: usize, other: usize) -> f32 {
        self.nearness(at, other) - self.nearness(at, self.phrasings[at].entry)
    }

    /// The mean cosine to the nearest few phrasings of an entry, 0 where there are none.
    fn nearness(&self, at: usize, entry: usize) -> f32 {
        let mut cosines: Vec<f32> =
            self.comparable(at, entry).map(|other| self.meanings[at].cosine(&self.meanings[other])).collect();
        cosines.sort_unstable_by(|a, b| b.total_cmp(a));
        cosines.truncate(FEW);
        cosines.iter().sum::<f32>() / cosines.len().max(1) as f32
    }

    fn whole(&self, one: usize, other: usize) -> f32 {
        self.phrasings[one].whole.cosine(&self.phrasings[other].whole)
    }

    fn siblings(&self, at: usize) -> usize {
        self.comparable(at, self.phrasings[at].entry).count()
    }

    /// The phrasings of an entry that may ask the same as this one, without itself.
    fn comparable(&self, at: usize, entry: usize) -> impl Iterator<Item = usize> {
        let fits = move |other: &usize| *other != at && self.phrasings[at].subject.fits(self.phrasings[*other].subject);
        self.of_entry[entry].clone().filter(fits)
    }

    /// Phrasings of one entry that add nothing to an earlier one. That one stands there in the very same words,
    /// `duplicate-phrasing` tells.
    fn copies(&self, entry: usize, out: &mut Vec<Diagnostic>) {
        let phrasings = &self.phrasings[self.of_entry[entry].clone()];
        for (at, later) in phrasings.iter().enumerate() {
            let is_copy = |earlier: &&Phrasing<'_>| {
                later.text == earlier.text
                    || later.whole.cosine(&earlier.whole) >= COPY && telling(later.text) == telling(earlier.text)
            };
            let Some(earlier) = phrasings[..at].iter().find(is_copy) else { continue };
            if normalise(later.raw) == normalise(earlier.raw) {
                continue;
            }
            let nearly = if later.text == earlier.text { "" } else { "nearly " };
            let message = format!(
                "this phrasing adds nothing to entry {}: it is {nearly}the same to the bot as \"{}\"",
                named(self.knowledge, entry),
                shorten(earlier.raw)
            );
            let diagnostic = Diagnostic::at(Code::RedundantPhrasing, later.place.clone(), message)
                .note(earlier.place.clone(), format!("{nearly}the same"))
                .help("delete one of the two, or word it in another way");
            out.push(diagnostic);
        }
    }

    /// A question of `not_for` that is so near to a phrasing that whoever words it a little otherwise gets the answer.
    fn answered(
        &self,
        entry: usize,
        at: usize,
        text: &str,
        subject: Subject,
        meaning: &Embedding,
    ) -> Option<Diagnostic> {
        let own = self.of_entry[entry].clone();
        // Which of two equal ones counts is settled word for word.
        if self.phrasings[own.clone()].iter().any(|own| own.text == text) {
            return None;
        }
        let near = own
            .filter(|own| self.phrasings[*own].subject.fits(subject))
            .map(|own| (self.meanings[own].cosine(meaning), own))
            .filter(|(cosine, _)| *cosine >= ANSWERED);
        let (_, nearest) = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        let (model, nearest) = (&self.knowledge.entries[entry], &self.phrasings[nearest]);
        let message = format!(
            "entry {} still answers \"{}\" when it is worded a little otherwise: its phrasing \"{}\" is nearly the same",
            named(self.knowledge, entry),
            shorten(&model.not_for[at]),
            shorten(nearest.raw)
        );
        let diagnostic = Diagnostic::at(Code::AnsweredNotFor, model.not_for_places[at].clone(), message)
            .note(nearest.place.clone(), "the phrasing")
            .help("delete the phrasing, or say in both what sets the two apart");
        Some(diagnostic)
    }
}

/// The words that tell what a text asks for, without plural endings.
fn telling(text: &str) -> BTreeSet<String> {
    words(text).into_iter().filter(|word| EMPTY_WORDS.binary_search(&word.as_str()).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_sorted_and_left_out() {
        assert!(EMPTY_WORDS.is_sorted());
        assert_eq!(telling("what are the best majors"), telling("the best major"));
        assert_ne!(telling("how is the pay"), telling("why is the pay"));
    }
}
