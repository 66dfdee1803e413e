//! What somebody is about to change.

use crate::knowledge::Folder;
use crate::knowledge::edit::{self, Edit, EditError, EntryFields};
use crate::knowledge::model::EntryId;
use serde::{Deserialize, Serialize};

/// Who changes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The Discord id; 0 for the terminal.
    pub id: u64,
    /// The name that the history shows.
    pub name: String,
}

/// A change that is being made up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is changed.
    pub what: What,
    /// The entry as it was when the draft was begun; `None` for what overwrites nothing, such as one more phrasing.
    pub base: Option<EntryFields>,
    /// The questions of the inbox that are settled with it, by their numbers.
    pub misses: Vec<i64>,
}

/// What is changed.
#[expect(clippy::large_enum_variant, reason = "a moderator has one draft, which is read and dropped")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// An entry, or a question that gets no answer.
    Edit(Edit),
    /// An edit is taken back, by its number.
    Undo(i64),
}

impl Draft {
    /// A draft of this edit, from how the entry is now.
    ///
    /// # Errors
    /// The entry doesn't exist, or its file must be mended first.
    pub fn new(folder: &Folder, edit: Edit) -> Result<Self, EditError> {
        let now = touched(&edit).map(|entry| edit::entry_fields(folder, entry)).transpose()?;
        let overwrites = matches!(edit, Edit::SetEntry { .. });
        let base = now.filter(|_| overwrites).map(|(_, fields)| fields);
        Ok(Draft { what: What::Edit(edit), base, misses: Vec::new() })
    }

    /// A draft that takes the edit with this number back.
    pub fn undo(edit: i64) -> Self {
        Draft { what: What::Undo(edit), base: None, misses: Vec::new() }
    }

    /// Settles these questions of the inbox when it is saved.
    pub fn settling(self, misses: Vec<i64>) -> Self {
        Draft { misses, ..self }
    }

    /// The entry that exists and is changed.
    pub fn touched(&self) -> Option<&EntryId> {
        match &self.what {
            What::Edit(edit) => touched(edit),
            What::Undo(_) => None,
        }
    }

    /// One line for the history.
    pub(super) fn summary(&self, owner: Option<&str>) -> String {
        match &self.what {
            What::Edit(Edit::AddEntry { id, .. }) => format!("Add {}/{id}", owner.unwrap_or("faq")),
            What::Edit(Edit::SetEntry { entry, .. }) => format!("Edit {entry}"),
            What::Edit(Edit::SetRetired { entry, retired: true }) => format!("Retire {entry}"),
            What::Edit(Edit::SetRetired { entry, retired: false }) => format!("Bring back {entry}"),
            What::Edit(Edit::AddPhrasing { entry, .. }) => format!("Add a phrasing to {entry}"),
            What::Edit(Edit::AddOutOfScope { topic, .. }) => format!("Never answer one more of {topic}"),
            What::Undo(edit) => format!("Undo edit {edit}"),
        }
    }
}

fn touched(edit: &Edit) -> Option<&EntryId> {
    match edit {
        Edit::SetEntry { entry, .. } | Edit::SetRetired { entry, .. } | Edit::AddPhrasing { entry, .. } => Some(entry),
        Edit::AddEntry { .. } | Edit::AddOutOfScope { .. } => None,
    }
}
