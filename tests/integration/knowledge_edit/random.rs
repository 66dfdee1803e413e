//! Edits at random on the shipped files.

use super::{id, texts};
use career_advisor::diagnostic::Place;
use career_advisor::knowledge::edit::{self, Edit, EntryFields, apply, entry_fields};
use career_advisor::knowledge::model::{EntryId, KnowledgeBase};
use career_advisor::knowledge::{self, Folder, read_folder};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Folder> =
    LazyLock::new(|| read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")));

/// As if it had been written on Windows.
static WINDOWS: LazyLock<Folder> = LazyLock::new(|| {
    let mut folder = SHIPPED.clone();
    for file in &mut folder.files {
        let text = String::from_utf8(file.content.clone().unwrap()).unwrap();
        file.content = Ok(format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes());
    }
    folder
});

static ENTRIES: LazyLock<Vec<EntryId>> =
    LazyLock::new(|| edit::entries(&SHIPPED).into_iter().map(|entry| entry.id).collect());

/// One change of one field.
#[derive(Clone, Debug)]
enum Touch {
    Question(String),
    Topic(String),
    Answer(Vec<String>),
    AnswerLine(Index, String),
    List(usize, ListTouch),
    Sources(bool),
    Related(Vec<Index>),
    Reviewed(Option<Date>),
    ReviewBy(Option<Date>),
}

#[derive(Clone, Debug)]
enum ListTouch {
    Insert(Index, String),
    Remove(Index),
    Replace(Index, String),
    Keep(Index, Index),
}

/// What a moderator might do.
#[derive(Clone, Debug)]
enum Act {
    Set(Index, Vec<Touch>),
    Add(&'static str, Vec<Touch>),
    Phrasing(Index, String),
    Example(&'static str, String),
    Retire(Index, bool),
}

/// Words, and whatever means something in TOML.
fn line() -> impl Strategy<Value = String> {
    "[a-zé🎂 ]{0,5}[a-z][a-z\"'\\\\#=,\\[\\] ]{0,40}|[a-z\"]{1,9}x|x[\\t\u{7f}\u{1}]?x"
        .prop_map(|line| line.trim().to_owned())
}

fn day() -> impl Strategy<Value = Option<Date>> {
    option::of((2020i16..2030, 1i8..13, 1i8..29).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap()))
}

fn list_touch() -> impl Strategy<Value = ListTouch> {
    prop_oneof![
        (any::<Index>(), line()).prop_map(|(at, text)| ListTouch::Insert(at, text)),
        any::<Index>().prop_map(ListTouch::Remove),
        (any::<Index>(), line()).prop_map(|(at, text)| ListTouch::Replace(at, text)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| ListTouch::Keep(from, to)),
    ]
}

fn touch() -> impl Strategy<Value = Touch> {
    prop_oneof![
        line().prop_map(Touch::Question),
        prop_oneof![Just(String::new()), "[a-z]{1,8}"].prop_map(Touch::Topic),
        vec(prop_oneof![line(), Just(String::new())], 1..5).prop_map(Touch::Answer),
        (any::<Index>(), line()).prop_map(|(at, text)| Touch::AnswerLine(at, text)),
        (0..2usize, list_touch()).prop_map(|(list, touch)| Touch::List(list, touch)),
        (0..2usize, list_touch()).prop_map(|(list, touch)| Touch::List(list, touch)),
        any::<bool>().prop_map(Touch::Sources),
        vec(any::<Index>(), 0..5).prop_map(Touch::Related),
        day().prop_map(Touch::Reviewed),
        day().prop_map(Touch::ReviewBy),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let file = prop_oneof![Just("roles/perfusionist.toml"), Just("faq/general.toml"), Just("faq/new.toml")];
    prop_oneof![
        4 => (any::<Index>(), vec(touch(), 1..5)).prop_map(|(at, touches)| Act::Set(at, touches)),
        1 => (file, vec(touch(), 1..8)).prop_map(|(file, touches)| Act::Add(file, touches)),
        1 => (any::<Index>(), line()).prop_map(|(at, text)| Act::Phrasing(at, text)),
        1 => (prop_oneof![Just("medical-advice"), Just("brand-new")], line()).prop_map(|(topic, text)| Act::Example(topic, text)),
        1 => (any::<Index>(), any::<bool>()).prop_map(|(at, retired)| Act::Retire(at, retired)),
    ]
}

fn touch_fields(fields: &mut EntryFields, touches: &[Touch]) {
    for touch in touches {
        match touch.clone() {
            Touch::Question(text) => fields.question = text,
            Touch::Topic(text) => fields.topic = text,
            Touch::Answer(lines) => fields.answer = format!("x{}", lines.join("\n")).trim().to_owned(),
            Touch::AnswerLine(at, text) => {
                let mut lines: Vec<&str> = fields.answer.split('\n').collect();
                let at = at.index(lines.len());
                lines[at] = &text;
                fields.answer = lines.join("\n").trim().to_owned();
            }
            Touch::List(list, touch) => {
                touch_list(if list == 0 { &mut fields.also_asked } else { &mut fields.not_for }, touch);
            }
            Touch::Sources(some) => fields.sources = texts(if some { &["perfusionist-article"] } else { &[] }),
            Touch::Related(some) => fields.related = some.iter().map(|at| at.get(&ENTRIES).to_string()).collect(),
            Touch::Reviewed(day) => fields.reviewed = day,
            Touch::ReviewBy(day) => fields.review_by = day,
        }
    }
}

fn touch_list(list: &mut Vec<String>, touch: ListTouch) {
    match touch {
        ListTouch::Insert(at, text) => list.insert(at.index(list.len() + 1), text),
        ListTouch::Remove(at) if !list.is_empty() => _ = list.remove(at.index(list.len())),
        ListTouch::Replace(at, text) if !list.is_empty() => {
            let at = at.index(list.len());
            list[at] = text;
        }
        ListTouch::Keep(from, to) => {
            let (from, to) = (from.index(list.len() + 1), to.index(list.len() + 1));
            *list = list[from.min(to)..from.max(to)].to_vec();
        }
        _ => {}
    }
}

/// The edit, the full id of the entry it concerns and the fields that the entry has then.
fn edit_of(folder: &Folder, act: &Act) -> (Edit, Option<(EntryId, EntryFields)>) {
    let fields = |entry: &EntryId| entry_fields(folder, entry).unwrap().1;
    match act {
        Act::Set(at, touches) => {
            let entry = at.get(&ENTRIES).clone();
            let mut fields = fields(&entry);
            touch_fields(&mut fields, touches);
            (Edit::SetEntry { entry: entry.clone(), fields: fields.clone() }, Some((entry, fields)))
        }
        Act::Add(file, touches) => {
            let mut fields = EntryFields { question: "Who?".into(), answer: "We.".into(), ..EntryFields::default() };
            touch_fields(&mut fields, touches);
            let short = edit::free_id(folder, file, &fields.question).unwrap();
            let full = id(&format!("{}/{short}", edit::owner(folder, file).unwrap()));
            (Edit::AddEntry { file: (*file).into(), id: short, fields: fields.clone() }, Some((full, fields)))
        }
        Act::Phrasing(at, phrasing) => {
            let entry = at.get(&ENTRIES).clone();
            let mut fields = fields(&entry);
            fields.also_asked.push(phrasing.clone());
            (Edit::AddPhrasing { entry: entry.clone(), phrasing: phrasing.clone() }, Some((entry, fields)))
        }
        Act::Example(topic, example) => {
            (Edit::AddOutOfScope { topic: (*topic).into(), example: example.clone() }, None)
        }
        Act::Retire(at, retired) => {
            let entry = at.get(&ENTRIES).clone();
            let fields = fields(&entry);
            (Edit::SetRetired { entry: entry.clone(), retired: *retired }, Some((entry, fields)))
        }
    }
}

/// What is served, by id and without places.
fn served(knowledge: &KnowledgeBase) -> BTreeMap<String, String> {
    let place = Place { file: "".into(), span: 0..0 };
    let entry = |entry: &knowledge::model::Entry| {
        let entry = knowledge::model::Entry {
            place: place.clone(),
            phrasing_places: Vec::new(),
            not_for_places: Vec::new(),
            ..entry.clone()
        };
        (entry.id.to_string(), format!("{entry:?}"))
    };
    knowledge.entries.iter().map(entry).collect()
}

const QUOTES: &str = "\"\"\"";

/// The file's lines without those of some keys of one entry or topic, which all have the shipped files' layout.
fn without<'a>(text: &'a str, short: &str, keys: &[&str]) -> Vec<&'a str> {
    let mut left = Vec::new();
    let (mut is_it, mut end, mut skips) = (false, "", false);
    for line in text.trim_start_matches('\u{feff}').lines() {
        let within = !end.is_empty();
        if within {
            end = if line == end || end == QUOTES && line.ends_with(QUOTES) { "" } else { end };
        } else {
            skips = false;
            if let Some((key, value)) = line.split_once(" = ") {
                if key == "id" {
                    is_it = value == format!("\"{short}\"");
                }
                skips = is_it && keys.contains(&key);
                end = match value {
                    "[" => "]",
                    QUOTES => QUOTES,
                    _ => "",
                };
            }
        }
        if !skips {
            left.push(line);
        }
    }
    left
}

/// The keys in which two states of an entry differ.
fn differing(before: &EntryFields, after: &EntryFields) -> Vec<&'static str> {
    let keys = [
        ("question", before.question != after.question),
        ("also_asked", before.also_asked != after.also_asked),
        ("not_for", before.not_for != after.not_for),
        ("answer", before.answer != after.answer),
        ("topic", before.topic != after.topic),
        ("sources", before.sources != after.sources),
        ("reviewed", before.reviewed != after.reviewed),
        ("review_by", before.review_by != after.review_by),
        ("related", before.related != after.related),
    ];
    keys.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect()
}

