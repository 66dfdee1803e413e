//! Why an edit can't be made, in the words that the moderator reads.

use crate::knowledge::limits;
use crate::knowledge::model::EntryId;
use std::sync::Arc;
use thiserror::Error;

/// Why an edit can't be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// No file has the entry.
    #[error("there is no entry `{0}`: it may have been deleted or renamed in the meantime")]
    NoSuchEntry(EntryId),
    /// No such file of a role.
    #[error("there is no file `{0}`: it may have been deleted or renamed in the meantime")]
    NoSuchFile(Arc<str>),
    /// A file at a place that holds no entries.
    #[error(
        "`{0}` can't hold entries: they go into a role's file, such as roles/perfusionist.toml, or into one such as faq/general.toml"
    )]
    NotForEntries(Arc<str>),
    /// The file can't be read as what it is meant to be, so that nobody knows what an edit would do to it.
    #[error("`{file}` can't be edited here until it is mended in a text editor: on line {line}, {problem}")]
    Broken {
        /// Path below the knowledge folder.
        file: Arc<str>,
        /// From 1.
        line: usize,
        /// What is wrong there, in plain words.
        problem: String,
    },
    /// The new entry's id isn't one.
    #[error("`{0}` can't be an id: use only the characters a-z, 0-9 and -, and 1 to {max} of them", max = limits::ID)]
    MalformedId(String),
    /// Another entry has the id.
    #[error("there is an entry `{entry}` already, in `{file}`: choose another id")]
    IdTaken {
        /// The full id.
        entry: EntryId,
        /// Where the other entry stands.
        file: Arc<str>,
    },
    /// A text that must be given is blank.
    #[error("the {0} is empty: write at least a word")]
    Empty(&'static str),
    /// The file would stay as it is.
    #[error("that changes nothing: the file says so already")]
    Unchanged,
}
