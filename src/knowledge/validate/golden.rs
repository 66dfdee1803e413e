//! Golden questions.

use super::registry::{Named, Registry};
use super::texts::fit;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::limits;
use crate::knowledge::model::{EntryId, GoldenCase};
use crate::knowledge::raw::RawCase;
use crate::knowledge::shorten;

/// All cases but those whose every entry is retired.
pub(super) fn golden(raw: &[RawCase], registry: &Registry<'_>, out: &mut Vec<Diagnostic>) -> Vec<GoldenCase> {
    raw.iter().filter_map(|raw| case(raw, registry, out)).collect()
}

fn case(raw: &RawCase, registry: &Registry<'_>, out: &mut Vec<Diagnostic>) -> Option<GoldenCase> {
    let what = match &raw.ask {
        Some(ask) => format!("golden question \"{}\"", shorten(&ask.value)),
        None => "this golden question".to_owned(),
    };
    let help = "write entries = [\"…\"] with the ids that are right, or none = true where nothing may be answered";
    if raw.has_entries && raw.none {
        let message = format!("{what} has both `entries` and `none`");
        out.push(Diagnostic::at(Code::ContradictoryCase, raw.place.clone(), message).help(help));
    } else if !raw.has_entries && !raw.none && !raw.broken {
        let message = format!("{what} says neither which `entries` are right nor that there are `none`");
        out.push(Diagnostic::at(Code::ContradictoryCase, raw.place.clone(), message).help(help));
    }
    let mut entries = Vec::with_capacity(raw.entries.len());
    for id in &raw.entries {
        match registry.entry(&id.value) {
            Named::Entry(entry) if entry.raw.retired => {
                let message = format!("{what} expects `{}`, which is retired and so never answers", id.value);
                let diagnostic = Diagnostic::at(Code::RetiredReference, id.place.clone(), message)
                    .note(entry.raw.place.clone(), "the retired entry")
                    .help("name another entry, or delete this case");
                out.push(diagnostic);
            }
            Named::Entry(_) => entries.push(EntryId::new(id.value.as_str())),
            Named::Unsure => {}
            Named::Nothing => out.push(registry.unknown_entry(&what, id)),
        }
    }
    let case = GoldenCase {
        set: raw.set.clone(),
        ask: fit(&what, "ask", limits::PHRASING, raw.ask.as_ref(), out),
        after: raw.after.as_ref().map(|after| fit(&what, "after", limits::PHRASING, Some(after), out)),
        entries,
        must: raw.must,
        place: raw.place.clone(),
    };
    // Without an entry the case would claim that nothing may be answered.
    (raw.none || !case.entries.is_empty()).then_some(case)
}
