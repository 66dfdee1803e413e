//! A folder with many faults at once: all are found in one run, each at its place, and none is invented.
//!
//! To add one, write it into a file of `tests/planted/` and its row into [`PLANTED`].

use career_advisor::cli::render;
use career_advisor::diagnostic::position;
use career_advisor::knowledge;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::path::Path;

/// File, line, column and code of each fault.
const PLANTED: [(&str, usize, usize, &str); 48] = [
    ("faq/general.toml", 4, 31, "empty-text"),
    ("faq/general.toml", 7, 16, "unknown-host"),
    ("faq/general.toml", 15, 28, "unexplained-abbreviation"),
    ("faq/general.toml", 15, 50, "placeholder-text"),
    ("faq/general.toml", 18, 13, "review-overdue"),
    ("faq/general.toml", 19, 25, "retired-reference"),
    ("faq/general.toml", 28, 6, "missing-source"),
    ("faq/general.toml", 30, 21, "unsourced-figure"),
    ("faq/general.toml", 34, 6, "duplicate-id"),
    ("faq/general.toml", 35, 12, "syntax"),
    ("faq/general.toml", 43, 12, "wrong-type"),
    ("faq/general.toml", 45, 11, "syntax"),
    ("faq/general.toml", 48, 12, "syntax"),
    ("faq/long.toml", 5, 32, "long-sentence"),
    ("faq/long.toml", 15, 1, "broken-markup"),
    ("faq/long.toml", 19, 1, "broken-markup"),
    ("faq/long.toml", 21, 12, "unknown-reference"),
    ("faq/long.toml", 22, 12, "future-date"),
    ("faq/long.toml", 23, 9, "text-too-long"),
    ("faq/notes.toml.txt", 1, 1, "unknown-file"),
    ("golden/tuning.toml", 2, 7, "golden-copy"),
    ("golden/tuning.toml", 10, 7, "duplicate-case"),
    ("golden/tuning.toml", 14, 7, "contradictory-case"),
    ("golden/tuning.toml", 18, 12, "retired-reference"),
    ("golden/tuning.toml", 20, 1, "duplicate-key"),
    ("listings.toml", 5, 10, "search-without-role"),
    ("out_of_scope.toml", 2, 6, "malformed-id"),
    ("out_of_scope.toml", 4, 35, "broken-markup"),
    ("roles/scrub-nurse.toml", 1, 6, "role-without-entries"),
    ("roles/scrub-nurse.toml", 4, 1, "unknown-key"),
    ("roles/surgical-technologist.toml", 3, 29, "alias-clash"),
    ("roles/surgical-technologist.toml", 7, 15, "unsourced-figure"),
    ("roles/surgical-technologist.toml", 10, 25, "unsourced-figure"),
    ("roles/surgical-technologist.toml", 19, 9, "invalid-number"),
    ("roles/surgical-technologist.toml", 25, 35, "duplicate-phrasing"),
    ("roles/surgical-technologist.toml", 29, 13, "review-order"),
    ("roles/surgical-technologist.toml", 30, 12, "self-reference"),
    ("roles/surgical-technologist.toml", 36, 41, "broken-markup"),
    ("roles/surgical-technologist.toml", 42, 12, "invalid-date"),
    ("safety.toml", 2, 6, "topic-without-examples"),
    ("safety.toml", 6, 26, "insecure-link"),
    ("smalltalk.toml", 4, 26, "broken-markup"),
    ("smalltalk.toml", 8, 8, "wrong-type"),
    ("sources.toml", 12, 7, "insecure-link"),
    ("sources.toml", 17, 13, "future-date"),
    ("sources.toml", 20, 6, "duplicate-id"),
    ("sources.toml", 21, 1, "unknown-key"),
    ("vocabulary.toml", 1, 33, "own-role-excluded"),
];

#[test]
fn all_planted_faults_are_found_and_none_is_invented() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted");
    let checked = knowledge::load(&folder, Some(date(2026, 11, 24)));
    let found: Vec<(&str, usize, usize, &str)> = checked
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref().expect("a place in a file");
            let start = position(&checked.texts[&place.file], place.span.start);
            (&*place.file, start.line, start.column, diagnostic.code.name())
        })
        .collect();
    let missed: Vec<_> = PLANTED.iter().filter(|fault| !found.contains(fault)).collect();
    let invented: Vec<_> = found.iter().filter(|fault| !PLANTED.contains(fault)).collect();
    let report = render::human(&checked, &folder, false);
    assert!(missed.is_empty() && invented.is_empty(), "missed: {missed:#?}\ninvented: {invented:#?}\n{report}");
    // Each as often as it was planted.
    assert_eq!(found.len(), PLANTED.len(), "{report}");
}

#[test]
fn there_are_forty_faults_of_twenty_five_kinds() {
    let kinds: BTreeSet<&str> = PLANTED.iter().map(|(.., code)| *code).collect();
    assert!(PLANTED.len() >= 40 && kinds.len() >= 25, "{} faults of {} kinds", PLANTED.len(), kinds.len());
}
