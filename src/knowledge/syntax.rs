//! Text to a tree of plain values with their places: the only file that knows the TOML parser.
//!
//! A file with a syntax error is cut at its `[headers]` and each part is parsed by itself, so that a text that is never
//! closed spoils its own entry and not all that follow.

use super::plain;
use crate::diagnostic::{Code, Diagnostic, Place};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Something with the place where it stands.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub value: T,
    pub place: Place,
}

/// A value of a file.
pub(super) type Value = At<Data>;

/// What kind of value it is.
#[derive(Clone, Debug)]
pub(super) enum Data {
    Text(String),
    /// A whole number or one with a decimal point, both as members write years.
    Number(f64),
    Switch(bool),
    Date(toml::value::Datetime),
    List(Vec<Value>),
    Table(Table),
    /// A value that a syntax error has already been reported for.
    Unreadable,
}

/// Keys with their values, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub keys: Vec<(At<String>, Value)>,
    /// A syntax error lies in it, so that what it lacks may not be the moderator's omission.
    pub broken: bool,
}

/// A file's tree.
pub(super) struct Document {
    /// The whole file, as far as it could be read.
    pub root: Table,
    /// A syntax error lies somewhere in the file, so that things may be missing from the tree.
    pub broken: bool,
}

/// Parses a file; its syntax errors go to `out`.
pub(super) fn parse(file: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Document {
    let (table, errors) = DeTable::parse_recoverable(text);
    let whole = Part { file, text, base: 0, len: text.len(), broken: false };
    if errors.is_empty() {
        return Document { root: whole.table(table.into_inner()), broken: false };
    }
    let mut document = Document { root: Table::default(), broken: false };
    let before = out.len();
    for range in parts(text) {
        let part = Part { file, text, base: range.start, len: range.len(), broken: false };
        let (table, errors) = DeTable::parse_recoverable(&text[range]);
        let problems = part.explain(&errors);
        let part = Part { broken: problems.iter().any(|problem| problem.code == Code::Syntax), ..part };
        document.broken |= part.broken;
        if part.base == 0 {
            document.root.broken = part.broken;
        }
        out.extend(problems);
        merge(&mut document.root, part.table(table.into_inner()), out);
    }
    if out.len() == before {
        // The parts are fine and the whole is not: report what the parser says of the whole rather than nothing.
        out.extend(whole.explain(&errors));
        document.broken = true;
    }
    document
}

/// A stretch of a file that is parsed by itself.
#[derive(Clone, Copy)]
struct Part<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    base: usize,
    len: usize,
    broken: bool,
}

