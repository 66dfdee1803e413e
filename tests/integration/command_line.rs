//! The program as a script sees it: exit codes, JSON lines, errors.
//!
//! What a command line prints stands in `tests/cli`, one file a topic; here is what needs more than a command line.

use crate::shipped;
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_career-advisor"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("KNOWLEDGE_DIR")
        .env("DATA_DIR", shipped::data_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs every `$ …` line of the files and compares what it prints; `TRYCMD=overwrite` writes it down anew.
#[test]
fn cases_in_files() {
    trycmd::TestCases::new()
        .register_bin("career-advisor", std::path::Path::new(env!("CARGO_BIN_EXE_career-advisor")))
        .env("DATA_DIR", shipped::data_dir().to_str().unwrap())
        .case("tests/cli/*.md");
}

#[test]
fn the_readmes_question_is_answered_with_six_years_and_the_source() {
    let output = run(&["ask", "How long does it take to become a perfusionist?"], "");
    let stdout = text(&output.stdout);
    assert!(output.status.success());
    assert!(stdout.contains("six years") && stdout.contains("https://healthcareers.app/blog/"), "{stdout}");
}

#[test]
fn a_batch_answers_line_by_line_in_order_and_goes_on_after_a_malformed_one() {
    let input = concat!(
        "{\"id\":\"a\",\"question\":\"what do perfusionists earn\"}\n",
        "this is no JSON\n",
        "{\"id\":\"b\",\"question\":\"anyone up for minecraft\",\"after\":null}\n",
        "{\"id\":\"c\",\"question\":\"how long does the training take\",\"after\":\"what does a perfusionist do\"}\n",
    );
    let output = run(&["ask", "--batch"], input);
    let lines: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(output.status.success());
    assert_eq!(lines.len(), 4);
    assert_eq!((&lines[0]["id"], &lines[0]["outcome"]), (&"a".into(), &"answer".into()));
    assert_eq!(lines[0]["entry"], "perfusionist/pay");
    assert_eq!(lines[0]["candidates"][0]["entry"], "perfusionist/pay");
    assert_eq!(lines[0]["confidence"], lines[0]["candidates"][0]["confidence"]);
    assert!(lines[1]["id"].is_null() && lines[1]["error"].is_string());
    assert_eq!((&lines[2]["outcome"], &lines[2]["text"]), (&"no_answer".into(), &"".into()));
    assert_eq!((&lines[3]["outcome"], &lines[3]["entry"]), (&"answer".into(), &"perfusionist/training-length".into()));
    assert_eq!(lines[3]["candidates"].as_array().unwrap().len(), 5);
}

#[test]
fn a_folder_with_errors_is_never_served_and_says_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("faq")).unwrap();
    std::fs::write(folder.path().join("faq/a.toml"), "[[entry]]\nid = \"a\"\nquestion = \"b\"\n").unwrap();
    let output = run(&["--knowledge", folder.path().to_str().unwrap(), "ask", "b"], "");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(text(&output.stderr).contains("missing-key"), "{}", text(&output.stderr));
}

#[test]
fn an_explanation_points_to_the_entrys_line() {
    let output = run(&["ask", "--explain", "what do perfusionists earn"], "");
    let stdout = text(&output.stdout);
    let (_, rest) = stdout.split_once("perfusionist/pay  (roles/perfusionist.toml:").expect("a place");
    let line: usize = rest.split(')').next().unwrap().parse().unwrap();
    let file = include_str!("../../knowledge/roles/perfusionist.toml");
    assert_eq!(file.lines().nth(line - 1), Some("id = \"pay\""));
}
