//! Where knowledge comes from: a seam, so that a database can take the folder's place.

use super::Folder;
use super::edit::FileChange;
use super::git::{self, GitError};
use super::load::{self, Found};
use super::write::{self, WriteError};
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Where knowledge comes from and where edits go. May do IO, so it is used from threads that may wait.
pub trait KnowledgeSource: Send + Sync {
    /// All that is there, as it is.
    fn read(&self) -> Folder;

    /// A mark that is another one whenever [`KnowledgeSource::read`] would give something else. Cheap enough to be asked for
    /// several times a second.
    fn version(&self) -> u64;

    /// Puts a change in place, if its file still is as it was before the change.
    ///
    /// # Errors
    /// The file was changed meanwhile, or it can't be written; then it is as it was.
    fn write(&self, change: &FileChange) -> Result<(), WriteError>;

    /// Notes a change that was written in whatever history the source keeps of its own; `false` where it keeps none.
    ///
    /// # Errors
    /// The history refuses.
    fn commit(&self, path: &str, author: &str, message: &str) -> Result<bool, GitError>;
}

/// A knowledge folder on disk. The folder may be a link, and need not exist at all times.
#[derive(Clone, Debug)]
pub struct FolderSource {
    dir: PathBuf,
}

impl FolderSource {
    /// The folder `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        FolderSource { dir: dir.into() }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

impl KnowledgeSource for FolderSource {
    fn read(&self) -> Folder {
        load::read_folder(&self.dir)
    }

    /// Made from the files' names, sizes, times and numbers, as they are where links lead. Asking for them works on every file
    /// system, over networks and through links that are changed, where notices by the operating system don't.
    fn version(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let walked = load::walk(&self.dir, "", &mut |below, found| {
            below.hash(&mut hasher);
            match found {
                Found::File(_, Ok(metadata)) => mark(&metadata, &mut hasher),
                Found::File(_, Err(error)) | Found::Closed(error) => error.kind().hash(&mut hasher),
            }
        });
        walked.map_err(|error| error.kind()).hash(&mut hasher);
        hasher.finish()
    }

    fn write(&self, change: &FileChange) -> Result<(), WriteError> {
        write::write(&self.dir, change)
    }

    fn commit(&self, path: &str, author: &str, message: &str) -> Result<bool, GitError> {
        git::commit(&self.dir, path, author, message)
    }
}

fn mark(metadata: &Metadata, hasher: &mut DefaultHasher) {
    metadata.len().hash(hasher);
    metadata.modified().ok().hash(hasher);
    // Another file in the place of one has another number, even with the same times.
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()).hash(hasher);
    }
}