impl Part<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        // The parser counts bytes and may point into a character or past the end.
        let snap = |offset: usize| {
            let mut at = self.base + offset.min(self.len);
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = snap(span.start);
        Place { file: self.file.clone(), span: start..snap(span.end).max(start) }
    }

    fn table(&self, table: DeTable<'_>) -> Table {
        let mut keys: Vec<_> = table.into_iter().map(|(key, value)| self.key_and_value(key, value)).collect();
        keys.sort_by_key(|(key, _)| key.place.span.start);
        Table { keys, broken: self.broken }
    }

    fn key_and_value(&self, key: Spanned<DeString<'_>>, value: Spanned<DeValue<'_>>) -> (At<String>, Value) {
        let place = self.place(key.span());
        let mut value = self.value(value);
        if matches!(value.value, Data::Unreadable) {
            value.place = place.clone();
        }
        (At { value: key.into_inner().into_owned(), place }, value)
    }

    fn value(&self, value: Spanned<DeValue<'_>>) -> Value {
        let span = value.span();
        let data = match value.into_inner() {
            // Where the parser finds no value at all, it stands in a 0 without a place.
            DeValue::Integer(_) if span.is_empty() => Data::Unreadable,
            DeValue::String(text) => Data::Text(text.replace("\r\n", "\n")),
            // What is too big for the type is too big for any use we have, and is refused as infinite.
            DeValue::Integer(number) => Data::Number(
                i64::from_str_radix(number.as_str(), number.radix()).map_or(f64::INFINITY, |number| number as f64),
            ),
            DeValue::Float(number) => number.as_str().parse().map_or(Data::Unreadable, Data::Number),
            DeValue::Boolean(on) => Data::Switch(on),
            DeValue::Datetime(date) if date.date.is_none() && date.time.is_none() => Data::Unreadable,
            DeValue::Datetime(date) => Data::Date(date),
            DeValue::Array(items) => Data::List(items.into_iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => Data::Table(self.table(table)),
        };
        At { value: data, place: self.place(span) }
    }

    /// The parser's errors in plain words, without those that only follow from the one before.
    fn explain(&self, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
        let part = &self.text[self.base..self.base + self.len];
        let mut found: Vec<(usize, bool, Diagnostic)> = Vec::new();
        for error in errors {
            let place = self.place(error.span().unwrap_or(0..0));
            let line = line_of(self.text, place.span.start);
            if let Some((last_line, unclosed, _)) = found.last_mut() {
                let continues = *unclosed && line == *last_line + 1 && !starts_with_key(self.text, place.span.start);
                if line == *last_line || continues {
                    *last_line = line;
                    continue;
                }
            }
            let explained = plain::explain(part, error.message(), place.span.start - self.base);
            let span = explained.span.map_or(place.span.clone(), |span| self.place(span).span);
            let mut diagnostic = Diagnostic::at(
                explained.code.unwrap_or(Code::Syntax),
                Place { span, ..place.clone() },
                explained.message,
            );
            if let Some(first) = explained.first {
                diagnostic = diagnostic.note(self.place(first), "first given here");
            }
            diagnostic.help = explained.help.map(Into::into);
            found.push((line, explained.runs_on, diagnostic));
        }
        found.into_iter().map(|(_, _, diagnostic)| diagnostic).collect()
    }
}

/// The line, from 0, that a byte is on.
fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count()
}

/// Whether the line that a byte is on looks like `key = …`.
fn starts_with_key(text: &str, offset: usize) -> bool {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    line.split_once('=').is_some_and(|(key, _)| plain::is_bare_key(key.trim()))
}

/// Cuts a text before each line that is a `[header]` or is meant as one.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && plain::is_header(line) {
            cuts.push(at);
        }
        at += line.len();
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| cut[0]..cut[1]).collect()
}

/// Adds a part's keys to the file's: tables join, lists of tables grow, anything else may stand once.
fn merge(into: &mut Table, from: Table, out: &mut Vec<Diagnostic>) {
    for (key, value) in from.keys {
        let Some((first, present)) = into.keys.iter_mut().find(|(name, _)| name.value == key.value) else {
            into.keys.push((key, value));
            continue;
        };
        match (&mut present.value, value.value) {
            // A part's one header makes every table on its path: those above it join, and so does a table without keys.
            (Data::Table(present), Data::Table(more)) if !clashes(present, &more) => {
                present.broken |= more.broken;
                merge(present, more, out);
            }
            (Data::List(present), Data::List(more)) if is_tables(present) && is_tables(&more) => present.extend(more),
            (Data::List(present), Data::Table(more)) if is_tables(present) => {
                // `[entry.x]` after `[[entry]]` goes into the last entry.
                if let Some(At { value: Data::Table(last), .. }) = present.last_mut() {
                    merge(last, more, out);
                }
            }
            _ => out.push(plain::duplicate(&key, first.place.clone())),
        }
    }
}

fn clashes(present: &Table, more: &Table) -> bool {
    let is_leaf = |table: &Table| table.keys.iter().any(|(_, value)| !matches!(value.value, Data::Table(_)));
    is_leaf(present) && is_leaf(more)
}

fn is_tables(items: &[Value]) -> bool {
    !items.is_empty() && items.iter().all(|item| matches!(item.value, Data::Table(_)))
}
