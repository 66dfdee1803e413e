//! The knowledge folder as it last passed the check, for a start with a folder that can't be served.

use super::{Store, StoreError};
use crate::knowledge::{Folder, SourceFile};

impl Store {
    /// Keeps the folder's files instead of those before.
    ///
    /// # Errors
    /// The database fails; then the ones before are still there.
    pub async fn keep_last_good(&self, folder: &Folder) -> Result<(), StoreError> {
        let mut all = self.pool()?.begin().await?;
        sqlx::query("DELETE FROM last_good").execute(&mut *all).await?;
        for SourceFile { path, content } in &folder.files {
            let Ok(content) = content else { continue };
            sqlx::query("INSERT INTO last_good (path, content) VALUES ($1, $2)")
                .bind(&**path)
                .bind(content.as_slice())
                .execute(&mut *all)
                .await?;
        }
        all.commit().await?;
        Ok(())
    }

    /// The folder that was kept last; `None` where none was.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_good(&self) -> Result<Option<Folder>, StoreError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT path, content FROM last_good ORDER BY path").fetch_all(self.pool()?).await?;
        let files: Vec<_> = rows.into_iter().map(|(path, content)| SourceFile::new(path, content)).collect();
        Ok((!files.is_empty()).then_some(Folder { files, problem: None }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_last_one_alone_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        assert!(store.last_good().await.unwrap().is_none());
        let with = |files: &[&str]| Folder {
            files: files.iter().map(|path| SourceFile::new(*path, format!("# {path} é"))).collect(),
            problem: None,
        };
        for files in [&["faq/a.toml", "faq/b.toml"][..], &["faq/b.toml", "sources.toml"]] {
            store.keep_last_good(&with(files)).await.unwrap();
            let kept = store.last_good().await.unwrap().unwrap();
            let same =
                kept.files.iter().zip(&with(files).files).all(|(a, b)| a.path == b.path && a.content == b.content);
            assert!(same && kept.files.len() == 2, "{kept:?}");
        }
    }
}
