//! A file that is to be edited: what it says, where it says it, and the replacements that make the edit.

use super::typed::{Value, key_and_value};
use super::{EditError, FileChange};
use crate::diagnostic::{Code, Diagnostic, Texts, position};
use crate::knowledge::model::EntryId;
use crate::knowledge::raw::{RawEntry, RawFolder};
use crate::knowledge::{SourceFile, files};
use std::ops::Range;
use std::slice;
use std::sync::Arc;
use toml_edit::{Document, Item, Table};

/// A file with the places of all that it says.
pub(super) struct Source {
    pub path: Arc<str>,
    /// As it lies on disk; `None` if it is yet to be made.
    before: Option<Vec<u8>>,
    /// With the places of keys and values. Its text is the file's without a byte order mark.
    document: Document<String>,
    /// The values, as they are read for answering.
    pub raw: RawFolder,
}

impl Source {
    /// Reads a file, unless it has a fault that leaves open what it says.
    pub fn read(file: &SourceFile) -> Result<Self, EditError> {
        let (mut texts, mut out) = (Texts::new(), Vec::new());
        let raw = files::read(slice::from_ref(file), &mut texts, &mut out);
        if let Some(fault) = out.iter().find(|diagnostic| leaves_open(diagnostic.code)) {
            return Err(broken(file, &texts, fault));
        }
        let text = texts.get(&file.path).map_or("", |text| text);
        let document = Document::parse(text.to_owned()).map_err(|error| EditError::Broken {
            file: file.path.clone(),
            line: position(text, error.span().map_or(0, |span| span.start)).line,
            problem: error.message().to_owned(),
        })?;
        Ok(Source { path: file.path.clone(), before: file.content.clone().ok(), document, raw })
    }

    /// A file that is yet to be made.
    pub fn new(path: &str) -> Result<Self, EditError> {
        Ok(Source { before: None, ..Source::read(&SourceFile::new(path, ""))? })
    }

    /// The text without a byte order mark, which all places refer to.
    pub fn text(&self) -> &str {
        self.document.raw()
    }

    /// The entries of a role's or faq file.
    pub fn entries(&self) -> &[RawEntry] {
        let of_role = self.raw.roles.first().map(|role| &role.entries);
        of_role.or(self.raw.faq.first()).map_or(&[], Vec::as_slice)
    }

    /// What comes before the `/` in its entries' full ids.
    pub fn owner(&self) -> Result<&str, EditError> {
        let Some(role) = self.raw.roles.first() else { return Ok("faq") };
        role.id.as_ref().map(|id| id.value.as_str()).ok_or_else(|| EditError::Broken {
            file: self.path.clone(),
            line: 1,
            problem: "the role has no `id`".to_owned(),
        })
    }

    /// The full id of one of its entries.
    pub fn full_id(&self, short: &str) -> Option<EntryId> {
        self.owner().ok().map(|owner| EntryId::new(format!("{owner}/{short}")))
    }

    /// The tables that start with a line `[[name]]`, in the order of the raw values; none if there is no such key.
    pub fn tables(&self, name: &str) -> Result<Vec<&Table>, EditError> {
        match self.document.get(name) {
            None => Ok(Vec::new()),
            Some(Item::ArrayOfTables(tables)) => Ok(tables.iter().collect()),
            Some(item) => Err(EditError::Broken {
                file: self.path.clone(),
                line: position(self.text(), item.span().map_or(0, |span| span.start)).line,
                problem: format!("`{name} =` stands where each needs a line of its own: [[{name}]]"),
            }),
        }
    }

    /// The file with more tables at its end, each with these keys.
    pub fn append<'v>(
        self,
        name: &str,
        tables: impl IntoIterator<Item = Vec<(&'static str, Value<'v>)>>,
    ) -> Result<FileChange, EditError> {
        self.tables(name)?;
        let text = self.text();
        let mut is_apart = text.trim().is_empty() || text.ends_with("\n\n") || text.ends_with("\n\r\n");
        let mut out = Replacements::default();
        for keys in tables {
            let keys: String = keys.into_iter().map(|(key, value)| key_and_value(key, value)).collect();
            out.insert(text.len(), format!("{}[[{name}]]\n{keys}", if is_apart { "" } else { "\n" }));
            is_apart = false;
        }
        Ok(self.change(out))
    }

    /// The file before and after the replacements.
    pub fn change(self, mut replacements: Replacements) -> FileChange {
        // Of two at one place the one without a range is an insertion, which comes first; the order is kept otherwise.
        replacements.0.sort_by_key(|(range, _)| (range.start, range.end));
        let text = self.text();
        let end_of_line =
            if text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r')) { "\r\n" } else { "\n" };
        let mut after = String::with_capacity(text.len() + 1000);
        if self.before.as_ref().is_some_and(|before| before.starts_with(BYTE_ORDER_MARK.as_bytes())) {
            after.push_str(BYTE_ORDER_MARK);
        }
        let mut at = 0;
        for (range, typed) in replacements.0 {
            // Deletions beside one another may both reach over the white space between them.
            after.push_str(&text[at..range.start.max(at)]);
            // Whatever is added behind the end of a file consists of whole lines.
            if range.start == text.len() && !after.is_empty() && !after.ends_with(['\n', '\u{feff}']) {
                after.push_str(end_of_line);
            }
            after.push_str(&typed.replace('\n', end_of_line));
            at = range.end.max(at);
        }
        after.push_str(&text[at..]);
        FileChange { path: self.path, before: self.before, after: Some(after.into_bytes()) }
    }
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Faults that leave open what a file says, or what it would say after an edit.
fn leaves_open(code: Code) -> bool {
    use Code::{DuplicateKey, InvalidDate, InvalidUtf8, Syntax, UnreadableFile, WrongType};
    matches!(code, DuplicateKey | InvalidDate | InvalidUtf8 | Syntax | UnreadableFile | WrongType)
}

fn broken(file: &SourceFile, texts: &Texts, fault: &Diagnostic) -> EditError {
    let line = fault.place.as_ref().map_or(1, |place| position(&texts[&place.file], place.span.start).line);
    EditError::Broken { file: file.path.clone(), line, problem: fault.message.clone() }
}

/// What is put in place of which bytes of a text; typed with `\n` at the ends of lines.
#[derive(Default)]
pub(super) struct Replacements(Vec<(Range<usize>, String)>);

impl Replacements {
    /// Puts a text in place of another.
    pub fn replace(&mut self, range: Range<usize>, typed: impl Into<String>) {
        self.0.push((range, typed.into()));
    }

    /// Puts a text between others, behind what was inserted there before.
    pub fn insert(&mut self, at: usize, typed: impl Into<String>) {
        self.replace(at..at, typed);
    }

    /// Takes a text away.
    pub fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }
}

/// The start of the line that a byte is on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The end of the line that a byte is on, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// The start of the line below the one that a byte is on.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}
