//! The JSON Schemas and the reader of the files agree.
//!
//! A sample of every kind of file is made from the schemas, with every key; then one thing of it at a time is made wrong.

use career_advisor::diagnostic::{Code, Severity};
use career_advisor::knowledge::model::Section;
use career_advisor::knowledge::{self, FileKind, Folder, SCHEMAS, SourceFile, schema};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A place in a file: keys, and indexes of lists.
type At = Vec<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What editors' plug-ins make of TOML: dates become texts.
fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(switch) => switch.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(to_json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, to_json(value))).collect::<Map<_, _>>().into()
        }
    }
}

/// What the schema says against a file; empty if nothing.
fn by_schema(kind: FileKind, text: &str) -> Vec<String> {
    let file = to_json(toml::Value::Table(text.parse().unwrap()));
    let validator = jsonschema::draft7::options().should_validate_formats(true).build(&schema::schema(kind)).unwrap();
    validator.iter_errors(&file).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

/// A value that fits a schema, with every key.
fn sample(schema: &Value) -> toml::Value {
    if let Some(variants) = schema["anyOf"].as_array() {
        return sample(variants.last().unwrap());
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            let properties = schema["properties"].as_object().unwrap();
            toml::Value::Table(properties.iter().map(|(key, schema)| (key.clone(), sample(schema))).collect())
        }
        "array" => vec![sample(&schema["items"])].into(),
        "boolean" => false.into(),
        "number" => 1.into(),
        _ if schema["format"] == "date" => toml::Value::Datetime("2026-11-24".parse().unwrap()),
        _ if schema["examples"].is_array() => schema["examples"][0].as_str().unwrap().into(),
        _ => match schema["pattern"].as_str() {
            None => "text".into(),
            Some(pattern) if pattern.contains("https") => "https://example.org/{role}".into(),
            Some(pattern) if pattern.contains('/') => "faq/sample".into(),
            Some(_) => "sample".into(),
        },
    }
}

/// The file of a kind in the sample folder.
fn path(kind: FileKind) -> String {
    kind.place().replace('*', "sample")
}

/// What the reader says against the sample folder with another `text` in the file of the kind.
fn by_reader(kind: FileKind, text: &str) -> Vec<Code> {
    let of = |other: FileKind| match other == kind {
        true => text.to_owned(),
        false => toml::to_string(&sample(&schema::schema(other))).unwrap(),
    };
    let files = FileKind::ALL.map(|other| SourceFile::new(path(other), of(other))).to_vec();
    let diagnostics = knowledge::check(&Folder { files, problem: None }, None).diagnostics.into_iter();
    // Ids named elsewhere may be gone with what is made wrong.
    let own = diagnostics.filter(|diagnostic| diagnostic.place.as_ref().is_some_and(|place| *place.file == path(kind)));
    own.filter(|diagnostic| diagnostic.severity() == Severity::Error).map(|diagnostic| diagnostic.code).collect()
}

