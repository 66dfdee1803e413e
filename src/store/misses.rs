//! Questions that got no good answer.

use super::{Member, Store, StoreError, seconds, time};
use jiff::Timestamp;

/// So many open questions are kept; the oldest make room for new ones.
const MOST: i64 = 2_000;

/// Why a question is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing was answered.
    NoAnswer,
    /// None of the suggestions fitted.
    Declined,
    /// The answer was called not helpful.
    NotHelpful,
}

/// What has become of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for a moderator.
    Open,
    /// An edit answers it.
    Answered,
    /// It must get no answer.
    Never,
    /// A moderator laid it aside.
    Dismissed,
}

/// A question that is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMiss<'a> {
    /// The member's words.
    pub question: &'a str,
    /// What it follows, where it is a follow-up: the question of the entry that was shown, and no member's words.
    pub after: Option<&'a str>,
    /// Why it is kept.
    pub reason: Reason,
    /// The full id of the entry that was shown, where one was.
    pub entry: Option<&'a str>,
}

/// A question that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Its number.
    pub id: i64,
    /// When it was last asked.
    pub at: Timestamp,
    /// Who asked it.
    pub member: Member,
    /// How often it was asked.
    pub times: u64,
    /// The member's words.
    pub question: String,
    /// What it follows, where it is a follow-up.
    pub after: Option<String>,
    /// Why it is kept.
    pub reason: Reason,
    /// The full id of the entry that was shown, where one was.
    pub entry: Option<String>,
}

type Row = (i64, i64, Vec<u8>, i64, String, Option<String>, String, Option<String>);

impl<'a> NewMiss<'a> {
    /// A question that got no answer.
    pub fn unanswered(question: &'a str) -> Self {
        NewMiss { question, after: None, reason: Reason::NoAnswer, entry: None }
    }
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Reason::NoAnswer => "no_answer",
            Reason::Declined => "declined",
            Reason::NotHelpful => "not_helpful",
        }
    }

    fn named(name: &str) -> Self {
        [Reason::Declined, Reason::NotHelpful]
            .into_iter()
            .find(|reason| reason.name() == name)
            .unwrap_or(Reason::NoAnswer)
    }
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Answered => "answered",
            State::Never => "never",
            State::Dismissed => "dismissed",
        }
    }
}

impl Store {
    /// Keeps a member's question, unless the member opted out. Asked again by the same member, it counts once more, and waits
    /// again if an edit was to answer it and didn't.
    ///
    /// # Errors
    /// The database fails.
    pub async fn miss(&self, at: Timestamp, member: Member, new: NewMiss<'_>) -> Result<(), StoreError> {
        let keep = "INSERT INTO miss (at, member, question, after, reason, entry, state) \
                    SELECT $1, $2, $3, $4, $5, $6, 'open' WHERE NOT EXISTS (SELECT member FROM opt_out WHERE member = $2) \
                    ON CONFLICT (member, question) DO UPDATE SET at = excluded.at, after = excluded.after, \
                    reason = excluded.reason, entry = excluded.entry, times = miss.times + $7, \
                    state = CASE miss.state WHEN 'answered' THEN 'open' ELSE miss.state END";
        // A button under an answer may be pressed again and again.
        let again = i64::from(new.reason == Reason::NoAnswer);
        sqlx::query(keep)
            .bind(seconds(at))
            .bind(member.bytes())
            .bind(new.question)
            .bind(new.after)
            .bind(new.reason.name())
            .bind(new.entry)
            .bind(again)
            .execute(self.pool()?)
            .await?;
        let make_room = "DELETE FROM miss WHERE state = 'open' AND id NOT IN \
                         (SELECT id FROM miss WHERE state = 'open' ORDER BY at DESC, id DESC LIMIT $1)";
        sqlx::query(make_room).bind(MOST).execute(self.pool()?).await?;
        Ok(())
    }

