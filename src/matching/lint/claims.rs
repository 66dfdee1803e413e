//! Texts that are the same to the matcher, word for word: who gets them, and who doesn't.

use super::named;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::model::{Entry, KnowledgeBase};
use crate::knowledge::shorten;
use crate::matching::lessons::{Class, Lessons, Other};
use crate::text::normalise;
use std::collections::HashMap;

/// Why a phrasing, asked word for word, doesn't get its own entry.
enum Lost {
    /// Another entry, by its index, has it as this phrasing, by its place in the list.
    To(usize, usize),
    /// The entry's own `not_for` lists it, at this place.
    Refused(usize),
    /// It has no words.
    Wordless,
}

/// A knowledge base as the matcher compares it.
struct Claims<'a> {
    knowledge: &'a KnowledgeBase,
    lessons: &'a Lessons,
    /// By text, the class and the place in its list that get it.
    holders: HashMap<&'a str, (usize, usize)>,
}

pub(super) fn lint(
    knowledge: &KnowledgeBase,
    lessons: &Lessons,
    concerns: &dyn Fn(usize) -> bool,
    out: &mut Vec<Diagnostic>,
) {
    let claims = Claims { knowledge, lessons, holders: lessons.claims() };
    for entry in 0..knowledge.entries.len() {
        let lost: Vec<Option<Lost>> =
            (0..lessons.texts[entry].len()).map(|phrasing| claims.lost(entry, phrasing)).collect();
        let is_concerned =
            |lost: &Option<Lost>| concerns(entry) || matches!(lost, Some(Lost::To(other, _)) if concerns(*other));
        if lost.iter().all(Option::is_some) {
            out.extend(lost.iter().any(is_concerned).then(|| claims.unreachable(entry)));
        } else {
            out.extend(lost.first().filter(|lost| is_concerned(lost)).and_then(|lost| claims.unfound(entry, lost)));
        }
        for (phrasing, lost) in lost.iter().enumerate().skip(1).filter(|(_, lost)| is_concerned(lost)) {
            out.extend(lost.as_ref().and_then(|lost| claims.same(entry, phrasing, lost)));
        }
        if concerns(entry) {
            claims.not_for(entry, out);
        }
    }
    claims.examples(concerns, out);
}

