//! What a server's admins have set.

use super::{Store, StoreError};

/// One setting of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Discord's id of the server.
    pub guild: u64,
    /// Discord's id of the channel.
    pub channel: u64,
    /// What is set.
    pub name: String,
    /// What it is set to.
    pub value: String,
}

impl Store {
    /// Keeps a setting, in the place of what was set before; `None` takes it back.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set(&self, guild: u64, channel: u64, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let query = match value {
            Some(value) => sqlx::query(
                "INSERT INTO setting (guild, channel, name, value) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (guild, channel, name) DO UPDATE SET value = excluded.value",
            )
            .bind(guild.cast_signed())
            .bind(channel.cast_signed())
            .bind(name)
            .bind(value),
            None => sqlx::query("DELETE FROM setting WHERE guild = $1 AND channel = $2 AND name = $3")
                .bind(guild.cast_signed())
                .bind(channel.cast_signed())
                .bind(name),
        };
        query.execute(self.pool()?).await?;
        Ok(())
    }

    /// All settings of all servers.
    ///
    /// # Errors
    /// The database fails.
    pub async fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        let rows: Vec<(i64, i64, String, String)> =
            sqlx::query_as("SELECT guild, channel, name, value FROM setting").fetch_all(self.pool()?).await?;
        let setting = |(guild, channel, name, value): (i64, i64, String, String)| Setting {
            guild: guild.cast_unsigned(),
            channel: channel.cast_unsigned(),
            name,
            value,
        };
        Ok(rows.into_iter().map(setting).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_setting_is_kept_changed_and_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let guild = u64::MAX - 1;
        for value in ["auto", "off"] {
            store.set(guild, 7, "mode", Some(value)).await.unwrap();
        }
        let kept = Setting { guild, channel: 7, name: "mode".to_owned(), value: "off".to_owned() };
        drop(store);
        let store = Store::open(folder.path()).await.unwrap();
        assert_eq!(store.settings().await.unwrap(), [kept]);
        store.set(guild, 7, "mode", None).await.unwrap();
        assert_eq!(store.settings().await.unwrap(), []);
    }
}
