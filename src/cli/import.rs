//! `career-advisor import`: brings in questions and answers from spreadsheets, exports and tags.

use super::{render, start};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::knowledge::edit::{self, EntryFields, FileChange};
use crate::knowledge::import::{self, Draft, Import, Remark};
use crate::knowledge::model::KnowledgeBase;
use crate::knowledge::{self, Checked};
use crate::matching::KnownQuestions;
use anyhow::{Context as _, bail};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bring in questions and answers from a spreadsheet, QnA Maker or a bot's tags; a dry run unless --write is given
///
/// A table's first row names its columns: question, answer, and if you like also_asked with other phrasings, which are
/// parted within the cell by line breaks, else by |, else by ;. Rows with the same answer, or the same QnaId, become one
/// entry. What is known already is told and left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  career-advisor import questions.csv
  career-advisor import questions.csv --into faq/school.toml --write")]
pub(super) struct ImportArgs {
    /// The file to bring in; one that ends in .toml has tags, any other a table
    file: PathBuf,
    /// The file of the knowledge folder that the entries go into; they are added to the end of one that exists
    #[arg(long, value_name = "FILE", default_value = "faq/imported.toml")]
    into: String,
    /// Write the entries
    #[arg(long)]
    write: bool,
}

pub(super) fn run(args: &ImportArgs, dir: &Path, data_dir: &Path) -> anyhow::Result<ExitCode> {
    let shown = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("{shown} can't be read"))?;
    let read = import::read(&args.file.to_string_lossy(), &bytes);
    let mut import = read.with_context(|| format!("{shown} can't be brought in"))?;
    knowledge::remove_left_overs(dir);
    let folder = knowledge::read_folder(dir);
    let mut before = knowledge::check_before_entries(&folder);
    let Some(knowledge) = before.knowledge.take() else {
        start::refuse(before, dir)?;
        return Ok(ExitCode::FAILURE);
    };
    // Comes before what takes a while.
    edit::owner(&folder, &args.into).with_context(|| format!("--into {}", args.into))?;
    let mut known = start::known_questions(&knowledge, data_dir)?;
    leave_out_what_is_known(&mut import, &mut known);
    if let Some(role) = knowledge.roles.iter().position(|role| *role.place.file == args.into) {
        guess_standard_questions(&mut import, &known, &knowledge, role);
    }

    let fields: Vec<EntryFields> = import.drafts.iter().map(Draft::fields).collect();
    let change = edit::add_entries(&folder, &args.into, &fields)?;
    let mut stdout = io::stdout().lock();
    report(&mut stdout, args, &import, &change)?;
    if import.drafts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let told = worth_telling(knowledge::check(&change.applied_to(&folder), None), &change);
    if !told.diagnostics.is_empty() {
        writeln!(stdout, "\n{}", render::human(&told, dir, super::colour(&stdout)).trim_end())?;
    }
    if told.errors() > 0 {
        bail!("nothing is written: mend these errors in {shown} first");
    }
    let target = dir.join(&args.into);
    if args.write {
        knowledge::write(dir, &change)?;
        writeln!(stdout, "\nWrote {} into {}.", entries(fields.len()), target.display())?;
    } else {
        writeln!(stdout, "\nThis was a dry run. To write it into {}, add --write.", target.display())?;
    }
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A role's entry names the standard question that its question seems to be, unless another one of the role does.
fn guess_standard_questions(import: &mut Import, known: &KnownQuestions, knowledge: &KnowledgeBase, role: usize) {
    let mut named = BTreeSet::new();
    for draft in &mut import.drafts {
        let guess = known.standard_question(&draft.question);
        let guess = guess.filter(|guess| !knowledge.answers_standard(role, *guess) && named.insert(*guess));
        draft.standard.extend(guess.map(|guess| knowledge.standard[guess].id.clone()));
    }
}

/// Leaves out questions that are known or stand in the file before, and phrasings that another entry has.
fn leave_out_what_is_known(import: &mut Import, known: &mut KnownQuestions) {
    let (left_out, changed) = (&mut import.left_out, &mut import.changed);
    import.drafts.retain_mut(|draft| {
        if let Some(repeated) = known.find(&draft.question) {
            let what = match repeated.word_for_word {
                true => format!("\"{}\" is asked already in {}", draft.question, repeated.whose),
                false => format!(
                    "\"{}\" means nearly the same as \"{}\" in {}",
                    draft.question, repeated.question, repeated.whose
                ),
            };
            left_out.push(Remark { line: draft.line, what });
            return false;
        }
        draft.also_asked.retain(|phrasing| match known.find_exact(phrasing) {
            Some(repeated) => {
                let what = format!("the phrasing \"{phrasing}\" is left out, since {} has it", repeated.whose);
                changed.push(Remark { line: draft.line, what });
                false
            }
            None => true,
        });
        let whose = format!("line {}", draft.line);
        std::iter::once(&draft.question).chain(&draft.also_asked).for_each(|question| known.add(&whose, question));
        true
    });
    left_out.sort();
    changed.sort();
}

/// Errors, and what is wrong with the new entries beyond what every one of them lacks.
fn worth_telling(after: Checked, change: &FileChange) -> Checked {
    let old = change.before.as_ref().map_or(0, Vec::len);
    let is_new = |place: &Place| place.file == change.path && place.span.start >= old;
    let lacking = [Code::MissingSource, Code::MissingReviewDate];
    let tell = |diagnostic: &Diagnostic| match diagnostic.severity() {
        Severity::Error => true,
        Severity::Warning => diagnostic.place.as_ref().is_some_and(is_new) && !lacking.contains(&diagnostic.code),
    };
    let diagnostics = after.diagnostics.into_iter().filter(tell).collect();
    Checked { diagnostics, ..after }
}

fn report(out: &mut impl Write, args: &ImportArgs, import: &Import, change: &FileChange) -> io::Result<()> {
    for (title, remarks) in [("Left out", &import.left_out), ("Changed", &import.changed)] {
        if !remarks.is_empty() {
            writeln!(out, "{title}:")?;
        }
        remarks.iter().try_for_each(|Remark { line, what }| writeln!(out, "  line {line}: {what}"))?;
    }
    let count = import.drafts.len();
    if count == 0 || args.write {
        writeln!(out, "{} for {}", entries(count), args.into)?;
    } else {
        let old = change.before.as_ref().map_or(0, Vec::len);
        let new = change.after.as_deref().and_then(|after| after.get(old..)).unwrap_or_default();
        writeln!(out, "{} for {}:\n\n{}", entries(count), args.into, String::from_utf8_lossy(new).trim())?;
    }
    match count {
        0 => Ok(()),
        _ => writeln!(
            out,
            "\nNo source and no review date is made up: `check` warns until you add `sources` and `reviewed`."
        ),
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}