impl Claims<'_> {
    fn entry(&self, at: usize) -> &Entry {
        &self.knowledge.entries[at]
    }

    fn named(&self, entry: usize) -> String {
        named(self.knowledge, entry)
    }

    fn lost(&self, entry: usize, phrasing: usize) -> Option<Lost> {
        let text = &self.lessons.texts[entry][phrasing];
        if let Some(at) = self.lessons.about[entry].not_for.iter().position(|refused| refused == text) {
            return Some(Lost::Refused(at));
        }
        match self.holders.get(text.as_str()) {
            None => Some(Lost::Wordless),
            Some((holder, _)) if *holder == entry => None,
            Some((holder, at)) => Some(Lost::To(*holder, *at)),
        }
    }

    fn unreachable(&self, entry: usize) -> Diagnostic {
        let message = format!(
            "nobody can reach entry {}: whoever asks one of its phrasings, word for word, gets something else",
            self.named(entry)
        );
        Diagnostic::at(Code::UnreachableEntry, self.entry(entry).place.clone(), message)
            .help("give it phrasings of its own, or retire it with `retired = true`")
    }

    fn unfound(&self, entry: usize, lost: &Option<Lost>) -> Option<Diagnostic> {
        let (name, place) = (self.named(entry), self.entry(entry).phrasing_places[0].clone());
        let diagnostic = |message: String| Diagnostic::at(Code::UnfoundQuestion, place.clone(), message);
        Some(match lost {
            Some(Lost::To(other, at)) => {
                diagnostic(format!("the question of entry {name} finds {} instead", self.named(*other)))
                    .note(self.entry(*other).phrasing_places[*at].clone(), "the same to the bot")
                    .help("word it in another way, or delete the phrasing there")
            }
            Some(Lost::Refused(at)) => {
                diagnostic(format!("the question of entry {name} gets no answer, since its own `not_for` lists it"))
                    .note(self.entry(entry).not_for_places[*at].clone(), "the same to the bot")
                    .help("delete it from `not_for`, or word the question in another way")
            }
            Some(Lost::Wordless) => {
                diagnostic(format!("the question of entry {name} has no words, so nobody can ask it"))
                    .help("word it the way a member would ask")
            }
            None => return self.names_only_others(entry),
        })
    }

    /// Such a question is answered word for word, but in nobody's own words.
    fn names_only_others(&self, entry: usize) -> Option<Diagnostic> {
        let question = self.lessons.reader.question(&self.entry(entry).question, None);
        if !question.names_only_others() {
            return None;
        }
        let occupation = question.mentions.other_occupations.first()?;
        let occupation = &self.knowledge.vocabulary.other_occupations[*occupation];
        let message = format!(
            "the question of entry {} names `{occupation}`, which is an occupation that isn't ours, and none that is, so \
             that it isn't found in other words than these",
            self.named(entry)
        );
        let help = "delete the occupation from `other_occupations` in vocabulary.toml, or name one of the roles";
        let place = self.entry(entry).phrasing_places[0].clone();
        Some(Diagnostic::at(Code::UnfoundQuestion, place, message).help(help))
    }

    /// A further phrasing that another entry has in words which the vocabulary takes for the same. That it stands there in
    /// the very same words, `duplicate-phrasing` tells.
    fn same(&self, entry: usize, phrasing: usize, lost: &Lost) -> Option<Diagnostic> {
        let Lost::To(other, at) = *lost else { return None };
        let other_text = self.entry(other).phrasings().nth(at)?;
        let text = self.entry(entry).phrasings().nth(phrasing)?;
        if normalise(text) == normalise(other_text) {
            return None;
        }
        let message = format!(
            "whoever asks this gets {}, not {}: it is the same to the bot as \"{}\"",
            self.named(other),
            self.named(entry),
            shorten(other_text)
        );
        let diagnostic =
            Diagnostic::at(Code::CollidingPhrasing, self.entry(entry).phrasing_places[phrasing].clone(), message)
                .note(self.entry(other).phrasing_places[at].clone(), "the same to the bot")
                .help("delete it where it fits less well");
        Some(diagnostic)
    }

    /// Phrasings that `not_for` lists in words which the vocabulary takes for the same.
    fn not_for(&self, entry: usize, out: &mut Vec<Diagnostic>) {
        for (at, text) in self.lessons.about[entry].not_for.iter().enumerate() {
            let own = self.lessons.texts[entry].iter().position(|own| own == text);
            let Some(own) = own.filter(|_| !text.is_empty()) else { continue };
            let (model, refused) = (self.entry(entry), &self.entry(entry).not_for[at]);
            if model.phrasings().nth(own).is_some_and(|own| normalise(own) == normalise(refused)) {
                continue;
            }
            let message = format!(
                "entry {} has \"{}\" in `not_for`, and as a phrasing in words that are the same to the bot",
                self.named(entry),
                shorten(refused)
            );
            let diagnostic = Diagnostic::at(Code::AnsweredNotFor, model.not_for_places[at].clone(), message)
                .note(model.phrasing_places[own].clone(), "the phrasing")
                .help("keep the one that you mean");
            out.push(diagnostic);
        }
    }

    /// Texts of small talk and of what is out of scope that an entry gets.
    fn examples(&self, concerns: &dyn Fn(usize) -> bool, out: &mut Vec<Diagnostic>) {
        for (class, texts) in self.lessons.classes.iter().zip(&self.lessons.texts) {
            let Class::Other(other) = class else { continue };
            let (raw, places, what) = match other {
                Other::OutOfScope(at) => {
                    let topic = &self.knowledge.out_of_scope[*at];
                    (&topic.examples, &topic.places, format!("the out-of-scope topic `{}`", topic.id))
                }
                Other::Smalltalk(at) => {
                    let smalltalk = &self.knowledge.smalltalk[*at];
                    (&smalltalk.said, &smalltalk.places, format!("the small talk `{}`", smalltalk.id))
                }
            };
            for ((text, raw), place) in texts.iter().zip(raw).zip(places) {
                let Some((entry, at)) = self.holders.get(text.as_str()).copied() else { continue };
                if entry >= self.knowledge.entries.len() || !concerns(entry) {
                    continue;
                }
                let message = format!("entry {} answers \"{}\", which {what} lists", self.named(entry), shorten(raw));
                let diagnostic = Diagnostic::at(Code::ClaimedExample, place.clone(), message)
                    .note(self.entry(entry).phrasing_places[at].clone(), "the phrasing that gets it")
                    .help("delete it here, or delete the phrasing there");
                out.push(diagnostic);
            }
        }
    }
}
