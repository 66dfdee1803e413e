//! The folder that a new community starts with: an example of everything, the guide, and what editors need.

use super::{FileKind, SCHEMAS, schema};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The templates of `docs/templates`, by where they go.
const TEMPLATES: [(&str, &str); 10] = [
    ("roles/example-role.toml", include_str!("../../docs/templates/roles/example-role.toml")),
    ("faq/example.toml", include_str!("../../docs/templates/faq/example.toml")),
    ("golden/tuning.toml", include_str!("../../docs/templates/golden/tuning.toml")),
    ("sources.toml", include_str!("../../docs/templates/sources.toml")),
    ("listings.toml", include_str!("../../docs/templates/listings.toml")),
    ("vocabulary.toml", include_str!("../../docs/templates/vocabulary.toml")),
    ("smalltalk.toml", include_str!("../../docs/templates/smalltalk.toml")),
    ("out_of_scope.toml", include_str!("../../docs/templates/out_of_scope.toml")),
    ("safety.toml", include_str!("../../docs/templates/safety.toml")),
    ("standard_questions.toml", include_str!("../../docs/templates/standard_questions.toml")),
];

/// The guide, the pages that it leads to, and the editors' set-up.
const GUIDES: [(&str, &str); 6] = [
    ("README.md", include_str!("../../knowledge/README.md")),
    ("docs/knowledge-format.md", include_str!("../../docs/knowledge-format.md")),
    ("docs/standard-questions.md", include_str!("../../docs/standard-questions.md")),
    ("docs/diagnostics.md", include_str!("../../docs/diagnostics.md")),
    ("docs/check-knowledge.yml", include_str!("../../docs/check-knowledge.yml")),
    (".vscode/extensions.json", include_str!("../../knowledge/.vscode/extensions.json")),
];

/// When the templates say that they were checked, and until when that holds.
const DATES: [&str; 2] = ["2026-11-24", "2027-11-24"];

/// The files of the starter folder, by their paths below it. Its examples count as checked `today`.
pub fn files(today: Date) -> Vec<(String, String)> {
    let in_a_year = today.saturating_add(1.year());
    let template = |(path, text): (&str, &str)| {
        let text = text.replace(DATES[0], &today.to_string()).replace(DATES[1], &in_a_year.to_string());
        let directive = FileKind::of(path).map(FileKind::directive).unwrap_or_default();
        (path.to_owned(), format!("{directive}\n{text}"))
    };
    // The pages lie beside the folder in the repository, and within it here.
    let guide = |(path, text): (&str, &str)| {
        (path.to_owned(), text.replace("](../docs/", "](docs/").replace("](../knowledge/", "](../"))
    };
    let schema = |kind: FileKind| (format!("{SCHEMAS}/{}.json", kind.name()), schema::text(kind));
    let templates = TEMPLATES.into_iter().map(template);
    templates.chain(GUIDES.into_iter().map(guide)).chain(FileKind::ALL.into_iter().map(schema)).collect()
}
