//! Puts an edit into the folder; with `load` and `git` the only IO of the knowledge modules.

use super::edit::FileChange;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a change wasn't written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The file is no longer what the edit was made from. Nothing was written.
    #[error("the file was changed in the meantime")]
    Changed {
        /// What the file holds now; `None` if it is gone.
        now: Option<Vec<u8>>,
    },
    /// The path leads out of the knowledge folder. Nothing was written.
    #[error("`{0}` is no file of the knowledge folder")]
    Outside(String),
    /// The disk refused. The file is whole: the old one, or the new one if only its folder could not be flushed.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was read or written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Puts the change in place if the file still is as it was before.
pub fn write(dir: &Path, change: &FileChange) -> Result<(), WriteError> {
    todo!("{dir:?} {change:?}")
}
