//! `eval --against` with a revision of a real git repository; folders are in `tests/cli/against.md`.

use crate::shipped;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn git(dir: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(dir)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        // Whatever the machine's own settings are.
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .output()
        .expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn against(dir: &Path, revision: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_career-advisor"))
        .args(["eval", "--json", &format!("--against={revision}"), "--knowledge"])
        .arg(dir)
        .env("DATA_DIR", shipped::data_dir())
        .output()
        .unwrap()
}

fn object(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn error(dir: &Path, revision: &str) -> String {
    let output = against(dir, revision);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    String::from_utf8(output.stderr).unwrap()
}

const CHESS: &str =
    "[[entry]]\nid = \"chess\"\nquestion = \"When does the chess club meet?\"\nanswer = \"On Tuesdays.\"\n";
const CHOIR: &str = "[[entry]]\nid = \"choir\"\nquestion = \"Is there a choir to sing in?\"\nanswer = \"Yes.\"\n";
const GOLDEN: &str = "[[case]]\nask = \"when is the meeting of the chess club\"\nentries = [\"faq/chess\"]\n";

fn write(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A repository with a knowledge folder `answers`, whose chess entry was there in the first commit and is gone since.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    git(dir, &["init", "--quiet", "--initial-branch=main"]);
    write(dir, "README", "no knowledge");
    write(dir, "answers/golden/a.toml", GOLDEN);
    write(dir, "answers/faq/ä.toml", &format!("{CHESS}{CHOIR}"));
    write(dir, "answers/.hidden/b.toml", "is not read");
    write(dir, "other/faq/a.toml", "is no part of it");
    git(dir, &["add", "."]);
    git(dir, &["commit", "--quiet", "--message=first"]);
    git(dir, &["tag", "first"]);
    write(dir, "answers/faq/ä.toml", CHOIR);
    fs::remove_file(dir.join("answers/golden/a.toml")).unwrap();
    git(dir, &["commit", "--quiet", "--all", "--message=second"]);
    folder
}

#[test]
fn a_revision_is_read_as_it_was() {
    let folder = repository();
    let answers = folder.path().join("answers");
    let output = against(&answers, "first");
    let found = object(&output);
    assert_eq!(output.status.code(), Some(1), "a golden question is lost, though it is asked no more");
    assert_eq!((&found["asked"], &found["won"]), (&1.into(), &Value::Array(Vec::new())));
    assert_eq!(found["lost"][0]["ask"], "when is the meeting of the chess club");
    assert_eq!((&found["lost"][0]["before"], &found["lost"][0]["now"]), (&"faq/chess".into(), &"no answer".into()));
    assert_eq!(found["entries"]["removed"][0], "faq/chess");

    let output = against(&answers, "HEAD");
    assert_eq!((output.status.code(), &object(&output)["lost"]), (Some(0), &Value::Array(Vec::new())));
    // What isn't committed counts as now.
    write(&answers, "faq/b.toml", CHESS);
    let found = object(&against(&answers, "main"));
    assert_eq!(found["entries"]["added"][0], "faq/chess");
    assert_eq!(object(&against(&answers, "first"))["lost"], Value::Array(Vec::new()));
}

#[test]
fn what_is_no_revision_is_said() {
    let folder = repository();
    let answers = folder.path().join("answers");
    for unknown in ["nonsense", "--help", "first:answers", ""] {
        let said = error(&answers, unknown);
        assert!(said.contains("neither a folder nor a git revision"), "{unknown}: {said}");
    }
    let new = folder.path().join("new");
    write(&new, "faq/a.toml", CHOIR);
    assert!(error(&new, "first").contains("at first, "), "the folder was not there yet");
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "faq/a.toml", CHOIR);
    let said = error(elsewhere.path(), "first");
    assert!(said.contains("is in no git work tree"), "{said}");
}
