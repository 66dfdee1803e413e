//! `safety.toml`: what the folder adds to the topics that the program brings along.

use super::links::links_within;
use super::registry::Ids;
use super::texts::{fit, fit_all};
use crate::diagnostic::{Code, Diagnostic, Texts};
use crate::knowledge::limits;
use crate::knowledge::model::{Safety, SafetyKind, SafetyTopic};
use crate::knowledge::raw::{RawFolder, RawSafety, RawTopic};
use crate::knowledge::syntax;
use std::sync::{Arc, LazyLock};

/// The topics that the program brings along. A test holds them to be without any problem.
static BUILT_IN: LazyLock<Safety> = LazyLock::new(|| {
    let mut raw = RawFolder::default();
    let mut ignored = Vec::new();
    let file = Arc::from("safety.toml");
    let document = syntax::parse(&file, BUILT_IN_FILE, &mut ignored);
    raw.add_safety(&file, document, &mut ignored);
    merged(Safety::default(), &raw.safety, &Texts::new(), &mut ignored)
});

pub(in crate::knowledge) static BUILT_IN_FILE: &str = include_str!("../safety.toml");

/// The built-in topics with what `safety.toml` adds.
pub(super) fn safety(raw: &RawSafety, texts: &Texts, out: &mut Vec<Diagnostic>) -> Safety {
    merged(BUILT_IN.clone(), raw, texts, out)
}

fn merged(mut safety: Safety, raw: &RawSafety, texts: &Texts, out: &mut Vec<Diagnostic>) -> Safety {
    safety.harmless.extend(fit_all("this file", "harmless", limits::PHRASING, &raw.harmless, out));
    let mut ids = [Ids::new("crisis"), Ids::new("harassment")];
    let crises = raw.crises.iter().map(|raw| (SafetyKind::Crisis, raw));
    for (kind, raw) in crises.chain(raw.harassment.iter().map(|raw| (SafetyKind::Harassment, raw))) {
        if let Some(id) = &raw.id {
            ids[usize::from(kind == SafetyKind::Harassment)].claim(id, out);
        }
        merge(&mut safety.topics, kind, raw, texts, out);
    }
    safety
}

/// A topic with the id of a known one changes that; another one is added.
fn merge(topics: &mut Vec<SafetyTopic>, kind: SafetyKind, raw: &RawTopic, texts: &Texts, out: &mut Vec<Diagnostic>) {
    let id = raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
    links_within(&raw.what, "reply", raw.reply.as_ref(), texts, out);
    let reply = raw.reply.as_ref().map(|reply| fit(&raw.what, "reply", limits::REPLY, Some(reply), out));
    let examples = fit_all(&raw.what, "examples", limits::PHRASING, &raw.examples, out);
    match topics.iter_mut().find(|known| known.kind == kind && known.id == id) {
        Some(known) => {
            known.examples.extend(examples);
            known.reply = reply.unwrap_or_else(|| std::mem::take(&mut known.reply));
        }
        None => {
            if let Some(id) = raw.id.as_ref().filter(|_| examples.is_empty()) {
                let message = format!("{} has no examples, so that no message leads to it", raw.what);
                let help = "give it `examples`, or the id of a topic that the bot brings along";
                out.push(Diagnostic::at(Code::TopicWithoutExamples, id.place.clone(), message).help(help));
            }
            // Nobody in need may meet silence because a text was forgotten.
            let usual = topics.iter().find(|known| known.kind == kind).map(|known| known.reply.clone());
            topics.push(SafetyTopic { id, kind, examples, reply: reply.or(usual).unwrap_or_default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Folder, SourceFile, check};

    fn safety_of(text: &str) -> (Safety, Vec<String>) {
        let entry = "[[entry]]\nid = \"a\"\nquestion = \"q?\"\nanswer = \"a\"";
        let files = vec![SourceFile::new("faq/a.toml", entry), SourceFile::new("safety.toml", text)];
        let checked = check(&Folder { files, problem: None }, None);
        let of_file =
            checked.diagnostics.iter().filter(|one| one.place.as_ref().is_some_and(|at| &*at.file == "safety.toml"));
        let codes = of_file.map(|one| one.code.to_string()).collect();
        (checked.knowledge.map(|knowledge| knowledge.safety).unwrap_or_default(), codes)
    }

    #[test]
    fn what_the_program_brings_along_is_sound() {
        let (safety, problems) = safety_of(BUILT_IN_FILE);
        assert!(problems.is_empty(), "{problems:?}");
        assert!(safety.topics.iter().all(|topic| !topic.reply.is_empty()));
        assert_eq!(safety.topics.len(), BUILT_IN.topics.len());
        for place in ["988", "911", "findahelpline.com"] {
            let crises = BUILT_IN.topics.iter().filter(|topic| topic.kind == SafetyKind::Crisis);
            assert!(
                crises.clone().count() > 2 && crises.into_iter().all(|topic| topic.reply.contains(place)),
                "{place}"
            );
        }
    }

    #[test]
    fn the_topics_are_those_that_are_learnt() {
        let learnt: toml::Table = include_str!("../../../models/safety.toml").parse().unwrap();
        let ids = |kind: &str| {
            let topics = learnt[kind].as_array().unwrap().iter();
            topics.map(|topic| topic["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let learnt = [ids("crisis"), ids("harassment")].concat();
        assert_eq!(BUILT_IN.topics.iter().map(|topic| topic.id.clone()).collect::<Vec<_>>(), learnt);
    }

    #[test]
    fn a_folder_without_the_file_has_what_the_program_brings_along() {
        let (safety, _) = safety_of("");
        assert_eq!(safety.topics.len(), BUILT_IN.topics.len());
        assert_eq!(safety.harmless, BUILT_IN.harmless);
    }

    #[test]
    fn the_file_changes_a_reply_and_adds_examples_and_topics() {
        let id = &BUILT_IN.topics[0].id;
        let text = format!(
            "harmless = [\"h\"]\n[[crisis]]\nid = \"{id}\"\nexamples = [\"mine\"]\n\
             [[crisis]]\nid = \"sea\"\nexamples = [\"man overboard\"]\n[[harassment]]\nid = \"spam\"\nexamples = [\"buy\"]\nreply = \"No.\""
        );
        let (safety, problems) = safety_of(&text);
        assert!(problems.is_empty(), "{problems:?}");
        let (first, built_in) = (&safety.topics[0], &BUILT_IN.topics[0]);
        assert_eq!((&first.reply, first.examples.len()), (&built_in.reply, built_in.examples.len() + 1));
        let added: Vec<_> =
            safety.topics[BUILT_IN.topics.len()..].iter().map(|topic| (&*topic.id, &*topic.reply)).collect();
        assert_eq!(added, [("sea", &*built_in.reply), ("spam", "No.")]);
        assert_eq!(safety.harmless.last().unwrap(), "h");

        let (safety, _) = safety_of(&format!("[[crisis]]\nid = \"{id}\"\nreply = \"Call 116 123.\""));
        assert_eq!(safety.topics[0].reply, "Call 116 123.");
        assert_eq!(safety.topics[0].examples, built_in.examples);
    }

    #[test]
    fn a_topic_that_nothing_leads_to_is_told() {
        assert_eq!(safety_of("[[crisis]]\nid = \"sea\"").1, ["topic-without-examples"]);
    }
}
