//! One file before and after.

use crate::knowledge::{Folder, SourceFile};
use diffy::{DiffOptions, Patch};
use std::sync::Arc;

/// What a diff names in the place of a file that doesn't exist.
const NO_FILE: &str = "/dev/null";

/// One file before and after an edit; `None` where it doesn't exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Path below the knowledge folder, with `/` between its parts.
    pub path: Arc<str>,
    /// Its bytes before.
    pub before: Option<Vec<u8>>,
    /// Its bytes after.
    pub after: Option<Vec<u8>>,
}

impl FileChange {
    /// The change as a unified diff, with three lines around each place; empty if nothing changes. What isn't UTF-8 can't be
    /// edited, so nothing is lost in it, and [`FileChange::taking_back`] can reverse it.
    pub fn diff(&self) -> String {
        let text = |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
        let name = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or(NO_FILE.to_owned(), |_| self.path.to_string());
        let (before, after) = (text(&self.before), text(&self.after));
        if before == after {
            return String::new();
        }
        let mut options = DiffOptions::new();
        options.set_original_filename(name(&self.before)).set_modified_filename(name(&self.after));
        options.create_patch(&before, &after).to_string()
    }

    /// The change that takes back what a [`diff`](FileChange::diff) did to the file at `path`, whatever was changed elsewhere in it
    /// since; `None` if its lines are no longer as it left them.
    pub fn taking_back(folder: &Folder, path: &str, diff: &str) -> Option<FileChange> {
        let file = folder.files.iter().find(|file| *file.path == *path)?;
        let bytes = file.content.as_ref().ok()?;
        let patch = Patch::from_str(diff).ok()?;
        let made_the_file = patch.original() == Some(NO_FILE);
        let before = diffy::apply(str::from_utf8(bytes).ok()?, &patch.reverse()).ok()?;
        let after = (!(made_the_file && before.is_empty())).then(|| before.into_bytes());
        Some(FileChange { path: Arc::clone(&file.path), before: Some(bytes.clone()), after })
    }

    /// The change that undoes this one.
    pub fn reverse(&self) -> FileChange {
        FileChange { path: self.path.clone(), before: self.after.clone(), after: self.before.clone() }
    }

    /// The folder as it is after the change, for looking at what it does before it is written.
    pub fn applied_to(&self, folder: &Folder) -> Folder {
        let mut files: Vec<SourceFile> = folder.files.iter().filter(|file| file.path != self.path).cloned().collect();
        files.extend(self.after.clone().map(|after| SourceFile::new(self.path.clone(), after)));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Folder { files, problem: folder.problem.clone() }
    }
}
