//! Notes an edit in the history of a folder that is kept in git.

use std::io;
use std::path::Path;
use thiserror::Error;

/// Why an edit wasn't committed. It is written all the same, so this is for the log.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no program of that name.
    #[error("the program `git` isn't installed, so edits can't be committed")]
    Absent,
    /// It can't be run.
    #[error("`git` can't be run: {0}")]
    Io(#[from] io::Error),
    /// It refused.
    #[error("`git {command}` failed: {reason}")]
    Failed {
        /// What it was to do.
        command: &'static str,
        /// What it says.
        reason: String,
    },
    /// It didn't come to an end; perhaps one of the repository's hooks waits for something.
    #[error("`git {command}` didn't finish within {seconds} seconds")]
    Slow {
        /// What it was to do.
        command: &'static str,
        /// How long it was waited for.
        seconds: u64,
    },
}

/// Commits one file of the knowledge folder in a moderator's name; `false` if there is nothing to commit, because the
/// folder is no git work tree or the file is as it was.
pub fn commit(dir: &Path, path: &str, author: &str, message: &str) -> Result<bool, GitError> {
    todo!("{dir:?} {path} {author} {message}")
}
