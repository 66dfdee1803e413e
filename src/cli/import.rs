//! `career-advisor import`: brings in questions and answers from spreadsheets, exports and tags.

use super::{render, start};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::knowledge::import::{self, Draft, Import, Remark};
use crate::knowledge::{self, Checked, FileKind, Folder, SourceFile};
use crate::matching::KnownQuestions;
use anyhow::{Context as _, bail};
use atomic_write_file::AtomicWriteFile;
use clap::Args;
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
    let folder = knowledge::read_folder(dir);
    refuse_target(&args.into, &folder)?;
    let before = knowledge::check(&folder, None);
    if before.diagnostics.iter().any(|diagnostic| is_error(diagnostic) && diagnostic.code != Code::NoEntries) {
        start::write_errors(before, dir)?;
        bail!("the knowledge folder has errors; mend them first, or write a new folder with `career-advisor init`");
    }
    let embeddings = start::embeddings(before.knowledge.as_ref(), data_dir)?;
    leave_out_what_is_known(&mut import, KnownQuestions::new(before.knowledge.as_ref(), &embeddings));

    let (old, new) = texts(&import.drafts, &args.into, &folder);
    let after = checked(&folder, &args.into, format!("{old}{new}"));
    let mut stdout = io::stdout().lock();
    report(&mut stdout, args, &import, if args.write { "" } else { &new })?;
    let told = worth_telling(after, &args.into, old.len());
    if !told.diagnostics.is_empty() {
        writeln!(stdout, "\n{}", render::human(&told, dir, super::colour(&stdout)).trim_end())?;
    }
    if told.errors() > 0 {
        bail!("nothing is written: mend these errors in {shown} first");
    }
    let target = dir.join(&args.into);
    match (import.drafts.len(), args.write) {
        (0, _) => {}
        (_, false) => writeln!(stdout, "\nThis was a dry run. To write it into {}, add --write.", target.display())?,
        (count, true) => {
            write(&target, &format!("{old}{new}")).with_context(|| format!("{} can't be written", target.display()))?;
            writeln!(stdout, "\nWrote {} into {}.", entries(count), target.display())?;
        }
    }
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a place that no entries are read from.
fn refuse_target(into: &str, folder: &Folder) -> anyhow::Result<()> {
    let is_hidden = into.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
    let exists = folder.files.iter().any(|file| &*file.path == into);
    match FileKind::of(into).filter(|_| !is_hidden) {
        Some(FileKind::Faq) => Ok(()),
        Some(FileKind::Role) if exists => Ok(()),
        Some(FileKind::Role) => bail!("there is no {into}; write the role's `id` and `name` into it first"),
        _ => {
            bail!("--into takes a file of the knowledge folder that has entries, such as faq/imported.toml, not {into}")
        }
    }
}

/// Leaves out questions that are known or stand in the file before, and phrasings that another entry has.
fn leave_out_what_is_known(import: &mut Import, mut known: KnownQuestions) {
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

/// The text that the file has, and what is added to it.
fn texts(drafts: &[Draft], into: &str, folder: &Folder) -> (String, String) {
    let entries = import::to_toml(drafts, &mut import::ids_of(folder, into));
    let old = folder.files.iter().find(|file| &*file.path == into).and_then(|file| file.content.as_deref().ok());
    match old.map(|old| String::from_utf8_lossy(old).into_owned()) {
        // An entry starts on a line of its own.
        Some(old) => {
            let end = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
            (old, format!("{end}{entries}"))
        }
        None => (String::new(), format!("{}\n{entries}", FileKind::Faq.directive())),
    }
}

/// The folder with another text in one file.
fn checked(folder: &Folder, path: &str, text: String) -> Checked {
    let mut files: Vec<SourceFile> = folder.files.iter().filter(|file| &*file.path != path).cloned().collect();
    files.push(SourceFile::new(path, text));
    knowledge::check(&Folder { files, problem: None }, None)
}

/// Errors, and what is wrong with the new entries beyond what every one of them lacks.
fn worth_telling(after: Checked, path: &str, old: usize) -> Checked {
    let is_new = |diagnostic: &Diagnostic| {
        diagnostic.place.as_ref().is_some_and(|place| *place.file == *path && place.span.start >= old)
    };
    let lacking = [Code::MissingSource, Code::MissingReviewDate];
    let tell = |diagnostic: &Diagnostic| match diagnostic.severity() {
        Severity::Error => diagnostic.code != Code::NoEntries,
        Severity::Warning => is_new(diagnostic) && !lacking.contains(&diagnostic.code),
    };
    let diagnostics = after.diagnostics.into_iter().filter(tell).collect();
    Checked { diagnostics, ..after }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity() == Severity::Error
}

fn report(out: &mut impl Write, args: &ImportArgs, import: &Import, new: &str) -> io::Result<()> {
    for (title, remarks) in [("Left out", &import.left_out), ("Changed", &import.changed)] {
        if !remarks.is_empty() {
            writeln!(out, "{title}:")?;
        }
        remarks.iter().try_for_each(|Remark { line, what }| writeln!(out, "  line {line}: {what}"))?;
    }
    let count = import.drafts.len();
    writeln!(out, "{} for {}{}", entries(count), args.into, if new.is_empty() || count == 0 { "" } else { ":" })?;
    if count == 0 {
        return Ok(());
    }
    write!(out, "{new}")?;
    if !new.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "No source and no review date is made up: `check` warns until you add `sources` and `reviewed`.")
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// A crash leaves the old file or the new one.
fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(text.as_bytes())?;
    file.commit()
}