    /// The questions that wait, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_misses(&self) -> Result<Vec<Miss>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, at, member, times, question, after, reason, entry FROM miss WHERE state = 'open' ORDER BY at DESC, id DESC",
        )
        .fetch_all(self.pool()?)
        .await?;
        let miss = |(id, at, member, times, question, after, reason, entry): Row| {
            let member = Member::from_bytes(&member)?;
            let (at, times, reason) = (time(at), times.unsigned_abs(), Reason::named(&reason));
            Some(Miss { id, at, member, times, question, after, reason, entry })
        };
        Ok(rows.into_iter().filter_map(miss).collect())
    }

    /// Settles questions: none of them waits any more. `edit` is the number of the edit that did it.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn settle_misses(&self, ids: &[i64], state: State, edit: Option<i64>) -> Result<(), StoreError> {
        let mut all = self.pool()?.begin().await?;
        for id in ids {
            sqlx::query("UPDATE miss SET state = $1, edit = $2 WHERE id = $3")
                .bind(state.name())
                .bind(edit)
                .bind(id)
                .execute(&mut *all)
                .await?;
        }
        all.commit().await?;
        Ok(())
    }

    /// The questions that an edit settled wait again, since it was undone.
    ///
    /// # Errors
    /// The database fails.
    pub async fn reopen_misses(&self, edit: i64) -> Result<u64, StoreError> {
        let reopened = sqlx::query("UPDATE miss SET state = 'open', edit = NULL WHERE edit = $1")
            .bind(edit)
            .execute(self.pool()?)
            .await?;
        Ok(reopened.rows_affected())
    }

    /// How many questions of each state are kept.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_misses(&self) -> Result<Vec<(State, u64)>, StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT state, COUNT(*) FROM miss GROUP BY state").fetch_all(self.pool()?).await?;
        let count = |state: State| {
            let found = rows.iter().find(|(name, _)| name == state.name());
            (state, found.map_or(0, |(_, count)| count.unsigned_abs()))
        };
        Ok([State::Open, State::Answered, State::Never, State::Dismissed].map(count).to_vec())
    }

    /// Deletes every question that was last asked before then; tells how many.
    ///
    /// # Errors
    /// The database fails.
    pub async fn expire_misses(&self, before: Timestamp) -> Result<u64, StoreError> {
        let deleted = sqlx::query("DELETE FROM miss WHERE at < $1").bind(seconds(before)).execute(self.pool()?).await?;
        Ok(deleted.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_question_waits_is_settled_waits_again_and_expires() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let (ada, ben) = (store.member(1), store.member(2));
        let unhelpful = NewMiss { reason: Reason::NotHelpful, entry: Some("faq/x"), ..NewMiss::unanswered("b") };
        store.miss(at(10), ada, NewMiss::unanswered("a")).await.unwrap();
        store.miss(at(20), ben, unhelpful).await.unwrap();
        store.miss(at(30), ada, NewMiss { after: Some("c"), ..NewMiss::unanswered("a") }).await.unwrap();
        store.miss(at(20), ben, unhelpful).await.unwrap();
        let open = store.open_misses().await.unwrap();
        let seen: Vec<_> = open.iter().map(|miss| (miss.question.as_str(), miss.at, miss.reason)).collect();
        assert_eq!(seen, [("a", at(30), Reason::NoAnswer), ("b", at(20), Reason::NotHelpful)]);
        let seen: Vec<_> = open.iter().map(|miss| (miss.member, miss.after.as_deref(), miss.times)).collect();
        assert_eq!(seen, [(ada, Some("c"), 2), (ben, None, 1)], "a button counts once");
        assert_eq!(open[1].entry.as_deref(), Some("faq/x"));

        store.settle_misses(&[open[0].id], State::Answered, Some(4)).await.unwrap();
        assert_eq!(store.open_misses().await.unwrap().len(), 1);
        let counts = store.count_misses().await.unwrap();
        assert_eq!(counts[..2], [(State::Open, 1), (State::Answered, 1)]);
        assert_eq!(store.reopen_misses(5).await.unwrap(), 0);
        assert_eq!(store.reopen_misses(4).await.unwrap(), 1);
        assert_eq!(store.open_misses().await.unwrap(), open);

        assert_eq!(store.expire_misses(at(30)).await.unwrap(), 1);
        assert_eq!(store.open_misses().await.unwrap(), open[..1]);
    }

    #[tokio::test]
    async fn a_question_that_is_asked_again_waits_unless_nobody_wants_to_see_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let member = store.member(1);
        for (question, state, waits) in
            [("a", State::Answered, true), ("b", State::Never, false), ("c", State::Dismissed, false)]
        {
            let ask = async || {
                store.miss(Timestamp::now(), member, NewMiss::unanswered(question)).await.unwrap();
                store.open_misses().await.unwrap().into_iter().find(|miss| miss.question == question)
            };
            let id = ask().await.unwrap().id;
            store.settle_misses(&[id], state, Some(1)).await.unwrap();
            assert_eq!(ask().await.is_some(), waits, "{state:?}");
        }
    }
}
