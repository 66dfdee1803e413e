//! Members as a keyed hash, and those of whom nothing is to be kept.

use super::{Store, StoreError};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use sqlx::{SqliteConnection, SqlitePool};

/// A member as the database knows them: HMAC-SHA256 (RFC 2104) of the Discord id, its first 16 bytes. Without the key, which
/// lies in the database, nobody can tell whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member([u8; 16]);

impl Member {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Member)
    }
}

/// The key of the hash, made at the first start.
pub(super) async fn key(pool: &SqlitePool) -> Result<[u8; 32], StoreError> {
    let mut new = [0; 32];
    getrandom::fill(&mut new).map_err(StoreError::Random)?;
    // Two programs may start at once; the first one's key counts.
    sqlx::query("INSERT INTO secret (name, value) VALUES ('member', $1) ON CONFLICT DO NOTHING")
        .bind(new.as_slice())
        .execute(pool)
        .await?;
    let (kept,): (Vec<u8>,) = sqlx::query_as("SELECT value FROM secret WHERE name = 'member'").fetch_one(pool).await?;
    kept.try_into().map_err(|_| sqlx::Error::RowNotFound.into())
}

impl Store {
    /// The hash of the member with this Discord id.
    pub fn member(&self, id: u64) -> Member {
        // An HMAC takes a key of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("a key of 32 bytes");
        mac.update(&id.to_le_bytes());
        let hash = mac.finalize().into_bytes();
        Member(*hash.first_chunk().expect("a hash of 32 bytes"))
    }

    /// Whether nothing of the member is to be kept.
    ///
    /// # Errors
    /// The database fails.
    pub async fn has_opted_out(&self, member: Member) -> Result<bool, StoreError> {
        let found = sqlx::query("SELECT member FROM opt_out WHERE member = $1")
            .bind(member.bytes())
            .fetch_optional(self.pool()?)
            .await?;
        Ok(found.is_some())
    }

    /// From now on nothing of the member is kept, and what was is deleted.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn opt_out(&self, member: Member) -> Result<(), StoreError> {
        let mut both = self.pool()?.begin().await?;
        sqlx::query("INSERT INTO opt_out (member) VALUES ($1) ON CONFLICT DO NOTHING")
            .bind(member.bytes())
            .execute(&mut *both)
            .await?;
        delete(member, &mut both).await?;
        both.commit().await?;
        Ok(())
    }

    /// The member's questions may be kept again.
    ///
    /// # Errors
    /// The database fails.
    pub async fn opt_in(&self, member: Member) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM opt_out WHERE member = $1").bind(member.bytes()).execute(self.pool()?).await?;
        Ok(())
    }

    /// Deletes the member's questions and votes; tells how many there were.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn forget(&self, member: Member) -> Result<u64, StoreError> {
        let mut both = self.pool()?.begin().await?;
        let deleted = delete(member, &mut both).await?;
        both.commit().await?;
        Ok(deleted)
    }
}

async fn delete(member: Member, within: &mut SqliteConnection) -> Result<u64, StoreError> {
    let mut deleted = 0;
    for sql in ["DELETE FROM miss WHERE member = $1", "DELETE FROM vote WHERE member = $1"] {
        deleted += sqlx::query(sql).bind(member.bytes()).execute(&mut *within).await?.rows_affected();
    }
    Ok(deleted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::NewMiss;
    use jiff::Timestamp;

    #[tokio::test]
    async fn who_opts_out_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let (ada, ben) = (store.member(1), store.member(2));
        assert_ne!(ada, ben);
        for member in [ada, ben] {
            store.miss(Timestamp::now(), member, NewMiss::unanswered("can I shadow")).await.unwrap();
        }
        store.opt_out(ada).await.unwrap();
        assert!(store.has_opted_out(ada).await.unwrap() && !store.has_opted_out(ben).await.unwrap());
        store.miss(Timestamp::now(), ada, NewMiss::unanswered("can I shadow again")).await.unwrap();
        assert_eq!(store.open_misses().await.unwrap().len(), 1, "only Ben's is there");
        assert_eq!(store.forget(ben).await.unwrap(), 1);
        store.opt_in(ada).await.unwrap();
        store.miss(Timestamp::now(), ada, NewMiss::unanswered("can I shadow")).await.unwrap();
        assert_eq!(store.open_misses().await.unwrap().len(), 1);
    }
}
