//! Writes to real files, and processes that are killed while they write.

use super::*;
use crate::knowledge::read_folder;
use rstest::rstest;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::SystemTime;
use tempfile::TempDir;

const PATH: &str = "roles/a.toml";

fn change(before: Option<&str>, after: Option<&str>) -> FileChange {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    FileChange { path: PATH.into(), before: bytes(before), after: bytes(after) }
}

/// A folder in which `roles/a.toml` has this text.
fn folder(text: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("roles")).unwrap();
    fs::write(dir.path().join(PATH), text).unwrap();
    dir
}

fn text(dir: &TempDir) -> String {
    fs::read_to_string(dir.path().join(PATH)).unwrap()
}

/// All files of `roles/`, hidden ones too.
fn names(dir: &TempDir) -> Vec<String> {
    let items = fs::read_dir(dir.path().join("roles")).unwrap();
    let mut names: Vec<_> = items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_made_and_deleted() {
    let dir = tempfile::tempdir().unwrap();
    for (before, after) in [(None, Some("one")), (Some("one"), Some("two")), (Some("two"), None), (None, None)] {
        write(dir.path(), &change(before, after)).unwrap();
        let now = fs::read_to_string(dir.path().join(PATH)).ok();
        assert_eq!(now.as_deref(), after);
        assert_eq!(names(&dir).len(), usize::from(after.is_some()), "no other file stays");
    }
}

#[rstest]
#[case(Some("old"), Some("theirs"))]
#[case(Some("old"), None)]
#[case(None, Some("theirs"))]
fn a_file_that_was_changed_meanwhile_is_left_alone(#[case] before: Option<&str>, #[case] theirs: Option<&str>) {
    for after in [Some("new"), None] {
        let dir = folder("");
        match theirs {
            Some(theirs) => fs::write(dir.path().join(PATH), theirs).unwrap(),
            None => fs::remove_file(dir.path().join(PATH)).unwrap(),
        }
        match write(dir.path(), &change(before, after)) {
            Err(WriteError::Changed { now }) => assert_eq!(now.as_deref(), theirs.map(str::as_bytes)),
            other => panic!("{other:?}"),
        }
        assert_eq!(fs::read_to_string(dir.path().join(PATH)).ok().as_deref(), theirs);
        assert_eq!(names(&dir).len(), usize::from(theirs.is_some()));
    }
}

#[test]
fn a_change_while_we_write_is_noticed() {
    let dir = folder("old");
    let theirs = |step| {
        if step == Step::Flushed {
            fs::write(dir.path().join(PATH), "theirs").unwrap();
        }
    };
    let result = put(dir.path(), &change(Some("old"), Some("new")), theirs);
    assert!(matches!(result, Err(WriteError::Changed { now: Some(now) }) if now == b"theirs"));
    assert_eq!((text(&dir).as_str(), names(&dir)), ("theirs", vec!["a.toml".to_owned()]));
}

#[rstest]
#[case("../a.toml")]
#[case("roles/../a.toml")]
#[case("/etc/a.toml")]
#[case("roles/..")]
#[case("README.md")]
#[case("")]
fn only_knowledge_files_are_written(#[case] path: &str) {
    let dir = folder("old");
    let change = FileChange { path: path.into(), before: None, after: Some(b"new".to_vec()) };
    assert!(matches!(write(dir.path(), &change), Err(WriteError::Outside(outside)) if outside == path));
}

#[cfg(unix)]
#[test]
fn mode_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (dir, real) = (tempfile::tempdir().unwrap(), folder("old"));
    let file = real.path().join("roles/real.txt");
    fs::rename(real.path().join(PATH), &file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, real.path().join(PATH)).unwrap();
    symlink(real.path(), dir.path().join("knowledge")).unwrap();

    write(&dir.path().join("knowledge"), &change(Some("old"), Some("new"))).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o640);
    assert!(fs::symlink_metadata(real.path().join(PATH)).unwrap().is_symlink());
    assert!(fs::symlink_metadata(dir.path().join("knowledge")).unwrap().is_symlink());
    assert_eq!(names(&real), ["a.toml", "real.txt"]);
}

