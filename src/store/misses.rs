//! Questions that looked like ours and got no good answer.

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

/// A question that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Its number.
    pub id: i64,
    /// When it was last asked.
    pub at: Timestamp,
    /// The member's words.
    pub question: String,
    /// Why it is kept.
    pub reason: Reason,
    /// The full id of the entry that was shown, where one was.
    pub entry: Option<String>,
}

type Row = (i64, i64, String, String, Option<String>);

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
    /// Keeps a member's question, unless the member opted out. Asked again by the same member, it counts once.
    ///
    /// # Errors
    /// The database fails.
    pub async fn miss(
        &self,
        at: Timestamp,
        member: Member,
        question: &str,
        reason: Reason,
        entry: Option<&str>,
    ) -> Result<(), StoreError> {
        let keep = "INSERT INTO miss (at, member, question, reason, entry, state) \
                    SELECT $1, $2, $3, $4, $5, 'open' WHERE NOT EXISTS (SELECT member FROM opt_out WHERE member = $2) \
                    ON CONFLICT (member, question) DO UPDATE SET at = excluded.at, reason = excluded.reason, entry = excluded.entry";
        sqlx::query(keep)
            .bind(seconds(at))
            .bind(member.bytes())
            .bind(question)
            .bind(reason.name())
            .bind(entry)
            .execute(&self.pool)
            .await?;
        let make_room = "DELETE FROM miss WHERE state = 'open' AND id NOT IN \
                         (SELECT id FROM miss WHERE state = 'open' ORDER BY at DESC, id DESC LIMIT $1)";
        sqlx::query(make_room).bind(MOST).execute(&self.pool).await?;
        Ok(())
    }

    /// The questions that wait, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_misses(&self) -> Result<Vec<Miss>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, at, question, reason, entry FROM miss WHERE state = 'open' ORDER BY at DESC, id DESC",
        )
        .fetch_all(&self.pool)
        .await?;
        let miss = |(id, at, question, reason, entry): Row| Miss {
            id,
            at: time(at),
            question,
            reason: Reason::named(&reason),
            entry,
        };
        Ok(rows.into_iter().map(miss).collect())
    }

    /// Settles questions: none of them waits any more. `edit` is the number of the edit that did it.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn settle_misses(&self, ids: &[i64], state: State, edit: Option<i64>) -> Result<(), StoreError> {
        let mut all = self.pool.begin().await?;
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
            .execute(&self.pool)
            .await?;
        Ok(reopened.rows_affected())
    }

    /// How many questions of each state are kept.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_misses(&self) -> Result<Vec<(State, u64)>, StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT state, COUNT(*) FROM miss GROUP BY state").fetch_all(&self.pool).await?;
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
        let deleted = sqlx::query("DELETE FROM miss WHERE at < $1").bind(seconds(before)).execute(&self.pool).await?;
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
        store.miss(at(10), ada, "a", Reason::NoAnswer, None).await.unwrap();
        store.miss(at(20), ben, "b", Reason::NotHelpful, Some("faq/x")).await.unwrap();
        store.miss(at(30), ada, "a", Reason::Declined, None).await.unwrap();
        let open = store.open_misses().await.unwrap();
        let seen: Vec<_> = open.iter().map(|miss| (miss.question.as_str(), miss.at, miss.reason)).collect();
        assert_eq!(seen, [("a", at(30), Reason::Declined), ("b", at(20), Reason::NotHelpful)]);
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
}
