//! `standard_questions.toml`: what the folder adds to the standard questions that the program brings along.

use super::registry::Ids;
use super::texts::{fit, fit_all};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::limits;
use crate::knowledge::raw::RawStandardQuestion;
use crate::knowledge::shorten;
use crate::knowledge::standard::{StandardQuestion, fill, standard_questions};
use crate::knowledge::syntax::At;

/// The program's own questions, as the folder changes them, and those that it adds.
pub(super) fn standard(raw: &[RawStandardQuestion], out: &mut Vec<Diagnostic>) -> Vec<StandardQuestion> {
    let mut questions = standard_questions().to_vec();
    let mut ids = Ids::new("standard question");
    for raw in raw {
        raw.id.iter().for_each(|id| _ = ids.claim(id, out));
        merge(&mut questions, raw, out);
    }
    questions
}

/// A question with the id of a known one changes that; another one is added.
fn merge(questions: &mut Vec<StandardQuestion>, raw: &RawStandardQuestion, out: &mut Vec<Diagnostic>) {
    let Some(id) = &raw.id else { return };
    let texts = [&raw.question, &raw.label, &raw.subject];
    texts.into_iter().flatten().chain(&raw.phrasings).for_each(|text| slots(&raw.what, text, out));
    let mut read = |key, limit, text: &Option<At<String>>| fit(&raw.what, key, limit, text.as_ref(), out);
    let question = read("question", limits::QUESTION, &raw.question);
    let label = read("label", limits::LABEL, &raw.label);
    let subject = read("subject", limits::QUESTION, &raw.subject);
    let phrasings = fit_all(&raw.what, "phrasings", limits::PHRASING, &raw.phrasings, out);
    let changed =
        StandardQuestion { id: id.value.clone(), question, label, subject, phrasings, near_misses: Vec::new() };
    match questions.iter_mut().find(|known| known.id == id.value) {
        Some(known) => {
            let phrasings = std::mem::take(&mut known.phrasings).into_iter().chain(changed.phrasings).collect();
            let near_misses = std::mem::take(&mut known.near_misses);
            *known = StandardQuestion { phrasings, near_misses, ..changed };
        }
        None => questions.push(changed),
    }
}

/// Reports braces that stand for nothing.
fn slots(what: &str, text: &At<String>, out: &mut Vec<Diagnostic>) {
    if fill(&text.value, "", "").contains(['{', '}']) {
        let message = format!("`{}` of {what} has braces that stand for nothing", shorten(&text.value));
        let help = "write {role} for one occupation, {roles} for its plural, or {a role} for it with its article";
        out.push(Diagnostic::at(Code::UnknownSlot, text.place.clone(), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Folder, SourceFile, check};

    fn questions_of(text: &str, standard: &str) -> (Vec<StandardQuestion>, Vec<String>) {
        let entry = format!("[[entry]]\nid = \"a\"\nquestion = \"q?\"\nanswer = \"a\"\nstandard = [\"{standard}\"]");
        let files = vec![SourceFile::new("faq/a.toml", entry), SourceFile::new("standard_questions.toml", text)];
        let checked = check(&Folder { files, problem: None }, None);
        let errors = checked.only_errors().iter().map(|error| error.code.to_string()).collect();
        (checked.knowledge.map(|knowledge| knowledge.standard).unwrap_or_default(), errors)
    }

    #[test]
    fn a_folder_adds_a_question_and_its_entries_name_it() {
        let text = "[[question]]\nid = \"sea-legs\"\nquestion = \"Do {roles} get seasick?\"\nlabel = \"Seasickness\"\n\
                    subject = \"whether {roles} get seasick\"\nphrasings = [\"is {a role} ever seasick\"]";
        let (questions, errors) = questions_of(text, "sea-legs");
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(questions.len(), standard_questions().len() + 1);
        assert_eq!(questions.last().unwrap().subject_for("Sailor"), "whether sailors get seasick");
    }

    #[test]
    fn a_folder_changes_one_of_the_programs_own() {
        let own = &standard_questions()[0];
        let text = format!(
            "[[question]]\nid = \"{}\"\nquestion = \"Q?\"\nlabel = \"Mine\"\nsubject = \"s\"\nphrasings = [\"{{role}} mine\"]",
            own.id
        );
        let (questions, errors) = questions_of(&text, &own.id);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!((&*questions[0].label, &*questions[0].question), ("Mine", "Q?"));
        assert_eq!(questions[0].phrasings.len(), own.phrasings.len() + 1);
    }

    #[test]
    fn what_is_missing_or_stands_for_nothing_is_told() {
        let (_, errors) = questions_of("[[question]]\nid = \"new\"\nquestion = \"What of {jobs}?\"", "new");
        assert_eq!(errors, ["missing-key", "missing-key", "unknown-slot"]);
        assert_eq!(questions_of("", "new").1, ["unknown-reference"]);
    }
}
