//! Warnings of texts that get in each other's way, by the matcher's own rules and by meaning, without learning from them.

mod claims;
mod likeness;
mod standard;
mod subjects;

use super::embeddings::Embeddings;
use super::lessons::Lessons;
use crate::diagnostic::Diagnostic;
use crate::knowledge::model::KnowledgeBase;
use std::collections::BTreeSet;

/// What is wrong with the texts of a knowledge base, by entry. Embeddings that aren't kept are computed, some milliseconds
/// each; the rest takes a second for 12,000 phrasings.
pub fn lint(knowledge: &KnowledgeBase, embeddings: &Embeddings) -> Vec<Diagnostic> {
    found(knowledge, embeddings, &|_| true)
}

/// Like [`lint`](lint()), but only what these entries have to do with, by their indexes; the fewer, the faster.
pub fn lint_entries(knowledge: &KnowledgeBase, embeddings: &Embeddings, entries: &BTreeSet<usize>) -> Vec<Diagnostic> {
    found(knowledge, embeddings, &|entry| entries.contains(&entry))
}

fn found(
    knowledge: &KnowledgeBase,
    embeddings: &Embeddings,
    concerns: &(dyn Fn(usize) -> bool + Sync),
) -> Vec<Diagnostic> {
    let lessons = Lessons::new(knowledge, embeddings.encoder());
    let mut out = Vec::new();
    claims::lint(knowledge, &lessons, concerns, &mut out);
    standard::lint(knowledge, &lessons, embeddings, concerns, &mut out);
    likeness::lint(knowledge, &lessons, embeddings, concerns, &mut out);
    out
}

/// What stands in an entry's place in messages.
fn named(knowledge: &KnowledgeBase, entry: usize) -> String {
    format!("`{}`", knowledge.entries[entry].id)
}
