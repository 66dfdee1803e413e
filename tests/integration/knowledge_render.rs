//! How problems are shown: to people, to programs and to GitHub.

use crate::knowledge::{ENTRY, SOURCES, check};
use career_advisor::cli::check::{Format, passes, render};
use career_advisor::diagnostic::Code;
use career_advisor::knowledge::Checked;

fn faulty() -> Checked {
    let role = r#"id = "perfusionist"
name = "Perfusionist"
aliases = "pump person"

[card.salary]
text = "Much."

[[entry]]
id = "training"
questoin = "How long?"
answer = "Six years,
more or less"

[[entry]]
id = "Pay & perks"
question = "What’s the pay?"
answer = """
Good: see http://pay.example"""
reviewed = 2026-02-30
sources = ["bok"]
related = ["faq/sond", "perfusionist/training"]
"#;
    check(&[
        ("roles/perfusionist.toml", role),
        ("faq/a.toml", ENTRY),
        ("faq/b.toml", ENTRY),
        ("sources.toml", SOURCES),
        ("golden/a.toml", "[[case]]\nask = \"50%: better,\\nor worse?\"\n"),
        ("faqs/c.toml", ENTRY),
    ])
}

fn rendered(format: Format, checked: &Checked) -> String {
    render(format, checked, "knowledge".as_ref(), false)
}

#[test]
fn human() {
    insta::assert_snapshot!(rendered(Format::Human, &faulty()));
}

#[test]
fn json() {
    let text = rendered(Format::Json, &faulty());
    serde_json::from_str::<serde_json::Value>(&text).expect("well-formed JSON");
    insta::assert_snapshot!(text);
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(Format::Github, &faulty()));
}

#[test]
fn a_clean_folder_is_one_line() {
    let checked = check(&[("faq/a.toml", ENTRY), ("sources.toml", SOURCES)]);
    assert_eq!(rendered(Format::Human, &checked), "ok: 0 roles, 1 entry, 1 phrasing\n");
    assert_eq!(rendered(Format::Json, &checked), "{\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"diagnostics\": []\n}\n");
    assert_eq!(rendered(Format::Github, &checked), "");
}

#[test]
fn colours_are_used_only_when_asked_for() {
    let checked = faulty();
    assert!(render(Format::Human, &checked, "knowledge".as_ref(), true).contains('\u{1b}'));
    assert!(!render(Format::Human, &checked, "knowledge".as_ref(), false).contains('\u{1b}'));
}

#[test]
fn warnings_fail_only_when_strict() {
    let warned = check(&[("faq/a.toml", ENTRY), ("sources.toml", SOURCES), ("more.toml", "")]);
    assert_eq!((warned.errors(), warned.warnings()), (0, 1));
    assert!(passes(&warned, false) && !passes(&warned, true));
    assert!(!passes(&faulty(), false));
}

/// The codes are part of the product: a change here is a change for those who search for them or match on them.
#[test]
fn all_codes() {
    let line = |code: &Code| format!("{:7} {}\n", code.severity().to_string(), code.name());
    let codes: String = Code::ALL.iter().map(line).collect();
    insta::assert_snapshot!(codes);
}
