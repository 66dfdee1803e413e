//! Reads a table key by key into typed values, and notes what is unknown, absent or of the wrong kind.
//!
//! Deriving serde on the raw structs would stop at the first problem of a table; this goes on to the last.

use super::keys::{self, Key};
use super::suggest::nearest;
use super::syntax::{At, Data, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Place};
use jiff::civil::Date;

/// The keys of one table that have not been read yet.
pub(super) struct Fields<'a> {
    /// What the table is to people, such as "entry `faq/jobs`".
    pub what: String,
    /// Where what it lacks is reported.
    pub place: Place,
    table: Table,
    keys: &'static [Key],
    missing: Vec<&'static str>,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The `keys` that the `table` may have, `what` it is to people, and the `place` where what it lacks is reported.
    pub fn new(
        table: Table,
        keys: &'static [Key],
        what: impl Into<String>,
        place: Place,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Fields { what: what.into(), place, table, keys, missing: Vec::new(), out }
    }

    /// A text's value, for naming the table before its keys are read.
    pub fn peek(&self, key: &str) -> Option<&str> {
        self.table.keys.iter().find_map(|(name, value)| match &value.value {
            Data::Text(text) if name.value == key => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether a syntax error lies in the table.
    pub fn broken(&self) -> bool {
        self.table.broken
    }

    /// Whether the key is given, and not as an empty list.
    pub fn gives(&self, key: &str) -> bool {
        self.table.keys.iter().any(|(name, value)| name.value == key && !is_empty(value))
    }

    /// Whether the key is given, be it as an empty list.
    pub fn has(&self, key: &str) -> bool {
        self.table.keys.iter().any(|(name, _)| name.value == key)
    }

    /// Whether the key is given, and not as an empty list, or may have been meant to be: by a misspelt key that is most like
    /// this one, or on a line that can't be read.
    pub fn may_give(&self, key: &str) -> bool {
        let is_meant = |name: &str| match keys::names(self.keys).any(|known| known == name) {
            true => name == key,
            false => nearest(name, keys::names(self.keys)) == Some(key),
        };
        self.table.broken || self.table.keys.iter().any(|(name, value)| is_meant(&name.value) && !is_empty(value))
    }

    /// Whether a key that nobody asked for holds tables: a header that nobody knows, such as `[[entries]]`.
    pub fn holds_tables(&self) -> bool {
        let is_table = |value: &Value| matches!(value.value, Data::Table(_));
        let holds = |data: &Data| matches!(data, Data::List(items) if items.iter().any(is_table));
        self.table.keys.iter().any(|(_, value)| is_table(value) || holds(&value.value))
    }

    /// Where diagnostics go, for what the caller finds by itself.
    pub fn out(&mut self) -> &mut Vec<Diagnostic> {
        self.out
    }

    /// The key's value. A key that isn't listed is never given, so that the list can't fall behind the reader.
    fn take(&mut self, key: &'static str) -> Option<Value> {
        let listed = self.keys.iter().find(|listed| listed.name == key);
        debug_assert!(listed.is_some(), "`{key}` of {} is not in keys.rs", self.what);
        let at = self.table.keys.iter().position(|(name, _)| listed.is_some() && name.value == key);
        if at.is_none() && listed.is_some_and(|listed| listed.required) {
            self.missing.push(key);
        }
        Some(self.table.keys.remove(at?).1)
    }

    /// A text, if it is given.
    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.take(key)?;
        self.as_text(key, value)
    }

    /// A list of texts; empty where it isn't given.
    pub fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        self.take(key).map_or_else(Vec::new, |value| self.as_texts(key, value))
    }

    /// `true` or `false`; `false` where it isn't given.
    pub fn switch(&mut self, key: &'static str) -> bool {
        let Some(value) = self.take(key) else { return false };
        match value.value {
            Data::Switch(on) => on,
            _ => {
                self.wrong(key, &value, "true or false without quotes", "write true or false, without quotes");
                false
            }
        }
    }

    /// A date without a time.
    pub fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        const HELP: &str = "write year-month-day without quotes, like 2026-11-24";
        let value = self.take(key)?;
        let Data::Date(date) = &value.value else {
            self.wrong(key, &value, "a date", HELP);
            return None;
        };
        let civil = date.date.and_then(|date| {
            let year = i16::try_from(date.year).ok()?;
            Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
        });
        match civil {
            Some(civil) if date.time.is_none() && date.offset.is_none() => {
                Some(At { value: civil, place: value.place })
            }
            _ => {
                let message = format!("`{key}` of {} must be a day, without a time", self.what);
                self.out.push(Diagnostic::at(Code::InvalidDate, value.place, message).help(HELP));
                None
            }
        }
    }

    /// Any value, for the caller to look into.
    pub fn value(&mut self, key: &'static str) -> Option<Value> {
        self.take(key)
    }

    /// The tables of `[[key]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<At<Table>> {
        let help = format!("start each with a line of its own: [[{key}]]");
        let Some(value) = self.take(key) else { return Vec::new() };
        match value.value {
            Data::List(items) => items.into_iter().filter_map(|item| self.as_table(key, item, &help)).collect(),
            Data::Table(table) => {
                let message = format!("[{key}] must be written with double brackets");
                let place = value.place;
                self.out.push(Diagnostic::at(Code::WrongType, place.clone(), message).help(help));
                vec![At { value: table, place }]
            }
            _ => {
                self.wrong(key, &value, "a part of the file", &help);
                Vec::new()
            }
        }
    }

    /// The table of `[key]`, with the keys in the order of the file.
    pub fn table(&mut self, key: &'static str) -> Option<At<Table>> {
        let value = self.take(key)?;
        self.as_table(key, value, &format!("start it with a line of its own: [{key}.…]"))
    }

    /// A table, or a note that it is none.
    pub fn as_table(&mut self, key: &str, value: Value, help: &str) -> Option<At<Table>> {
        let Data::Table(table) = value.value else {
            self.wrong(key, &value, "a part of the file", help);
            return None;
        };
        Some(At { value: table, place: value.place })
    }

    fn as_text(&mut self, key: &str, value: Value) -> Option<At<String>> {
        let Data::Text(text) = value.value else {
            self.wrong(key, &value, "a text", "put it between straight double quotes, like this: \"some text\"");
            return None;
        };
        Some(At { value: text, place: value.place })
    }

    fn as_texts(&mut self, key: &str, value: Value) -> Vec<At<String>> {
        const HELP: &str = "put it in brackets, with a comma between the texts: [\"one text\", \"another\"]";
        let Data::List(items) = value.value else {
            self.wrong(key, &value, "a list of texts", HELP);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.value {
                Data::Text(text) => texts.push(At { value: text, place: item.place }),
                _ => self.wrong(key, &item, "a list of texts", "put each item between straight double quotes"),
            }
        }
        texts
    }

    /// Notes that a value isn't of the expected kind.
    pub fn wrong(&mut self, key: &str, value: &Value, expected: &str, help: &str) {
        let found = match &value.value {
            Data::Text(_) => "a text in quotes",
            Data::Number(_) => "a number",
            Data::Switch(_) => "true or false",
            Data::Date(_) => "a date or time",
            Data::List(_) => "a list",
            Data::Table(_) => "a group of keys",
            Data::Unreadable => return,
        };
        let message = format!("`{key}` of {} must be {expected}, but there is {found} here", self.what);
        self.out.push(Diagnostic::at(Code::WrongType, value.place.clone(), message).help(help));
    }

    /// Reports the keys that were not read, and the required ones that are absent.
    ///
    /// `elsewhere` tells where a key belongs that is known in another part of the file.
    pub fn finish(self, elsewhere: impl Fn(&str) -> Option<String>) {
        let mut missing = self.missing;
        for (key, _) in &self.table.keys {
            // What is missing is the better guess: a key that is there already is seldom written a second time.
            let absent = missing.iter().copied();
            let guess = nearest(&key.value, absent).or_else(|| nearest(&key.value, keys::names(self.keys)));
            let message = format!("{} has no key `{}`", self.what, super::shorten(&key.value));
            let help = match (guess, elsewhere(&key.value)) {
                (Some(guess), None) => format!("did you mean `{guess}`?"),
                (_, Some(elsewhere)) => elsewhere,
                (None, None) => format!("the keys here are {}", list(self.keys)),
            };
            if let Some(guess) = guess {
                // The misspelt key is the one that is missing: that is one fault, not two.
                missing.retain(|name| *name != guess);
            }
            self.out.push(Diagnostic::at(Code::UnknownKey, key.place.clone(), message).help(help));
        }
        if self.table.broken {
            return;
        }
        for key in missing {
            let message = format!("{} has no `{key}`", self.what);
            let help = format!("add a line: {key} = {}", example(key));
            self.out.push(Diagnostic::at(Code::MissingKey, self.place.clone(), message).help(help));
        }
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(&value.value, Data::List(items) if items.is_empty())
}

fn list(keys: &'static [Key]) -> String {
    keys::names(keys).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// What a line with the key may look like.
fn example(key: &str) -> &'static str {
    match key {
        "id" => "\"a-short-name\"",
        "question" | "ask" => "\"How …?\"",
        "said" | "examples" | "words" => "[\"…\", \"…\"]",
        "url" => "\"https://…\"",
        _ => "\"…\"",
    }
}
