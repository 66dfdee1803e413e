//! The knowledge loader as a whole; single faults are in `knowledge_faults`.

use career_advisor::diagnostic::{Code, Place, position};
use career_advisor::knowledge::{self, Checked, Folder, SourceFile};
use jiff::civil::date;
use std::fs;

/// Checks a folder with these files.
pub fn check(files: &[(&str, &str)]) -> Checked {
    let files = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    knowledge::check(&Folder { files, problem: None }, None)
}

/// The diagnostics as `file:line:column-line:column code`, one a line.
pub fn faults(checked: &Checked) -> String {
    let show = |place: &Place| {
        let text = &checked.texts[&place.file];
        let (start, end) = (position(text, place.span.start), position(text, place.span.end));
        format!("{}:{}:{}-{}:{} ", place.file, start.line, start.column, end.line, end.column)
    };
    let line = |place: &Option<Place>, code: Code| format!("{}{code}\n", place.as_ref().map(show).unwrap_or_default());
    checked.diagnostics.iter().map(|diagnostic| line(&diagnostic.place, diagnostic.code)).collect()
}

/// An entry without anything to warn of.
pub const ENTRY: &str = r#"
[[entry]]
id = "sound"
question = "Is this entry sound?"
answer = "It is."
sources = ["book"]
reviewed = 2026-01-01
"#;

/// The source that [`ENTRY`] names.
pub const SOURCES: &str = "[[source]]\nid = \"book\"\ntitle = \"A book\"\n";

#[test]
fn a_folder_with_one_file_of_three_keys_is_valid() {
    let checked = check(&[("faq/anything.toml", "[[entry]]\nid = \"a\"\nquestion = \"Why?\"\nanswer = \"So.\"\n")]);
    let knowledge = checked.knowledge.as_ref().expect("a valid folder");
    assert_eq!(knowledge.entries[0].id.as_str(), "faq/a");
    assert_eq!(knowledge.entries[0].topic, "general");
    assert_eq!(
        faults(&checked),
        "faq/anything.toml:2:6-2:9 missing-review-date\nfaq/anything.toml:2:6-2:9 missing-source\n"
    );
}

#[test]
fn everything_a_folder_can_say_arrives_in_the_model() {
    let role = r#"
id = "perfusionist"
name = " Perfusionist "
aliases = ["pump person"]
summary = "Runs the pump."

[card.pay]
text = "Well paid."
sources = ["book"]

[card.duties]
text = "Runs it."

[[path]]
step = "Degree"
years = 4

[[path]]
step = "Program"
years = { min = 1.5, max = 2 }
estimate = true

[[path]]
step = "Exam"

[[entry]]
id = "training"
topic = "school"
question = "How long?"
standard = ["training-length"]
also_asked = ["how many years"]
not_for = ["how long is an operation"]
answer = """
Six
years."""
sources = ["book", "book"]
reviewed = 2026-01-02
review_by = 2027-01-02
related = ["faq/sound"]

[[entry]]
id = "old"
question = "Was?"
answer = "Was."
retired = true
"#;
    let checked = check(&[
        ("roles/perfusionist.toml", role),
        ("faq/jobs.toml", ENTRY),
        (
            "sources.toml",
            "[[source]]\nid=\"book\"\ntitle=\"A\"\npublisher=\"P\"\nurl=\"https://a.org/b\"\npublished=2026-06-01",
        ),
        ("listings.toml", "[[board]]\nid=\"b\"\nname=\"B\"\nurl=\"https://b.org\"\nsearch=\"https://b.org/?q={role}\""),
        ("vocabulary.toml", "other_occupations=[\"plumber\"]\n[[synonym]]\nwords=[\"CPB\", \"bypass\"]"),
        (
            "standard_questions.toml",
            "[[question]]\nid=\"boats\"\nquestion=\"Do {roles} sail?\"\nlabel=\"Boats\"\nsubject=\"boats\"\nphrasings=[\"boats?\"]",
        ),
        ("smalltalk.toml", "[[reply]]\nid=\"thanks\"\nsaid=[\"ty\"]\nanswer=\"Welcome.\""),
        ("out_of_scope.toml", "[[topic]]\nid=\"medical\"\nexamples=[\"does it hurt\"]\nreply=\"Ask a doctor.\""),
        (
            "golden/held-out.toml",
            "[[case]]\nask=\"years?\"\nafter=\"pay?\"\nentries=[\"perfusionist/training\"]\nmust=true\n\
             [[case]]\nask=\"pizza?\"\nnone=true",
        ),
    ]);
    assert_eq!(faults(&checked), "");
    let mut knowledge = checked.knowledge.expect("a valid folder");
    knowledge.standard.drain(..knowledge::standard_questions().len());
    insta::assert_debug_snapshot!(knowledge);
}

