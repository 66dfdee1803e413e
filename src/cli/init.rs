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
    let files = starter::files(super::today());
    refuse_what_is_there(dir, &files)?;
    let mut made = Vec::new();
    if let Err(error) = write(dir, &files, &mut made) {
        // What stands in a folder comes after it, so that it is empty when its turn comes.
        for path in made.iter().rev() {
            _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
        return Err(error);
    }
    let shown = dir.display();
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "1. Read {shown}/README.md and replace the examples by your own roles and questions.")?;
    writeln!(stdout, "2. Check them: career-advisor --knowledge {shown} check")?;
    writeln!(stdout, "3. Ask them:   career-advisor --knowledge {shown} ask \"do you take unpaid helpers?\"")?;
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the files below the folder; `made` tells what is there that wasn't before, in order, also where it fails.
fn write(dir: &Path, files: &[(String, String)], made: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for (path, text) in files {
        let path = dir.join(path);
        let folder = path.parent().unwrap_or(dir);
        make_folder(folder, made).with_context(|| format!("the folder {} can't be made", folder.display()))?;
        // On a full disk an empty file is made before it fails.
        made.push(path.clone());
        fs::write(&path, text).with_context(|| format!("{} can't be written", path.display()))?;
    }
    Ok(())
}

fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    folder.parent().map_or(Ok(()), |above| make_folder(above, made))?;
    fs::create_dir(folder)?;
    made.push(folder.to_owned());
    Ok(())
}

/// Nothing that somebody has written may be lost. What an `init` left that was killed is no such thing.
fn refuse_what_is_there(dir: &Path, files: &[(String, String)]) -> anyhow::Result<()> {
    let shown = dir.display();
    match fs::read_dir(dir) {
        Ok(mut items) => match items.next() {
            None => Ok(()),
            Some(_) if is_half_written(dir, files) => Ok(()),
            Some(_) => bail!("the folder {shown} isn't empty; name a new one, such as {shown}/knowledge"),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!("{shown} is a file, not a folder; name a new folder")
        }
        Err(error) => Err(error).with_context(|| format!("the folder {shown} can't be opened")),
    }
}

/// Whether the folder holds nothing but beginnings of the files, and not all of them whole.
fn is_half_written(dir: &Path, files: &[(String, String)]) -> bool {
    let text = |path: &Path| files.iter().find(|(name, _)| dir.join(name) == path).map(|(_, text)| text.as_str());
    let mut whole = 0;
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(items) = fs::read_dir(folder) else { return false };
        for item in items {
            let Ok(item) = item else { return false };
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let (Some(text), Ok(there)) = (text(&path), fs::read(&path)) else { return false };
            if !text.as_bytes().starts_with(&there) {
                return false;
            }
            whole += usize::from(text.len() == there.len());
        }
    }
    whole < files.len()
}
