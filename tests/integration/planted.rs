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
const PLANTED: [(&str, usize, usize, &str); 0] = [];

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
