//! Puts an edit into the folder; with `load` and `git` the only IO of the knowledge modules.

use super::FileKind;
use super::edit::FileChange;
use atomic_write_file::AtomicWriteFile;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

#[cfg(test)]
mod tests;

/// Where knowledge files lie.
const FOLDERS: [&str; 4] = ["", "roles", "faq", "golden"];

/// What a killed process left behind is taken away when it is this old. A younger file may be one that another process is
/// writing at this moment, which takes it no second.
const LEFT_OVER: Duration = Duration::from_secs(60);

/// Why a change wasn't written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The file is no longer what the edit was made from. Nothing was written.
    #[error("the file was changed in the meantime")]
    Changed {
        /// What the file holds now; `None` if it is gone.
        now: Option<Vec<u8>>,
    },
    /// The path leads out of the knowledge folder. Nothing was written.
    #[error("`{0}` is no file of the knowledge folder")]
    Outside(String),
    /// The disk refused. The file is whole: the old one, or the new one if only its folder could not be flushed.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was read or written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Puts the change in place if the file still is as it was before, on disk to stay.
///
/// Whenever the process is killed, the file is whole: the old one or the new one. The new bytes go into a hidden file
/// beside it, `.name.toml.` and six letters, which takes its place once it is on disk; the file's mode and, where the
/// system allows it, its owner are kept. A link stays a link, and what it leads to is written. A hidden file that a killed
/// process leaves is no knowledge file, and is taken away later.
///
/// The file is compared with what it was before at the last moment. Between that look and the replacement lie some
/// microseconds in which the change of a program that knows nothing of us would be lost, since no system can compare and
/// replace a file in one step. Within the process, the caller sees to it that writes follow one another.
pub fn write(dir: &Path, change: &FileChange) -> Result<(), WriteError> {
    put(dir, change, |_| ())
}

/// How far a write has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Opened,
    HalfWritten,
    Flushed,
    Compared,
    InPlace,
}

/// [`write`], which tells of each step.
fn put(dir: &Path, change: &FileChange, mut reached: impl FnMut(Step)) -> Result<(), WriteError> {
    let path = below(dir, &change.path)?;
    // A file that doesn't exist yet has no other path than its own.
    let target = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    compare(&target, change)?;
    let Some(after) = &change.after else {
        if change.before.is_some() {
            fs::remove_file(&path).and_then(|()| flush_folder_of(&path)).map_err(failed(&path))?;
        }
        return Ok(());
    };
    make_folder_of(&target).map_err(failed(&target))?;
    target.parent().into_iter().for_each(remove_left_overs_of);
    let mut file = AtomicWriteFile::open(&target).map_err(failed(&target))?;
    reached(Step::Opened);
    let (first, second) = after.split_at(after.len() / 2);
    file.write_all(first).map_err(failed(&target))?;
    reached(Step::HalfWritten);
    // Slow steps come before the comparison.
    file.write_all(second).and_then(|()| file.sync_all()).map_err(failed(&target))?;
    reached(Step::Flushed);
    compare(&target, change)?;
    reached(Step::Compared);
    file.commit().map_err(failed(&target))?;
    reached(Step::InPlace);
    Ok(())
}

/// The path of a knowledge file in its folder.
fn below(dir: &Path, path: &str) -> Result<PathBuf, WriteError> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    match FileKind::of(path) {
        Some(_) if is_inside => Ok(dir.join(path)),
        _ => Err(WriteError::Outside(path.to_owned())),
    }
}

fn compare(target: &Path, change: &FileChange) -> Result<(), WriteError> {
    let now = match fs::read(target) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(target)(error)),
    };
    if now == change.before { Ok(()) } else { Err(WriteError::Changed { now }) }
}

/// The first file of `faq/` may need its folder.
fn make_folder_of(target: &Path) -> io::Result<()> {
    match target.parent() {
        Some(folder) if !folder.exists() => fs::create_dir_all(folder).and_then(|()| flush_folder_of(folder)),
        _ => Ok(()),
    }
}

fn flush_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Takes away what processes left in a knowledge folder that were killed while they wrote to it. That it fails harms nobody.
pub fn remove_left_overs(dir: &Path) {
    FOLDERS.iter().for_each(|folder| remove_left_overs_of(&dir.join(folder)));
}

fn remove_left_overs_of(folder: &Path) {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    for item in items.filter(|item| is_half_written(&item.file_name().to_string_lossy())) {
        let age = item.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_OVER) {
            _ = fs::remove_file(item.path());
        }
    }
}

/// The names that files have while they are written: `.name.toml.` and six letters.
fn is_half_written(name: &str) -> bool {
    let rest = name.strip_prefix('.').and_then(|name| name.rsplit_once(".toml.")).map_or("", |(_, rest)| rest);
    rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { path, source }
}
