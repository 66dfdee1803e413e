//! Roles with their cards and paths.

use super::links::links_within;
use super::registry::Registry;
use super::texts::{fit, fit_all};
use crate::diagnostic::{Diagnostic, Texts};
use crate::knowledge::limits;
use crate::knowledge::model::{CardText, PathStep, Role};
use crate::knowledge::raw::{RawRole, RawStep};

/// All roles, at the same indexes as the raw ones.
pub(super) fn roles(raw: &[RawRole], registry: &Registry<'_>, texts: &Texts, out: &mut Vec<Diagnostic>) -> Vec<Role> {
    raw.iter().map(|raw| role(raw, registry, texts, out)).collect()
}

fn role(raw: &RawRole, registry: &Registry<'_>, texts: &Texts, out: &mut Vec<Diagnostic>) -> Role {
    let id = raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
    let what = raw.what.as_str();
    let mut card = Vec::with_capacity(raw.card.len());
    for (section, raw) in &raw.card {
        let what = &format!("section `{}` of {what}", section.key());
        let text = fit(what, "text", limits::CARD_TEXT, raw.text.as_ref(), out);
        links_within(what, "text", raw.text.as_ref(), texts, out);
        card.push((*section, CardText { text, sources: registry.sources(what, &raw.sources, out) }));
    }
    links_within(what, "summary", raw.summary.as_ref(), texts, out);
    let of_step = format!("a path step of {what}");
    let mut step = |raw: &RawStep| {
        links_within(&of_step, "step", raw.step.as_ref(), texts, out);
        PathStep { step: fit(&of_step, "step", limits::STEP, raw.step.as_ref(), out), years: raw.years }
    };
    let path = raw.path.iter().map(&mut step).collect();
    Role {
        name: fit(what, "name", limits::NAME, raw.name.as_ref(), out),
        aliases: fit_all(what, "aliases", limits::ALIAS, &raw.aliases, out),
        summary: fit(what, "summary", limits::SUMMARY, raw.summary.as_ref(), out),
        id,
        card,
        path,
        place: raw.place.clone(),
    }
}
