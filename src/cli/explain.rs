//! `ask --explain`: an explanation on the terminal.

use crate::explanation::Explanation;
use std::io::{self, Write};

pub(super) fn write(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    if explanation.later.is_empty() {
        writeln!(out, "\nWhy:")?;
        return write_one(out, explanation);
    }
    let all: Vec<&Explanation> = std::iter::once(explanation).chain(&explanation.later).collect();
    writeln!(out, "\nThe message is read as {} questions, since each gets another answer.", all.len())?;
    for (at, one) in all.into_iter().enumerate() {
        writeln!(out, "\nWhy the answer to question {}:", at + 1)?;
        write_one(out, one)?;
    }
    Ok(())
}

fn write_one(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    // Of somebody in need nothing more is read.
    if !explanation.read.is_empty() {
        writeln!(out, "  The question is read as '{}'.", explanation.read)?;
    }
    if let Some(focus) = &explanation.focus {
        writeln!(out, "  It is long, so that its last question is looked at by itself too: '{focus}'.")?;
    }
    for (typed, read) in &explanation.corrections {
        writeln!(out, "  '{typed}' is no known word; it is read as '{read}'.")?;
    }
    let roles = explanation.roles.join(", ");
    if explanation.roles_carried_over {
        writeln!(
            out,
            "  It names no role, so it is taken to be about the one that was named before or beside it: {roles}."
        )?;
    } else if !roles.is_empty() {
        writeln!(out, "  It names: {roles}.")?;
    }
    if !explanation.other_occupations.is_empty() {
        let others = explanation.other_occupations.join(", ");
        writeln!(out, "  It names occupations that this knowledge base is not about: {others}.")?;
    }
    writeln!(out, "  {}", explanation.reason)?;
    for candidate in &explanation.candidates {
        let percent = candidate.confidence * 100.0;
        writeln!(out, "  {percent:>4.0} %  {}  ({}:{})", candidate.entry, candidate.file, candidate.line)?;
        writeln!(out, "          {}", candidate.reasons)?;
    }
    Ok(())
}
