//! Whatever lies in a knowledge folder, checking it ends, and every place that it names exists.

use crate::knowledge::{ENTRY, SOURCES};
use career_advisor::cli::render;
use career_advisor::diagnostic::Place;
use career_advisor::knowledge::{self, Checked, Folder, SourceFile};
use proptest::collection::vec;
use proptest::prelude::*;

const ROLE: &str = r#"
id = "perfusionist"
name = "Perfusionist"
aliases = ["pump “person”", 'clinical']
[card.pay]
text = "Well paid: 5 €."
[[path]]
step = "Degree"
years = { min = 1, max = 2 }
[[entry]]
id = "training"
question = "How long is it?"
also_asked = [
  "how many years", # counted
  "wie lange dauert’s",
]
answer = """
Six "years".
"""
reviewed = 2026-01-02
related = ["faq/sound"]
"#;

const GOLDEN: &str =
    "[[case]]\nask = \"years?\"\nentries = [\"perfusionist/training\"]\n[[case]]\nask = \"pizza?\"\nnone = true\n";

/// One of each kind of file, and one that is none.
pub const PATHS: [&str; 10] = [
    "roles/a.toml",
    "faq/a.toml",
    "golden/a.toml",
    "sources.toml",
    "listings.toml",
    "vocabulary.toml",
    "smalltalk.toml",
    "safety.toml",
    "out_of_scope.toml",
    "a/b.toml",
];

/// What a file is made of and what breaks it.
pub const TOKENS: [&str; 53] = [
    "",
    "\\u",
    "0x",
    "[card]\n",
    "id.x = 1\n",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\\",
    "\\u00e9",
    "\\\n",
    ".",
    " ",
    "“",
    "’",
    "é",
    "\u{feff}",
    "\u{0}",
    "\u{200b}",
    "\u{1f600}",
    "[[entry]]\n",
    "[entry]\n",
    "[card.pay]\n",
    "id = ",
    "answer = \"\"\"\n",
    "sources = [",
    "2026-99-99",
    "1e9999",
    "true",
    "**",
    "__",
    "||",
    "`",
    "```",
    "](https://a.org/",
    "<b>",
    "$5,000",
    "ABC (",
    "| - |\n",
];

fn paths() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PATHS.to_vec())
}

/// Checks a folder with this file among sound ones, renders the result in every way, and looks at every place.
pub fn check_file(path: &str, bytes: &[u8]) {
    let mut files = vec![SourceFile::new("faq/sound.toml", ENTRY), SourceFile::new("roles/sound.toml", ROLE)];
    files.extend((path != "sources.toml").then(|| SourceFile::new("sources.toml", SOURCES)));
    files.push(SourceFile::new(path, bytes));
    let checked = knowledge::check(&Folder { files, problem: None }, Some(jiff::civil::date(2026, 6, 1)));
    assert_eq!(checked.knowledge.is_none(), checked.errors() > 0);
    for diagnostic in &checked.diagnostics {
        for place in diagnostic.place.iter().chain(diagnostic.notes.iter().map(|note| &note.place)) {
            assert_exists(&checked, place);
        }
    }
    let dir = "knowledge".as_ref();
    render::human(&checked, dir, false);
    render::json(&checked);
    assert_eq!(render::github(&checked, dir).lines().count(), checked.diagnostics.len());
}

fn assert_exists(checked: &Checked, place: &Place) {
    let text = checked.texts.get(&place.file).unwrap_or_else(|| panic!("no text of {}", place.file));
    assert!(text.get(place.span.clone()).is_some(), "{:?} of {} doesn't exist", place.span, place.file);
}

/// A sound file with some of its bytes replaced, removed or repeated.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let text = prop::sample::select(vec![ROLE, ENTRY, GOLDEN, SOURCES]);
    let piece = prop::sample::select(TOKENS.to_vec());
    let change = (any::<prop::sample::Index>(), 0usize..12, piece);
    (text, vec(change, 1..6)).prop_map(|(text, changes)| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, removed, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_bytes(path in paths(), bytes in vec(any::<u8>(), 0..200)) {
        check_file(path, &bytes);
    }

    #[test]
    fn on_any_text(path in paths(), text in "[\\[\\]{}=\"'\\\\.,#a-z0-9 \n\r“é-]{0,120}") {
        check_file(path, text.as_bytes());
    }

    #[test]
    fn on_damaged_files(path in paths(), bytes in mutated()) {
        check_file(path, &bytes);
    }
}
