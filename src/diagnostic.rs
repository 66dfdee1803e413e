//! What is wrong with a knowledge folder, as data.
//!
//! The knowledge modules make [`Diagnostic`]s; the command line (and later Discord) renders them. Nothing here reads a
//! file or prints.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The folder is served all the same.
    Warning,
    /// The folder can't be served.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// A stretch of one knowledge file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path below the knowledge folder, with `/` between its parts.
    pub file: Arc<str>,
    /// Bytes of the file's text, end exclusive, always on character boundaries.
    pub span: Range<usize>,
}

/// A second place that a diagnostic speaks of, such as the first of two equal ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it is.
    pub place: Place,
    /// A few words that stand beside it.
    pub label: String,
}

/// One problem of a knowledge folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is; decides the severity.
    pub code: Code,
    /// One plain sentence that says what is wrong.
    pub message: String,
    /// Where it is; `None` for what concerns the folder as a whole.
    pub place: Option<Place>,
    /// Other places that belong to it.
    pub notes: Vec<Note>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at a place, without notes and help.
    pub fn at(code: Code, place: Place, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), place: Some(place), notes: Vec::new(), help: None }
    }

    /// A diagnostic of the folder as a whole.
    pub fn of_folder(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), place: None, notes: Vec::new(), help: None }
    }

    /// Adds how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to the problem.
    pub fn note(mut self, place: Place, label: impl Into<String>) -> Self {
        self.notes.push(Note { place, label: label.into() });
        self
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Every kind of problem, each with a stable kebab-case name.
///
/// The names are part of the product: people search for them, and scripts match on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustfmt::skip]
#[allow(missing_docs)]
pub enum Code {
    // Errors: the folder can't be served.
    UnreadableFile, InvalidUtf8, Syntax, UnknownFile, UnknownKey, MissingKey, WrongType, DuplicateId, MalformedId, UnknownReference,
    TextTooLong, EmptyText, InsecureLink, InvalidDate, InvalidNumber, NoEntries, ContradictoryCase,
    // Warnings: the folder is served.
    DuplicatePhrasing, MissingSource, MissingReviewDate, ReviewOverdue, AliasClash, TooFewPhrasings, SelfReference,
}

impl Code {
    /// Every code, errors first.
    pub const ALL: &[Code] = &[
        Code::UnreadableFile,
        Code::InvalidUtf8,
        Code::Syntax,
        Code::UnknownFile,
        Code::UnknownKey,
        Code::MissingKey,
        Code::WrongType,
        Code::DuplicateId,
        Code::MalformedId,
        Code::UnknownReference,
        Code::TextTooLong,
        Code::EmptyText,
        Code::InsecureLink,
        Code::InvalidDate,
        Code::InvalidNumber,
        Code::NoEntries,
        Code::ContradictoryCase,
        Code::DuplicatePhrasing,
        Code::MissingSource,
        Code::MissingReviewDate,
        Code::ReviewOverdue,
        Code::AliasClash,
        Code::TooFewPhrasings,
        Code::SelfReference,
    ];

    /// The stable name, such as `duplicate-id`.
    pub fn name(self) -> &'static str {
        match self {
            Code::UnreadableFile => "unreadable-file",
            Code::InvalidUtf8 => "invalid-utf8",
            Code::Syntax => "syntax",
            Code::UnknownFile => "unknown-file",
            Code::UnknownKey => "unknown-key",
            Code::MissingKey => "missing-key",
            Code::WrongType => "wrong-type",
            Code::DuplicateId => "duplicate-id",
            Code::MalformedId => "malformed-id",
            Code::UnknownReference => "unknown-reference",
            Code::TextTooLong => "text-too-long",
            Code::EmptyText => "empty-text",
            Code::InsecureLink => "insecure-link",
            Code::InvalidDate => "invalid-date",
            Code::InvalidNumber => "invalid-number",
            Code::NoEntries => "no-entries",
            Code::ContradictoryCase => "contradictory-case",
            Code::DuplicatePhrasing => "duplicate-phrasing",
            Code::MissingSource => "missing-source",
            Code::MissingReviewDate => "missing-review-date",
            Code::ReviewOverdue => "review-overdue",
            Code::AliasClash => "alias-clash",
            Code::TooFewPhrasings => "too-few-phrasings",
            Code::SelfReference => "self-reference",
        }
    }

    /// Error or warning; the same for every diagnostic of the code.
    pub fn severity(self) -> Severity {
        if self < Code::DuplicatePhrasing { Severity::Error } else { Severity::Warning }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The texts of a folder's files by path, so that a renderer can show the line a [`Place`] is on.
pub type Texts = BTreeMap<Arc<str>, Arc<str>>;

/// A line and column for people, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where the byte `offset` of `text` is for a person; an offset past the end counts as the end.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        assert_eq!(position("äb\ncd", 2), Position { line: 1, column: 2 });
        assert_eq!(position("äb\ncd", 4), Position { line: 2, column: 1 });
        assert_eq!(position("ä", 1), Position { line: 1, column: 1 });
        assert_eq!(position("", 9), Position { line: 1, column: 1 });
    }

    #[test]
    fn code_names_are_unique_kebab_case() {
        let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'8')));
    }
}
