//! Warnings: what can be served, but is probably not what the moderator wants.

use super::raw::{RawEntry, RawFolder};
use super::shorten;
use super::syntax::At;
use super::validate::registry::Registry;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::normalise;
use jiff::civil::Date;
use std::collections::HashMap;

/// Adds the warnings that need to see whole entries or several of them.
pub(super) fn lint(raw: &RawFolder, registry: &Registry<'_>, today: Option<Date>, out: &mut Vec<Diagnostic>) {
    let served =
        || registry.entries.iter().filter(|listed| !listed.copy && !listed.raw.retired).map(|listed| listed.raw);
    for entry in served() {
        dates_and_sources(entry, today, out);
    }
    phrasings(served(), out);
    aliases(raw, out);
}

fn dates_and_sources(entry: &RawEntry, today: Option<Date>, out: &mut Vec<Diagnostic>) {
    let what = &entry.what;
    if !entry.has_sources {
        let message = format!("{what} names no source, so members can't see where its answer comes from");
        let help = "add a line: sources = [\"…\"], with an id of sources.toml";
        out.push(Diagnostic::at(Code::MissingSource, entry.place.clone(), message).help(help));
    }
    if !entry.has_reviewed {
        let message = format!("{what} doesn't say when it was last checked");
        let help = "add a line with the date: reviewed = 2026-11-24";
        out.push(Diagnostic::at(Code::MissingReviewDate, entry.place.clone(), message).help(help));
    }
    let Some(review_by) = &entry.review_by else { return };
    if let Some(reviewed) = entry.reviewed.as_ref().filter(|reviewed| review_by.value < reviewed.value) {
        let message = format!("{what} should be checked again before it was last checked");
        let diagnostic = Diagnostic::at(Code::ReviewOrder, review_by.place.clone(), message)
            .note(reviewed.place.clone(), "last checked")
            .help("set `review_by` to a day after `reviewed`");
        out.push(diagnostic);
    } else if today.is_some_and(|today| review_by.value < today) {
        let message = format!("{what} should have been checked again by {}", review_by.value);
        let help = "check the answer, then set `reviewed` to today and `review_by` to a later day";
        out.push(Diagnostic::at(Code::ReviewOverdue, review_by.place.clone(), message).help(help));
    }
}

/// Phrasings that are the same to the matcher: in one entry, or in two that would then compete for the same question.
fn phrasings<'a>(entries: impl Iterator<Item = &'a RawEntry>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (&RawEntry, &At<String>)> = HashMap::new();
    for entry in entries {
        for phrasing in entry.question.iter().chain(&entry.also_asked) {
            let folded = normalise(&phrasing.value);
            if folded.is_empty() {
                continue;
            }
            let Some((other, first)) = seen.get(&folded) else {
                seen.insert(folded, (entry, phrasing));
                continue;
            };
            let short = shorten(phrasing.value.trim());
            let diagnostic = if std::ptr::eq(*other, entry) {
                let message = format!("{} has the phrasing \"{short}\" twice", entry.what);
                Diagnostic::at(Code::DuplicatePhrasing, phrasing.place.clone(), message).help("delete one of the two")
            } else {
                let message = format!("{} and {} both have the phrasing \"{short}\"", other.what, entry.what);
                Diagnostic::at(Code::DuplicatePhrasing, phrasing.place.clone(), message)
                    .help("delete it where it fits less well")
            };
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

fn aliases(raw: &RawFolder, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (usize, &At<String>)> = HashMap::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for (role, raw) in raw.roles.iter().enumerate() {
        // A role given twice is an error already; that it shares its names with itself says nothing new.
        if let Some(id) = &raw.id
            && *ids.entry(id.value.as_str()).or_insert(role) != role
        {
            continue;
        }
        for name in raw.name.iter().chain(&raw.aliases) {
            let folded = normalise(&name.value);
            if folded.is_empty() {
                continue;
            }
            match seen.get(&folded) {
                Some((other, first)) if *other != role => {
                    let message = format!("two roles go by the name \"{}\"", shorten(name.value.trim()));
                    let diagnostic = Diagnostic::at(Code::AliasClash, name.place.clone(), message)
                        .note(first.place.clone(), "the other role")
                        .help("keep it with the role that members mean by it");
                    out.push(diagnostic);
                }
                Some(_) => {}
                None => {
                    seen.insert(folded, (role, name));
                }
            }
        }
    }
}
