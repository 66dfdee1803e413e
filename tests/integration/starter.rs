//! What a new community starts with: the folder that `init` writes, and the guide for moderators.

use crate::knowledge::check;
use crate::shipped::learnt;
use career_advisor::cli::render;
use career_advisor::diagnostic::Code;
use career_advisor::knowledge::{self, Checked, FileKind};
use jiff::civil::{Date, date};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TODAY: Date = date(2031, 2, 28);

fn written(dir: &Path) -> Checked {
    for (path, text) in knowledge::starter::files(TODAY) {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    knowledge::load(dir, Some(TODAY))
}

fn init(dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_career-advisor")).arg("init").arg(dir).output().unwrap()
}

#[test]
fn it_has_every_kind_of_file_and_nothing_to_complain_of() {
    let dir = tempfile::tempdir().unwrap();
    let checked = written(dir.path());
    assert!(checked.diagnostics.is_empty(), "{}", render::human(&checked, dir.path(), false));
    for kind in FileKind::ALL {
        assert!(checked.texts.keys().any(|path| FileKind::of(path) == Some(kind)), "{}", kind.name());
    }
    for (path, text) in &checked.texts {
        let directive = text.lines().next().unwrap().strip_prefix("#:schema ").expect("a schema");
        assert!(dir.path().join(&**path).parent().unwrap().join(directive).is_file(), "{path}");
    }
}

#[test]
fn its_examples_are_checked_today_and_due_in_a_year() {
    let dir = tempfile::tempdir().unwrap();
    for entry in written(dir.path()).knowledge.unwrap().entries {
        assert_eq!((entry.reviewed, entry.review_by), (Some(TODAY), Some(date(2032, 2, 28))), "{}", entry.id);
    }
}

#[test]
fn its_examples_are_found_in_other_words_and_its_golden_questions_are_right() {
    let dir = tempfile::tempdir().unwrap();
    let advisor = learnt(written(dir.path()).knowledge.unwrap(), Box::new(|| TODAY));
    let entry = |question: &str| {
        let outcome = advisor.ask(question, None);
        match outcome.first.decision {
            career_advisor::matching::Decision::Answer(at) => Some(advisor.knowledge().entries[at].id.to_string()),
            _ => None,
        }
    };
    assert_eq!(entry("can volunteers help out at the example centre").as_deref(), Some("faq/example-volunteering"));
    assert_eq!(entry("training time of a specimen worker").as_deref(), Some("example-role/example-training"));
    let golden = &advisor.knowledge().golden;
    assert_eq!(golden.len(), 2);
    for case in golden {
        assert_eq!(entry(&case.ask), case.entries.first().map(ToString::to_string), "{}", case.ask);
    }
}

/// A link of the guide that leads nowhere would only be found by whoever needs it.
#[test]
fn every_link_of_its_pages_leads_to_a_file() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for root in [dir.path(), &repository.join("knowledge")] {
        let page = root.join("README.md");
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(root.join(link).is_file(), "{}: {link}", page.display());
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen}");
}

#[test]
fn the_guides_template_can_be_served_and_the_guide_is_one_page() {
    let guide = include_str!("../../knowledge/README.md");
    assert!(guide.lines().count() <= 100, "{} lines", guide.lines().count());
    let template = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a template");
    let only_asks_for_a_source = |text: &str, files: &[(&str, &str)]| {
        let checked = check(&[files, &[("faq/a.toml", text)]].concat());
        assert!(checked.knowledge.is_some(), "{}", render::human(&checked, Path::new("knowledge"), false));
        checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
    };
    assert_eq!(only_asks_for_a_source(template, &[]), [Code::MissingSource]);
    // What stands behind a # is right as well, once what it names is there.
    let sources = ("sources.toml", "[[source]]\nid = \"id-of-a-source\"\ntitle = \"A book\"\n");
    let entry = "[[entry]]\nid = \"another-entry\"\nquestion = \"Q?\"\nanswer = \"A.\"\nretired = false\n\
                 sources = [\"id-of-a-source\"]\nreviewed = 2026-11-24\n";
    let role = format!("id = \"some-role\"\nname = \"Some role\"\n{}", entry.replace("Q?", "R?"));
    let files = [sources, ("faq/b.toml", entry), ("roles/a.toml", &role)];
    assert_eq!(only_asks_for_a_source(&template.replace("# ", ""), &files), []);
}

#[test]
fn init_writes_it_once_and_touches_nothing_that_is_there() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("a/new folder");
    let output = init(&dir);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && told.lines().count() == 3, "{told}");
    assert!(knowledge::load(&dir, None).diagnostics.is_empty());
    let guide = dir.join("README.md");
    fs::write(&guide, "mine").unwrap();
    let again = init(&dir);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr).unwrap().contains("isn't empty"));
    assert_eq!(fs::read_to_string(&guide).unwrap(), "mine");
    let file = init(&guide);
    assert_eq!(file.status.code(), Some(1));
    assert!(String::from_utf8(file.stderr).unwrap().contains("is a file"));
}

/// Runs `init` where no file may get longer than some kilobytes, as on a full disk; `ends` tells whether the system ends a program
/// that tries, as a kill does.
#[cfg(unix)]
fn init_on_a_full_disk(dir: &Path, ends: bool) -> Output {
    let ignored = if ends { "" } else { "trap '' XFSZ;" };
    let limited = format!("{ignored} ulimit -f 8; exec \"$0\" init \"$1\"");
    Command::new("sh").args(["-c", &limited, env!("CARGO_BIN_EXE_career-advisor")]).arg(dir).output().unwrap()
}

#[cfg(unix)]
#[test]
fn an_init_that_fails_leaves_nothing_and_one_that_was_killed_is_done_again() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("a/new");
    let failed = init_on_a_full_disk(&dir, false);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8(failed.stderr).unwrap().contains("can't be written"));
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);

    assert_eq!(init_on_a_full_disk(&dir, true).status.code(), None);
    assert!(fs::read_dir(&dir).unwrap().count() > 0);
    assert!(init(&dir).status.success());
    assert!(knowledge::load(&dir, None).diagnostics.is_empty());
    assert_eq!(init(&dir).status.code(), Some(1), "now it is whole");
}
