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

/// Declares [`Code`] from one row a code: its meaning, its stable name and its severity.
macro_rules! codes {
    ($( $variant:ident $name:literal $severity:ident $meaning:literal; )*) => {
        /// Every kind of problem, each with a stable kebab-case name.
        ///
        /// The names are part of the product: people search for them, and scripts match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( #[doc = $meaning] $variant, )*
        }

        impl Code {
            /// Every code, errors first.
            pub const ALL: &[Code] = &[ $( Code::$variant, )* ];

            /// The stable name, such as `duplicate-id`.
            pub fn name(self) -> &'static str {
                match self { $( Code::$variant => $name, )* }
            }

            /// Error or warning; the same for every diagnostic of the code.
            pub fn severity(self) -> Severity {
                match self { $( Code::$variant => Severity::$severity, )* }
            }

            /// What the code stands for, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $( Code::$variant => $meaning, )* }
            }
        }
    };
}

#[rustfmt::skip]
codes! {
    MissingFolder           "missing-folder"           Error "The knowledge folder doesn't exist or can't be opened.";
    UnreadableFile          "unreadable-file"          Error "A file can't be read from disk.";
    InvalidUtf8             "invalid-utf8"             Error "A file isn't saved as UTF-8.";
    Syntax                  "syntax"                   Error "A place where the file isn't TOML.";
    UnknownKey              "unknown-key"              Error "A key that has no meaning where it stands.";
    MissingKey              "missing-key"              Error "A required key is absent.";
    WrongType               "wrong-type"               Error "A value of another kind than the key takes.";
    DuplicateKey            "duplicate-key"            Error "The same key is given twice.";
    DuplicateId             "duplicate-id"             Error "Two things of a kind share an id.";
    MalformedId             "malformed-id"             Error "An id that has other characters than a-z, 0-9 and -, or is too long.";
    UnknownReference        "unknown-reference"        Error "An id that names nothing in the folder.";
    TextTooLong             "text-too-long"            Error "A text that wouldn't fit into a Discord message.";
    EmptyText               "empty-text"               Error "A text without a word in it.";
    InsecureLink            "insecure-link"            Error "A link that isn't a well-formed https address.";
    InvalidDate             "invalid-date"             Error "A date that the calendar doesn't have, or one with a time.";
    InvalidNumber           "invalid-number"           Error "A number of years that makes no sense.";
    UnknownSlot             "unknown-slot"             Error "Braces of a standard question that stand for nothing.";
    ContradictoryCase       "contradictory-case"       Error "A golden case with both or neither of `entries` and `none`.";
    NoEntries               "no-entries"               Error "The folder has no entry that could be served.";

    UnknownFile             "unknown-file"             Warning "A TOML file at a place, or with a name, where none is read.";
    RetiredReference        "retired-reference"        Warning "An id that names a retired entry.";
    SelfReference           "self-reference"           Warning "An entry that is related to itself.";
    DuplicatePhrasing       "duplicate-phrasing"       Warning "The same phrasing stands twice.";
    AliasClash              "alias-clash"              Warning "Two roles go by the same name.";
    MissingSource           "missing-source"           Warning "An entry that names no source.";
    MissingReviewDate       "missing-review-date"      Warning "An entry that doesn't say when it was last checked.";
    ReviewOverdue           "review-overdue"           Warning "An entry that should have been checked again by now.";
    ReviewOrder             "review-order"             Warning "An entry whose next check comes before its last.";
    FutureDate              "future-date"              Warning "A day on which something happened, and that is yet to come.";
    UnusedSource            "unused-source"            Warning "A source that no entry and no card names.";
    SearchWithoutRole       "search-without-role"      Warning "A board's search link that has no place for the role.";
    RoleWithoutEntries      "role-without-entries"     Warning "A role about which no question can be answered.";
    OwnRoleExcluded         "own-role-excluded"        Warning "A role of ours that is listed as an occupation that isn't.";
    GoldenCopy              "golden-copy"              Warning "A golden question that is a phrasing too, so that it tests nothing.";
    DuplicateCase           "duplicate-case"           Warning "The same golden question stands twice.";
    UnsourcedFigure         "unsourced-figure"         Warning "A figure without a source, or without a date.";
    UnknownHost             "unknown-host"             Warning "A link to a site that is neither a source nor a job board.";
    BrokenMarkup            "broken-markup"            Warning "Markup that Discord doesn't show as it was meant.";
    PlaceholderText         "placeholder-text"         Warning "A note to write something later, where members read it.";
    LongSentence            "long-sentence"            Warning "A sentence of more than 40 words.";
    UnexplainedAbbreviation "unexplained-abbreviation" Warning "A short form that nothing explains to the reader.";
    CollidingPhrasing       "colliding-phrasing"       Warning "A phrasing that would take questions from another entry.";
    RedundantPhrasing       "redundant-phrasing"       Warning "A phrasing that adds nothing to another one of its entry.";
    UnfoundQuestion         "unfound-question"         Warning "An entry that its own question doesn't find.";
    UnreachableEntry        "unreachable-entry"        Warning "An entry that none of its phrasings finds.";
    AnsweredNotFor          "answered-not-for"         Warning "A question of `not_for` that would get the answer all the same.";
    UnnamedStandard         "unnamed-standard"         Warning "An entry that seems to be a standard question and doesn't name it.";
    TopicWithoutExamples    "topic-without-examples"   Warning "A safety topic of your own that no message leads to.";
    ClaimedExample          "claimed-example"          Warning "A text of small talk, or of what is out of scope, that an entry answers.";
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
///
/// Whoever asks for many offsets of a text asks [`Lines`].
pub fn position(text: &str, offset: usize) -> Position {
    Lines::new(text).position(offset)
}

/// The lines of a text, for finding many positions in it at once.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// The byte at which each line starts.
    starts: Vec<usize>,
    /// How many characters stand before each stretch of [`STRETCH`] bytes, since a line may be as long as a file.
    characters: Vec<usize>,
}

