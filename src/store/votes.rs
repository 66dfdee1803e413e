//! Whether answers helped.

use super::{Member, Store, StoreError, seconds};
use jiff::Timestamp;

/// How many members found answers helpful, and how many not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// That many did.
    pub helpful: u64,
    /// That many did not.
    pub not_helpful: u64,
}

impl Store {
    /// Counts a member's vote on an entry, in the place of an earlier one. Nothing is kept of who opted out; tells whether the
    /// vote counts.
    ///
    /// # Errors
    /// The database fails.
    pub async fn vote(&self, at: Timestamp, member: Member, entry: &str, helpful: bool) -> Result<bool, StoreError> {
        if self.has_opted_out(member).await? {
            return Ok(false);
        }
        let sql = "INSERT INTO vote (entry, member, at, helpful) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (entry, member) DO UPDATE SET at = excluded.at, helpful = excluded.helpful";
        let query = sqlx::query(sql).bind(entry).bind(member.bytes()).bind(seconds(at)).bind(helpful);
        query.execute(self.pool()?).await?;
        Ok(true)
    }

    /// All votes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_votes(&self) -> Result<Votes, StoreError> {
        let sql = "SELECT helpful, COUNT(*) FROM vote GROUP BY helpful";
        let rows: Vec<(bool, i64)> = sqlx::query_as(sql).fetch_all(self.pool()?).await?;
        let count =
            |wanted| rows.iter().find(|(helpful, _)| *helpful == wanted).map_or(0, |(_, count)| count.unsigned_abs());
        Ok(Votes { helpful: count(true), not_helpful: count(false) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_member_has_one_vote_for_each_entry_and_may_change_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let (ada, ben) = (store.member(1), store.member(2));
        let votes = async || {
            let votes = store.count_votes().await.unwrap();
            (votes.helpful, votes.not_helpful)
        };
        let vote = async |member, entry, helpful| store.vote(Timestamp::now(), member, entry, helpful).await.unwrap();
        assert!(vote(ada, "a/pay", true).await && vote(ada, "a/pay", true).await && vote(ben, "a/pay", true).await);
        assert_eq!(votes().await, (2, 0));
        assert!(vote(ada, "a/pay", false).await && vote(ada, "a/training", true).await);
        assert_eq!(votes().await, (2, 1));
        assert_eq!(store.forget(ada).await.unwrap(), 2, "her votes are among what is forgotten");
        assert_eq!(votes().await, (1, 0));
        store.opt_out(ben).await.unwrap();
        assert!(!vote(ben, "a/pay", true).await);
        assert_eq!(votes().await, (0, 0));
    }
}
