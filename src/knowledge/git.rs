//! Notes an edit in the history of a folder that is kept in git.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use thiserror::Error;

/// How long one command of git may take, with the repository's hooks.
const SECONDS: u64 = 60;

/// Every author's address: one that leads nowhere.
const ADDRESS: &str = "moderator@noreply.invalid";

/// Why an edit wasn't committed. It is written all the same, so this is for the log.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no program of that name.
    #[error("the program `git` isn't installed, so edits can't be committed")]
    Absent,
    /// It can't be run.
    #[error("`git` can't be run: {0}")]
    Io(#[from] io::Error),
    /// It refused.
    #[error("`git {command}` failed: {reason}")]
    Failed {
        /// What it was to do.
        command: &'static str,
        /// What it says.
        reason: String,
    },
    /// It didn't come to an end; perhaps one of the repository's hooks waits for something.
    #[error("`git {command}` didn't finish within {SECONDS} seconds")]
    Slow {
        /// What it was to do.
        command: &'static str,
    },
}

/// Commits one file of the knowledge folder in a moderator's name; `false` if there is nothing to commit, because the
/// folder is no git work tree or the file is as it was.
///
/// Whatever else is changed or staged stays out of the commit, and stays as it is. The repository's hooks run: they are
/// its owner's wish, be it to check or to push. What they refuse isn't committed. The commit isn't signed, since a
/// signature would say that the owner made it.
pub fn commit(dir: &Path, path: &str, author: &str, message: &str) -> Result<bool, GitError> {
    let git = |command, arguments: &[&str]| run(dir, &name(author), command, arguments);
    match git("rev-parse", &["--is-inside-work-tree"]) {
        Ok(answer) if answer.trim() == "true" => {}
        Ok(_) => return Ok(false),
        Err(GitError::Failed { reason, .. }) if reason.contains("not a git repository") => return Ok(false),
        Err(error) => return Err(error),
    }
    let status = git("status", &["--porcelain", "--untracked-files=all", "--", path])?;
    if status.is_empty() {
        return Ok(false);
    }
    if status.starts_with("??") {
        // `commit` takes only files that git knows of.
        git("add", &["--intent-to-add", "--", path])?;
    }
    let message = format!("--message={}", self::message(message));
    git("commit", &["--quiet", "--only", "--no-gpg-sign", &message, "--", path])?;
    Ok(true)
}

