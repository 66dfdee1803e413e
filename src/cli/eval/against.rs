//! `eval --against`: what a change of the knowledge folder makes better and worse.

use super::difference::{Changed, Difference, Golden, State};
use super::{git, golden};
use crate::cli::start;
use crate::diagnostic::{Diagnostic, Texts, position};
use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::{self, Checked, read_folder};
use anyhow::bail;
use serde_json::json;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(against: &str, dir: &Path, data_dir: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let Some(new) = served(knowledge::load(dir, None), dir)? else { return Ok(ExitCode::FAILURE) };
    let other = Path::new(against);
    let (folder, name) = if other.is_dir() { (read_folder(other), other) } else { (git::folder(dir, against)?, dir) };
    let Some(old) = served(knowledge::check(&folder, None), name)? else {
        bail!("those are the errors of {against}, so there is nothing to compare with");
    };
    // What both have is computed once.
    let (before, now) = (State::new(old, data_dir)?, State::new(new, data_dir)?);
    let difference = Difference::between(&before, &now);
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{:#}", object(&difference, &now))?;
    } else {
        write(&mut out, &difference, &now, dir)?;
    }
    out.flush()?;
    Ok(if difference.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The folder, if it can be served; `None` after saying what is wrong with it.
fn served(checked: Checked, dir: &Path) -> io::Result<Option<(KnowledgeBase, Texts)>> {
    match checked.knowledge {
        Some(knowledge) => Ok(Some((knowledge, checked.texts))),
        None => start::refuse(checked, dir).map(|()| None),
    }
}

/// The collisions that are new, as `file:line:column` and what is wrong there.
fn places<'a>(
    difference: &'a Difference,
    now: &'a State,
) -> impl Iterator<Item = (&'a Diagnostic, &'a str, usize, usize)> {
    difference.collisions.iter().map(|at| &now.collisions[*at]).filter_map(|diagnostic| {
        let place = diagnostic.place.as_ref()?;
        let start = position(&now.texts[&place.file], place.span.start);
        Some((diagnostic, &*place.file, start.line, start.column))
    })
}

fn object(difference: &Difference, now: &State) -> serde_json::Value {
    let collision = |(diagnostic, file, line, column): (&Diagnostic, &str, usize, usize)| {
        let (code, message) = (diagnostic.code.name(), &diagnostic.message);
        json!({ "code": code, "file": file, "line": line, "column": column, "message": message })
    };
    let mut object = json!(difference);
    object["collisions"] = places(difference, now).map(collision).collect();
    object
}

fn write(out: &mut impl Write, difference: &Difference, now: &State, dir: &Path) -> io::Result<()> {
    let Difference { asked, won, lost, changed, entries, .. } = difference;
    if difference.is_empty() {
        return writeln!(out, "no difference: {asked} golden questions get the same as before");
    }
    writeln!(out, "{asked} golden questions: {} won, {} lost", won.len(), lost.len())?;
    lost.iter().try_for_each(|golden| write_golden(out, "lost", golden))?;
    won.iter().try_for_each(|golden| write_golden(out, "won", golden))?;
    if !changed.is_empty() {
        writeln!(out, "\nOther answers that changed:")?;
    }
    for Changed { ask, after, before, now } in changed {
        writeln!(out, "  {}: {now}, before: {before}", question(ask, after.as_deref()))?;
    }
    let lists = [("added", &entries.added), ("removed", &entries.removed), ("with other words", &entries.reworded)];
    if lists.iter().any(|(_, ids)| !ids.is_empty()) {
        writeln!(out, "\nEntries:")?;
    }
    for (what, ids) in lists.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        writeln!(out, "  {what}: {}", ids.join(", "))?;
    }
    let mut collisions = places(difference, now).peekable();
    if collisions.peek().is_some() {
        writeln!(out, "\nNew collisions:")?;
    }
    collisions.try_for_each(|(diagnostic, file, line, column)| {
        let path = dir.join(file);
        writeln!(out, "  {}:{line}:{column}: {} [{}]", path.display(), diagnostic.message, diagnostic.code)
    })
}

fn write_golden(out: &mut impl Write, what: &str, golden: &Golden) -> io::Result<()> {
    let Golden { set, ask, after, expected, before, now } = golden;
    let (question, expected) = (question(ask, after.as_deref()), golden::expected(expected.iter().map(String::as_str)));
    writeln!(out, "  {what} ({set}) {question}: {now}, before: {before}, expected: {expected}")
}

fn question(ask: &str, after: Option<&str>) -> String {
    after.map_or_else(|| format!("'{ask}'"), |after| format!("'{ask}' after '{after}'"))
}
