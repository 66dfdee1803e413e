//! What must outlive a restart, in the folder `DATA_DIR`: a database, and a file of embeddings.
//!
//! The queries keep to what SQLite and PostgreSQL share, so that a second engine is an addition here and nowhere else.

mod choices;
mod drafts;
mod embeddings;
mod history;
mod last_good;
mod members;
mod misses;
mod settings;
mod votes;

pub use drafts::Draft;
pub use embeddings::EmbeddingCache;
pub use history::{Edit, NewEdit};
pub use members::Member;
pub use misses::{Miss, Reason, State};
pub use settings::Setting;
pub use votes::Votes;

use jiff::Timestamp;
use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// For how long one program waits while another one writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait before the tables are looked at again.
const WAITS: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(250)];

/// Each change of the tables, by its number; one that was released never changes.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("migrations/0001_start.sql")),
    (2, "votes", include_str!("migrations/0002_votes.sql")),
    (3, "settings", include_str!("migrations/0003_settings.sql")),
    (4, "choices", include_str!("migrations/0004_choices.sql")),
];

/// The database. Cheap to clone; all clones are the same.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    key: [u8; 32],
}

/// Why the database can't be used. Its text quotes nothing that is stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder can't be made.
    #[error("the data folder {0} can't be made: {1}; name another one with DATA_DIR")]
    Folder(PathBuf, std::io::Error),
    /// The file can't be opened, or was made by a newer version.
    #[error(
        "the database {0} can't be opened: {1}; if a newer version of the bot made it, run that version, and otherwise restore it from a copy"
    )]
    Open(PathBuf, sqlx::Error),
    /// A query failed.
    #[error("the database can't be read or written: {0}")]
    Query(#[from] sqlx::Error),
    /// The operating system gives no random numbers.
    #[error("no random key can be made: {0}")]
    Random(getrandom::Error),
}

struct Migrations;

impl MigrationSource<'static> for Migrations {
    fn resolve(self) -> futures_util::future::BoxFuture<'static, Result<Vec<Migration>, sqlx::error::BoxDynError>> {
        let migration = |(version, name, sql): &(i64, &'static str, &'static str)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into(), false)
        };
        Box::pin(async move { Ok(MIGRATIONS.iter().map(migration).collect()) })
    }
}

impl std::fmt::Debug for Migrations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Migrations")
    }
}

impl Store {
    /// Opens the database of the folder, and makes both where they don't exist.
    ///
    /// # Errors
    /// The folder can't be made, or the database can't be opened.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data_dir).map_err(|error| StoreError::Folder(data_dir.to_owned(), error))?;
        let path = data_dir.join("career-advisor.sqlite");
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was saved is on the disk when a moderator is told so, also after a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let unusable = |error| StoreError::Open(path.clone(), error);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await.map_err(unusable)?;
        let migrate = async || Migrator::new(Migrations).await?.run(&pool).await;
        let mut migrated = migrate().await;
        // Of two programs that start at once, the second one finds what the first one has made meanwhile.
        for wait in WAITS {
            if migrated.is_ok() {
                break;
            }
            tokio::time::sleep(wait).await;
            migrated = migrate().await;
        }
        migrated.map_err(|error| unusable(error.into()))?;
        let key = members::key(&pool).await?;
        Ok(Store { pool, key })
    }
}

/// A time as the tables have it.
fn seconds(time: Timestamp) -> i64 {
    time.as_second()
}

/// A time from the tables.
fn time(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_is_opened_again_and_by_two_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("a/b");
        let (one, two) = tokio::join!(Store::open(&dir), Store::open(&dir));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.member(7), two.member(7), "both have the same key");
        drop((one, two));
        Store::open(&dir).await.unwrap();
    }

    #[tokio::test]
    async fn what_is_no_database_or_a_newer_one_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("career-advisor.sqlite");
        std::fs::write(&path, "some text that is no database at all").unwrap();
        let error = Store::open(folder.path()).await.unwrap_err().to_string();
        assert!(error.contains("can't be opened"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "some text that is no database at all");

        std::fs::remove_file(&path).unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (999, 'later', TRUE, x'00', 0)";
        sqlx::query(newer).execute(&store.pool).await.unwrap();
        drop(store);
        let error = Store::open(folder.path()).await.unwrap_err().to_string();
        assert!(error.contains("newer version"), "{error}");
    }

    #[tokio::test]
    async fn a_folder_that_cant_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = Store::open(&file.join("data")).await.unwrap_err().to_string();
        assert!(error.contains("DATA_DIR"), "{error}");
    }
}
