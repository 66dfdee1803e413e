//! One file before and after.

use crate::knowledge::{Folder, SourceFile};
use similar::TextDiff;
use std::sync::Arc;

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
    /// The change as a unified diff, with three lines around each place; empty if nothing changes.
    pub fn diff(&self) -> String {
        let text = |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
        let name = |bytes: &Option<Vec<u8>>| if bytes.is_some() { &*self.path } else { "/dev/null" };
        let (before, after) = (text(&self.before), text(&self.after));
        let diff = TextDiff::from_lines(&before, &after);
        diff.unified_diff().header(name(&self.before), name(&self.after)).to_string()
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
