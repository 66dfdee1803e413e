//! Reads a message as several questions, where that gives each of them an answer of its own.

use super::{Advisor, Reading};
use crate::matching::{self, Index, Question};

impl Advisor {
    /// The questions of a message that is several, each with another answer; else none.
    pub(super) fn parts(&self, index: &Index, message: &str, after: Option<&str>, whole: &Reading) -> Vec<Reading> {
        if whole.ranking.is_word_for_word() {
            return Vec::new();
        }
        let names_roles = whole.question.carried_over.is_none() && !whole.question.mentions.roles.is_empty();
        let mut parts: Vec<(usize, Reading)> = Vec::new();
        for clause in matching::clauses(message) {
            let part = match parts.last() {
                Some((shown, before)) => self.next_part(index, &clause, &before.question, *shown, whole),
                None if names_roles => self.part(index, index.read_part(&clause, &whole.question), whole),
                None => self.part(index, self.read(index, &clause, after), whole),
            };
            parts.extend(part.filter(|(entry, _)| parts.iter().all(|(shown, _)| shown != entry)));
        }
        // The cuts are wrong where what the message as a whole asks for is in none of the parts.
        let keeps_answer = whole.answer().is_none_or(|entry| parts.iter().any(|(shown, _)| *shown == entry));
        let is_several = parts.len() > 1 && keeps_answer;
        let shown = if is_several { matching::MOST_PARTS } else { 0 };
        parts.into_iter().map(|(_, reading)| reading).take(shown).collect()
    }

    /// The part of a message that this question is, with the entry that answers it.
    fn part(&self, index: &Index, question: Question, whole: &Reading) -> Option<(usize, Reading)> {
        if index.is_chatter(&question) {
            return None;
        }
        let reading = self.reading(index, question);
        matching::answers_part(&reading.ranking, &whole.ranking.candidates).map(|entry| (entry, reading))
    }

    /// The part of a message after one that got the entry `shown`. It is a follow-up, or a question about something else, which
    /// the words before it only blur.
    fn next_part(
        &self,
        index: &Index,
        clause: &str,
        before: &Question,
        shown: usize,
        whole: &Reading,
    ) -> Option<(usize, Reading)> {
        let question = index.read(clause, Some(before));
        if question.conversation.is_none() {
            return self.part(index, question, whole);
        }
        let follow_up = self.reading(index, Question { shown_before: Some(shown), ..question });
        if let Some(entry) = matching::answers_part(&follow_up.ranking, &whole.ranking.candidates) {
            return Some((entry, follow_up));
        }
        let alone = self.reading(index, index.read_part(clause, before));
        let first = follow_up.ranking.candidates.get(..1).unwrap_or_default();
        let entry = matching::answers_part(&alone.ranking, first)?;
        Some((entry, alone))
    }
}