#[test]
fn what_a_killed_process_left_is_taken_away_later() {
    let dir = folder("old");
    let leave = |name: &str, age: Duration| {
        let file = File::create(dir.path().join("roles").join(name)).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    };
    leave(".a.toml.Abc123", LEFT_OVER * 2);
    leave(".a.toml.Def456", Duration::ZERO);
    leave(".a.toml.swp", LEFT_OVER * 2);
    leave(".b.toml.Ghi789", LEFT_OVER * 2);
    assert_eq!(read_folder(dir.path()).files.len(), 1, "hidden files are no knowledge");
    remove_left_overs(dir.path());
    assert_eq!(names(&dir), [".a.toml.Def456", ".a.toml.swp", "a.toml"]);
}

/// The folder that a child process of these tests is to write to, and the step at which it waits to be killed.
const CHILD: &str = "CAREER_ADVISOR_TEST_WRITER";
const WAITING: &str = "waiting to be killed";

/// Two texts as long as a large knowledge file.
fn texts() -> [String; 2] {
    ["old line\n".repeat(12_000), "new text\n".repeat(12_000)]
}

/// Runs a test of this file in a process of its own, until it waits.
fn child(test: &str, dir: &TempDir, step: &str) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", &format!("knowledge::write::tests::{test}")])
        .env(CHILD, format!("{step}:{}", dir.path().display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(WAITING)), "the child came to its end");
    child
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success());
}

#[test]
fn a_process_killed_at_any_step_leaves_the_old_or_the_new_file() {
    let [old, new] = texts();
    let change = change(Some(&old), Some(&new));
    if let Ok(told) = env::var(CHILD) {
        let (step, dir) = told.split_once(':').unwrap();
        let wait = |reached| {
            if format!("{reached:?}") == step {
                println!("{WAITING}");
                loop {
                    thread::park();
                }
            }
        };
        put(Path::new(dir), &change, wait).unwrap();
        unreachable!("no step {step}");
    }
    for step in [Step::Opened, Step::HalfWritten, Step::Flushed, Step::Compared, Step::InPlace] {
        let dir = folder(&old);
        kill(child("a_process_killed_at_any_step_leaves_the_old_or_the_new_file", &dir, &format!("{step:?}")));
        let expected = if step == Step::InPlace { &new } else { &old };
        assert!(text(&dir) == *expected, "{step:?}");
        // The hidden file that is left is in nobody's way.
        assert_eq!(names(&dir).len(), if step == Step::InPlace { 1 } else { 2 }, "{step:?}");
        assert_eq!(read_folder(dir.path()).files.len(), 1);
        let again = FileChange { before: Some(text(&dir).into_bytes()), ..change.clone() };
        write(dir.path(), &again).unwrap();
        assert!(text(&dir) == new, "{step:?}");
    }
}

#[test]
fn a_process_killed_at_any_time_leaves_a_whole_file() {
    let [old, new] = texts();
    if let Ok(told) = env::var(CHILD) {
        let dir = told.trim_start_matches(':');
        let mut change = change(Some(&old), Some(&new));
        if fs::read(Path::new(dir).join(PATH)).unwrap() == new.as_bytes() {
            change = change.reverse();
        }
        println!("{WAITING}");
        loop {
            write(Path::new(dir), &change).unwrap();
            change = change.reverse();
        }
    }
    let dir = folder(&old);
    let file = dir.path().join(PATH);
    #[cfg(unix)]
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let permissions = fs::metadata(&file).unwrap().permissions();
    let mut seen = [0, 0];
    for round in 0..100 {
        let child = child("a_process_killed_at_any_time_leaves_a_whole_file", &dir, "");
        thread::sleep(Duration::from_micros(round * 137));
        kill(child);
        let now = text(&dir);
        let which = [&old, &new].iter().position(|known| **known == now);
        seen[which.expect("neither the old nor the new text")] += 1;
        assert_eq!(fs::metadata(&file).unwrap().permissions(), permissions);
    }
    assert!(seen.iter().all(|count| *count > 5), "the child hardly came to write: {seen:?}");
}
