//! The files that are plain lists: sources, boards, vocabulary, small talk, and what is out of scope.

use super::links::{link, links_within};
use super::registry::Ids;
use super::texts::{fit, fit_all, places};
use crate::diagnostic::{Code, Diagnostic, Texts};
use crate::knowledge::limits;
use crate::knowledge::model::{Board, OutOfScope, Smalltalk, Source};
use crate::knowledge::raw::{RawBoard, RawSmalltalk, RawSource, RawTopic};
use crate::knowledge::syntax::At;

/// `sources.toml`, at the same indexes as the raw ones.
pub(super) fn sources(raw: &[RawSource], out: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut ids = Ids::new("source");
    let mut source = |raw: &'_ RawSource| Source {
        id: raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        title: fit(&raw.what, "title", limits::TITLE, raw.title.as_ref(), out),
        publisher: fit(&raw.what, "publisher", limits::PUBLISHER, raw.publisher.as_ref(), out),
        url: link(&raw.what, "url", raw.url.as_ref(), out),
        published: raw.published.as_ref().map(|date| date.value),
    };
    let sources = raw.iter().map(&mut source).collect();
    claim(raw.iter().map(|raw| raw.id.as_ref()), &mut ids, out);
    sources
}

fn claim<'a>(found: impl Iterator<Item = Option<&'a At<String>>>, ids: &mut Ids<'a>, out: &mut Vec<Diagnostic>) {
    for id in found.flatten() {
        ids.claim(id, out);
    }
}

/// `listings.toml`.
pub(super) fn boards(raw: &[RawBoard], out: &mut Vec<Diagnostic>) -> Vec<Board> {
    claim(raw.iter().map(|raw| raw.id.as_ref()), &mut Ids::new("board"), out);
    let mut board = |raw: &RawBoard| {
        let search = link(&raw.what, "search", raw.search.as_ref(), out);
        if let Some(At { value, place }) = &raw.search
            && !value.contains("{role}")
        {
            let message = format!("`search` of {} leads to the same page for every role", raw.what);
            let help = "put {role} where the role's name goes, or delete the line";
            out.push(Diagnostic::at(Code::SearchWithoutRole, place.clone(), message).help(help));
        }
        Board {
            id: raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            name: fit(&raw.what, "name", limits::NAME, raw.name.as_ref(), out),
            url: link(&raw.what, "url", raw.url.as_ref(), out).unwrap_or_default(),
            search,
        }
    };
    raw.iter().map(&mut board).collect()
}

/// `[[synonym]]` of `vocabulary.toml`.
pub(super) fn synonyms(raw: &[Vec<At<String>>], out: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    raw.iter().map(|words| fit_all("this synonym", "words", limits::ALIAS, words, out)).collect()
}

/// `other_occupations` of `vocabulary.toml`.
pub(super) fn occupations(raw: &[At<String>], out: &mut Vec<Diagnostic>) -> Vec<String> {
    fit_all("this file", "other_occupations", limits::ALIAS, raw, out)
}

/// `smalltalk.toml`.
pub(super) fn smalltalk(raw: &[RawSmalltalk], texts: &Texts, out: &mut Vec<Diagnostic>) -> Vec<Smalltalk> {
    claim(raw.iter().map(|raw| raw.id.as_ref()), &mut Ids::new("reply"), out);
    let mut reply = |raw: &RawSmalltalk| {
        links_within(&raw.what, "answer", raw.answer.as_ref(), texts, out);
        Smalltalk {
            id: raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            said: fit_all(&raw.what, "said", limits::PHRASING, &raw.said, out),
            places: places(&raw.said),
            answer: fit(&raw.what, "answer", limits::REPLY, raw.answer.as_ref(), out),
        }
    };
    raw.iter().map(&mut reply).collect()
}

/// `out_of_scope.toml`.
pub(super) fn out_of_scope(raw: &[RawTopic], texts: &Texts, out: &mut Vec<Diagnostic>) -> Vec<OutOfScope> {
    claim(raw.iter().map(|raw| raw.id.as_ref()), &mut Ids::new("topic"), out);
    let mut topic = |raw: &RawTopic| {
        links_within(&raw.what, "reply", raw.reply.as_ref(), texts, out);
        OutOfScope {
            id: raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            examples: fit_all(&raw.what, "examples", limits::PHRASING, &raw.examples, out),
            places: places(&raw.examples),
            reply: raw.reply.as_ref().map(|reply| fit(&raw.what, "reply", limits::REPLY, Some(reply), out)),
            forget: raw.forget,
        }
    };
    raw.iter().map(&mut topic).collect()
}
