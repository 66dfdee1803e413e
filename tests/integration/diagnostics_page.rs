//! `docs/diagnostics.md`: every code is there, and its examples do what they say.

use crate::shipped::embeddings;
use career_advisor::diagnostic::{Code, Severity};
use career_advisor::knowledge::{self, Checked, Folder, SourceFile};
use career_advisor::matching::lint;
use jiff::civil::date;

const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// What can't be shown by the text of a file: it concerns the folder, the disk, or bytes that are no text.
const WITHOUT_EXAMPLE: [Code; 3] = [Code::MissingFolder, Code::UnreadableFile, Code::InvalidUtf8];

/// The sections with their names, in the order of the page.
fn sections() -> Vec<(&'static str, &'static str)> {
    PAGE.split("\n## ").skip(1).map(|section| section.split_once('\n').expect("a text below the heading")).collect()
}

/// The example below a label such as `**Wrong**`.
fn example<'a>(section: &'a str, label: &str) -> Option<&'a str> {
    let (_, rest) = section.split_once(&format!("**{label}**\n\n```toml\n"))?;
    Some(rest.split_once("```").expect("an end of the example").0)
}

/// The files of an example, each below a line with its path, such as `# faq/general.toml`.
fn files(example: &str) -> Vec<SourceFile> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in example.lines() {
        match line.strip_prefix("# ").filter(|path| path.ends_with(".toml") && !path.contains(' ')) {
            Some(path) => files.push((path, String::new())),
            None => {
                let (_, text) = files.last_mut().expect("a path in the example's first line");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect()
}

fn checked(example: &str) -> Checked {
    let mut checked = knowledge::check(&Folder { files: files(example), problem: None }, Some(date(2026, 11, 24)));
    if let Some(knowledge) = &checked.knowledge {
        let found = lint(knowledge, &embeddings());
        checked.add(found);
    }
    checked
}

#[test]
fn every_code_has_its_section_in_order_with_its_severity_and_meaning() {
    let expected: Vec<(&str, String)> = Code::ALL
        .iter()
        .map(|code| {
            let severity = if code.severity() == Severity::Error { "Error" } else { "Warning" };
            (code.name(), format!("**{severity}.** {}", code.meaning()))
        })
        .collect();
    let found: Vec<(&str, String)> = sections()
        .into_iter()
        .map(|(name, section)| (name, section.trim_start().lines().next().unwrap_or_default().to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_section_says_why_it_matters_and_how_to_mend_it() {
    for (name, section) in sections() {
        let paragraphs: Vec<&str> = section.trim().split("\n\n").collect();
        assert!(paragraphs[1].ends_with('.') && !paragraphs[1].starts_with("**"), "{name} doesn't say why it matters");
        assert!(paragraphs.last().unwrap().starts_with("**How to mend it:** "), "{name} doesn't say how to mend it");
    }
}

#[test]
fn wrong_examples_have_the_code_and_right_ones_do_not() {
    for (code, (name, section)) in Code::ALL.iter().zip(sections()) {
        let examples = (example(section, "Wrong"), example(section, "Right"));
        if WITHOUT_EXAMPLE.contains(code) {
            assert_eq!(examples, (None, None), "{name} has an example, so it can be tested");
            continue;
        }
        let (Some(wrong), Some(right)) = examples else { panic!("{name} lacks an example") };
        let has = |checked: &Checked| checked.diagnostics.iter().any(|diagnostic| diagnostic.code == *code);
        assert!(has(&checked(wrong)), "the wrong example of {name} has none: {:#?}", checked(wrong).diagnostics);
        assert!(!has(&checked(right)), "the right example of {name} has one: {:#?}", checked(right).diagnostics);
        // What is shown as right must not be wrong in another way that matters.
        let errors = checked(right).only_errors();
        let alone = errors.iter().all(|error| error.code == Code::NoEntries || error.code == Code::UnknownReference);
        assert!(alone, "the right example of {name} has an error: {errors:#?}");
    }
}
