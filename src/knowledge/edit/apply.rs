//! What each kind of edit does.

use super::find::{self, Found};
use super::keys::{self, Keys, one_line};
use super::source::{Replacements, Source};
use super::typed::Value;
use super::{Edit, EditError, EntryFields, FileChange, Ids};
use crate::knowledge::ids::is_id;
use crate::knowledge::model::EntryId;
use crate::knowledge::raw::RawTopic;
use crate::knowledge::{FileKind, Folder};
use std::iter;

/// The file of what gets no answer.
const OUT_OF_SCOPE: &str = "out_of_scope.toml";

/// What an edit does to its file. The folder isn't changed, and nothing is validated beyond what the edit needs:
/// [`FileChange::applied_to`] gives the folder to [`check`](crate::knowledge::check) before the change is written.
pub fn apply(folder: &Folder, edit: &Edit) -> Result<FileChange, EditError> {
    let change = match edit {
        Edit::AddEntry { file, id, fields } => add_entry(folder, file, id, &tidy(fields))?,
        Edit::SetEntry { entry, fields } => {
            let found = find::entry(folder, entry)?;
            set_fields(found, &tidy(fields))?
        }
        Edit::SetRetired { entry, retired } => {
            let found = find::entry(folder, entry)?;
            let mut out = Replacements::default();
            let value = |on: bool| on.then_some(Value::Yes);
            found.keys()?.set("retired", value(found.raw().retired), value(*retired), &mut out);
            found.source.change(out)
        }
        Edit::AddPhrasing { entry, phrasing } => {
            let found = find::entry(folder, entry)?;
            let mut fields = keys::fields(found.raw());
            let phrasing = one_line(phrasing);
            some_words("phrasing", &phrasing)?;
            if fields.question == phrasing || fields.also_asked.contains(&phrasing) {
                return Err(EditError::Unchanged);
            }
            fields.also_asked.push(phrasing);
            set_fields(found, &fields)?
        }
        Edit::AddOutOfScope { topic, example } => add_out_of_scope(folder, topic, &one_line(example))?,
    };
    if change.before == change.after { Err(EditError::Unchanged) } else { Ok(change) }
}

fn add_entry(folder: &Folder, file: &str, id: &str, fields: &EntryFields) -> Result<FileChange, EditError> {
    some_words("question", &fields.question)?;
    some_words("answer", &fields.answer)?;
    if !is_id(id) {
        return Err(EditError::MalformedId(id.to_owned()));
    }
    let source = find::source_for_entries(folder, file)?;
    let entry = EntryId::new(format!("{}/{id}", source.owner()?));
    match find::entry(folder, &entry) {
        Ok(found) => return Err(EditError::IdTaken { entry, file: found.source.path }),
        Err(EditError::NoSuchEntry(_)) => {}
        Err(error) => return Err(error),
    }
    source.append("entry", [entry_keys(id, fields)])
}

/// Many new entries at the end of a file, each with an id made of the words of its question. A file that is yet to be made
/// starts with the line by which editors find its schema. Blank items are left out, as in an [`Edit`].
pub fn add_entries(folder: &Folder, file: &str, entries: &[EntryFields]) -> Result<FileChange, EditError> {
    let source = find::source_for_entries(folder, file)?;
    let owner = source.owner()?.to_owned();
    let mut ids = Ids::new(folder);
    let mut added = Vec::with_capacity(entries.len());
    for fields in entries.iter().map(tidy) {
        some_words("question", &fields.question)?;
        some_words("answer", &fields.answer)?;
        added.push((ids.claim(&owner, &fields.question), fields));
    }
    let mut change = source.append("entry", added.iter().map(|(id, fields)| entry_keys(id, fields)))?;
    if let (None, Some(after), Some(kind)) = (&change.before, &mut change.after, FileKind::of(file)) {
        after.splice(..0, format!("{}\n\n", kind.directive()).into_bytes());
    }
    Ok(change)
}

/// The keys of a new entry, in their order.
fn entry_keys<'v>(id: &'v str, fields: &'v EntryFields) -> Vec<(&'static str, Value<'v>)> {
    let values = keys::values(fields).into_iter().filter_map(|(key, value)| Some((key, value?)));
    iter::once(("id", Value::Line(id))).chain(values).collect()
}

fn set_fields(found: Found, after: &EntryFields) -> Result<FileChange, EditError> {
    some_words("question", &after.question)?;
    some_words("answer", &after.answer)?;
    let before = keys::fields(found.raw());
    let mut out = Replacements::default();
    let table = found.keys()?;
    for ((key, before), (_, after)) in keys::values(&before).into_iter().zip(keys::values(after)) {
        table.set(key, before, after, &mut out);
    }
    Ok(found.source.change(out))
}

fn add_out_of_scope(folder: &Folder, topic: &str, example: &str) -> Result<FileChange, EditError> {
    some_words("question", example)?;
    let source = find::source(folder, OUT_OF_SCOPE).unwrap_or_else(|| Source::new(OUT_OF_SCOPE))?;
    let is_it = |raw: &RawTopic| raw.id.as_ref().is_some_and(|id| id.value == topic);
    let Some(at) = source.raw.out_of_scope.iter().position(is_it) else {
        if !is_id(topic) {
            return Err(EditError::MalformedId(topic.to_owned()));
        }
        let examples = [example.to_owned()];
        // Whoever never wants to answer it needn't be asked again.
        let keys = vec![("id", Value::Line(topic)), ("examples", Value::Lines(&examples)), ("forget", Value::Yes)];
        return source.append("topic", [keys]);
    };
    let before = keys::texts(&source.raw.out_of_scope[at].examples);
    if before.iter().any(|known| known == example) {
        return Err(EditError::Unchanged);
    }
    let after: Vec<String> = before.iter().cloned().chain([example.to_owned()]).collect();
    let mut out = Replacements::default();
    let table = Keys { text: source.text(), table: source.tables("topic")?[at] };
    table.set("examples", Some(Value::Lines(&before)), Some(Value::Lines(&after)), &mut out);
    Ok(source.change(out))
}

/// As texts are typed into a file: without white space around them, all but the answer on one line, without blank items.
fn tidy(fields: &EntryFields) -> EntryFields {
    let list = |list: &[String]| list.iter().map(|item| one_line(item)).filter(|item| !item.is_empty()).collect();
    EntryFields {
        question: one_line(&fields.question),
        standard: list(&fields.standard),
        also_asked: list(&fields.also_asked),
        not_for: list(&fields.not_for),
        answer: fields.answer.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned(),
        topic: one_line(&fields.topic),
        sources: list(&fields.sources),
        related: list(&fields.related),
        ..*fields
    }
}

/// Refuses a text without anything in it.
fn some_words(what: &'static str, text: &str) -> Result<(), EditError> {
    if text.is_empty() { Err(EditError::Empty(what)) } else { Ok(()) }
}
