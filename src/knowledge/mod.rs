//! The knowledge folder: raw, validated, edited, and the IO that reads and writes it.
//!
//! [`check`] is pure and the one way from files to a [`KnowledgeBase`]: text is parsed to a tree (`syntax`), the tree is
//! read into typed values (`raw`), these are checked and turned into the [`model`] (`validate`), and what can be served
//! but looks wrong is noted (`lint`). Nothing stops at the first problem.

mod about;
pub mod edit;
mod fields;
mod files;
pub mod git;
mod ids;
pub mod import;
mod keys;
mod kind;
pub mod limits;
mod lines;
mod lint;
mod load;
pub mod model;
mod plain;
mod quotes;
mod raw;
mod recover;
pub mod schema;
mod source;
mod standard;
pub mod starter;
pub(crate) mod suggest;
mod syntax;
mod validate;
mod write;
mod written;

use crate::diagnostic::{Code, Diagnostic, Severity, Texts};
use jiff::civil::Date;
use model::KnowledgeBase;
use std::path::Path;
use std::sync::Arc;

pub use git::GitError;
pub use kind::{FileKind, SCHEMAS};
pub use load::{read_folder, reads};
pub use source::{FolderSource, KnowledgeSource};
#[cfg(test)]
pub(crate) use standard::STANDARD_FILES;
#[cfg(test)]
pub(crate) use standard::fill;
pub(crate) use standard::fill_in;
pub use standard::{StandardQuestion, standard_questions};
pub use write::{WriteError, remove_left_overs, write};

/// A file of the knowledge folder as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the knowledge folder, with `/` between its parts.
    pub path: Arc<str>,
    /// Its bytes, or why they could not be read.
    pub content: Result<Vec<u8>, String>,
}

impl SourceFile {
    /// A file with this text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Vec<u8>>) -> Self {
        SourceFile { path: path.into(), content: Ok(text.into()) }
    }
}

/// What lies in a knowledge folder.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Its TOML files, by path.
    pub files: Vec<SourceFile>,
    /// Why the folder itself could not be read.
    pub problem: Option<Diagnostic>,
}

/// A folder after [`check`].
#[derive(Clone, Debug)]
pub struct Checked {
    /// `None` exactly if a diagnostic is an error.
    pub knowledge: Option<KnowledgeBase>,
    /// Every problem of the folder, by file and place; those of the folder as a whole come first.
    pub diagnostics: Vec<Diagnostic>,
    /// The files' texts, for showing the lines that diagnostics speak of.
    pub texts: Texts,
}

impl Checked {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// The diagnostics that keep the folder from being served.
    pub fn only_errors(&self) -> Vec<Diagnostic> {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity() == Severity::Error;
        self.diagnostics.iter().filter(is_error).cloned().collect()
    }

    /// Adds what was found out in another way, such as by comparing meanings.
    ///
    /// Of a text that stands twice and of which `found` says more, that alone is kept.
    pub fn add(&mut self, found: Vec<Diagnostic>) {
        let says_less = |known: &Diagnostic| {
            known.code == Code::DuplicatePhrasing && found.iter().any(|found| found.place == known.place)
        };
        self.diagnostics.retain(|known| !says_less(known));
        self.diagnostics.extend(found);
        sort(&mut self.diagnostics);
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }
}

/// Validates a folder: every problem of all its files in one pass, and the knowledge base if none is an error.
///
/// `today` is compared with review dates; without it, nothing is overdue.
pub fn check(folder: &Folder, today: Option<Date>) -> Checked {
    checked(folder, today, true)
}

/// Like [`check`] for a folder that is about to get entries, so that it needs none yet.
pub fn check_before_entries(folder: &Folder) -> Checked {
    checked(folder, None, false)
}

fn checked(folder: &Folder, today: Option<Date>, needs_entries: bool) -> Checked {
    let mut diagnostics = Vec::from_iter(folder.problem.clone());
    let mut texts = Texts::new();
    let raw = files::read(&folder.files, &mut texts, &mut diagnostics);
    let registry = validate::registry::Registry::new(&raw, &mut diagnostics);
    let knowledge = validate::validate(&raw, &registry, &texts, &mut diagnostics);
    if needs_entries && folder.problem.is_none() {
        validate::require_entries(&raw, &registry, &mut diagnostics);
    }
    lint::lint(&raw, &registry, &texts, today, &mut diagnostics);
    sort(&mut diagnostics);
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity() == Severity::Warning);
    Checked { knowledge: sound.then_some(knowledge), diagnostics, texts }
}

/// By file and place; those of one place stay in the order in which they were found.
fn sort(diagnostics: &mut [Diagnostic]) {
    let order = |diagnostic: &Diagnostic| {
        diagnostic.place.as_ref().map(|place| (place.file.clone(), place.span.start, place.span.end))
    };
    diagnostics.sort_by_cached_key(order);
}

/// Reads and validates the folder `dir`; a folder that can't be read is a diagnostic like any other.
pub fn load(dir: &Path, today: Option<Date>) -> Checked {
    check(&read_folder(dir), today)
}

/// A text short enough to stand in a message, on one line.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
