//! `career-advisor init`: a starter folder for a community with careers of its own.

use crate::knowledge::starter;
use anyhow::{Context as _, bail};
use clap::Args;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a starter folder: an example of every file, the guide for moderators, and the set-up of editors
#[derive(Args, Debug)]
#[command(after_help = "Example:
  career-advisor init my-knowledge")]
pub(super) struct InitArgs {
    /// The folder to write; it may exist if it is empty
    dir: PathBuf,
}

pub(super) fn run(args: &InitArgs) -> anyhow::Result<ExitCode> {
    let dir = args.dir.as_path();
    refuse_what_is_there(dir)?;
    for (path, text) in starter::files(super::today()) {
        let path = dir.join(path);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).with_context(|| format!("the folder {} can't be made", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("{} can't be written", path.display()))?;
    }
    let shown = dir.display();
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "1. Read {shown}/README.md and replace the examples by your own roles and questions.")?;
    writeln!(stdout, "2. Check them: career-advisor --knowledge {shown} check")?;
    writeln!(stdout, "3. Ask them:   career-advisor --knowledge {shown} ask \"do you take unpaid helpers?\"")?;
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing that somebody has written may be lost.
fn refuse_what_is_there(dir: &Path) -> anyhow::Result<()> {
    let shown = dir.display();
    match fs::read_dir(dir) {
        Ok(mut items) => match items.next() {
            None => Ok(()),
            Some(_) => bail!("the folder {shown} isn't empty; name a new one, such as {shown}/knowledge"),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!("{shown} is a file, not a folder; name a new folder")
        }
        Err(error) => Err(error).with_context(|| format!("the folder {shown} can't be opened")),
    }
}
