//! Entries that seem to be a standard question and don't name it.

use super::named;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::model::KnowledgeBase;
use crate::matching::embeddings::Embeddings;
use crate::matching::lessons::Lessons;
use crate::matching::standard::recognise;

pub(super) fn lint(
    knowledge: &KnowledgeBase,
    lessons: &Lessons,
    embeddings: &Embeddings,
    concerns: &dyn Fn(usize) -> bool,
    out: &mut Vec<Diagnostic>,
) {
    let unnamed = knowledge.entries.iter().enumerate().filter(|(at, entry)| !entry.gives_standard && concerns(*at));
    for (at, entry) in unnamed {
        let Some(role) = entry.role else { continue };
        let bare = &lessons.about[at].bare_question;
        let Some(standard) = recognise(bare, || embeddings.of(bare)) else { continue };
        if knowledge.answers_standard(role, standard) {
            continue;
        }
        let id = &knowledge.standard[standard].id;
        let message =
            format!("entry {} seems to be the standard question `{id}` and doesn't name it", named(knowledge, at));
        let help = format!("add the line standard = [\"{id}\"], or standard = [] where it isn't one");
        let place = entry.phrasing_places.first().unwrap_or(&entry.place);
        out.push(Diagnostic::at(Code::UnnamedStandard, place.clone(), message).help(help));
    }
}
