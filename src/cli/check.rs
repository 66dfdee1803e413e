//! `career-advisor check`: validates the knowledge folder.

use super::{explain_code, render, start};
use crate::knowledge::{self, Checked};
use crate::matching;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// How problems are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines of the files with carets, for people
    #[default]
    Human,
    /// One JSON object, for programs
    Json,
    /// Workflow commands, which GitHub shows as annotations
    Github,
}

/// Validate the knowledge folder; exits 1 when it can't be served
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "Examples:
  career-advisor check
  career-advisor check --strict --today 2026-11-24 --format github
  career-advisor check --explain unknown-key")]
pub struct CheckArgs {
    /// How problems are written
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// The day on which reviews are due, such as 2026-11-24; without it, today
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// Say what a code means, with a wrong and a right example, and check nothing
    #[arg(long, value_name = "CODE", conflicts_with_all = ["format", "strict", "today", "knowledge"])]
    pub explain: Option<String>,
}

/// Checks the folder `dir` and prints what is wrong with it to standard output, or explains a code. The meanings of its
/// texts are kept in `data_dir`.
///
/// # Errors
/// When standard output can't be written, no code has the name to explain, or the encoder's weights are damaged.
pub fn run(args: &CheckArgs, dir: &Path, data_dir: &Path) -> anyhow::Result<ExitCode> {
    if let Some(name) = &args.explain {
        write!(io::stdout(), "{}", explain_code::explanation(name)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut checked = knowledge::load(dir, Some(args.today.unwrap_or_else(super::today)));
    // What a folder with errors would answer isn't known before they are mended.
    if let Some(knowledge) = &checked.knowledge {
        let embeddings = start::embeddings_of(knowledge, data_dir)?;
        let found = matching::lint(knowledge, &embeddings);
        checked.add(found);
    }
    let mut stdout = io::stdout().lock();
    let colour = super::colour(&stdout);
    stdout.write_all(render(args.format, &checked, dir, colour).as_bytes())?;
    stdout.flush()?;
    Ok(ExitCode::from(if passes(&checked, args.strict) { 0 } else { 1 }))
}

/// What `check` prints.
pub fn render(format: Format, checked: &Checked, dir: &Path, colour: bool) -> String {
    match format {
        Format::Human => render::human(checked, dir, colour),
        Format::Json => render::json(checked),
        Format::Github => render::github(checked, dir),
    }
}

/// Whether the folder is good enough: no errors, and with `strict` no warnings either.
pub fn passes(checked: &Checked, strict: bool) -> bool {
    checked.errors() == 0 && !(strict && checked.warnings() > 0)
}
