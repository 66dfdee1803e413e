//! The questions that people ask about every occupation, and how they ask them.
//!
//! They are part of the program. Where a member asks one and no answer is sure, an entry that names it in `standard` is offered, and
//! where the role has none, the miss says on what there is nothing.

use crate::text;
use serde::Deserialize;
use std::sync::LazyLock;

/// A question that people ask about every occupation.
///
/// `{role}` stands for one occupation in the singular, `{roles}` for its plural, and `{a role}` for it with its article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardQuestion {
    /// What entries name it by.
    pub id: String,
    /// The question in full.
    pub question: String,
    /// Some words for a menu.
    pub label: String,
    /// What it asks for, as it stands within a sentence.
    pub subject: String,
    /// How different people ask it.
    pub phrasings: Vec<String>,
    /// Questions that look like it and ask for something else; other standard questions among them.
    pub near_misses: Vec<String>,
}

impl StandardQuestion {
    /// What it asks for of an occupation, as it stands within a sentence.
    pub fn subject_for(&self, occupation: &str) -> String {
        fill_in(&self.subject, occupation)
    }

    /// The question of an occupation.
    pub fn question_for(&self, occupation: &str) -> String {
        fill_in(&self.question, occupation)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<StandardQuestion>,
}

/// The files, by what they are about.
pub(crate) const STANDARD_FILES: [&str; 6] = [
    include_str!("standard/work.toml"),
    include_str!("standard/training.toml"),
    include_str!("standard/licence.toml"),
    include_str!("standard/changing.toml"),
    include_str!("standard/pay.toml"),
    include_str!("standard/life.toml"),
];

static QUESTIONS: LazyLock<Vec<StandardQuestion>> = LazyLock::new(|| {
    let read =
        |file| toml::from_str::<File>(file).unwrap_or_else(|error| panic!("the program's own questions: {error}"));
    STANDARD_FILES.into_iter().flat_map(|file| read(file).question).collect()
});

/// The program's own, in an order that holds as long as the program does; a folder may change them and add others.
pub fn standard_questions() -> &'static [StandardQuestion] {
    &QUESTIONS
}

/// A text with an occupation in its slots, as it stands within a sentence.
pub(crate) fn fill_in(text: &str, occupation: &str) -> String {
    let singular = text::within_sentence(occupation);
    fill(text, &singular, &text::plural(&singular))
}

/// A text with an occupation in its slots; `singular` and `plural` are its names.
pub(crate) fn fill(text: &str, singular: &str, plural: &str) -> String {
    let article = if singular.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    let text = text.replace("{a role}", &format!("{article} {{role}}"));
    text.replace("{roles}", plural).replace("{role}", singular)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ids::is_id;
    use crate::knowledge::limits;
    use std::collections::HashSet;

    #[test]
    fn each_is_whole_and_none_is_there_twice() {
        let (mut ids, mut labels, mut texts) = (HashSet::new(), HashSet::new(), HashSet::new());
        for question in standard_questions() {
            let id = question.id.as_str();
            assert!(is_id(id), "{id}");
            assert!(ids.insert(id) && labels.insert(&question.label), "{id}");
            assert!(question.phrasings.len() >= 30 && !question.near_misses.is_empty(), "{id}");
            for text in &question.phrasings {
                assert!(texts.insert(text::normalise(text)), "{id}: {text}");
            }
            let all = question.phrasings.iter().chain(&question.near_misses);
            for text in all.chain([&question.question, &question.subject]) {
                assert!(!fill(text, "cook", "cooks").contains(['{', '}']), "{id}: {text}");
            }
            assert_ne!(fill(&question.subject, "cook", "cooks"), question.subject, "{id}");
            // A new entry begins with it, and without an occupation two roles' entries would ask the same.
            let name = "x".repeat(limits::NAME);
            let asked = question.question_for(&name);
            assert!(asked.contains(&name) && asked.chars().count() <= limits::QUESTION, "{id}: {asked}");
        }
        assert!(ids.len() >= 80);
    }

    #[test]
    fn the_documentation_lists_them() {
        let docs = include_str!("../../docs/standard-questions.md");
        let of_docs = docs.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let ids: Vec<&str> = standard_questions().iter().map(|question| question.id.as_str()).collect();
        assert_eq!(of_docs.collect::<Vec<_>>(), ids);
    }

    #[test]
    fn the_subject_names_the_occupation() {
        let at = standard_questions().iter().position(|question| question.id == "pay").unwrap();
        assert_eq!(standard_questions()[at].subject_for("Anesthesia Technician"), "what anesthesia technicians earn");
    }

    #[test]
    fn slots_are_filled() {
        let text = "Is {a role} one of the {roles}, {role}?";
        assert_eq!(fill(text, "cook", "cooks"), "Is a cook one of the cooks, cook?");
        assert_eq!(fill("{a role}", "Editor", "Editors"), "an Editor");
    }
}
