//! The texts of the folder that members read.

use super::prose::prose;
use crate::diagnostic::{Place, Texts};
use crate::knowledge::limits;
use crate::knowledge::raw::{RawFolder, RawRole};
use crate::knowledge::syntax::At;
use crate::knowledge::validate::registry::Registry;
use crate::knowledge::written::Written;
use std::cell::OnceCell;
use std::ops::Range;

/// A text that members read.
pub(super) struct Shown<'a> {
    /// What it is called in messages, such as "`answer` of entry `faq/jobs`".
    pub what: String,
    pub text: &'a str,
    /// The text as [`prose`] has it.
    pub prose: String,
    /// Where its facts come from, if it is of a kind that can say so.
    pub cites: Option<Cites<'a>>,
    at: &'a At<String>,
    texts: &'a Texts,
    written: OnceCell<Written<'a>>,
}

/// What a text says of the origin of its facts.
pub(super) struct Cites<'a> {
    pub sources: &'a [At<String>],
    /// It names sources, or may have meant to.
    pub has_sources: bool,
    /// It says when it was checked; `None` if it can't.
    pub has_reviewed: Option<bool>,
}

/// Texts that are read together: an answer, or a role's card.
pub(super) type Page<'a> = Vec<Shown<'a>>;

impl<'a> Shown<'a> {
    /// A text that isn't far too long: that is an error already, and it will be another text once it is mended.
    fn new(what: String, at: Option<&'a At<String>>, cites: Option<Cites<'a>>, texts: &'a Texts) -> Option<Self> {
        let at = at.filter(|at| at.value.len() <= 2 * limits::ANSWER)?;
        let text = at.value.as_str();
        Some(Shown { what, text, prose: prose(text), cites, at, texts, written: OnceCell::new() })
    }

    /// The place of a part of the text.
    pub fn place(&self, part: Range<usize>) -> Place {
        self.written.get_or_init(|| Written::new(self.at, self.texts)).place(part)
    }
}

/// All of them, by page.
pub(super) fn pages<'a>(raw: &'a RawFolder, registry: &Registry<'a>, texts: &'a Texts) -> Vec<Page<'a>> {
    let entries = registry.entries.iter().filter(|listed| !listed.copy && !listed.raw.retired).map(|listed| {
        let raw = listed.raw;
        let cites = Cites { sources: &raw.sources, has_sources: raw.has_sources, has_reviewed: Some(raw.has_reviewed) };
        Shown::new(format!("`answer` of {}", raw.what), raw.answer.as_ref(), Some(cites), texts)
    });
    let replies = raw.smalltalk.iter().map(|reply| (&reply.what, "answer", reply.answer.as_ref()));
    let topics = raw.out_of_scope.iter().map(|topic| (&topic.what, "reply", topic.reply.as_ref()));
    let safety = raw.safety.crises.iter().chain(&raw.safety.harassment);
    let safety = safety.map(|topic| (&topic.what, "reply", topic.reply.as_ref()));
    let fixed = replies
        .chain(topics)
        .chain(safety)
        .map(|(what, key, text)| Shown::new(format!("`{key}` of {what}"), text, None, texts));
    let cards = raw.roles.iter().map(|role| card(role, texts));
    entries.chain(fixed).map(|shown| shown.into_iter().collect()).chain(cards).collect()
}

fn card<'a>(role: &'a RawRole, texts: &'a Texts) -> Page<'a> {
    let summary = Shown::new(format!("`summary` of {}", role.what), role.summary.as_ref(), None, texts);
    let sections = role.card.iter().filter_map(|(section, raw)| {
        let cites = Cites { sources: &raw.sources, has_sources: raw.has_sources, has_reviewed: None };
        let what = format!("section `{}` of {}", section.key(), role.what);
        Shown::new(what, raw.text.as_ref(), Some(cites), texts)
    });
    summary.into_iter().chain(sections).collect()
}
