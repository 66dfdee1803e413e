//! Every edit that was made through the bot: who, when, and what.

use super::{Store, StoreError, seconds, time};
use jiff::Timestamp;

/// An edit that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdit {
    /// The Discord id of the moderator; 0 for the terminal.
    pub editor: u64,
    /// The moderator's name at the time.
    pub name: String,
    /// One line for people, such as "Edit perfusionist/pay".
    pub summary: String,
    /// The file, below the knowledge folder.
    pub path: String,
    /// A unified diff of the file.
    pub patch: String,
    /// The edit that this one takes back.
    pub undoes: Option<i64>,
}

/// An edit of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its number; later ones are higher.
    pub id: i64,
    /// When it was made.
    pub at: Timestamp,
    /// What was done, and by whom.
    pub what: NewEdit,
    /// A later edit took it back.
    pub undone: bool,
}

type Row = (i64, i64, i64, String, String, String, String, Option<i64>, bool);

const COLUMNS: &str = "SELECT id, at, editor, name, summary, path, patch, undoes, \
                       EXISTS (SELECT id FROM edit AS later WHERE later.undoes = edit.id AND later.written) FROM edit";

fn edit((id, at, editor, name, summary, path, patch, undoes, undone): Row) -> Edit {
    let what = NewEdit { editor: editor.cast_unsigned(), name, summary, path, patch, undoes };
    Edit { id, at: time(at), what, undone }
}

impl Store {
    /// Notes an edit before its file is written, so that no written edit is ever without its note; returns its number.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_edit(&self, at: Timestamp, new: &NewEdit) -> Result<i64, StoreError> {
        let note = "INSERT INTO edit (at, editor, name, summary, path, patch, undoes, written) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE) RETURNING id";
        let (id,): (i64,) = sqlx::query_as(note)
            .bind(seconds(at))
            .bind(new.editor.cast_signed())
            .bind(&new.name)
            .bind(&new.summary)
            .bind(&new.path)
            .bind(&new.patch)
            .bind(new.undoes)
            .fetch_one(self.pool()?)
            .await?;
        Ok(id)
    }

    /// The file of the edit is written.
    ///
    /// # Errors
    /// The database fails.
    pub async fn finish_edit(&self, id: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE edit SET written = TRUE WHERE id = $1").bind(id).execute(self.pool()?).await?;
        Ok(())
    }

    /// The file of the edit was not written.
    ///
    /// # Errors
    /// The database fails.
    pub async fn abandon_edit(&self, id: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM edit WHERE id = $1 AND NOT written").bind(id).execute(self.pool()?).await?;
        Ok(())
    }

    /// Edits of which it isn't known whether their files were written, since the program ended in between.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unfinished_edits(&self) -> Result<Vec<Edit>, StoreError> {
        let rows: Vec<Row> =
            sqlx::query_as(&format!("{COLUMNS} WHERE NOT written ORDER BY id")).fetch_all(self.pool()?).await?;
        Ok(rows.into_iter().map(edit).collect())
    }

    /// The edit with this number.
    ///
    /// # Errors
    /// The database fails.
    pub async fn edit(&self, id: i64) -> Result<Option<Edit>, StoreError> {
        let row: Option<Row> = sqlx::query_as(&format!("{COLUMNS} WHERE written AND id = $1"))
            .bind(id)
            .fetch_optional(self.pool()?)
            .await?;
        Ok(row.map(edit))
    }

    /// Up to `count` edits, the newest first, after leaving out `skip`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn edits(&self, skip: u32, count: u32) -> Result<Vec<Edit>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(&format!("{COLUMNS} WHERE written ORDER BY id DESC LIMIT $1 OFFSET $2"))
            .bind(i64::from(count))
            .bind(i64::from(skip))
            .fetch_all(self.pool()?)
            .await?;
        Ok(rows.into_iter().map(edit).collect())
    }

    /// How many edits there are in all.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_edits(&self) -> Result<u64, StoreError> {
        let (count,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM edit WHERE written").fetch_one(self.pool()?).await?;
        Ok(count.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_edit_counts_once_its_file_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        let new = |summary: &str, undoes| NewEdit {
            editor: u64::MAX,
            name: "Ada".into(),
            summary: summary.into(),
            path: "faq/a.toml".into(),
            patch: "-a\n+b\n".into(),
            undoes,
        };
        let one = store.begin_edit(at, &new("one", None)).await.unwrap();
        let two = store.begin_edit(at, &new("two", None)).await.unwrap();
        assert_eq!(store.edits(0, 9).await.unwrap(), []);
        assert_eq!(store.unfinished_edits().await.unwrap().len(), 2);
        store.finish_edit(one).await.unwrap();
        store.abandon_edit(one).await.unwrap();
        store.abandon_edit(two).await.unwrap();
        assert_eq!(store.unfinished_edits().await.unwrap(), []);
        let kept = Edit { id: one, at, what: new("one", None), undone: false };
        assert_eq!(store.edits(0, 9).await.unwrap(), std::slice::from_ref(&kept));
        let undo = store.begin_edit(at, &new("undo", Some(one))).await.unwrap();
        assert!(!store.edit(one).await.unwrap().unwrap().undone, "it isn't written yet");
        store.finish_edit(undo).await.unwrap();
        assert!(store.edit(one).await.unwrap().unwrap().undone);
        assert_eq!(store.edits(1, 1).await.unwrap(), [Edit { undone: true, ..kept }]);
        assert_eq!(store.count_edits().await.unwrap(), 2);
        assert_eq!(store.edit(two).await.unwrap(), None);
    }
}
