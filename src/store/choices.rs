//! How often members chose an entry that they were offered. It needed more phrasings, or a clearer question.

use super::{Store, StoreError};

impl Store {
    /// Counts that the entry was chosen from suggestions.
    ///
    /// # Errors
    /// The database fails.
    pub async fn chose(&self, entry: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO choice (entry, count) VALUES ($1, 1)
                   ON CONFLICT (entry) DO UPDATE SET count = choice.count + 1";
        sqlx::query(sql).bind(entry).execute(self.pool()?).await?;
        Ok(())
    }

    /// The entries that were chosen and how often, the most frequent first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn choices(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT entry, count FROM choice ORDER BY count DESC, entry";
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(self.pool()?).await?;
        Ok(rows.into_iter().map(|(entry, count)| (entry, count.unsigned_abs())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_chosen_most_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        for entry in ["a/pay", "a/outlook", "a/outlook", "a/ecmo"] {
            store.chose(entry).await.unwrap();
        }
        let counts = [("a/outlook", 2), ("a/ecmo", 1), ("a/pay", 1)].map(|(entry, count)| (entry.to_owned(), count));
        assert_eq!(store.choices().await.unwrap(), counts);
    }
}
