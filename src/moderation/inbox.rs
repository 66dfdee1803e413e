//! The questions that got no good answer, grouped by meaning.

use super::shifts::{self, Shown};
use super::{Desk, aside};
use crate::encoder::Embedding;
use crate::knowledge::model::EntryId;
use crate::store::{Miss, Reason, State, StoreError};
use jiff::Timestamp;
use std::sync::Arc;

/// Two questions whose meanings are at least so near, as a cosine, are of one group.
const ALIKE: f32 = 0.72;
/// How many of the nearest entries a group names.
const NEAREST: usize = 5;

/// Questions that mean about the same, the one first around which the group was formed.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its questions, the newest first.
    pub questions: Vec<Question>,
    /// The entries that are nearest to the first question, the best first.
    pub nearest: Vec<EntryId>,
}

/// A question of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The numbers of the kept questions that have these words.
    pub ids: Vec<i64>,
    /// The words.
    pub text: String,
    /// Why it is kept.
    pub reason: Reason,
    /// The entry that was shown, where one was.
    pub entry: Option<String>,
}

impl Group {
    /// The numbers of all its questions.
    pub fn ids(&self) -> Vec<i64> {
        self.questions.iter().flat_map(|question| question.ids.iter().copied()).collect()
    }

    /// How often they were asked.
    pub fn count(&self) -> usize {
        self.questions.iter().map(|question| question.ids.len()).sum()
    }
}

impl Desk {
    /// Keeps a member's question that got no good answer, unless the member opted out.
    pub async fn missed(&self, member: u64, question: &str, reason: Reason, entry: Option<&str>) {
        let member = self.store.member(member);
        // Lines tell questions apart where they are asked; here they would only tear the list.
        let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Err(error) = self.store.miss(Timestamp::now(), member, &question, reason, entry).await {
            tracing::warn!(%error, "a question without a good answer can't be kept");
        }
    }

    /// The questions that wait, by meaning; the largest group first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn inbox(&self) -> Result<Vec<Group>, StoreError> {
        let open = self.store.open_misses().await?;
        let serving = Arc::clone(&self.serving);
        Ok(aside(move || {
            let advisor = serving.advisor();
            let questions = by_words(open);
            let meanings = serving.meanings(questions.iter().map(|question| question.text.as_str()));
            let mut groups = group(questions, &meanings);
            for group in &mut groups {
                let outcome = advisor.ask(&group.questions[0].text, None);
                let nearest = outcome.first.ranking.candidates.iter().take(NEAREST);
                group.nearest =
                    nearest.map(|candidate| advisor.knowledge().entries[candidate.entry].id.clone()).collect();
            }
            groups
        })
        .await)
    }

    /// The group that the question with this number is in; `None` if it waits no more.
    ///
    /// # Errors
    /// The database fails.
    pub async fn group_of(&self, miss: i64) -> Result<Option<Group>, StoreError> {
        Ok(self.inbox().await?.into_iter().find(|group| group.ids().contains(&miss)))
    }

    /// Lays questions aside.
    ///
    /// # Errors
    /// The database fails.
    pub async fn dismiss(&self, misses: &[i64]) -> Result<(), StoreError> {
        self.store.settle_misses(misses, State::Dismissed, None).await
    }

    /// Those of the questions that are answered now.
    pub(super) async fn answered(&self, misses: &[i64]) -> Result<Vec<i64>, StoreError> {
        let mut open = self.store.open_misses().await?;
        open.retain(|miss| misses.contains(&miss.id));
        let serving = Arc::clone(&self.serving);
        Ok(aside(move || {
            let asked: Vec<_> = open.iter().map(|miss| (miss.question.as_str(), None)).collect();
            let shown = shifts::outcomes(&serving.advisor(), &asked);
            let answered = open.iter().zip(shown).filter(|(_, shown)| matches!(shown, Shown::Answer(_)));
            answered.map(|(miss, _)| miss.id).collect()
        })
        .await)
    }
}

/// Joins what has the same words but for case and blanks; the order stays.
fn by_words(open: Vec<Miss>) -> Vec<Question> {
    let mut questions: Vec<(String, Question)> = Vec::new();
    for Miss { id, question, reason, entry, .. } in open {
        let words = question.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match questions.iter_mut().find(|(known, _)| *known == words) {
            Some((_, known)) => known.ids.push(id),
            None => questions.push((words, Question { ids: vec![id], text: question, reason, entry })),
        }
    }
    questions.into_iter().map(|(_, question)| question).collect()
}

/// Each question joins the first group whose first question is near enough, or begins a group. The largest group comes first.
fn group(questions: Vec<Question>, meanings: &[Embedding]) -> Vec<Group> {
    let mut groups: Vec<(&Embedding, Group)> = Vec::new();
    for (question, meaning) in questions.into_iter().zip(meanings) {
        match groups.iter_mut().find(|(first, _)| first.cosine(meaning) >= ALIKE) {
            Some((_, group)) => group.questions.push(question),
            None => groups.push((meaning, Group { questions: vec![question], nearest: Vec::new() })),
        }
    }
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.count()));
    groups.into_iter().map(|(_, group)| group).collect()
}
