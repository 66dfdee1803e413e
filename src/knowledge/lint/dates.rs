//! Whether answers say where they come from and when they were checked.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::syntax::At;
use jiff::civil::Date;

/// Entries without a source.
pub(super) fn sources(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for entry in context.served().filter(|entry| !entry.has_sources) {
        let message = format!("{} names no source, so members can't see where its answer comes from", entry.what);
        let help = "add a line: sources = [\"…\"], with an id of sources.toml";
        out.push(Diagnostic::at(Code::MissingSource, entry.place.clone(), message).help(help));
    }
}

/// Entries that were never checked, or should have been checked again.
pub(super) fn reviews(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for entry in context.served() {
        let what = &entry.what;
        if !entry.has_reviewed {
            let message = format!("{what} doesn't say when it was last checked");
            let help = "add a line with the date: reviewed = 2026-11-24";
            out.push(Diagnostic::at(Code::MissingReviewDate, entry.place.clone(), message).help(help));
        }
        let Some(review_by) = &entry.review_by else { continue };
        if let Some(reviewed) = entry.reviewed.as_ref().filter(|reviewed| review_by.value < reviewed.value) {
            let message = format!("{what} should be checked again before it was last checked");
            let diagnostic = Diagnostic::at(Code::ReviewOrder, review_by.place.clone(), message)
                .note(reviewed.place.clone(), "last checked")
                .help("set `review_by` to a day after `reviewed`");
            out.push(diagnostic);
        } else if context.today.is_some_and(|today| review_by.value < today) {
            let message = format!("{what} should have been checked again by {}", review_by.value);
            let help = "check the answer, then set `reviewed` to today and `review_by` to a later day";
            out.push(Diagnostic::at(Code::ReviewOverdue, review_by.place.clone(), message).help(help));
        }
    }
}

/// Days on which something is said to have happened, and that are yet to come.
pub(super) fn future(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(today) = context.today else { return };
    let mut told = |date: &Option<At<Date>>, what: &str, happened: &str| {
        let Some(At { value, place }) = date.as_ref().filter(|date| date.value > today) else { return };
        let message = format!("{what} can't have been {happened} on {value}, which is yet to come");
        let help = "mend the year, the month or the day";
        out.push(Diagnostic::at(Code::FutureDate, place.clone(), message).help(help));
    };
    context.served().for_each(|entry| told(&entry.reviewed, &entry.what, "checked"));
    context.raw.sources.iter().for_each(|source| told(&source.published, &source.what, "published"));
}
