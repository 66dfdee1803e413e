//! Drafts as the text of a knowledge file.

use super::Draft;
use crate::knowledge::{Folder, limits};
use crate::text::{normalise, tokens};
use std::collections::HashSet;
use std::fmt::Write as _;

/// The ids of the entries of a file of the folder, retired ones and all; none where there is no such file.
pub fn ids_of(folder: &Folder, path: &str) -> HashSet<String> {
    let in_faq = |path: &str| path.starts_with("faq/");
    // The files of faq/ share their ids; a role has its own.
    let together = folder.files.iter().filter(|file| &*file.path == path || in_faq(&file.path) && in_faq(path));
    let mut ids = HashSet::new();
    for file in together {
        let text = file.content.as_deref().unwrap_or_default();
        let text = String::from_utf8_lossy(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
        let table: toml::Table = text.parse().unwrap_or_default();
        let entries = table.get("entry").and_then(toml::Value::as_array).into_iter().flatten();
        ids.extend(entries.filter_map(|entry| entry.get("id")?.as_str().map(str::to_owned)));
    }
    ids
}

/// The drafts as `[[entry]]` blocks, each with an id of its own that isn't `taken`, which grows by them.
pub fn to_toml(drafts: &[Draft], taken: &mut HashSet<String>) -> String {
    let mut out = String::new();
    for draft in drafts {
        let id = id(&draft.question, taken);
        // Writing to a string can't fail.
        let _ = writeln!(out, "\n[[entry]]\nid = \"{id}\"\nquestion = {}", quoted(&draft.question));
        if !draft.also_asked.is_empty() {
            let phrasings: String = draft.also_asked.iter().map(|text| format!("  {},\n", quoted(text))).collect();
            let _ = writeln!(out, "also_asked = [\n{phrasings}]");
        }
        let is_long = draft.answer.contains('\n');
        let answer = if is_long { quoted(&format!("{}\n", draft.answer)) } else { quoted(&draft.answer) };
        let _ = writeln!(out, "answer = {answer}");
    }
    out
}

/// A text in quotes: in three of them where it has several lines.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// An id from the question's words.
fn id(question: &str, taken: &mut HashSet<String>) -> String {
    let plain = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let normal = normalise(question);
    let mut id = String::new();
    for word in tokens(&normal).into_iter().map(plain).filter(|word| !word.is_empty()) {
        // Leaves room for a number.
        if id.len() + word.len() > limits::ID - 6 {
            break;
        }
        id.push_str(if id.is_empty() { "" } else { "-" });
        id.push_str(&word);
    }
    let id = if id.is_empty() { "imported".to_owned() } else { id };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::SourceFile;
    use rstest::rstest;

    #[rstest]
    #[case("What's the pay?", "what-is-the-pay-2")]
    #[case("Où est le café?", "ou-est-le-cafe")]
    #[case("日本語?", "imported")]
    #[case(
        "How long does it take to become a really very well trained perfusionist in the end?",
        "how-long-does-it-take-to-become-a-really-very-well"
    )]
    fn check_id(#[case] question: &str, #[case] expected: &str) {
        let mut taken = HashSet::from(["what-is-the-pay".to_owned()]);
        assert_eq!(id(question, &mut taken), expected);
        assert!(taken.contains(expected));
    }

    #[test]
    fn ids_of_the_same_owner_are_taken() {
        let entry = |id: &str| format!("[[entry]]\nid = \"{id}\"\nretired = true\n");
        let files = vec![
            SourceFile::new("faq/a.toml", "\u{feff}".to_owned() + &entry("a")),
            SourceFile::new("faq/b.toml", entry("b")),
            SourceFile::new("roles/c.toml", entry("c")),
        ];
        let folder = Folder { files, problem: None };
        let ids = |path| ids_of(&folder, path).into_iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(ids("faq/new.toml"), ["a".to_owned(), "b".to_owned()].into());
        assert_eq!(ids("roles/c.toml"), ["c".to_owned()].into());
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let answer = "A \"quote\", a \\ and \"\"\" three.\n\n- ''' too\ttab\u{1}";
        let draft = Draft {
            line: 1,
            question: "A \"b\" \\ c?".into(),
            also_asked: vec!["it's".into(), "\"\"\"".into()],
            answer: answer.into(),
        };
        let written: toml::Table = to_toml(std::slice::from_ref(&draft), &mut HashSet::new()).parse().unwrap();
        let entry = &written["entry"][0];
        assert_eq!(entry["question"].as_str(), Some(&*draft.question));
        assert_eq!(entry["also_asked"][1].as_str(), Some("\"\"\""));
        assert_eq!(entry["answer"].as_str().map(str::trim_end), Some(answer));
    }
}
