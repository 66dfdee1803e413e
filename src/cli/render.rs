//! Diagnostics as text for people, as JSON for programs, and as annotations for GitHub.

use crate::diagnostic::{Diagnostic, Lines, Note, Place, Severity};
use crate::knowledge::Checked;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

/// Nobody reads more than this; programs get them all.
const MOST_SHOWN: usize = 200;
/// Lines of more bytes than this aren't shown: no terminal has room for them, and the longest answer is shorter.
const LONGEST_SHOWN: usize = 20_000;

/// For people: each problem with its line and a way to mend it, then how many there are.
///
/// `dir` is the knowledge folder as the user named it; it stands before the files' names.
pub fn human(checked: &Checked, dir: &Path, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let files = Files::new(checked);
    let mut text = String::new();
    for diagnostic in checked.diagnostics.iter().take(MOST_SHOWN) {
        let groups = groups(diagnostic, dir, &files);
        // Writing to a string can't fail.
        let _ = writeln!(text, "{}\n", renderer.render(&groups));
    }
    if let Some(more) = checked.diagnostics.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "… and {}\n", count(more, "more problem"));
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

/// The texts of the files in which something is wrong, with their lines.
struct Files<'a>(HashMap<&'a str, (&'a str, Lines<'a>)>);

impl<'a> Files<'a> {
    fn new(checked: &'a Checked) -> Self {
        let notes = |diagnostic: &'a Diagnostic| diagnostic.notes.iter().map(|note| &note.place);
        let places = checked.diagnostics.iter().flat_map(|diagnostic| diagnostic.place.iter().chain(notes(diagnostic)));
        let mut files = HashMap::new();
        for place in places {
            let text = checked.texts.get(&place.file).map_or("", |text| &**text);
            files.entry(&*place.file).or_insert_with(|| (text, Lines::new(text)));
        }
        Files(files)
    }

    fn file(&self, place: &Place) -> &(&'a str, Lines<'a>) {
        &self.0[&*place.file]
    }

    /// Where a place begins, without its lines.
    fn origin(&self, dir: &Path, place: &Place) -> Origin<'a> {
        let (text, lines) = self.file(place);
        let origin = Origin::path(shown(dir, place));
        if text.is_empty() {
            return origin;
        }
        let start = lines.position(place.span.start);
        origin.line(start.line).char_column(start.column)
    }

    /// The lines of some places of one file, for showing them; `None` where the file has no text, or where they are too long.
    fn snippet(
        &self,
        dir: &Path,
        places: &[(AnnotationKind, &Place, Option<&'a str>)],
    ) -> Option<Snippet<'a, Annotation<'a>>> {
        let (_, first, _) = places.first()?;
        let (text, lines) = self.file(first);
        let start = places.iter().map(|(_, place, _)| place.span.start).min()?;
        let end = places.iter().map(|(_, place, _)| place.span.end).max()?;
        let around = lines.around(&(start..end));
        let source = Snippet::source(&text[around.clone()])
            .path(shown(dir, first))
            .line_start(lines.position(around.start).line);
        let annotations = places.iter().map(|(kind, place, label)| {
            kind.span(place.span.start - around.start..place.span.end - around.start).label(*label)
        });
        (!text.is_empty() && around.len() <= LONGEST_SHOWN).then(|| source.annotations(annotations))
    }
}

fn groups<'a>(diagnostic: &'a Diagnostic, dir: &Path, files: &Files<'a>) -> Vec<Group<'a>> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let context = |note: &'a Note| (AnnotationKind::Context, &note.place, Some(note.label.as_str()));
    let (here, elsewhere): (Vec<&Note>, Vec<&Note>) = diagnostic
        .notes
        .iter()
        .partition(|note| diagnostic.place.as_ref().is_some_and(|place| place.file == note.place.file));
    if let Some(place) = &diagnostic.place {
        let places: Vec<_> =
            std::iter::once((AnnotationKind::Primary, place, None)).chain(here.into_iter().map(context)).collect();
        group = match files.snippet(dir, &places) {
            Some(snippet) => group.element(snippet),
            None => group.element(files.origin(dir, place)),
        };
    }
    let snippets = elsewhere.into_iter().filter_map(|note| files.snippet(dir, &[context(note)]));
    group = snippets.fold(group, Group::element);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(annotate_snippets::normalize_untrusted_str(help)));
    }
    vec![group]
}

fn shown(dir: &Path, place: &Place) -> String {
    let path = dir.join(&*place.file).to_string_lossy().replace('\\', "/");
    // GitHub knows files by their path in the repository, without a dot before it.
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// For programs: one object, whose `diagnostics` have 1-based lines and columns that count characters, the end exclusive.
pub fn json(checked: &Checked) -> String {
    let files = Files::new(checked);
    let report = Report {
        errors: checked.errors(),
        warnings: checked.warnings(),
        diagnostics: checked.diagnostics.iter().map(|diagnostic| Problem::new(diagnostic, &files)).collect(),
    };
    // Texts and numbers can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    severity: String,
    #[serde(flatten)]
    place: Span<'a>,
    message: &'a str,
    help: Option<&'a str>,
    notes: Vec<Remark<'a>>,
}

#[derive(Serialize)]
struct Remark<'a> {
    #[serde(flatten)]
    place: Span<'a>,
    message: &'a str,
}

/// All of it is null for what concerns the folder as a whole.
#[derive(Default, Serialize)]
struct Span<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl<'a> Problem<'a> {
    fn new(diagnostic: &'a Diagnostic, files: &Files<'_>) -> Self {
        let remark = |note: &'a Note| Remark { place: Span::new(&note.place, files), message: &note.label };
        Problem {
            code: diagnostic.code.name(),
            severity: diagnostic.severity().to_string(),
            place: diagnostic.place.as_ref().map_or_else(Span::default, |place| Span::new(place, files)),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            notes: diagnostic.notes.iter().map(remark).collect(),
        }
    }
}

impl<'a> Span<'a> {
    fn new(place: &'a Place, files: &Files<'_>) -> Self {
        let (_, lines) = files.file(place);
        let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
        Span {
            file: Some(&place.file),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }
}

/// For GitHub Actions: one workflow command a line, which GitHub shows beside the changed line.
///
/// The escapes are those of `@actions/core`'s `command.ts`.
pub fn github(checked: &Checked, dir: &Path) -> String {
    let files = Files::new(checked);
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        let mut properties = Vec::new();
        if let Some(place) = &diagnostic.place {
            let (_, lines) = files.file(place);
            let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
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
