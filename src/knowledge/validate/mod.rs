//! From raw values to the model: checks ids, references, lengths and links, and goes on to the last problem.

mod entries;
mod golden;
pub(super) mod links;
mod lists;
pub(super) mod registry;
mod roles;
mod safety;
mod standard;
mod texts;

use super::model::{KnowledgeBase, Vocabulary};
use super::raw::RawFolder;
use crate::diagnostic::{Code, Diagnostic, Texts};
use registry::Registry;

/// Makes the model; it may only be used if `out` holds no error afterwards.
pub(super) fn validate(
    raw: &RawFolder,
    registry: &Registry<'_>,
    texts: &Texts,
    out: &mut Vec<Diagnostic>,
) -> KnowledgeBase {
    let sources = lists::sources(&raw.sources, out);
    let boards = lists::boards(&raw.boards, out);
    let standard = standard::standard(&raw.standard, out);
    let roles = roles::roles(&raw.roles, registry, texts, out);
    let entries = entries::entries(registry, &standard, texts, out);
    KnowledgeBase {
        roles,
        entries,
        standard,
        sources,
        boards,
        vocabulary: Vocabulary {
            synonyms: lists::synonyms(&raw.synonyms, out),
            other_occupations: lists::occupations(&raw.other_occupations, out),
        },
        smalltalk: lists::smalltalk(&raw.smalltalk, texts, out),
        out_of_scope: lists::out_of_scope(&raw.out_of_scope, texts, out),
        safety: safety::safety(&raw.safety, texts, out),
        golden: golden::golden(&raw.golden, registry, out),
    }
}

/// Refuses a folder that has nothing to answer with, unless its entries may be in what could not be read.
pub(super) fn require_entries(raw: &RawFolder, registry: &Registry<'_>, out: &mut Vec<Diagnostic>) {
    let unsure = raw.unknown_owner || !raw.incomplete_owners.is_empty();
    if unsure || registry.entries.iter().any(|listed| !listed.raw.retired) {
        return;
    }
    let message = match registry.entries.len() {
        0 => "the knowledge folder has no entries, so there is nothing to answer with",
        _ => "every entry of the knowledge folder is retired, so there is nothing to answer with",
    };
    let help = "an entry is written in a file such as faq/general.toml: a line [[entry]], and below it `id`, `question` \
                and `answer`";
    out.push(Diagnostic::of_folder(Code::NoEntries, message).help(help));
}
