//! The questions that got no good answer, grouped by what they ask for.

use super::shifts::{self, Shown};
use super::{Desk, aside};
use crate::advisor::{Advisor, Outcome};
use crate::encoder::Embedding;
use crate::knowledge::model::EntryId;
use crate::reply::{Gap, Reply};
use crate::store::{Member, Miss, NewMiss, Reason, State, StoreError};
use crate::text::visible;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

/// Two questions whose meanings are at least so near, as a cosine, are of one group.
const ALIKE: f32 = 0.72;
/// How many of the nearest entries a group names.
const NEAREST: usize = 5;

/// Questions that ask for the same, the one first around which the group was formed.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The standard question of a role that they are, where no entry answers it.
    pub gap: Option<Gap>,
    /// Its questions, those that most members asked first.
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
    /// What it follows, where it is a follow-up.
    pub after: Option<String>,
    /// Why it is kept.
    pub reason: Reason,
    /// The entry that was shown, where one was.
    pub entry: Option<String>,
    /// How often it was asked, and by whom.
    pub asked: Asked,
}

/// How often something was asked, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How often.
    pub times: u64,
    members: HashSet<Member>,
}

impl Asked {
    /// By how many members.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// What was asked by more members comes first, then what was asked more often.
    fn order(&self) -> Reverse<(usize, u64)> {
        Reverse((self.members(), self.times))
    }

    fn add(&mut self, more: &Asked) {
        self.times += more.times;
        self.members.extend(&more.members);
    }
}

impl Group {
    /// The numbers of all its questions.
    pub fn ids(&self) -> Vec<i64> {
        self.questions.iter().flat_map(|question| question.ids.iter().copied()).collect()
    }

    /// How often they were asked.
    pub fn asked(&self) -> Asked {
        let mut all = Asked::default();
        self.questions.iter().for_each(|question| all.add(&question.asked));
        all
    }
}

impl Desk {
    /// Keeps a member's question that got no good answer, unless the member opted out. What it follows is kept where it is a
    /// follow-up.
    ///
    /// # Errors
    /// The database fails.
    pub async fn missed(&self, member: u64, miss: NewMiss<'_>) -> Result<(), StoreError> {
        let member = self.store.member(member);
        let after = match miss.after {
            Some(before) => {
                let (advisor, asked, before) = (self.serving.advisor(), miss.question.to_owned(), before.to_owned());
                aside(move || advisor.is_follow_up(&asked, &before).then_some(before)).await
            }
            None => None,
        };
        // Lines tell questions apart where they are asked; here they would only tear the list.
        let question = visible(miss.question).split_whitespace().collect::<Vec<_>>().join(" ");
        let miss = NewMiss { question: &question, after: after.as_deref(), ..miss };
        self.store.miss(Timestamp::now(), member, miss).await
    }

    /// The questions that wait, in groups; what most members asked comes first. Each is asked anew, and the store keeps so many
    /// at most.
    ///
    /// # Errors
    /// The database fails.
    pub async fn inbox(&self) -> Result<Vec<Group>, StoreError> {
        let open = self.store.open_misses().await?;
        let serving = Arc::clone(&self.serving);
        Ok(aside(move || {
            let advisor = serving.advisor();
            let questions = by_words(open);
            let asked: Vec<_> =
                questions.iter().map(|question| (question.text.as_str(), question.after.as_deref())).collect();
            let meanings = serving.meanings(asked.iter().map(|(text, _)| *text));
            let seen = shifts::ask_all(&advisor, &asked, |outcome| known(&advisor, outcome));
            let alone = questions.into_iter().zip(seen);
            join(alone.map(|(question, (gap, nearest))| Group { gap, questions: vec![question], nearest }), &meanings)
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
            let asked: Vec<_> = open.iter().map(|miss| (miss.question.as_str(), miss.after.as_deref())).collect();
            let shown = shifts::outcomes(&serving.advisor(), &asked);
            let answered = open.iter().zip(shown).filter(|(_, shown)| matches!(shown, Shown::Answer(_)));
            answered.map(|(miss, _)| miss.id).collect()
        })
        .await)
    }
}

/// The gap that a question is, where it is one, and the entries that are nearest to it.
fn known(advisor: &Advisor, outcome: Outcome) -> (Option<Gap>, Vec<EntryId>) {
    let nearest = outcome.first.ranking.candidates.iter().take(NEAREST);
    let nearest = nearest.map(|candidate| advisor.knowledge().entries[candidate.entry].id.clone()).collect();
    match outcome.reply {
        Reply::Miss { gap, .. } => (gap, nearest),
        _ => (None, nearest),
    }
}

/// Joins what has the same words but for case and blanks, and follows the same; what most members asked comes first, and of two
/// alike what was asked last.
fn by_words(open: Vec<Miss>) -> Vec<Question> {
    let mut questions: Vec<((String, Option<String>), Question)> = Vec::new();
    for Miss { id, member, times, question, after, reason, entry, .. } in open {
        let words = question.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let asked = Asked { times, members: HashSet::from([member]) };
        let key = (words, after.clone());
        match questions.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => {
                known.ids.push(id);
                known.asked.add(&asked);
            }
            None => questions.push((key, Question { ids: vec![id], text: question, after, reason, entry, asked })),
        }
    }
    let mut questions: Vec<Question> = questions.into_iter().map(|(_, question)| question).collect();
    questions.sort_by_key(|question| question.asked.order());
    questions
}

/// Joins those of the same gap, and of the others each to the first whose first question is near enough. What most members asked
/// comes first.
fn join(alone: impl Iterator<Item = Group>, meanings: &[Embedding]) -> Vec<Group> {
    let mut groups: Vec<(&Embedding, Group)> = Vec::new();
    for (group, meaning) in alone.zip(meanings) {
        let same = groups.iter_mut().find(|(first, known)| match (&known.gap, &group.gap) {
            (None, None) => first.cosine(meaning) >= ALIKE,
            (known, gap) => known == gap,
        });
        match same {
            Some((_, known)) => known.questions.extend(group.questions),
            None => groups.push((meaning, group)),
        }
    }
    groups.sort_by_key(|(_, group)| group.asked().order());
    groups.into_iter().map(|(_, group)| group).collect()
}
