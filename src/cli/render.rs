//! Diagnostics as text for people, as JSON for programs, and as annotations for GitHub.

use crate::diagnostic::{Diagnostic, Place, Severity, Texts, position};
use crate::knowledge::Checked;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// For people: each problem with its line and a way to mend it, then how many there are.
///
/// `dir` is the knowledge folder as the user named it; it stands before the files' names.
pub fn human(checked: &Checked, dir: &Path, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        let groups = groups(diagnostic, dir, &checked.texts);
        // Writing to a string can't fail.
        let _ = writeln!(text, "{}\n", renderer.render(&groups));
    }
    text.push_str(&summary(checked));
    text.push('\n');
    text
}

/// One line: how many problems there are, or what a clean folder holds.
fn summary(checked: &Checked) -> String {
    let counted = [(checked.errors(), "error"), (checked.warnings(), "warning")];
    let parts: Vec<String> =
        counted.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
    if let (true, Some(knowledge)) = (parts.is_empty(), &checked.knowledge) {
        let phrasings = knowledge.entries.iter().map(|entry| entry.phrasings().count()).sum();
        let (roles, entries) = (knowledge.roles.len(), knowledge.entries.len());
        let entries = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
        return format!("ok: {}, {entries}, {}", count(roles, "role"), count(phrasings, "phrasing"));
    }
    let files: std::collections::BTreeSet<_> = checked
        .diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.place.as_ref())
        .map(|place| &place.file)
        .collect();
    match files.len() {
        0 => parts.join(", "),
        files => format!("{} in {}", parts.join(", "), count(files, "file")),
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn groups<'a>(diagnostic: &'a Diagnostic, dir: &Path, texts: &'a Texts) -> Vec<Group<'a>> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        let text = text(texts, place);
        let path = shown(dir, place);
        if text.is_empty() {
            group = group.element(Origin::path(path));
        } else {
            let mut snippet =
                Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(place.span.clone()));
            for note in diagnostic.notes.iter().filter(|note| note.place.file == place.file) {
                snippet = snippet.annotation(AnnotationKind::Context.span(note.place.span.clone()).label(&note.label));
            }
            group = group.element(snippet);
        }
    }
    for note in &diagnostic.notes {
        if diagnostic.place.as_ref().is_some_and(|place| place.file == note.place.file) {
            continue;
        }
        let annotation = AnnotationKind::Context.span(note.place.span.clone()).label(&note.label);
        group = group
            .element(Snippet::source(text(texts, &note.place)).path(shown(dir, &note.place)).annotation(annotation));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(annotate_snippets::normalize_untrusted_str(help)));
    }
    vec![group]
}

fn text<'a>(texts: &'a Texts, place: &Place) -> &'a str {
    texts.get(&place.file).map_or("", |text| text)
}

fn shown(dir: &Path, place: &Place) -> String {
    let path = dir.join(&*place.file).to_string_lossy().replace('\\', "/");
    // GitHub knows files by their path in the repository, without a dot before it.
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// For programs: one object, whose `diagnostics` have 1-based lines and columns that count characters, the end exclusive.
pub fn json(checked: &Checked) -> String {
    let diagnostics: Vec<Value> =
        checked.diagnostics.iter().map(|diagnostic| object(diagnostic, &checked.texts)).collect();
    let object = json!({ "errors": checked.errors(), "warnings": checked.warnings(), "diagnostics": diagnostics });
    format!("{object:#}\n")
}

fn object(diagnostic: &Diagnostic, texts: &Texts) -> Value {
    let mut object = json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity().to_string(),
    });
    object["file"] = Value::Null;
    for key in ["line", "column", "end_line", "end_column"] {
        object[key] = Value::Null;
    }
    if let Some(place) = &diagnostic.place {
        add_place(&mut object, place, texts);
    }
    object["message"] = json!(diagnostic.message);
    object["help"] = json!(diagnostic.help);
    let notes = diagnostic.notes.iter().map(|note| {
        let mut object = json!({});
        add_place(&mut object, &note.place, texts);
        object["message"] = json!(note.label);
        object
    });
    object["notes"] = notes.collect();
    object
}

fn add_place(object: &mut Value, place: &Place, texts: &Texts) {
    let text = text(texts, place);
    let (start, end) = (position(text, place.span.start), position(text, place.span.end));
    object["file"] = json!(&*place.file);
    object["line"] = json!(start.line);
    object["column"] = json!(start.column);
    object["end_line"] = json!(end.line);
    object["end_column"] = json!(end.column);
}

/// For GitHub Actions: one workflow command a line, which GitHub shows beside the changed line.
///
/// The escapes are those of `@actions/core`'s `command.ts`.
pub fn github(checked: &Checked, dir: &Path) -> String {
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        let mut properties = Vec::new();
        if let Some(place) = &diagnostic.place {
            let source = self::text(&checked.texts, place);
            let (start, end) = (position(source, place.span.start), position(source, place.span.end));
            properties.push(format!("file={}", property(&shown(dir, place))));
            properties.push(format!("line={}", start.line));
            properties.push(format!("endLine={}", end.line));
            // GitHub takes columns for what lies within one line alone.
            if start.line == end.line {
                properties.push(format!("col={}", start.column));
                properties.push(format!("endColumn={}", end.column));
            }
        }
        properties.push(format!("title={}", property(diagnostic.code.name())));
        let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", diagnostic.message));
        let _ = writeln!(text, "::{} {}::{message}", diagnostic.severity(), properties.join(","));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
