//! A knowledge folder as it was at a revision, read with the command `git`.

use crate::knowledge::{Folder, SourceFile, reads};
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::{Command, Output};

/// The files of the folder `dir` at `revision`, such as `main` or `HEAD~3`; nothing is checked out.
///
/// # Errors
/// There is no `git`, the folder is in no git work tree, or the revision is unknown or has no such folder.
pub(super) fn folder(dir: &Path, revision: &str) -> anyhow::Result<Folder> {
    let git = |arguments: &[&str]| -> anyhow::Result<Output> {
        let mut command = Command::new("git");
        // Set where this program is itself run by git, such as in a hook; they would lead to another repository.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        command.arg("-C").arg(dir).args(arguments);
        command.output().context("comparing with a revision takes the command `git`, which can't be started")
    };
    if !git(&["rev-parse", "--is-inside-work-tree"])?.status.success() {
        bail!(
            "{revision} is no folder, and {} is in no git work tree, so it can't be a revision either",
            dir.display()
        );
    }
    // A revision that looks like an option, or like a file, is still taken for a revision.
    let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    if !commit.status.success() {
        bail!(
            "{revision} is neither a folder nor a git revision; `git log --oneline` shows the revisions that there are"
        );
    }
    let commit = String::from_utf8(commit.stdout)?.trim().to_owned();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", &commit])?;
    let paths: Vec<&str> =
        std::str::from_utf8(&listed.stdout)?.split('\0').filter(|path| !path.is_empty() && reads(path)).collect();
    if paths.is_empty() {
        bail!("at {revision}, {} has no knowledge files", dir.display());
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let shown = git(&["show", &format!("{commit}:./{path}")])?;
        if !shown.status.success() {
            bail!("git can't read {path} at {revision}: {}", String::from_utf8_lossy(&shown.stderr).trim());
        }
        files.push(SourceFile::new(path, shown.stdout));
    }
    Ok(Folder { files, problem: None })
}
