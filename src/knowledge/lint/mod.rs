//! Warnings: what can be served, but is probably not what the moderator wants. One file a theme.

mod abbreviations;
mod dates;
mod figures;
mod hosts;
mod lists;
mod markup;
mod names;
mod phrasings;
mod placeholders;
mod prose;
mod sentences;
mod shown;

use super::raw::{RawEntry, RawFolder};
use super::validate::registry::Registry;
use crate::diagnostic::{Diagnostic, Severity, Texts};
use jiff::civil::Date;
use shown::{Page, Shown};

/// Adds the warnings that need to see whole entries or several of them.
pub(super) fn lint(
    raw: &RawFolder,
    registry: &Registry<'_>,
    texts: &Texts,
    today: Option<Date>,
    out: &mut Vec<Diagnostic>,
) {
    let errors = out.iter().filter(|one| one.severity() == Severity::Error).cloned().collect();
    let context = Context { raw, registry, texts, today, errors, pages: shown::pages(raw, registry, texts) };
    for lint in LINTS {
        lint(&context, out);
    }
}

/// All of them, in no order that matters.
const LINTS: [fn(&Context<'_>, &mut Vec<Diagnostic>); 15] = [
    dates::reviews,
    dates::future,
    phrasings::duplicates,
    phrasings::golden,
    names::aliases,
    names::excluded,
    names::roles_without_entries,
    lists::unused_sources,
    figures::unsourced,
    hosts::unknown,
    markup::broken,
    placeholders::left,
    sentences::long,
    abbreviations::unexplained,
    dates::sources,
];

/// What the lints look at.
struct Context<'a> {
    raw: &'a RawFolder,
    registry: &'a Registry<'a>,
    texts: &'a Texts,
    today: Option<Date>,
    /// Found before, so that a lint can tell what is missing from what could not be read.
    errors: Vec<Diagnostic>,
    pages: Vec<Page<'a>>,
}

impl<'a> Context<'a> {
    /// The entries that are answered with.
    fn served(&self) -> impl Iterator<Item = &'a RawEntry> {
        self.registry.entries.iter().filter(|listed| !listed.copy && !listed.raw.retired).map(|listed| listed.raw)
    }

    /// Every text that members read.
    fn shown(&self) -> impl Iterator<Item = &Shown<'a>> {
        self.pages.iter().flatten()
    }
}
