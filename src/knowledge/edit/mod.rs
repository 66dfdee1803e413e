//! Edits of single entries, as a moderator makes them from Discord: pure, from a [`Folder`] to the file's new bytes.
//!
//! The file is parsed for the places of its keys and values (`source`), and only the bytes that an edit concerns are
//! replaced, so that everything else stays as it is, down to the last space. What is put in is typed as a person would
//! type it (`typed`, `list`).

mod apply;
mod change;
mod error;
mod find;
mod keys;
mod list;
mod source;
mod typed;

use super::ids::slug;
use super::model::EntryId;
use super::raw::RawEntry;
use super::{Folder, limits};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use source::Source;
use std::collections::HashSet;
use std::iter;
use std::sync::Arc;

pub use apply::{add_entries, apply};
pub use change::FileChange;
pub use error::EditError;

/// The fields of an entry that a moderator edits, as they stand in the file, without white space around the texts and
/// all but the answer as one line.
///
/// A text or list that the file doesn't give is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFields {
    /// The question as members see it.
    pub question: String,
    /// Ids of the standard questions that it answers.
    #[serde(default)]
    pub standard: Vec<String>,
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
/// Texts are taken without the white space around them, all but the answer as one line, and lists without blank items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// One more question that gets no answer, at the end of a topic's `examples`; makes the topic, whose questions aren't kept, and
    /// the file if absent.
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
    let sources = find::entry_files(folder).into_iter().filter_map(|file| Source::read(file).ok());
    let overviews = sources.flat_map(|source| {
        let overview = |raw: &RawEntry| {
            let id = source.full_id(&raw.id.as_ref()?.value)?;
            let question = keys::fields(raw).question;
            Some(Overview { id, question, retired: raw.retired, file: source.path.clone() })
        };
        source.entries().iter().filter_map(overview).collect::<Vec<_>>()
    });
    overviews.collect()
}

/// The file of an entry and its fields.
pub fn entry_fields(folder: &Folder, entry: &EntryId) -> Result<(Arc<str>, EntryFields), EditError> {
    let found = find::entry(folder, entry)?;
    Ok((found.source.path.clone(), keys::fields(found.raw())))
}

/// What comes before the `/` in the full ids of a file's entries: the role's id, or `faq`.
pub fn owner(folder: &Folder, file: &str) -> Result<String, EditError> {
    find::source_for_entries(folder, file)?.owner().map(str::to_owned)
}

/// A short id for a new entry of this file, made of the words of its question, that no entry has yet.
pub fn free_id(folder: &Folder, file: &str, question: &str) -> Result<String, EditError> {
    let source = find::source_for_entries(folder, file)?;
    Ok(Ids::new(folder).claim(source.owner()?, question))
}

/// The full ids of all entries.
struct Ids(HashSet<EntryId>);

impl Ids {
    fn new(folder: &Folder) -> Self {
        Ids(entries(folder).into_iter().map(|entry| entry.id).collect())
    }

    /// A short id that was free until now, made of the words of a question.
    fn claim(&mut self, owner: &str, question: &str) -> String {
        let words = Some(slug(question)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "entry".to_owned());
        let numbered = (2..).map(|number| {
            let number = format!("-{number}");
            format!("{}{number}", words[..words.len().min(limits::ID - number.len())].trim_end_matches('-'))
        });
        let mut ids = iter::once(words.clone()).chain(numbered);
        let free = ids.find(|id| self.0.insert(EntryId::new(format!("{owner}/{id}"))));
        free.unwrap_or(words.clone())
    }
}
