//! Edits that a moderator has begun and not saved yet.

use super::{Store, StoreError, seconds};
use jiff::{SignedDuration, Timestamp};

/// For how long a draft waits after it was last touched.
const STAYS: SignedDuration = SignedDuration::from_mins(15);

/// A draft's number and what it holds, which the store doesn't look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Random, so that nobody guesses another one's.
    pub id: String,
    /// The Discord id of the moderator whose it is.
    pub editor: u64,
    /// Its content.
    pub content: String,
}

impl Store {
    /// Keeps a new draft, and drops those that have waited too long.
    ///
    /// # Errors
    /// The database fails.
    pub async fn new_draft(&self, now: Timestamp, editor: u64, content: &str) -> Result<Draft, StoreError> {
        sqlx::query("DELETE FROM draft WHERE expires <= $1").bind(seconds(now)).execute(self.pool()?).await?;
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(StoreError::Random)?;
        let id = format!("{:016x}", u64::from_le_bytes(random));
        let draft = Draft { id, editor, content: content.to_owned() };
        sqlx::query("INSERT INTO draft (id, editor, expires, content) VALUES ($1, $2, $3, $4)")
            .bind(&draft.id)
            .bind(editor.cast_signed())
            .bind(seconds(now + STAYS))
            .bind(content)
            .execute(self.pool()?)
            .await?;
        Ok(draft)
    }

    /// The draft with this number; `None` once it has waited too long or was dropped.
    ///
    /// # Errors
    /// The database fails.
    pub async fn draft(&self, now: Timestamp, id: &str) -> Result<Option<Draft>, StoreError> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT editor, content FROM draft WHERE id = $1 AND expires > $2")
                .bind(id)
                .bind(seconds(now))
                .fetch_optional(self.pool()?)
                .await?;
        Ok(row.map(|(editor, content)| Draft { id: id.to_owned(), editor: editor.cast_unsigned(), content }))
    }

    /// Keeps what the draft holds now; it waits anew.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keep_draft(&self, now: Timestamp, draft: &Draft) -> Result<(), StoreError> {
        sqlx::query("UPDATE draft SET content = $1, expires = $2 WHERE id = $3")
            .bind(&draft.content)
            .bind(seconds(now + STAYS))
            .bind(&draft.id)
            .execute(self.pool()?)
            .await?;
        Ok(())
    }

    /// Drops the draft; tells whether it was there, so that of two presses of a button only one counts.
    ///
    /// # Errors
    /// The database fails.
    pub async fn drop_draft(&self, id: &str) -> Result<bool, StoreError> {
        let dropped = sqlx::query("DELETE FROM draft WHERE id = $1").bind(id).execute(self.pool()?).await?;
        Ok(dropped.rows_affected() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_draft_waits_a_quarter_of_an_hour_after_each_touch() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let mut draft = store.new_draft(at(0), u64::MAX, "one").await.unwrap();
        assert_eq!(store.draft(at(14), &draft.id).await.unwrap().as_ref(), Some(&draft));
        draft.content = "two".to_owned();
        store.keep_draft(at(14), &draft).await.unwrap();
        assert_eq!(store.draft(at(28), &draft.id).await.unwrap().as_ref(), Some(&draft));
        assert_eq!(store.draft(at(29), &draft.id).await.unwrap(), None);
        let other = store.new_draft(at(29), 1, "").await.unwrap();
        assert!(!store.drop_draft(&draft.id).await.unwrap(), "it was dropped when the next one came");
        assert!(store.drop_draft(&other.id).await.unwrap());
        assert!(!store.drop_draft(&other.id).await.unwrap());
    }
}
