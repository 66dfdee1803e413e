//! Questions and answers from elsewhere: spreadsheets, exports of Azure's question answering, and tags of Discord bots.
//!
//! A file is read to [`Draft`]s (`table` and `qna` for spreadsheets, `tags` for tags), which
//! [`add_entries`](super::edit::add_entries) writes. Nothing stops at the first problem: what can't be brought in is left
//! out and told, with its line.

mod markup;
mod qna;
mod table;
mod tags;

use super::edit::EntryFields;
use crate::text::normalise;
use thiserror::Error;

/// A question with its answer, as a file from elsewhere has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// The question.
    pub question: String,
    /// Ids of the standard questions that it seems to answer; a file doesn't say so.
    pub standard: Vec<String>,
    /// Other ways of asking it.
    pub also_asked: Vec<String>,
    /// The answer, in Discord's markdown.
    pub answer: String,
}

impl Draft {
    /// The entry that it makes.
    pub fn fields(&self) -> EntryFields {
        EntryFields {
            question: self.question.clone(),
            standard: self.standard.clone(),
            also_asked: self.also_asked.clone(),
            answer: self.answer.clone(),
            ..EntryFields::default()
        }
    }
}

/// Something that isn't brought in as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The line that it is about, from 1.
    pub line: usize,
    /// What happened and why, in plain words.
    pub what: String,
}

/// What a file came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// What can be brought in.
    pub drafts: Vec<Draft>,
    /// What is left out.
    pub left_out: Vec<Remark>,
    /// What is brought in otherwise than it stands.
    pub changed: Vec<Remark>,
}

/// Why nothing of a file can be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    /// It isn't saved as UTF-8.
    #[error(
        "the file isn't saved as UTF-8 (line {line}); choose 'Save as' and the encoding UTF-8, in a spreadsheet 'CSV \
         UTF-8'"
    )]
    NotUtf8 {
        /// The first line that isn't.
        line: usize,
    },
    /// It is saved as UTF-16, as spreadsheets save 'Unicode text'.
    #[error("the file is saved as UTF-16; choose 'Save as' and the encoding UTF-8, in a spreadsheet 'CSV UTF-8'")]
    Utf16,
    /// It has no table at all.
    #[error("the file is empty")]
    Empty,
    /// Its first row doesn't name the columns.
    #[error(
        "the first row must name the columns, with one for the question and one for the answer, such as `question` and \
         `answer`; it has {}",
        list(.found)
    )]
    NoColumns {
        /// The names in the first row.
        found: Vec<String>,
    },
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{}`", super::shorten(name))).collect::<Vec<_>>().join(", ")
}

impl Import {
    fn leave_out(&mut self, line: usize, what: impl Into<String>) {
        self.left_out.push(Remark { line, what: what.into() });
    }

    fn change(&mut self, line: usize, what: impl Into<String>) {
        self.changed.push(Remark { line, what: what.into() });
    }
}

/// Reads a file; `name` tells by its ending what it is: `.toml` are tags, anything else is a table.
///
/// # Errors
/// Nothing of the file can be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    let text = text(bytes)?;
    match name.to_ascii_lowercase().ends_with(".toml") {
        true => Ok(tags::read(name, text)),
        false => qna::read(text),
    }
}

/// The file's text, without a byte order mark.
fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0) {
        return Err(ImportError::Utf16);
    }
    str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        ImportError::NotUtf8 { line }
    })
}

/// The texts that have words, each once, as they are compared; without those that say the same as `question`.
fn others(question: &str, texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::from([normalise(question), String::new()]);
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| seen.insert(normalise(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Folder;
    use crate::knowledge::edit::{add_entries, entries};
    use proptest::prelude::*;

    #[test]
    fn a_byte_order_mark_is_fine_and_other_encodings_say_so() {
        let expected = Draft {
            line: 2,
            question: "Why?".into(),
            standard: Vec::new(),
            also_asked: Vec::new(),
            answer: "So.".into(),
        };
        assert_eq!(read("a.csv", b"\xef\xbb\xbfquestion,answer\nWhy?,So.\n").unwrap().drafts, [expected]);
        let utf16: Vec<u8> = "question".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read("a.csv", &utf16), Err(ImportError::Utf16));
        assert_eq!(read("a.csv", b"question,answer\nCaf\xe9?,So.\n"), Err(ImportError::NotUtf8 { line: 2 }));
        assert_eq!(read("a.csv", b"\n \n"), Err(ImportError::Empty));
    }

    proptest! {
        #[test]
        fn no_table_panics_and_what_it_gives_can_be_written(text in "[qQaA,;|\t\n\r\"\\\\<>/&#x0-9bé \\[\\]()!`-]{0,120}") {
            let table = format!("question,answer,also_asked\n{text}");
            for (name, text) in [("a.csv", &text), ("a.csv", &table), ("a.tsv", &table.replace(',', "\t"))] {
                let Ok(import) = read(name, text.as_bytes()) else { continue };
                let fields: Vec<EntryFields> = import.drafts.iter().map(Draft::fields).collect();
                let change = add_entries(&Folder::default(), "faq/a.toml", &fields).unwrap();
                prop_assert_eq!(entries(&change.applied_to(&Folder::default())).len(), fields.len());
            }
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), toml in any::<bool>()) {
            let _ = read(if toml { "a.toml" } else { "a.csv" }, &bytes);
        }

        #[test]
        fn no_tags_panic(text in "[\\[\\]a-c=\"\n#' keywordscontent]{0,120}") {
            let _ = read("tags.toml", text.as_bytes());
            let _ = read("tags.toml", format!("[a]\nkeywords = [\"b\"]\ncontent = \"x\"\n{text}").as_bytes());
        }
    }
}
