//! Reads a message as several questions, where that gives each of them an answer of its own.

use super::{Advisor, Reading};
use crate::matching::{self, Effort, Index, Question};

impl Advisor {
    /// The questions of a message that is several, each with another answer; else none.
    pub(super) fn parts(
        &self,
        index: &Index,
        message: &str,
        after: Option<&Question>,
        whole: &Reading,
        effort: Effort<'_>,
    ) -> Vec<Reading> {
        if whole.ranking.is_word_for_word() {
            return Vec::new();
        }
        let mut parts = Parts { advisor: self, index, whole, effort };
        let names_roles = whole.question.carried_over.is_none() && !whole.question.mentions.roles.is_empty();
        let mut found: Vec<(usize, Reading)> = Vec::new();
        for clause in matching::clauses(message) {
            let part = match found.last() {
                Some((shown, before)) => parts.next(&clause, &before.question, *shown),
                None if names_roles => parts.part(index.read_part(&clause, &whole.question)),
                None => {
                    let question = self.read(index, &clause, after, &mut parts.effort);
                    parts.part(question)
                }
            };
            found.extend(part.filter(|(entry, _)| found.iter().all(|(shown, _)| shown != entry)));
        }
        // The cuts are wrong where what the message as a whole asks for is in none of the parts.
        let keeps_answer = whole.answer().is_none_or(|entry| found.iter().any(|(shown, _)| *shown == entry));
        let is_several = found.len() > 1 && keeps_answer;
        let shown = if is_several { matching::MOST_PARTS } else { 0 };
        found.into_iter().map(|(_, reading)| reading).take(shown).collect()
    }
}

/// Finds the parts of a message.
struct Parts<'a> {
    advisor: &'a Advisor,
    index: &'a Index,
    whole: &'a Reading,
    effort: Effort<'a>,
}

impl Parts<'_> {
    /// The part of the message that this question is, with the entry that answers it.
    fn part(&mut self, question: Question) -> Option<(usize, Reading)> {
        if self.index.is_chatter(&question) {
            return None;
        }
        let reading = self.reading(question)?;
        matching::answers_part(&reading.ranking, &self.whole.ranking.candidates).map(|entry| (entry, reading))
    }

    /// The part of the message after one that got the entry `shown`. It is a follow-up, or a question about something else,
    /// which the words before it only blur.
    fn next(&mut self, clause: &str, before: &Question, shown: usize) -> Option<(usize, Reading)> {
        let question = self.index.read(clause, Some(before));
        if question.conversation.is_none() {
            return self.part(question);
        }
        let follow_up = self.reading(Question { shown_before: Some(shown), ..question })?;
        if let Some(entry) = matching::answers_part(&follow_up.ranking, &self.whole.ranking.candidates) {
            return Some((entry, follow_up));
        }
        let alone = self.reading(self.index.read_part(clause, before))?;
        let first = follow_up.ranking.candidates.get(..1).unwrap_or_default();
        let entry = matching::answers_part(&alone.ranking, first)?;
        Some((entry, alone))
    }

    /// Nothing where too much was read of the message already.
    fn reading(&mut self, question: Question) -> Option<Reading> {
        self.effort.spend(&question).then(|| self.advisor.reading(self.index, question))
    }
}
