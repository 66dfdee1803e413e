//! The keys of one table: an entry's or a topic's.

use super::EntryFields;
use super::list;
use super::source::{Replacements, line_start, next_line};
use super::typed::{self, Value};
use crate::knowledge::raw::RawEntry;
use crate::knowledge::syntax::At;
use toml_edit::{Item, Table};

/// The order of an entry's keys, which has a topic's in it.
const ORDER: [&str; 13] = [
    "id",
    "topic",
    "question",
    "standard",
    "also_asked",
    "not_for",
    "examples",
    "answer",
    "sources",
    "reviewed",
    "review_by",
    "related",
    "retired",
];

/// What the file says.
pub(super) fn fields(raw: &RawEntry) -> EntryFields {
    let line = |text: &Option<At<String>>| text.as_ref().map_or_else(String::new, |text| one_line(&text.value));
    EntryFields {
        question: line(&raw.question),
        standard: texts(&raw.standard),
        also_asked: texts(&raw.also_asked),
        not_for: texts(&raw.not_for),
        answer: raw.answer.as_ref().map_or_else(String::new, |text| text.value.trim().to_owned()),
        topic: line(&raw.topic),
        sources: texts(&raw.sources),
        reviewed: raw.reviewed.as_ref().map(|date| date.value),
        review_by: raw.review_by.as_ref().map(|date| date.value),
        related: texts(&raw.related),
    }
}

/// The texts of a list.
pub(super) fn texts(list: &[At<String>]) -> Vec<String> {
    list.iter().map(|text| one_line(&text.value)).collect()
}

/// A text without line breaks and the white space around them.
pub(super) fn one_line(text: &str) -> String {
    let lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// The keys in their order; `None` for those that the file needs not give.
pub(super) fn values(fields: &EntryFields) -> [(&'static str, Option<Value<'_>>); 10] {
    let unless_empty = |list| Some(list).filter(|list: &&[String]| !list.is_empty());
    [
        ("topic", Some(fields.topic.as_str()).filter(|topic| !topic.is_empty()).map(Value::Line)),
        ("question", Some(Value::Line(&fields.question))),
        ("standard", unless_empty(&fields.standard).map(Value::List)),
        ("also_asked", unless_empty(&fields.also_asked).map(Value::Lines)),
        ("not_for", unless_empty(&fields.not_for).map(Value::List)),
        ("answer", Some(Value::Block(&fields.answer))),
        ("sources", unless_empty(&fields.sources).map(Value::List)),
        ("reviewed", fields.reviewed.map(Value::Date)),
        ("review_by", fields.review_by.map(Value::Date)),
        ("related", unless_empty(&fields.related).map(Value::List)),
    ]
}

/// A table as it stands in its file.
pub(super) struct Keys<'a> {
    /// The file's text.
    pub text: &'a str,
    /// The table.
    pub table: &'a Table,
}

impl Keys<'_> {
    /// Makes a key say `after` in place of `before`; `None` is for a key that isn't given.
    pub fn set(&self, key: &str, before: Option<Value<'_>>, after: Option<Value<'_>>, out: &mut Replacements) {
        match (self.table.get_key_value(key), after) {
            _ if before == after => {}
            (Some((name, item)), None) => {
                let (name, value) = (name.span().unwrap_or_default(), item.span().unwrap_or_default());
                out.delete(line_start(self.text, name.start)..next_line(self.text, value.end));
            }
            (Some((_, item)), Some(after)) => self.replace(item, before, after, out),
            (None, Some(after)) => out.insert(self.place_for(key), typed::key_and_value(key, after)),
            (None, None) => {}
        }
    }

    fn replace(&self, item: &Item, before: Option<Value<'_>>, after: Value<'_>, out: &mut Replacements) {
        let span = item.span().unwrap_or_default();
        let typed = match after {
            Value::Line(text) => typed::line(text),
            Value::Block(text) => {
                let value = &self.text[span.clone()];
                let key = &self.text[line_start(self.text, span.start)..span.start];
                let line = typed::line(text);
                let is_short = !value.contains('\n') && !text.contains('\n') && typed::fits(key, &line);
                if is_short { line } else { typed::block_like(value, item.as_str().unwrap_or_default(), text) }
            }
            Value::List(items) | Value::Lines(items) => {
                let known = match before {
                    Some(Value::List(known) | Value::Lines(known)) => known,
                    _ => &[],
                };
                return item.as_array().map_or((), |array| list::edit(self.text, array, known, items, out));
            }
            Value::Date(date) => date.to_string(),
            Value::Yes => "true".to_owned(),
        };
        out.replace(span, typed);
    }

    /// Below the key that comes before it in the order.
    fn place_for(&self, key: &str) -> usize {
        let rank = ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
        let above = ORDER[..rank].iter().rev().find_map(|known| self.table.get(known)?.span()).or(self.table.span());
        next_line(self.text, above.map_or(0, |above| above.end))
    }
}