#[test]
fn several_errors_are_reported_after_a_syntax_error() {
    let text = r#"
[[entry]]
id = "one
question = unquoted words
answer = "x"
reviewed = 2026-13-01

[[entry]]
id = "two"
answer = """
never closed

[[entry]]
id = "Three"
question = "?"
also_asked = ["a", 2, 3]
answer = "y"
weight = 1
"#;
    let checked = check(&[("faq/a.toml", text), ("faq/b.toml", ENTRY), ("sources.toml", SOURCES)]);
    let expected = "\
faq/a.toml:3:6-3:10 syntax
faq/a.toml:4:12-4:26 syntax
faq/a.toml:6:12-6:22 invalid-date
faq/a.toml:10:10-10:13 syntax
faq/a.toml:14:6-14:13 malformed-id
faq/a.toml:14:6-14:13 missing-review-date
faq/a.toml:14:6-14:13 missing-source
faq/a.toml:16:20-16:21 wrong-type
faq/a.toml:16:23-16:24 wrong-type
faq/a.toml:18:1-18:7 unknown-key
";
    assert_eq!(faults(&checked), expected);
    assert!(checked.knowledge.is_none());
}

#[test]
fn what_looks_like_toml_inside_a_text_is_no_second_fault() {
    let text = r#"
[[entry]]
id = "one"
question = "One?"
answer = """
First.

[note]
why = "this is prose"
[[entry]]
id = "neither"
"""

[[entry]]
id = "two"
question = unquoted
answer = '''
[note]
"""
'''

[[entry]]
id = "three"
question = "Three?"
answer = """
A \w backslash.
note = "this is prose"
[[entry]]
"""
"#;
    let checked = check(&[("faq/a.toml", text)]);
    let warned = |line: &&str| !line.contains("missing-source") && !line.contains("missing-review-date");
    let errors = faults(&checked);
    let errors: Vec<&str> = errors.lines().filter(warned).collect();
    assert_eq!(errors, ["faq/a.toml:16:12-16:20 syntax", "faq/a.toml:26:3-26:5 syntax"]);
}

#[test]
fn nothing_is_missed_elsewhere_because_a_file_could_not_be_read() {
    let refers = ENTRY.to_owned() + "related = [\"nurse/pay\", \"faq/lost\", \"other/thing\"]\n";
    let golden = "[[case]]\nask = \"?\"\nentries = [\"nurse/pay\"]\n";
    let broken = [
        ("faq/a.toml", "[[entry]]\nid = lost\nquestion = \"Lost?\"\nanswer = \"Yes.\"\n"),
        (
            "roles/nurse.toml",
            "id = \"nurse\"\nname = \"Nurse\"\n[[entry]\nid = \"pay\"\nquestion=\"q\"\nanswer=\"a\"\n",
        ),
        ("roles/other.toml", "id = \"other\nname = \"Other\"\n"),
        ("sources.toml", "[[source]]\nid = \"book\ntitle = \"A book\"\n"),
        ("faq/b.toml", &refers),
        ("golden/a.toml", golden),
    ];
    let expected = "\
faq/a.toml:2:6-2:10 syntax
roles/nurse.toml:3:1-3:9 syntax
roles/other.toml:1:6-1:12 syntax
sources.toml:2:6-2:11 syntax
";
    assert_eq!(faults(&check(&broken)), expected);
}

#[test]
fn an_unreadable_file_is_one_error_of_its_own() {
    let refers = ENTRY.to_owned() + "related = [\"nurse/pay\"]\n";
    let mut folder = Folder::default();
    folder.files.push(SourceFile { path: "roles/nurse.toml".into(), content: Err("permission denied".into()) });
    folder.files.push(SourceFile { path: "sources.toml".into(), content: Ok(b"\xff\xfei\0d\0".to_vec()) });
    folder.files.push(SourceFile::new("faq/a.toml", refers));
    let checked = knowledge::check(&folder, None);
    assert_eq!(faults(&checked), "roles/nurse.toml:1:1-1:1 unreadable-file\nsources.toml:1:1-1:1 invalid-utf8\n");
}

#[test]
fn a_role_file_that_was_copied_is_one_error() {
    let role = format!("id = \"nurse\"\nname = \"Nurse\"\naliases = [\"RN\"]\n{ENTRY}");
    let checked = check(&[("roles/nurse.toml", &role), ("roles/nurse copy.toml", &role), ("sources.toml", SOURCES)]);
    assert_eq!(faults(&checked), "roles/nurse.toml:1:6-1:13 duplicate-id\n");
}

#[test]
fn a_role_without_an_id_is_called_this_role() {
    let role = "name = \"A\"\n[card.salary]\ntext = \"x\"\n[card.pay]\nlink = \"x\"\ntext = \"x\"\n";
    let checked = check(&[("roles/a.toml", role), ("faq/a.toml", ENTRY), ("sources.toml", SOURCES)]);
    let messages: Vec<&str> = checked.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "this role has no `id`",
            "this role has no entries, so no question about it is answered",
            "the card of this role has no key `salary`",
            "section `pay` of this role has no key `link`"
        ]
    );
}

#[test]
fn byte_order_marks_and_windows_line_ends_are_fine() {
    let text = format!("\u{feff}{}", ENTRY.replace('\n', "\r\n")).replace("\"It is.\"", "\"\"\"\r\nIt\r\nis.\"\"\"");
    let checked = check(&[("faq/a.toml", &text), ("sources.toml", SOURCES)]);
    assert_eq!(faults(&checked), "");
    assert_eq!(checked.knowledge.expect("a valid folder").entries[0].answer, "It\nis.");
    let checked = check(&[("faq/a.toml", "\u{feff}\r\n[[entry]]\r\nid = 3\r\nquestion = \"q\"\r\nanswer = \"a\"\r\n")]);
    assert_eq!(checked.diagnostics[0].code, Code::MissingReviewDate);
    assert!(faults(&checked).contains("faq/a.toml:3:6-3:7 wrong-type\n"));
}

#[test]
fn review_dates_are_compared_with_today_where_it_is_given() {
    let files = vec![
        SourceFile::new("faq/a.toml", ENTRY.to_owned() + "review_by = 2026-02-01\n"),
        SourceFile::new("sources.toml", SOURCES),
    ];
    let folder = Folder { files, problem: None };
    let at = |today| faults(&knowledge::check(&folder, today));
    assert_eq!(at(None), "");
    assert_eq!(at(Some(date(2026, 2, 1))), "");
    assert_eq!(at(Some(date(2026, 2, 2))), "faq/a.toml:8:13-8:23 review-overdue\n");
}

#[test]
fn days_to_come_are_no_days_on_which_something_happened() {
    let files = vec![
        SourceFile::new("faq/a.toml", ENTRY),
        SourceFile::new("sources.toml", SOURCES.to_owned() + "published = 2026-02-01\n"),
    ];
    let folder = Folder { files, problem: None };
    let at = |today| faults(&knowledge::check(&folder, today));
    assert_eq!(at(None), "");
    assert_eq!(at(Some(date(2026, 2, 1))), "");
    assert_eq!(at(Some(date(2026, 1, 31))), "sources.toml:4:13-4:23 future-date\n");
    assert_eq!(at(Some(date(2025, 12, 31))), "faq/a.toml:7:12-7:22 future-date\nsources.toml:4:13-4:23 future-date\n");
}

#[test]
fn retired_entries_are_left_out_and_cases_that_need_them_are_dropped() {
    let files = [
        ("faq/a.toml", ENTRY),
        ("faq/b.toml", "[[entry]]\nid = \"old\"\nquestion = \"Old?\"\nanswer = \"Old.\"\nretired = true\n"),
        ("sources.toml", SOURCES),
        (
            "golden/a.toml",
            "[[case]]\nask = \"1\"\nentries = [\"faq/old\"]\n[[case]]\nask = \"2\"\nentries = [\"faq/old\", \"faq/sound\"]\n",
        ),
    ];
    let checked = check(&files);
    assert_eq!(
        faults(&checked),
        "golden/a.toml:3:12-3:21 retired-reference\ngolden/a.toml:6:12-6:21 retired-reference\n"
    );
    let knowledge = checked.knowledge.expect("warnings alone");
    assert!(knowledge.entry("faq/old").is_none());
    assert_eq!(knowledge.golden.len(), 1);
    assert_eq!(knowledge.golden[0].ask, "2");
}

#[test]
fn a_folder_is_read_without_hidden_files_and_backups() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for sub in ["faq", "roles", ".git/faq"] {
        fs::create_dir_all(dir.path().join(sub)).expect("a folder");
    }
    for (path, text) in [
        ("faq/a.toml", ENTRY),
        ("faq/a.toml~", "nonsense"),
        ("faq/.a.toml.swp", "nonsense"),
        ("faq/.b.toml", "nonsense"),
        (".git/faq/c.toml", "nonsense"),
        ("README.md", "# nonsense"),
        ("roles/notes.txt", "nonsense"),
        ("faq/a.toml.bak", "nonsense"),
        ("source.toml", "nonsense"),
        ("sources.toml", SOURCES),
    ] {
        fs::write(dir.path().join(path), text).expect("a file");
    }
    let checked = knowledge::load(dir.path(), None);
    assert_eq!(faults(&checked), "source.toml:1:1-1:1 unknown-file\n");
    assert_eq!(checked.diagnostics[0].help.as_deref(), Some("did you mean `sources.toml`?"));
    assert!(checked.knowledge.is_some());
}

#[test]
fn files_that_only_their_names_keep_from_being_read_are_named() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join("faq")).expect("a folder");
    for (path, text) in
        [("faq/a.toml", ENTRY), ("faq/b.TOML", ENTRY), ("faq/c.toml.txt", ENTRY), ("Sources.Toml.TXT", SOURCES)]
    {
        fs::write(dir.path().join(path), text).expect("a file");
    }
    let checked = knowledge::load(dir.path(), None);
    let told: Vec<(&str, &str)> = checked
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::UnknownFile)
        .map(|diagnostic| {
            let file = diagnostic.place.as_ref().map_or("", |place| &place.file);
            (file, diagnostic.help.as_deref().unwrap_or_default())
        })
        .collect();
    let rename = "; only files that end in .toml are read";
    assert_eq!(
        told,
        [
            ("Sources.Toml.TXT", "did you mean `sources.toml`?"),
            ("faq/b.TOML", &*format!("rename it to `faq/b.toml`{rename}")),
            ("faq/c.toml.txt", &*format!("rename it to `faq/c.toml`{rename}")),
        ]
    );
    assert_eq!(checked.errors(), 1, "its source is in a file that isn't read");
}

#[test]
fn a_missing_folder_is_one_error_that_says_how_to_mend_it() {
    let checked = knowledge::load("no/such/folder".as_ref(), None);
    assert!(checked.knowledge.is_none());
    let [diagnostic] = &checked.diagnostics[..] else { panic!("one error, not {:?}", checked.diagnostics) };
    assert_eq!(diagnostic.code, Code::MissingFolder);
    assert!(diagnostic.message.contains("no/such/folder"), "{}", diagnostic.message);
    let help = diagnostic.help.as_deref().unwrap_or_default();
    assert!(help.contains("--knowledge DIR") && help.contains("KNOWLEDGE_DIR"), "{help}");
}

#[test]
fn a_folder_without_a_served_entry_is_an_error() {
    assert_eq!(faults(&check(&[])), "no-entries\n");
    let retired = ENTRY.to_owned() + "retired = true\n";
    assert_eq!(faults(&check(&[("faq/a.toml", &retired), ("sources.toml", SOURCES)])), "no-entries\n");
}
