//! What a list holds for nothing.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::HashSet;

/// Sources that nothing names. A folder with errors may name them where it can't be read.
pub(super) fn unused_sources(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !context.errors.is_empty() {
        return;
    }
    let cards = context.raw.roles.iter().flat_map(|role| &role.card).flat_map(|(_, section)| &section.sources);
    let entries = context.registry.entries.iter().flat_map(|listed| &listed.raw.sources);
    let named: HashSet<&str> = cards.chain(entries).map(|id| id.value.as_str()).collect();
    for source in &context.raw.sources {
        let Some(id) = source.id.as_ref().filter(|id| !named.contains(id.value.as_str())) else { continue };
        let message = format!("no entry and no card names {}", source.what);
        let help = "name it in the `sources` of what was taken from it, or delete it";
        out.push(Diagnostic::at(Code::UnusedSource, id.place.clone(), message).help(help));
    }
}
