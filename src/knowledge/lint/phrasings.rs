//! Texts that mean the same to the matcher, where they must not.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::raw::RawEntry;
use crate::knowledge::shorten;
use crate::knowledge::syntax::At;
use crate::text::normalise;
use std::collections::HashMap;

/// The phrasings of an entry, its question first, with what they are to the matcher.
fn of(entry: &RawEntry) -> impl Iterator<Item = (String, &At<String>)> {
    let phrasings = entry.question.iter().chain(&entry.also_asked);
    phrasings.map(|text| (normalise(&text.value), text)).filter(|(folded, _)| !folded.is_empty())
}

/// Phrasings that stand twice: in one entry, or in two that would then compete for the same question.
pub(super) fn duplicates(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (&RawEntry, &At<String>)> = HashMap::new();
    for entry in context.served() {
        for (folded, phrasing) in of(entry) {
            let Some((other, first)) = seen.get(&folded) else {
                seen.insert(folded, (entry, phrasing));
                continue;
            };
            let short = shorten(phrasing.value.trim());
            let (message, help) = if std::ptr::eq(*other, entry) {
                (format!("{} has the phrasing \"{short}\" twice", entry.what), "delete one of the two")
            } else {
                let message = format!("{} and {} both have the phrasing \"{short}\"", other.what, entry.what);
                (message, "delete it where it fits less well")
            };
            let diagnostic = Diagnostic::at(Code::DuplicatePhrasing, phrasing.place.clone(), message).help(help);
            out.push(diagnostic.note(first.place.clone(), "first given here"));
        }
        for near_miss in &entry.not_for {
            if let Some((other, first)) = seen.get(&normalise(&near_miss.value))
                && std::ptr::eq(*other, entry)
            {
                let short = shorten(near_miss.value.trim());
                let message = format!("{} has \"{short}\" both as a phrasing and in `not_for`", entry.what);
                let diagnostic = Diagnostic::at(Code::DuplicatePhrasing, near_miss.place.clone(), message)
                    .note(first.place.clone(), "the phrasing")
                    .help("keep the one that you mean");
                out.push(diagnostic);
            }
        }
    }
}

/// By what they are to the matcher, the served phrasings; of two that are the same, the first.
fn served<'a>(context: &Context<'a>) -> HashMap<String, (&'a RawEntry, &'a At<String>)> {
    let mut found = HashMap::new();
    for entry in context.served() {
        for (folded, phrasing) in of(entry) {
            found.entry(folded).or_insert((entry, phrasing));
        }
    }
    found
}

/// Golden questions that stand twice, or that test nothing since a phrasing is the same.
pub(super) fn golden(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let served = served(context);
    let mut seen = HashMap::new();
    for case in &context.raw.golden {
        let Some(ask) = &case.ask else { continue };
        let after = case.after.as_ref().map(|after| normalise(&after.value));
        let folded = normalise(&ask.value);
        if folded.is_empty() {
            continue;
        }
        let short = shorten(ask.value.trim());
        if let (None, Some((entry, phrasing))) = (&after, served.get(&folded)) {
            let message = format!("golden question \"{short}\" is a phrasing of {}, so it tests nothing", entry.what);
            let diagnostic = Diagnostic::at(Code::GoldenCopy, ask.place.clone(), message)
                .note(phrasing.place.clone(), "the phrasing")
                .help("word it unlike every phrasing, or delete the case");
            out.push(diagnostic);
        }
        if let Some(first) = seen.insert((folded, after), ask) {
            let message = format!("golden question \"{short}\" stands twice");
            let diagnostic = Diagnostic::at(Code::DuplicateCase, ask.place.clone(), message)
                .note(first.place.clone(), "first given here")
                .help("delete one of the two");
            out.push(diagnostic);
        }
    }
}
