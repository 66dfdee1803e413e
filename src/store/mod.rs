//! What must outlive a restart, in the folder `DATA_DIR`: a database, and a file of embeddings.
//!
//! The queries keep to what SQLite and PostgreSQL share, so that a second engine is an addition here and nowhere else.

mod choices;
mod drafts;
mod embeddings;
mod files;
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
pub use misses::{Miss, NewMiss, Reason, State};
pub use settings::Setting;
pub use votes::Votes;

use jiff::Timestamp;
use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The database's file.
const DATABASE: &str = "career-advisor.sqlite";

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
    (5, "follow-ups", include_str!("migrations/0005_follow_ups.sql")),
];

/// The database. Cheap to clone; all clones are the same.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    key: [u8; 32],
    path: PathBuf,
    /// Which file lay there when it was opened.
    identity: Option<(u64, u64)>,
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
    /// The file was taken away. What is written then is lost at the next start, and nothing but this tells.
    #[error("the database {0} was deleted or replaced while the bot runs; put it back if you can, and restart the bot")]
    Gone(PathBuf),
    /// A query failed.
    #[error("the database can't be read or written: {0}")]
    Query(#[from] sqlx::Error),
    /// The operating system gives no random numbers.
    #[error("no random key can be made: {0}")]
    Random(getrandom::Error),
}

struct Migrations(&'static [(i64, &'static str, &'static str)]);

impl MigrationSource<'static> for Migrations {
    fn resolve(self) -> futures_util::future::BoxFuture<'static, Result<Vec<Migration>, sqlx::error::BoxDynError>> {
        let migration = |(version, name, sql): &(i64, &'static str, &'static str)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into(), false)
        };
        Box::pin(async move { Ok(self.0.iter().map(migration).collect()) })
    }
}

impl std::fmt::Debug for Migrations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Migrations")
    }
}

impl Store {
    /// Opens the database of the folder, and makes both where they don't exist. Nobody but their owner may read what is in it.
    ///
    /// # Errors
    /// The folder can't be made, or the database can't be opened.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        files::make_folder(data_dir).map_err(|error| StoreError::Folder(data_dir.to_owned(), error))?;
        let path = data_dir.join(DATABASE);
        // The files that SQLite makes beside it get its permissions. What is wrong with it, SQLite tells.
        drop(files::private().open(&path));
        for file in [DATABASE.to_owned(), format!("{DATABASE}-wal"), format!("{DATABASE}-shm")] {
            files::make_private(&data_dir.join(file));
        }
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was saved is on the disk when a moderator is told so, also after a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let unusable = |error| StoreError::Open(path.clone(), error);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await.map_err(unusable)?;
        let migrate = async || Migrator::new(Migrations(MIGRATIONS)).await?.run(&pool).await;
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
        let identity = files::identity(&path);
        Ok(Store { pool, key, path, identity })
    }

    /// The connections, for as long as the file is there: a database that was deleted takes all that is written to it.
    fn pool(&self) -> Result<&SqlitePool, StoreError> {
        if files::identity(&self.path) == self.identity {
            Ok(&self.pool)
        } else {
            Err(StoreError::Gone(self.path.clone()))
        }
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
        let path = folder.path().join(DATABASE);
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
    async fn what_an_earlier_version_kept_is_still_there() {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.path().join(DATABASE)).create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        Migrator::new(Migrations(&MIGRATIONS[..4])).await.unwrap().run(&pool).await.unwrap();
        let earlier =
            "INSERT INTO miss (at, member, question, reason, state) VALUES (7, $1, 'is it hard', 'no_answer', 'open')";
        sqlx::query(earlier).bind([7_u8; 16].as_slice()).execute(&pool).await.unwrap();
        pool.close().await;
        let store = Store::open(folder.path()).await.unwrap();
        let open = store.open_misses().await.unwrap();
        let kept: Vec<_> =
            open.iter().map(|miss| (miss.question.as_str(), miss.times, miss.after.as_deref())).collect();
        assert_eq!(kept, [("is it hard", 1, None)]);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_may_read_what_is_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let files = ["", "-wal", "-shm"].map(|end| data.join(format!("{DATABASE}{end}")));
        let store = Store::open(&data).await.unwrap();
        assert_eq!(mode(&data), 0o700);
        assert_eq!(files.each_ref().map(|file| mode(file)), [0o600; 3]);
        for file in &files {
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
        }
        Store::open(&data).await.unwrap();
        assert_eq!(files.each_ref().map(|file| mode(file)), [0o600; 3], "those of an earlier version");
        drop(store);
    }

    #[tokio::test]
    async fn a_database_that_is_taken_away_takes_nothing_more() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let vote = || store.vote(Timestamp::now(), store.member(1), "a/pay", true);
        assert!(vote().await.unwrap());
        std::fs::remove_file(folder.path().join(DATABASE)).unwrap();
        assert!(matches!(vote().await, Err(StoreError::Gone(_))));
        std::fs::write(folder.path().join(DATABASE), "").unwrap();
        assert!(cfg!(not(unix)) || matches!(vote().await, Err(StoreError::Gone(_))));
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
