//! What `import` writes: sound, found, and never in place of what is there.

use crate::shipped::{self, learnt};
use career_advisor::advisor::Advisor;
use career_advisor::encoder::Encoder;
use career_advisor::knowledge::{self, Checked};
use career_advisor::matching::{Decision, Embeddings, KnownQuestions};
use jiff::civil::date;
use rstest::rstest;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};

const TABLE: &str = "question,answer,also_asked\n\
    How do I join the book club?,Write your name in #books.,book club signup|where do readers meet\n\
    Who feeds the office cat?,\"Whoever comes first.\n\nThe food is \"\"on the shelf\"\".\",\n";

fn import(folder: &Path, name: &str, text: &str, more: &[&str]) -> Output {
    let file = folder.parent().unwrap().join(name);
    fs::write(&file, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_career-advisor"));
    command.arg("--knowledge").arg(folder).arg("import").arg(&file).args(more);
    command.env("DATA_DIR", folder.parent().unwrap().join("data")).output().unwrap()
}

/// A folder of which nothing is written yet.
struct World {
    parent: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let world = World { parent: tempfile::tempdir().unwrap() };
        fs::create_dir(world.folder()).unwrap();
        world
    }

    /// With a role that has these entries.
    fn of_welders(entries: &str) -> Self {
        let world = World::new();
        fs::create_dir(world.folder().join("roles")).unwrap();
        let role = format!("id = \"welder\"\nname = \"Welder\"\n\n{entries}");
        fs::write(world.folder().join("roles/welder.toml"), role).unwrap();
        world
    }

    fn folder(&self) -> std::path::PathBuf {
        self.parent.path().join("knowledge")
    }

    fn import(&self, name: &str, text: &str, more: &[&str]) -> Output {
        import(&self.folder(), name, text, more)
    }

    fn file(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder().join(path)).ok()
    }

    fn checked(&self) -> Checked {
        knowledge::load(&self.folder(), None)
    }

    fn advisor(&self) -> Advisor {
        learnt(self.checked().knowledge.expect("a valid folder"), Box::new(|| date(2026, 11, 24)))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn what_is_imported_passes_check_and_is_found() {
    let world = World::new();
    let dry = world.import("a.csv", TABLE, &[]);
    assert!(dry.status.success(), "{}", text(&dry.stderr));
    assert_eq!(world.file("faq/imported.toml"), None, "a dry run writes nothing");
    let output = world.import("a.csv", TABLE, &["--write"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(world.checked().errors(), 0);
    let advisor = world.advisor();
    let answer = |question: &str| match advisor.ask(question, None).first.decision {
        Decision::Answer(at) => advisor.knowledge().entries[at].answer.clone(),
        other => panic!("{question}: {other:?}"),
    };
    assert_eq!(answer("how can i join book club"), "Write your name in #books.");
    assert_eq!(answer("who feeds the cat of the office"), "Whoever comes first.\n\nThe food is \"on the shelf\".");
}

#[test]
fn a_second_import_adds_what_is_new_and_keeps_what_is_there() {
    let world = World::new();
    world.import("a.csv", TABLE, &["--write"]);
    let mended = world.file("faq/imported.toml").unwrap().replace("Whoever", "# mine\nWhoever") + "# A note of ours";
    fs::write(world.folder().join("faq/imported.toml"), &mended).unwrap();
    let more = format!("{TABLE}How do I join the chess club?,Ask Kim.,\n");
    let output = world.import("a.csv", &more, &["--write"]);
    assert!(
        text(&output.stdout).contains("asked already in faq/how-do-i-join-the-book-club"),
        "{}",
        text(&output.stdout)
    );
    let file = world.file("faq/imported.toml").unwrap();
    assert!(file.starts_with(&mended), "{file}");
    assert_eq!(world.checked().knowledge.unwrap().entries.len(), 3);
    world.import("a.csv", &more, &["--write"]);
    assert_eq!(world.file("faq/imported.toml").unwrap(), file, "nothing is new the third time");
}

#[test]
fn a_file_with_errors_is_left_as_it_is() {
    let world = World::new();
    fs::create_dir(world.folder().join("faq")).unwrap();
    fs::write(world.folder().join("faq/imported.toml"), "[[entry]\n").unwrap();
    let output = world.import("a.csv", TABLE, &["--write"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("until its errors are mended"), "{}", text(&output.stderr));
    assert_eq!(world.file("faq/imported.toml").unwrap(), "[[entry]\n");
}

#[test]
fn an_answer_that_is_too_long_keeps_everything_from_being_written() {
    let world = World::new();
    let long = format!("{TABLE}Is this long?,{},\n", "word ".repeat(800));
    let output = world.import("a.csv", &long, &["--write"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("text-too-long"), "{}", text(&output.stdout));
    assert_eq!(world.file("faq/imported.toml"), None);
}

#[test]
fn entries_can_go_into_a_roles_file() {
    let world = World::new();
    fs::create_dir(world.folder().join("roles")).unwrap();
    let role = "id = \"librarian\"\nname = \"Librarian\"";
    fs::write(world.folder().join("roles/librarian.toml"), role).unwrap();
    let output = world.import("a.csv", TABLE, &["--write", "--into", "roles/librarian.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(world.file("roles/librarian.toml").unwrap().starts_with(role));
    let ids: Vec<String> =
        world.checked().knowledge.unwrap().entries.iter().map(|entry| entry.id.to_string()).collect();
    assert_eq!(ids, ["librarian/how-do-i-join-the-book-club", "librarian/who-feeds-the-office-cat"]);
}

#[test]
fn in_a_roles_file_an_entry_names_the_standard_question_that_it_seems_to_be() {
    // Even where the folder has no entry yet.
    let world = World::of_welders("");
    let table = "question,answer\nHow much does a welder earn?,Some $50 an hour.\n\
                 Which welder painted the mural in the hall?,Kim did.\n";
    let general = text(&world.import("a.csv", table, &[]).stdout);
    assert!(general.contains("\nquestion = \"How much does a welder earn?\"\nanswer = "), "{general}");
    let output = world.import("a.csv", table, &["--write", "--into", "roles/welder.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let file = world.file("roles/welder.toml").unwrap();
    assert!(file.contains("\nquestion = \"How much does a welder earn?\"\nstandard = [\"pay\"]\nanswer = "), "{file}");
    assert!(file.contains("\nquestion = \"Which welder painted the mural in the hall?\"\nanswer = "), "{file}");
    assert_eq!(world.checked().errors(), 0);
}

#[rstest]
#[case::left_out_questions_take_none("", true)]
#[case::the_role_answers_it("standard = [\"pay\"]\n", false)]
fn a_standard_question_is_guessed_where_the_role_lacks_it(#[case] named: &str, #[case] guessed: bool) {
    let entry = "[[entry]]\nid = \"pay\"\nquestion = \"How much does a welder earn?\"\n";
    let world = World::of_welders(&format!("{entry}{named}answer = \"Some $45 an hour.\"\n"));
    let table = "question,answer\nHow much does a welder earn?,Some $50 an hour.\n\
                 \"What's the usual yearly paycheck, before taxes, for a working welder?\",It depends.\n";
    let said = text(&world.import("a.csv", table, &["--into", "roles/welder.toml"]).stdout);
    assert!(said.contains("line 2: \"How much does a welder earn?\" is asked already in welder/pay"), "{said}");
    assert!(said.contains("\n1 entry for roles/welder.toml:\n"), "{said}");
    assert_eq!(said.contains("\nstandard = [\"pay\"]\n"), guessed, "{said}");
}

static KNOWN: LazyLock<KnownQuestions> =
    LazyLock::new(|| KnownQuestions::new(Some(shipped::advisor().knowledge()), &shipped::kept_embeddings()));

#[rstest]
#[case("what is the salary of a perfusionist", Some("perfusionist/pay"))]
#[case("How long does it take to become a perfusionist", Some("perfusionist/training-length"))]
#[case("how long does it take to become a surgical technologist exactly", None)]
#[case("How do I join the book club?", None)]
fn repeated_questions_are_recognised(#[case] question: &str, #[case] whose: Option<&str>) {
    assert_eq!(KNOWN.find(question).map(|repeated| repeated.whose), whose);
}

#[test]
fn the_first_questions_of_a_community_are_compared_with_each_other() {
    let mut known = KnownQuestions::new(None, &Embeddings::new(Arc::new(Encoder::load().unwrap()), HashMap::new()));
    assert_eq!(known.find("Where do I park?"), None);
    known.add("line 2", "Where do I park?");
    assert!(known.find("where do i park").is_some_and(|repeated| repeated.word_for_word));
    assert!(known.find("Where can I park?").is_some_and(|repeated| !repeated.word_for_word));
    assert_eq!(known.find("Where do I eat?"), None);
}
