//! Edits of single entries, as a moderator makes them from Discord: pure, from a [`Folder`] to the file's new bytes.
//!
//! The file is parsed for the places of its keys and values (`source`), and only the bytes that an edit concerns are
//! replaced, so that everything else stays as it is, down to the last space. What is put in is typed as a person would
//! type it (`typed`, `list`).

mod change;
mod error;

use super::Folder;
use super::model::EntryId;
use jiff::civil::Date;
use std::sync::Arc;

pub use change::FileChange;
pub use error::EditError;

/// The fields of an entry that a moderator edits, as they stand in the file, without white space around the texts.
///
/// A text or list that the file doesn't give is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFields {
    /// The question as members see it.
    pub question: String,
    /// Other ways of asking it.
    pub also_asked: Vec<String>,
    /// Near misses that must not get this answer.
    pub not_for: Vec<String>,
    /// Discord markdown, with `\n` at the ends of lines.
    pub answer: String,
    /// The topic it is listed under; empty stands for the topic `general`.
    pub topic: String,
    /// Ids of `sources.toml`.
    pub sources: Vec<String>,
    /// When a person last checked it.
    pub reviewed: Option<Date>,
    /// When a person should check it again.
    pub review_by: Option<Date>,
    /// Full ids of other entries.
    pub related: Vec<String>,
}

/// One edit of a knowledge folder; each concerns one file.
///
/// Texts are taken without the white space around them, and blank items of lists are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new entry at the end of a file of `roles/`, which must exist, or of `faq/`, which is made if it doesn't.
    AddEntry {
        /// Path below the knowledge folder, such as `faq/general.toml`.
        file: Arc<str>,
        /// Short id, without the role; [`free_id`] proposes one.
        id: String,
        /// What it says.
        fields: EntryFields,
    },
    /// Other fields for an entry. Keys whose value stays are left alone; the line of an emptied one goes.
    SetEntry {
        /// Full id.
        entry: EntryId,
        /// What it is to say.
        fields: EntryFields,
    },
    /// Takes an entry out of service, or back into it.
    SetRetired {
        /// Full id.
        entry: EntryId,
        /// Whether it is retired from now on.
        retired: bool,
    },
    /// One more way of asking an entry's question, at the end of `also_asked`.
    AddPhrasing {
        /// Full id.
        entry: EntryId,
        /// A member's words.
        phrasing: String,
    },
    /// One more question that gets no answer, at the end of a topic's `examples`; makes the topic and the file if absent.
    AddOutOfScope {
        /// The topic's id.
        topic: String,
        /// A member's words.
        example: String,
    },
}

/// An entry of the files, served or retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Full id.
    pub id: EntryId,
    /// The question as it stands in the file.
    pub question: String,
    /// Kept in the file, and never answered.
    pub retired: bool,
    /// Path below the knowledge folder.
    pub file: Arc<str>,
}

/// All entries that can be edited, also the retired ones: roles' first, in the order of the files.
///
/// Files that must be mended first are left out.
pub fn entries(folder: &Folder) -> Vec<Overview> {
    todo!("{folder:?}")
}

/// The file of an entry and its fields.
pub fn entry_fields(folder: &Folder, entry: &EntryId) -> Result<(Arc<str>, EntryFields), EditError> {
    todo!("{folder:?} {entry}")
}

/// What comes before the `/` in the full ids of a file's entries: the role's id, or `faq`.
pub fn owner(folder: &Folder, file: &str) -> Result<String, EditError> {
    todo!("{folder:?} {file}")
}

/// A short id for a new entry of this file, made of the words of its question, that no entry has yet.
pub fn free_id(folder: &Folder, file: &str, question: &str) -> Result<String, EditError> {
    todo!("{folder:?} {file} {question}")
}

/// What an edit does to its file. The folder isn't changed, and nothing is validated beyond what the edit needs:
/// [`FileChange::applied_to`] gives the folder to [`check`](super::check) before the change is written.
pub fn apply(folder: &Folder, edit: &Edit) -> Result<FileChange, EditError> {
    todo!("{folder:?} {edit:?}")
}