/// Applies one edit and looks at everything that it must and must not do.
fn check(folder: &Folder, before: &KnowledgeBase, act: &Act) -> (Folder, KnowledgeBase) {
    let (edit, wanted) = edit_of(folder, act);
    let Ok(change) = apply(folder, &edit) else {
        assert_eq!(apply(folder, &edit), Err(edit::EditError::Unchanged));
        return (folder.clone(), before.clone());
    };
    let after = change.applied_to(folder);
    let checked = knowledge::check(&after, None);
    assert_eq!(checked.only_errors(), [], "{}", change.diff());
    let knowledge = checked.knowledge.unwrap();

    // Every other entry is served as before, and this one says what it was meant to say.
    let (mut before_served, mut after_served) = (served(before), served(&knowledge));
    if let Some((entry, fields)) = &wanted {
        before_served.remove(entry.as_str());
        after_served.remove(entry.as_str());
        assert_eq!(entry_fields(&after, entry).unwrap().1, *fields);
        let served = knowledge.entry(entry.as_str());
        if let Some(served) = served {
            assert_eq!(
                (&served.question, &served.answer, &served.also_asked),
                (&fields.question, &fields.answer, &fields.also_asked)
            );
        }
        match edit {
            Edit::SetRetired { retired, .. } => assert_eq!(served.is_none(), retired),
            Edit::AddEntry { .. } => assert!(served.is_some()),
            _ => assert_eq!(served.is_some(), before.entry(entry.as_str()).is_some()),
        }
    }
    // A retired entry is no longer offered by others, so `related` is left aside.
    let apart = |text: &String| text.split(", related: ").next().unwrap().to_owned();
    let apart = |served: BTreeMap<String, String>| -> Vec<String> { served.values().map(apart).collect() };
    assert!(apart(before_served) == apart(after_served), "another entry changed\n{}", change.diff());

    // All lines outside the keys that change stay.
    let text = |bytes: &Option<Vec<u8>>| String::from_utf8(bytes.clone().unwrap_or_default()).unwrap();
    let (old, new) = (text(&change.before), text(&change.after));
    let same = |old: &[&str], new: &[&str]| {
        let first = old.iter().zip(new).find(|(old, new)| old != new);
        assert!(old == new, "{first:?} in\n{}", change.diff());
    };
    match (&edit, &wanted) {
        (Edit::AddEntry { .. }, _) => assert!(new.starts_with(&old)),
        (Edit::SetRetired { entry, .. }, _) => {
            let short = entry.as_str().split_once('/').unwrap().1;
            same(&without(&old, short, &["retired"]), &without(&new, short, &["retired"]));
        }
        (Edit::AddOutOfScope { topic, .. }, _) if old.contains(&**topic) => {
            same(&without(&old, topic, &["examples"]), &without(&new, topic, &["examples"]));
        }
        (Edit::AddOutOfScope { .. }, _) => assert!(new.starts_with(&old)),
        (_, Some((entry, fields))) => {
            let keys = differing(&entry_fields(folder, entry).unwrap().1, fields);
            let short = entry.as_str().split_once('/').unwrap().1;
            same(&without(&old, short, &keys), &without(&new, short, &keys));
        }
        (_, None) => unreachable!(),
    }
    if old.contains("\r\n") {
        assert!(new.starts_with('\u{feff}') && !new.replace("\r\n", "").contains('\n'));
    }

    // And back.
    let back = change.reverse().applied_to(&after);
    let bytes = |folder: &Folder| -> BTreeMap<_, _> {
        folder.files.iter().map(|file| (file.path.clone(), file.content.clone())).collect()
    };
    assert!(bytes(&back) == bytes(folder));
    (after, knowledge)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn edits_do_what_they_say_and_nothing_else(acts in vec(act(), 3..6), windows: bool) {
        let mut folder = if windows { WINDOWS.clone() } else { SHIPPED.clone() };
        let mut knowledge = knowledge::check(&folder, None).knowledge.unwrap();
        for act in &acts {
            (folder, knowledge) = check(&folder, &knowledge, act);
        }
    }
}
