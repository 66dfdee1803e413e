//! Text to a tree of plain values with their places: the only file that knows the TOML parser.
//!
//! A file with a syntax error is cut at its `[headers]` and each part is parsed by itself (see [`recover`]), so that a
//! text that is never closed spoils its own entry and not all that follow.

use super::{lines, plain, recover};
use crate::diagnostic::{Diagnostic, Place};
use std::collections::HashMap;
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
    /// A whole number or one with a decimal point, both as moderators write years.
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
    let before = out.len();
    let mut document = Document { root: Table::default(), broken: false };
    // A file may have as many parts as lines, so that looking through all keys for each would take long.
    let mut known: HashMap<String, usize> = HashMap::new();
    for range in recover::parts(text) {
        let part = recover::parse(&text[range.clone()]);
        let place = Part { file, text, base: range.start, len: range.len(), broken: part.broken };
        out.extend(part.faults.into_iter().map(|fault| place.diagnostic(fault)));
        document.broken |= part.broken;
        if range.start == 0 {
            document.root.broken = part.broken;
        }
        if !part.header_broken {
            let (table, _) = DeTable::parse_recoverable(&part.text);
            let keys = &mut document.root.keys;
            for (key, value) in place.table(table.into_inner()).keys {
                match known.get(&key.value) {
                    Some(at) => join(&mut keys[*at], key, value, out),
                    None => {
                        known.insert(key.value.clone(), keys.len());
                        keys.push((key, value));
                    }
                }
            }
        }
    }
    if out.len() == before {
        // The parts are fine and the whole is not: report what the parser says of the whole rather than nothing.
        let faults = errors
            .iter()
            .take(recover::MOST_FAULTS)
            .map(|error| plain::explain(text, error.message(), error.span().unwrap_or(0..0)));
        out.extend(faults.map(|fault| whole.diagnostic(fault)));
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
            // A value that is none of anything is recovered as a text, although it has no quotes.
            DeValue::String(_) if !self.text[self.place(span.clone()).span].starts_with(['"', '\'']) => {
                Data::Unreadable
            }
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

    fn diagnostic(&self, fault: plain::Fault) -> Diagnostic {
        let mut diagnostic = Diagnostic::at(fault.code, self.place(fault.span), fault.message).help(fault.help);
        if let Some(first) = fault.first {
            diagnostic = diagnostic.note(self.place(first), "first given here");
        }
        diagnostic
    }
}

/// Adds the keys of a table to those of another.
fn merge(into: &mut Table, from: Table, out: &mut Vec<Diagnostic>) {
    for (key, value) in from.keys {
        match into.keys.iter_mut().find(|(name, _)| name.value == key.value) {
            Some(present) => join(present, key, value, out),
            None => into.keys.push((key, value)),
        }
    }
}

/// Adds a value to the one that its key has already: tables join, lists of tables grow, anything else may stand once.
fn join((first, present): &mut (At<String>, Value), key: At<String>, value: Value, out: &mut Vec<Diagnostic>) {
    match (&mut present.value, value.value) {
        // A part's one header makes every table on its path: those above it join, and so does a table without keys.
        (Data::Table(present), Data::Table(more)) if !clashes(present, &more) => {
            present.broken |= more.broken;
            merge(present, more, out);
        }
        (Data::List(present), Data::List(more)) if is_tables(present) && is_tables(&more) => present.extend(more),
        (Data::List(present), Data::Table(more)) if is_tables(present) => {
            // `[entry.x]` after `[[entry]]` goes into the last entry; `[entry]` was meant as another one.
            match present.last_mut() {
                Some(At { value: Data::Table(last), .. }) if !is_leaf(&more) => merge(last, more, out),
                _ => {
                    out.push(plain::duplicate(&key, first.place.clone()));
                    present.push(At { value: Data::Table(more), place: value.place });
                }
            }
        }
        (Data::Table(_), Data::Table(more)) if lines::is_listed(&key.value) => {
            out.push(plain::duplicate(&key, first.place.clone()));
            let place = present.place.clone();
            let earlier = std::mem::replace(&mut present.value, Data::Unreadable);
            let items = vec![At { value: earlier, place }, At { value: Data::Table(more), place: value.place }];
            present.value = Data::List(items);
        }
        _ => out.push(plain::duplicate(&key, first.place.clone())),
    }
}

fn clashes(present: &Table, more: &Table) -> bool {
    is_leaf(present) && is_leaf(more)
}

fn is_leaf(table: &Table) -> bool {
    table.keys.iter().any(|(_, value)| !matches!(value.value, Data::Table(_)))
}

/// Whether these are the tables of `[[key]]`. Such a list grows by tables alone, so that its ends tell.
fn is_tables(items: &[Value]) -> bool {
    let is_table = |item: Option<&Value>| item.is_some_and(|item| matches!(item.value, Data::Table(_)));
    is_table(items.first()) && is_table(items.last())
}