/// Every table that a schema describes, with where the sample has it.
fn tables<'a>(schema: &'a Value, at: &At) -> Vec<(At, &'a Value)> {
    if let Some(variants) = schema["anyOf"].as_array() {
        return tables(variants.last().unwrap(), at);
    }
    let below = |step: &str| at.iter().cloned().chain([step.to_owned()]).collect::<At>();
    match schema["type"].as_str().unwrap() {
        "array" => tables(&schema["items"], &below("0")),
        "object" => {
            let properties = schema["properties"].as_object().unwrap().iter();
            let inner = properties.flat_map(|(key, schema)| tables(schema, &below(key)));
            [(at.clone(), schema)].into_iter().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

/// The sample file of a kind with the table at a place changed.
fn changed(kind: FileKind, at: &At, change: impl FnOnce(&mut toml::Table)) -> String {
    let mut file = sample(&schema::schema(kind));
    let table = at.iter().fold(&mut file, |value, step| match value {
        toml::Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        toml::Value::Table(table) => &mut table[step],
        _ => panic!("{at:?} leads nowhere"),
    });
    change(table.as_table_mut().unwrap());
    toml::to_string(&file).unwrap()
}

/// Does something with every table of every kind.
fn for_every_table(check: impl Fn(FileKind, &At, &Value)) {
    for kind in FileKind::ALL {
        let schema = schema::schema(kind);
        tables(&schema, &At::new()).into_iter().for_each(|(at, schema)| check(kind, &at, schema));
    }
}

/// Does something with every key of every table of every kind.
fn for_every_key(check: impl Fn(FileKind, &At, &str, &Value)) {
    for_every_table(|kind, at, schema| {
        schema["properties"].as_object().unwrap().iter().for_each(|(key, schema)| check(kind, at, key, schema));
    });
}

/// Fails unless both refuse the file, the reader with one of these codes.
fn assert_refused(kind: FileKind, text: &str, codes: &[Code]) {
    assert!(!by_schema(kind, text).is_empty(), "the schema takes this {}:\n{text}", kind.name());
    let found = by_reader(kind, text);
    assert!(found.iter().any(|code| codes.contains(code)), "{found:?} for this {}:\n{text}", kind.name());
}

/// Fails unless both take the file.
fn assert_taken(kind: FileKind, text: &str) {
    assert_eq!(by_schema(kind, text), Vec::<String>::new(), "the schema refuses this {}:\n{text}", kind.name());
    assert_eq!(by_reader(kind, text), [], "the reader refuses this {}:\n{text}", kind.name());
}

#[test]
fn every_shipped_file_and_every_template_fits_its_schema() {
    let mut seen = 0;
    for folder in ["knowledge", "docs/templates"] {
        for file in knowledge::read_folder(&root().join(folder)).files {
            let kind = FileKind::of(&file.path).expect("a known place");
            let text = String::from_utf8(file.content.unwrap()).unwrap();
            assert_eq!(by_schema(kind, &text), Vec::<String>::new(), "{folder}/{}", file.path);
            seen += 1;
        }
    }
    assert!(seen >= 18, "{seen}");
}

#[test]
fn a_file_with_every_key_is_taken() {
    FileKind::ALL.into_iter().for_each(|kind| assert_taken(kind, &changed(kind, &At::new(), |_| ())));
}

#[test]
fn a_misspelt_key_is_refused_in_every_table() {
    for_every_key(|kind, at, key, _| {
        let text = changed(kind, at, |table| {
            let value = table.remove(key).unwrap();
            table.insert(format!("{key}x"), value);
        });
        assert_refused(kind, &text, &[Code::UnknownKey]);
    });
}

#[test]
fn a_key_may_be_left_out_unless_it_is_required() {
    for_every_table(|kind, at, schema| {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for key in schema["properties"].as_object().unwrap().keys() {
            let text = changed(kind, at, |table| _ = table.remove(key));
            match required.contains(&json!(key)) {
                true => assert_refused(kind, &text, &[Code::MissingKey]),
                // Of these two a case needs one, which a schema in plain words can't say.
                false if kind == FileKind::Golden && key == "entries" => {}
                false => assert_taken(kind, &text),
            }
        }
    });
}

#[test]
fn a_value_of_another_kind_is_refused() {
    for_every_key(|kind, at, key, schema| {
        let wrong: toml::Value = if schema["type"] == "string" { true.into() } else { "text".into() };
        let text = changed(kind, at, |table| table[key] = wrong);
        assert_refused(kind, &text, &[Code::WrongType]);
    });
}

#[test]
fn texts_may_be_as_long_as_both_say_and_not_longer_nor_empty() {
    for_every_key(|kind, at, key, schema| {
        let (limit, is_list) = match (&schema["maxLength"], &schema["items"]["maxLength"]) {
            (Value::Number(limit), _) => (limit.as_u64().unwrap() as usize, false),
            (_, Value::Number(limit)) => (limit.as_u64().unwrap() as usize, true),
            _ => return,
        };
        let start = if schema["pattern"].is_null() { "" } else { "https://example.org/{role}" };
        let with = |length: usize| {
            let text = format!("{start}{}", "x".repeat(length - start.len()));
            let value = if is_list { vec![text].into() } else { toml::Value::String(text) };
            changed(kind, at, |table| table[key] = value)
        };
        assert_taken(kind, &with(limit));
        assert_refused(kind, &with(limit + 1), &[Code::TextTooLong]);
        let empty: toml::Value = if is_list { vec![""].into() } else { "".into() };
        assert_refused(kind, &changed(kind, at, |table| table[key] = empty), &[Code::EmptyText]);
    });
}

#[test]
fn ids_links_and_references_have_the_same_form_for_both() {
    for_every_key(|kind, at, key, schema| {
        let pattern = |schema: &Value| schema["pattern"].as_str().map(str::to_owned);
        let (pattern, is_list) = (pattern(schema).or(pattern(&schema["items"])), schema["type"] == "array");
        let Some(pattern) = pattern else { return };
        let wrong = match pattern.contains("https") {
            true => vec!["http://example.org/{role}".to_owned(), "https://".to_owned(), "example.org".to_owned()],
            false => vec!["Upper".to_owned(), "a b".to_owned(), String::new(), "x".repeat(61)],
        };
        for wrong in wrong {
            let value = if is_list { vec![wrong].into() } else { toml::Value::String(wrong) };
            let codes = [Code::MalformedId, Code::InsecureLink, Code::UnknownReference, Code::EmptyText];
            assert_refused(kind, &changed(kind, at, |table| table[key] = value), &codes);
        }
    });
}

#[test]
fn years_are_a_number_or_a_span_between_0_and_60() {
    let at: At = vec!["path".into(), "0".into()];
    let with = |years: toml::Value| changed(FileKind::Role, &at, |step| step["years"] = years);
    for fine in [0.into(), 1.5.into(), 60.into()] {
        assert_taken(FileKind::Role, &with(fine));
    }
    for wrong in [(-1).into(), 60.5.into()] {
        assert_refused(FileKind::Role, &with(wrong), &[Code::InvalidNumber]);
    }
}

#[test]
fn a_card_has_the_sections_of_the_model_and_every_key_says_what_it_is_for() {
    let role = schema::schema(FileKind::Role);
    let sections: Vec<&String> = role["properties"]["card"]["properties"].as_object().unwrap().keys().collect();
    assert_eq!(sections, Section::ALL.map(Section::key));
    for_every_key(|kind, at, key, schema| {
        let words = schema["description"].as_str().unwrap_or_default().split_whitespace().count();
        assert!(words >= 3, "{} {at:?} {key}", kind.name());
    });
}

/// A value of a schema, as the reference calls it.
fn in_words(schema: &Value) -> String {
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    let limit = &schema["maxLength"];
    match schema["type"].as_str() {
        None => "number or table".into(),
        Some("object") => "table".into(),
        Some("boolean") => "true or false".into(),
        Some("array") if schema["items"]["type"] == "object" => "blocks".into(),
        Some("array") => match in_words(&schema["items"]).split_once(' ') {
            Some(("text", rest)) => format!("list of texts {rest}"),
            _ => format!("list of {}s", in_words(&schema["items"])),
        },
        Some("string") if schema["format"] == "date" => "date".into(),
        Some("string") if schema["examples"].is_array() => "standard question".into(),
        Some("string") if pattern.contains("https") => format!("link of up to {limit}"),
        Some("string") if pattern.contains('/') => "full id".into(),
        Some("string") if !pattern.is_empty() => "id".into(),
        Some("string") => format!("text of up to {limit}"),
        Some(other) => other.into(),
    }
}

#[test]
fn the_reference_lists_every_key_and_no_other() {
    let reference = include_str!("../../docs/knowledge-format.md");
    let rows = std::cell::RefCell::new(BTreeSet::new());
    for_every_table(|_, _, schema| {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (key, schema) in schema["properties"].as_object().unwrap() {
            let value = in_words(schema) + if required.contains(&json!(key)) { ", required" } else { "" };
            rows.borrow_mut().insert(format!("| `{key}` | {value} | {} |", schema["description"].as_str().unwrap()));
        }
    });
    let listed: BTreeSet<String> =
        reference.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect();
    let rows = rows.into_inner();
    assert_eq!(
        rows.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in docs/knowledge-format.md"
    );
    assert_eq!(
        listed.difference(&rows).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "docs/knowledge-format.md is out of date"
    );
}

#[test]
fn the_shipped_folder_has_the_schemas_and_every_file_names_its_own() {
    let folder = root().join("knowledge");
    for kind in FileKind::ALL {
        let kept = std::fs::read_to_string(folder.join(format!("{SCHEMAS}/{}.json", kind.name()))).unwrap_or_default();
        let renew = "renew the schemas: career-advisor schema --out knowledge/.schemas";
        assert!(kept == schema::text(kind), "{}: {renew}", kind.name());
    }
    for file in knowledge::read_folder(&folder).files {
        let (text, directive) = (file.content.unwrap(), FileKind::of(&file.path).unwrap().directive());
        let first = String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned();
        assert_eq!(first, directive, "the first line of {}", file.path);
        let schema = folder.join(&*file.path).parent().unwrap().join(directive.strip_prefix("#:schema ").unwrap());
        assert!(schema.is_file(), "{}", schema.display());
    }
}