/// What a command of git prints.
fn run(dir: &Path, name: &str, command: &'static str, arguments: &[&str]) -> Result<String, GitError> {
    let mut git = Command::new("git");
    // Set where this program is itself run by git, such as in a hook; they would lead to another repository.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        git.env_remove(variable);
    }
    git.arg("-C").arg(dir).arg(command).args(arguments);
    git.envs([("GIT_AUTHOR_NAME", name), ("GIT_COMMITTER_NAME", name)]);
    git.envs([("GIT_AUTHOR_EMAIL", ADDRESS), ("GIT_COMMITTER_EMAIL", ADDRESS)]);
    // Messages that this program can read, paths taken as they are, and nothing that waits for a person.
    git.envs([("LC_ALL", "C"), ("GIT_LITERAL_PATHSPECS", "1"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_EDITOR", "true")]);
    git.stdin(Stdio::null());
    let output = within(Duration::from_secs(SECONDS), move || git.output());
    let output = output.ok_or(GitError::Slow { command })?.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => GitError::Absent,
        _ => GitError::Io(error),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stderr, output.stdout].map(|said| String::from_utf8_lossy(&said).trim().to_owned());
    let reason = said.into_iter().find(|said| !said.is_empty()).unwrap_or_else(|| output.status.to_string());
    Err(GitError::Failed { command, reason })
}

/// What a slow call gives, if it comes in time; else it is left to itself.
fn within(time: Duration, call: impl FnOnce() -> io::Result<Output> + Send + 'static) -> Option<io::Result<Output>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(call()));
    receiver.recv_timeout(time).ok()
}

/// A name as it can stand in a commit.
fn name(author: &str) -> String {
    let plain: String = author.chars().map(|c| if c.is_control() || "<>".contains(c) { ' ' } else { c }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    // Git takes these off both ends, and refuses a name of which nothing is left.
    let name: String = words.trim_matches(|c| " .,:;\"'\\".contains(c)).chars().take(100).collect();
    if name.is_empty() { "Moderator".to_owned() } else { name }
}

/// A message as it can stand in a commit, which refuses an empty one.
fn message(message: &str) -> String {
    let plain: String = message.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    match plain.trim() {
        "" => "Edit the knowledge base".to_owned(),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::fs;
    use tempfile::TempDir;

    /// A repository whose folder `knowledge` has the committed file `sources.toml`.
    fn repository() -> TempDir {
        let dir = tempfile::tempdir().unwrap();
        git(&dir, "init", &["--quiet", "--initial-branch=main"]);
        fs::create_dir(dir.path().join("knowledge")).unwrap();
        put(&dir, "knowledge/sources.toml", "# one\n");
        git(&dir, "add", &["--all"]);
        git(&dir, "commit", &["--quiet", "--no-gpg-sign", "--message=Start"]);
        dir
    }

    fn git(dir: &TempDir, command: &'static str, arguments: &[&str]) -> String {
        run(dir.path(), "Somebody", command, arguments).unwrap().trim().to_owned()
    }

    fn put(dir: &TempDir, path: &str, text: &str) {
        fs::write(dir.path().join(path), text).unwrap();
    }

    fn commit_in(dir: &TempDir, path: &str, author: &str) -> bool {
        commit(&dir.path().join("knowledge"), path, author, "Edit faq/a").unwrap()
    }

    #[test]
    fn a_file_is_committed_alone_and_in_the_moderators_name() {
        let dir = repository();
        put(&dir, "staged.txt", "staged");
        git(&dir, "add", &["staged.txt"]);
        put(&dir, "knowledge/other.toml", "untracked");
        put(&dir, "knowledge/sources.toml", "# two\n");
        assert!(commit_in(&dir, "sources.toml", "Ada Løve"));
        let format = "--format=%an|%ae|%cn|%ce|%s";
        let who = "Ada Løve|moderator@noreply.invalid|Ada Løve|moderator@noreply.invalid|Edit faq/a";
        assert_eq!(git(&dir, "show", &["--name-only", format]), format!("{who}\n\nknowledge/sources.toml"));
        assert_eq!(git(&dir, "status", &["--porcelain"]), "A  staged.txt\n?? knowledge/other.toml");
        assert!(!commit_in(&dir, "sources.toml", "Ada"), "nothing is left to commit");
    }

    #[test]
    fn new_and_deleted_files_are_committed() {
        let dir = repository();
        put(&dir, "knowledge/new.toml", "# new\n");
        assert!(commit_in(&dir, "new.toml", "Ada"));
        assert_eq!(git(&dir, "show", &["--name-status", "--format="]), "A\tknowledge/new.toml");
        fs::remove_file(dir.path().join("knowledge/new.toml")).unwrap();
        assert!(commit_in(&dir, "new.toml", "Ada"));
        assert_eq!(git(&dir, "show", &["--name-status", "--format="]), "D\tknowledge/new.toml");
    }

    #[test]
    fn a_folder_without_git_is_none_of_gits_business() {
        let dir = tempfile::tempdir().unwrap();
        put(&dir, "sources.toml", "");
        assert!(!commit(dir.path(), "sources.toml", "Ada", "Edit").unwrap());
        let error = commit(&dir.path().join("gone"), "sources.toml", "Ada", "Edit").unwrap_err();
        assert!(error.to_string().contains("cannot change to"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_hook_may_refuse() {
        use std::os::unix::fs::PermissionsExt;
        let dir = repository();
        let hook = dir.path().join(".git/hooks/pre-commit");
        fs::write(&hook, "#!/bin/sh\necho not today >&2\nexit 1\n").unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
        put(&dir, "knowledge/sources.toml", "# two\n");
        let error = commit(&dir.path().join("knowledge"), "sources.toml", "Ada", "Edit").unwrap_err();
        assert_eq!(error.to_string(), "`git commit` failed: not today");
        assert_eq!(git(&dir, "log", &["--format=%s"]), "Start");
    }

    #[rstest]
    #[case("--amend", "--amend")]
    #[case("Eve <eve@example.org>\nDate: never", "Eve eve@example.org Date: never")]
    #[case(" ..<>\u{0}\"' ", "Moderator")]
    #[case("", "Moderator")]
    fn no_name_does_harm(#[case] author: &str, #[case] expected: &str) {
        let dir = repository();
        put(&dir, "knowledge/sources.toml", "# two\n");
        assert!(commit_in(&dir, "sources.toml", author));
        assert_eq!(git(&dir, "log", &["--format=%an|%ae"]).lines().next().unwrap(), format!("{expected}|{ADDRESS}"));
        assert_eq!(git(&dir, "rev-list", &["--count", "HEAD"]), "2");
    }

    #[rstest]
    #[case("--amend\0\n\nbody\r", "--amend \n\nbody")]
    #[case("\n", "Edit the knowledge base")]
    fn check_message(#[case] given: &str, #[case] expected: &str) {
        assert_eq!(message(given), expected);
    }

    #[test]
    fn what_never_ends_is_not_waited_for() {
        let sleep = || Command::new("sleep").arg("1").output();
        assert!(within(Duration::from_millis(5), sleep).is_none());
    }
}
