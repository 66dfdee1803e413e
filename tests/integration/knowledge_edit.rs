//! Edits of knowledge files: what a moderator's diff looks like, and that nothing else changes.

use career_advisor::knowledge::edit::{self, Edit, EditError, EntryFields, FileChange, apply, entry_fields};
use career_advisor::knowledge::model::EntryId;
use career_advisor::knowledge::{Folder, SourceFile};
use jiff::civil::date;
use rstest::rstest;

mod random;

const ROLE: &str = include_str!("../data/edit/role.toml");
const FAQ: &str = include_str!("../data/edit/faq.toml");
const OUT_OF_SCOPE: &str = include_str!("../data/edit/out_of_scope.toml");

/// A folder as people write it, with comments in all places and several layouts.
fn folder() -> Folder {
    files(&[("roles/dietitian.toml", ROLE), ("faq/jobs.toml", FAQ), ("out_of_scope.toml", OUT_OF_SCOPE)])
}

fn files(files: &[(&str, &str)]) -> Folder {
    Folder { files: files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect(), problem: None }
}

fn id(full: &str) -> EntryId {
    EntryId::new(full)
}

fn fields(entry: &str) -> EntryFields {
    entry_fields(&folder(), &id(entry)).unwrap().1
}

/// The entry's fields after `change`, as an edit.
fn set(entry: &str, change: impl FnOnce(&mut EntryFields)) -> Edit {
    let mut fields = fields(entry);
    change(&mut fields);
    Edit::SetEntry { entry: id(entry), fields }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Applies the edit, and looks whether the file then says what it should.
fn change(edit: &Edit) -> FileChange {
    let change = apply(&folder(), edit).unwrap();
    if let Edit::SetEntry { entry, fields } = edit {
        assert_eq!(entry_fields(&change.applied_to(&folder()), entry).unwrap().1, *fields);
    }
    change
}

/// The diffs of several edits, each of the same folder.
fn diffs(edits: &[Edit]) -> String {
    edits.iter().map(|edit| change(edit).diff() + "\n").collect()
}

#[test]
fn texts_and_dates_change_in_their_place() {
    insta::assert_snapshot!(diffs(&[
        set("dietitian/pay", |fields| {
            fields.question = "What does a dietitian \"really\" earn?".into();
            fields.topic = "money".into();
            fields.reviewed = Some(date(2026, 11, 24));
        }),
        set("dietitian/pay", |fields| {
            fields.answer = fields.answer.replace("It varies.", "It varies \"a lot\", from C:\\low to C:\\high.");
        }),
        set("dietitian/training", |fields| fields.answer = "Four **years**, mostly.".into()),
        set("dietitian/training", |fields| fields.answer = "Four years.\n\nOr five.".into()),
    ]));
}

#[test]
fn lists_keep_their_layout() {
    insta::assert_snapshot!(diffs(&[
        set("dietitian/pay", |fields| {
            fields.also_asked.remove(1);
            fields.also_asked.insert(0, "dietitian salary".into());
            fields.also_asked.push("is it \"good\" money".into());
        }),
        set("dietitian/pay", |fields| fields.not_for.push("What does a diet cost?".into())),
        set("dietitian/pay", |fields| {
            fields.related = texts(&[
                "dietitian/training",
                "faq/where",
                "dietitian/a-rather-long-id-of-an-entry",
                "faq/another-rather-long-id-of-one",
            ]);
        }),
        set("faq/where", |fields| fields.also_asked = texts(&["jobs?", "where do I apply"])),
    ]));
}

#[test]
fn keys_come_and_go_at_their_place() {
    insta::assert_snapshot!(diffs(&[
        set("dietitian/training", |fields| {
            fields.topic = "school".into();
            fields.also_asked = texts(&["how long", "years?"]);
            fields.sources = texts(&["book"]);
            fields.reviewed = Some(date(2026, 11, 24));
            fields.review_by = Some(date(2027, 11, 24));
        }),
        set("dietitian/pay", |fields| {
            fields.not_for.clear();
            fields.also_asked.clear();
            fields.review_by = None;
            fields.topic.clear();
        }),
    ]));
}

#[test]
fn entries_are_retired_and_come_back() {
    let retire = |entry: &str, retired| Edit::SetRetired { entry: id(entry), retired };
    insta::assert_snapshot!(diffs(&[
        retire("dietitian/pay", true),
        retire("faq/where", true),
        retire("faq/old", false)
    ]));
}

#[test]
fn phrasings_and_examples_go_to_the_end() {
    let phrasing =
        |entry: &str| Edit::AddPhrasing { entry: id(entry), phrasing: " so what's the pay\r\nlike? ".into() };
    let example = |topic: &str| Edit::AddOutOfScope { topic: topic.into(), example: "is \"keto\" ok".into() };
    insta::assert_snapshot!(diffs(&[
        phrasing("dietitian/pay"),
        phrasing("dietitian/training"),
        phrasing("faq/old"),
        example("medical-advice"),
        example("small"),
        example("new-topic"),
    ]));
}

#[test]
fn a_new_entry_is_typed_like_the_others() {
    let fields = EntryFields {
        question: "Do dietitians work nights?".into(),
        standard: texts(&["nights-and-weekends"]),
        also_asked: texts(&["night shifts?", " ", "night shifts, really"]),
        not_for: texts(&["Do nurses work nights?"]),
        answer: "\nRarely.\r\n\r\nIn hospitals, **some** do.\n".into(),
        topic: "hours".into(),
        sources: texts(&["book"]),
        reviewed: Some(date(2026, 11, 24)),
        review_by: None,
        related: texts(&["dietitian/pay"]),
    };
    let least = EntryFields { question: "Who?".into(), answer: "We.".into(), ..EntryFields::default() };
    let add = |file: &str, fields: &EntryFields| Edit::AddEntry {
        file: file.into(),
        id: "new".into(),
        fields: fields.clone(),
    };
    let edits = [add("roles/dietitian.toml", &fields), add("faq/jobs.toml", &least), add("faq/more.toml", &least)];
    insta::assert_snapshot!(diffs(&edits));

    let after = apply(&folder(), &edits[0]).unwrap().applied_to(&folder());
    let tidy = EntryFields {
        also_asked: texts(&["night shifts?", "night shifts, really"]),
        answer: "Rarely.\n\nIn hospitals, **some** do.".into(),
        ..fields
    };
    assert_eq!(entry_fields(&after, &id("dietitian/new")).unwrap(), ("roles/dietitian.toml".into(), tidy));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = files(&[("roles/dietitian.toml", &windows(ROLE)), ("faq/jobs.toml", FAQ.trim_end())]);
    let edits = [
        set("dietitian/pay", |fields| {
            fields.also_asked.push("new".into());
            fields.answer.push_str("\n\nnew");
            fields.related = texts(&["faq/where"]);
        }),
        set("dietitian/training", |fields| fields.topic = "new".into()),
        Edit::AddEntry { file: "roles/dietitian.toml".into(), id: "new".into(), fields: fields("dietitian/pay") },
    ];
    for edit in &edits {
        let unix = String::from_utf8(change(edit).after.unwrap()).unwrap();
        let after = String::from_utf8(apply(&folder, edit).unwrap().after.unwrap()).unwrap();
        assert_eq!(after, windows(&unix));
    }
    // A last line without an end gets one only where something follows.
    let retire = Edit::SetRetired { entry: id("faq/old"), retired: false };
    let after = String::from_utf8(apply(&folder, &retire).unwrap().after.unwrap()).unwrap();
    assert!(after.ends_with("answer = \"So.\"\n"), "{after}");
    let folder = files(&[("faq/jobs.toml", "[[entry]]\nid = \"old\"\nquestion = \"Why?\"\nanswer = \"So.\"")]);
    let retire = Edit::SetRetired { entry: id("faq/old"), retired: true };
    let after = String::from_utf8(apply(&folder, &retire).unwrap().after.unwrap()).unwrap();
    assert!(after.ends_with("answer = \"So.\"\nretired = true\n"), "{after}");
}

#[test]
fn all_entries_are_listed_with_those_that_are_retired() {
    let listed: Vec<_> = edit::entries(&folder())
        .into_iter()
        .map(|entry| format!("{} {} {} {}", entry.id, entry.question, entry.retired, entry.file))
        .collect();
    insta::assert_snapshot!(listed.join("\n"));
}

#[rstest]
#[case("faq/jobs.toml", "Where?", "where-2")]
#[case("faq/new.toml", "Where?", "where-2")]
#[case("roles/dietitian.toml", "Where?", "where")]
#[case("roles/dietitian.toml", "¿?", "entry")]
fn check_free_id(#[case] file: &str, #[case] question: &str, #[case] expected: &str) {
    assert_eq!(edit::free_id(&folder(), file, question).unwrap(), expected);
}

#[test]
fn a_long_id_has_room_for_its_number() {
    let word = "w".repeat(60);
    let text = format!("[[entry]]\nid = \"{word}\"\nquestion = \"Why?\"\nanswer = \"So.\"\n");
    let id = edit::free_id(&files(&[("faq/a.toml", &text)]), "faq/a.toml", &word).unwrap();
    assert_eq!(id, format!("{}-2", &word[..58]));
}

#[test]
fn what_cannot_be_edited_is_told_in_plain_words() {
    let add =
        |file: &str, id: &str| Edit::AddEntry { file: file.into(), id: id.into(), fields: fields("dietitian/pay") };
    let phrasing = |entry: &str, phrasing: &str| Edit::AddPhrasing { entry: id(entry), phrasing: phrasing.into() };
    let example = |topic: &str, example: &str| Edit::AddOutOfScope { topic: topic.into(), example: example.into() };
    let edits = [
        phrasing("dietitian/gone", "x"),
        add("roles/gone.toml", "new"),
        add("golden/a.toml", "new"),
        add("faq/Odd name.toml", "new"),
        add("faq/jobs.toml", "Two words"),
        add("roles/dietitian.toml", "pay"),
        set("dietitian/pay", |fields| fields.question = " \n".into()),
        set("dietitian/pay", |fields| fields.answer.clear()),
        phrasing("dietitian/pay", " "),
        phrasing("dietitian/pay", "dietitian pay"),
        phrasing("dietitian/pay", "What does a dietitian earn?"),
        set("dietitian/pay", |fields| fields.topic.push(' ')),
        Edit::SetRetired { entry: id("faq/old"), retired: true },
        Edit::SetRetired { entry: id("faq/where"), retired: false },
        example("small", "hi"),
        example("Two words", "x"),
        example("small", ""),
    ];
    let told = edits.map(|edit| apply(&folder(), &edit).unwrap_err().to_string());
    insta::assert_snapshot!(told.join("\n"));
}

#[rstest]
#[case("[[entry]]\nid = \"a\"\nquestion = \"Why?\nanswer = \"So.\"\n", 3)]
#[case("[[entry]]\nid = \"a\"\nquestion = \"Why?\"\nanswer = \"So.\"\n[[entry]]\nid = 7\n", 6)]
#[case("[[entry]]\nid = \"a\"\nid = \"a\"\n", 3)]
#[case("[[entry]]\nid = \"a\"\nreviewed = 2026-02-30\n", 3)]
#[case("# a\nentry = [{ id = \"a\", question = \"Why?\", answer = \"So.\" }]\n", 2)]
fn a_file_with_a_fault_is_not_touched(#[case] text: &str, #[case] at: usize) {
    let folder = files(&[("faq/a.toml", text)]);
    let edits = [
        Edit::SetRetired { entry: id("faq/a"), retired: true },
        Edit::AddEntry { file: "faq/a.toml".into(), id: "new".into(), fields: fields("dietitian/pay") },
    ];
    for edit in edits {
        match apply(&folder, &edit) {
            Err(EditError::Broken { file, line, problem }) => {
                assert_eq!((&*file, line), ("faq/a.toml", at), "{problem}")
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_fault_elsewhere_is_in_nobodys_way() {
    let mut folder = folder();
    folder.files.push(SourceFile::new("faq/broken.toml", "[[entry]\n"));
    folder.files.push(SourceFile { path: "faq/gone.toml".into(), content: Err("it is a broken link".into()) });
    assert!(apply(&folder, &Edit::SetRetired { entry: id("faq/where"), retired: true }).is_ok());
    // Whether an entry of this id stands in there, nobody knows.
    let error = apply(&folder, &Edit::SetRetired { entry: id("faq/lost"), retired: true }).unwrap_err();
    assert!(matches!(error, EditError::Broken { file, .. } if &*file == "faq/broken.toml"));
}

#[test]
fn a_change_reversed_gives_the_folder_before() {
    let edit = Edit::AddEntry { file: "faq/more.toml".into(), id: "new".into(), fields: fields("dietitian/pay") };
    let change = change(&edit);
    assert_eq!((&change.before, change.reverse().after), (&None, None));
    let after = change.applied_to(&folder());
    assert_eq!(after.files.len(), 4);
    let paths = |folder: &Folder| folder.files.iter().map(|file| file.path.to_string()).collect::<Vec<_>>();
    let mut before = paths(&folder());
    before.sort();
    assert_eq!(paths(&change.reverse().applied_to(&after)), before);
    assert_eq!(FileChange { after: change.before.clone(), ..change }.diff(), "");
}
