//! Entries.

use super::links::links_within;
use super::registry::{Listed, Named, Registry};
use super::texts::{fit, fit_all, places};
use crate::diagnostic::{Code, Diagnostic, Texts};
use crate::knowledge::limits;
use crate::knowledge::model::{Entry, EntryId};
use crate::knowledge::standard::StandardQuestion;

/// The entries that are served; those that are retired are checked all the same.
pub(super) fn entries(
    registry: &Registry<'_>,
    standard: &[StandardQuestion],
    texts: &Texts,
    out: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut served = Vec::new();
    for listed in &registry.entries {
        let entry = entry(listed, registry, standard, texts, out);
        served.extend((!listed.raw.retired).then_some(entry));
    }
    served
}

fn entry(
    listed: &Listed<'_>,
    registry: &Registry<'_>,
    standard: &[StandardQuestion],
    texts: &Texts,
    out: &mut Vec<Diagnostic>,
) -> Entry {
    let raw = listed.raw;
    let what = raw.what.as_str();
    let topic = fit(what, "topic", limits::TOPIC, raw.topic.as_ref(), out);
    let answer = fit(what, "answer", limits::ANSWER, raw.answer.as_ref(), out);
    links_within(what, "question", raw.question.as_ref(), texts, out);
    links_within(what, "answer", raw.answer.as_ref(), texts, out);
    Entry {
        id: EntryId::new(listed.full_id.clone().unwrap_or_default()),
        role: listed.role,
        topic: if topic.is_empty() { "general".to_owned() } else { topic },
        question: fit(what, "question", limits::QUESTION, raw.question.as_ref(), out),
        standard: registry.standard_questions(what, &raw.standard, standard, out),
        gives_standard: raw.gives_standard,
        also_asked: fit_all(what, "also_asked", limits::PHRASING, &raw.also_asked, out),
        not_for: fit_all(what, "not_for", limits::PHRASING, &raw.not_for, out),
        phrasing_places: raw.question.iter().chain(&raw.also_asked).map(|text| text.place.clone()).collect(),
        not_for_places: places(&raw.not_for),
        answer,
        sources: registry.sources(what, &raw.sources, out),
        reviewed: raw.reviewed.as_ref().map(|date| date.value),
        review_by: raw.review_by.as_ref().map(|date| date.value),
        related: related(listed, registry, out),
        place: raw.place.clone(),
    }
}

fn related(listed: &Listed<'_>, registry: &Registry<'_>, out: &mut Vec<Diagnostic>) -> Vec<EntryId> {
    let what = listed.raw.what.as_str();
    let mut related: Vec<EntryId> = Vec::new();
    for id in &listed.raw.related {
        match registry.entry(&id.value) {
            Named::Entry(_) if listed.full_id.as_ref() == Some(&id.value) => {
                let message = format!("{what} is related to itself");
                out.push(
                    Diagnostic::at(Code::SelfReference, id.place.clone(), message).help("delete it from the list"),
                );
            }
            Named::Entry(other) if other.raw.retired => {
                let message = format!("{what} is related to `{}`, which is retired and so isn't shown", id.value);
                let diagnostic = Diagnostic::at(Code::RetiredReference, id.place.clone(), message)
                    .note(other.raw.place.clone(), "the retired entry")
                    .help("name another entry, or delete this one from the list");
                // A retired entry points where it likes: nobody sees it.
                out.extend((!listed.raw.retired).then_some(diagnostic));
            }
            Named::Entry(_) => {
                let id = EntryId::new(id.value.as_str());
                if !related.contains(&id) {
                    related.push(id);
                }
            }
            Named::Unsure => {}
            Named::Nothing => out.push(registry.unknown_entry(what, id)),
        }
    }
    related
}
