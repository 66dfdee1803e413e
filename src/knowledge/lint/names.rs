//! Roles: the names that they go by, and whether they have entries.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::shorten;
use crate::knowledge::syntax::At;
use crate::text::normalise;
use std::collections::HashMap;

/// Names that two roles share.
pub(super) fn aliases(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (usize, &At<String>)> = HashMap::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for (role, raw) in context.raw.roles.iter().enumerate() {
        // A role given twice is an error already; that it shares its names with itself says nothing new.
        if let Some(id) = &raw.id
            && *ids.entry(id.value.as_str()).or_insert(role) != role
        {
            continue;
        }
        for name in raw.name.iter().chain(&raw.aliases) {
            let folded = normalise(&name.value);
            if folded.is_empty() {
                continue;
            }
            match seen.get(&folded) {
                Some((other, first)) if *other != role => {
                    let message = format!("two roles go by the name \"{}\"", shorten(name.value.trim()));
                    let diagnostic = Diagnostic::at(Code::AliasClash, name.place.clone(), message)
                        .note(first.place.clone(), "the other role")
                        .help("keep it with the role that members mean by it");
                    out.push(diagnostic);
                }
                Some(_) => {}
                None => {
                    seen.insert(folded, (role, name));
                }
            }
        }
    }
}

/// Names of our roles among the occupations that aren't ours.
pub(super) fn excluded(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut ours = HashMap::new();
    for role in &context.raw.roles {
        for name in role.name.iter().chain(&role.aliases) {
            ours.entry(normalise(&name.value)).or_insert((role, name));
        }
    }
    for other in &context.raw.other_occupations {
        let folded = normalise(&other.value);
        let Some((role, name)) = ours.get(&folded).filter(|_| !folded.is_empty()) else { continue };
        let short = shorten(other.value.trim());
        let message = format!("\"{short}\" is {}, but stands among the occupations that aren't ours", role.what);
        let diagnostic = Diagnostic::at(Code::OwnRoleExcluded, other.place.clone(), message)
            .note(name.place.clone(), "the role's name")
            .help("delete it from `other_occupations`");
        out.push(diagnostic);
    }
}

/// Roles about which nothing can be answered.
pub(super) fn roles_without_entries(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for role in context.raw.roles.iter().filter(|role| !role.may_have_entries) {
        if role.entries.iter().all(|entry| entry.retired) {
            let message = match role.entries.len() {
                0 => format!("{} has no entries, so no question about it is answered", role.what),
                _ => format!("every entry of {} is retired, so no question about it is answered", role.what),
            };
            let help = "add one at the end of the file: a line [[entry]], and below it `id`, `question` and `answer`";
            out.push(Diagnostic::at(Code::RoleWithoutEntries, role.place.clone(), message).help(help));
        }
    }
}
