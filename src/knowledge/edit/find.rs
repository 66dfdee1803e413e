//! Which file an edit concerns, and which of its tables.

use super::EditError;
use super::keys::Keys;
use super::source::Source;
use crate::knowledge::ids::is_id;
use crate::knowledge::model::EntryId;
use crate::knowledge::raw::RawEntry;
use crate::knowledge::{FileKind, Folder, SourceFile};

/// An entry in its file.
pub(super) struct Found {
    /// The file.
    pub source: Source,
    at: usize,
}

impl Found {
    /// What the file says of it.
    pub fn raw(&self) -> &RawEntry {
        &self.source.entries()[self.at]
    }

    /// Where the file says it.
    pub fn keys(&self) -> Result<Keys<'_>, EditError> {
        Ok(Keys { text: self.source.text(), table: self.source.tables("entry")?[self.at] })
    }
}

/// The files of roles, then those of `faq/`, by their names.
pub(super) fn entry_files(folder: &Folder) -> Vec<&SourceFile> {
    let mut files: Vec<_> = folder
        .files
        .iter()
        .filter(|file| matches!(FileKind::of(&file.path), Some(FileKind::Role | FileKind::Faq)))
        .collect();
    files.sort_by_key(|file| (is_faq(&file.path), file.path.clone()));
    files
}

/// The entry with a full id, retired or not; the first if there are several.
pub(super) fn entry(folder: &Folder, id: &EntryId) -> Result<Found, EditError> {
    let of_faq = id.as_str().starts_with("faq/");
    let mut broken = None;
    for file in entry_files(folder).into_iter().filter(|file| is_faq(&file.path) == of_faq) {
        match Source::read(file) {
            Ok(source) => {
                let is_it = |raw: &RawEntry| {
                    raw.id.as_ref().and_then(|short| source.full_id(&short.value)).as_ref() == Some(id)
                };
                if let Some(at) = source.entries().iter().position(is_it) {
                    return Ok(Found { source, at });
                }
            }
            // The entry may stand in there.
            Err(error) => broken = broken.or(Some(error)),
        }
    }
    Err(broken.unwrap_or_else(|| EditError::NoSuchEntry(id.clone())))
}

/// A file of the folder; `None` if there is none at this path.
pub(super) fn source(folder: &Folder, path: &str) -> Option<Result<Source, EditError>> {
    folder.files.iter().find(|file| &*file.path == path).map(Source::read)
}

/// A file that entries go into: of a role, which must exist, or of `faq/`, which may be new.
pub(super) fn source_for_entries(folder: &Folder, path: &str) -> Result<Source, EditError> {
    let name = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
    match (FileKind::of(path), source(folder, path)) {
        (Some(FileKind::Role | FileKind::Faq), Some(source)) => source,
        (Some(FileKind::Role), None) => Err(EditError::NoSuchFile(path.into())),
        (Some(FileKind::Faq), None) if is_id(name) => Source::new(path),
        _ => Err(EditError::NotForEntries(path.into())),
    }
}

fn is_faq(path: &str) -> bool {
    matches!(FileKind::of(path), Some(FileKind::Faq))
}