const STRETCH: usize = 1024;

impl<'a> Lines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut before = 0;
        let characters = text.as_bytes().chunks(STRETCH).map(|stretch| {
            before += count(stretch);
            before - count(stretch)
        });
        Lines { text, starts, characters: characters.collect() }
    }

    /// Where the byte `offset` is for a person; an offset past the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let column = self.characters_before(offset) - self.characters_before(self.starts[line - 1]) + 1;
        Position { line, column }
    }

    /// The bytes of the lines that `span` touches, without the last one's end.
    pub fn around(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|start| *start <= span.start) - 1;
        let end = self.text[span.end..].find('\n').map_or(self.text.len(), |length| span.end + length);
        self.starts[first]..end
    }

    fn characters_before(&self, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let known = self.characters.get(stretch).copied();
        known.map_or_else(
            || count(self.text.as_bytes()),
            |known| known + count(&self.text.as_bytes()[stretch * STRETCH..offset]),
        )
    }
}

/// How many characters begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
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
    fn positions_are_the_same_in_long_lines() {
        let text = format!("{}\n{}x", "äb".repeat(700), "€".repeat(900));
        assert_eq!(position(&text, text.len() - 1), Position { line: 2, column: 901 });
        assert_eq!(position(&text, 2047), Position { line: 1, column: 1365 });
        assert_eq!(position(&"a".repeat(STRETCH), STRETCH), Position { line: 1, column: STRETCH + 1 });
    }

    #[test]
    fn the_lines_around_a_span_are_whole() {
        let lines = Lines::new("one\ntwo\nthree");
        assert_eq!([lines.around(&(4..5)), lines.around(&(2..9)), lines.around(&(13..13))], [4..7, 0..13, 8..13]);
    }

    #[test]
    fn code_names_are_unique_kebab_case() {
        let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'8')));
    }

    #[test]
    fn errors_come_before_warnings() {
        assert!(Code::ALL.is_sorted_by_key(|code| std::cmp::Reverse(code.severity())));
    }
}
