//! The files as they are written: typed, with places, and nothing checked beyond the kind of each value.

mod role;

use super::fields::Fields;
use super::keys::{self, Key};
use super::model::{Section, Years};
use super::shorten;
use super::syntax::{At, Document, Table};
use crate::diagnostic::{Diagnostic, Place};
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that could be read of a folder.
#[derive(Default)]
pub(super) struct RawFolder {
    pub roles: Vec<RawRole>,
    /// One for each file of `faq/`.
    pub faq: Vec<Vec<RawEntry>>,
    pub sources: Vec<RawSource>,
    /// Sources may be missing from `sources`, so that nothing can be said of a reference to one.
    pub sources_incomplete: bool,
    pub boards: Vec<RawBoard>,
    pub synonyms: Vec<Vec<At<String>>>,
    pub other_occupations: Vec<At<String>>,
    pub smalltalk: Vec<RawSmalltalk>,
    pub out_of_scope: Vec<RawTopic>,
    pub safety: RawSafety,
    pub standard: Vec<RawStandardQuestion>,
    /// Standard questions may be missing from `standard`.
    pub standard_incomplete: bool,
    pub golden: Vec<RawCase>,
    /// The first parts of full ids of which entries may be missing.
    pub incomplete_owners: Vec<String>,
    /// A file of roles could not be read so far as to know its id.
    pub unknown_owner: bool,
}

pub(super) struct RawRole {
    /// What it is called in messages, such as "role `perfusionist`".
    pub what: String,
    /// Of its id, or of the file's start.
    pub place: Place,
    pub id: Option<At<String>>,
    pub name: Option<At<String>>,
    pub aliases: Vec<At<String>>,
    pub summary: Option<At<String>>,
    pub card: Vec<(Section, RawCardText)>,
    pub path: Vec<RawStep>,
    pub entries: Vec<RawEntry>,
    /// Something of the file could not be read that may have been entries.
    pub may_have_entries: bool,
}

pub(super) struct RawCardText {
    pub text: Option<At<String>>,
    pub sources: Vec<At<String>>,
    /// The file gives `sources`, or may have meant to.
    pub has_sources: bool,
}

pub(super) struct RawStep {
    pub step: Option<At<String>>,
    pub years: Option<Years>,
}

pub(super) struct RawEntry {
    /// What it is called in messages, such as "entry `faq/jobs`".
    pub what: String,
    /// Of its id, or of its header where it has none.
    pub place: Place,
    pub id: Option<At<String>>,
    pub topic: Option<At<String>>,
    pub question: Option<At<String>>,
    pub standard: Vec<At<String>>,
    pub gives_standard: bool,
    pub also_asked: Vec<At<String>>,
    pub not_for: Vec<At<String>>,
    pub answer: Option<At<String>>,
    pub sources: Vec<At<String>>,
    pub reviewed: Option<At<Date>>,
    pub review_by: Option<At<Date>>,
    pub related: Vec<At<String>>,
    pub retired: bool,
    /// The file gives `sources`, or may have meant to.
    pub has_sources: bool,
    /// The file gives `reviewed`, or may have meant to.
    pub has_reviewed: bool,
}

pub(super) struct RawSource {
    pub what: String,
    pub id: Option<At<String>>,
    pub title: Option<At<String>>,
    pub publisher: Option<At<String>>,
    pub url: Option<At<String>>,
    pub published: Option<At<Date>>,
    /// The file gives `published`, or may have meant to.
    pub has_published: bool,
}

pub(super) struct RawBoard {
    pub what: String,
    pub id: Option<At<String>>,
    pub name: Option<At<String>>,
    pub url: Option<At<String>>,
    pub search: Option<At<String>>,
}

pub(super) struct RawSmalltalk {
    pub what: String,
    pub id: Option<At<String>>,
    pub said: Vec<At<String>>,
    pub answer: Option<At<String>>,
}

pub(super) struct RawTopic {
    pub what: String,
    pub id: Option<At<String>>,
    pub examples: Vec<At<String>>,
    pub reply: Option<At<String>>,
    pub forget: bool,
}

/// `safety.toml`
#[derive(Default)]
pub(super) struct RawSafety {
    pub harmless: Vec<At<String>>,
    pub crises: Vec<RawTopic>,
    pub harassment: Vec<RawTopic>,
}

/// `[[question]]` of `standard_questions.toml`
pub(super) struct RawStandardQuestion {
    pub what: String,
    pub id: Option<At<String>>,
    pub question: Option<At<String>>,
    pub label: Option<At<String>>,
    pub subject: Option<At<String>>,
    pub phrasings: Vec<At<String>>,
}

pub(super) struct RawCase {
    pub set: String,
    /// Of its question, or of its header where it has none.
    pub place: Place,
    pub ask: Option<At<String>>,
    pub after: Option<At<String>>,
    pub entries: Vec<At<String>>,
    pub has_entries: bool,
    pub none: bool,
    pub must: bool,
    pub broken: bool,
}

/// What a nameless thing is called in messages.
fn named(kind: &str, id: Option<&str>) -> String {
    id.filter(|id| !id.trim().is_empty())
        .map_or_else(|| format!("this {kind}"), |id| format!("{kind} `{}`", shorten(id)))
}

impl RawFolder {
    /// Adds a file of `roles/`.
    pub fn add_role(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let place = Place { file: file.clone(), span: 0..0 };
        let broken = document.broken;
        let mut fields = Fields::new(document.root, &keys::ROLE, "", place.clone(), out);
        fields.what = named("role", fields.peek("id"));
        let id = fields.text("id");
        let owner = id.as_ref().map_or("", |id| id.value.as_str());
        let name = fields.text("name");
        let aliases = fields.texts("aliases");
        let summary = fields.text("summary");
        let what = fields.what.clone();
        let card = fields.table("card").map_or_else(Vec::new, |card| role::raw_card(card, &what, fields.out()));
        let path = fields.tables("path").into_iter().map(|step| RawStep::read(step, &what, fields.out())).collect();
        let given = fields.gives("entry");
        let entries = fields.tables("entry");
        let entries: Vec<_> = entries.into_iter().map(|entry| RawEntry::read(entry, owner, fields.out())).collect();
        let may_have_entries = broken || given && entries.is_empty() || fields.holds_tables();
        fields.finish(|key| goes_into_entry(key).then(|| below("entry", key)));
        match &id {
            None => self.unknown_owner = true,
            Some(id) if broken || lacks_an_id(&entries) => self.incomplete_owners.push(id.value.clone()),
            Some(_) => {}
        }
        let place = id.as_ref().map_or(place, |id| id.place.clone());
        self.roles.push(RawRole { what, place, id, name, aliases, summary, card, path, entries, may_have_entries });
    }

    /// Adds a file of `faq/`.
    pub fn add_faq(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let broken = document.broken;
        let mut fields = whole_file(file, document, &keys::FAQ, out);
        let entries = fields.tables("entry");
        let entries: Vec<_> = entries.into_iter().map(|entry| RawEntry::read(entry, "faq", fields.out())).collect();
        fields.finish(|key| match key {
            "name" | "aliases" | "summary" | "card" | "path" => {
                Some("a role goes into a file of its own in roles/".into())
            }
            key => goes_into_entry(key).then(|| below("entry", key)),
        });
        if broken || lacks_an_id(&entries) {
            self.incomplete_owners.push("faq".into());
        }
        self.faq.push(entries);
    }

    /// Adds `sources.toml`.
    pub fn add_sources(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        self.sources_incomplete |= document.broken;
        let mut fields = whole_file(file, document, &keys::SOURCES, out);
        for item in fields.tables("source") {
            let mut fields = item_fields("source", item, &keys::SOURCE, fields.out());
            let id = fields.text("id");
            self.sources_incomplete |= id.is_none();
            self.sources.push(RawSource {
                what: fields.what.clone(),
                id,
                has_published: fields.may_give("published"),
                title: fields.text("title"),
                publisher: fields.text("publisher"),
                url: fields.text("url"),
                published: fields.date("published"),
            });
            fields.finish(|_| None);
        }
        fields.finish(|_| Some("start each source with a line of its own: [[source]]".into()));
    }

    /// Adds `listings.toml`.
    pub fn add_listings(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let mut fields = whole_file(file, document, &keys::LISTINGS, out);
        for item in fields.tables("board") {
            let mut fields = item_fields("board", item, &keys::BOARD, fields.out());
            self.boards.push(RawBoard {
                what: fields.what.clone(),
                id: fields.text("id"),
                name: fields.text("name"),
                url: fields.text("url"),
                search: fields.text("search"),
            });
            fields.finish(|_| None);
        }
        fields.finish(|_| Some("start each board with a line of its own: [[board]]".into()));
    }

    /// Adds `vocabulary.toml`.
    pub fn add_vocabulary(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let mut fields = whole_file(file, document, &keys::VOCABULARY, out);
        self.other_occupations.extend(fields.texts("other_occupations"));
        for At { value, place } in fields.tables("synonym") {
            let mut fields = Fields::new(value, &keys::SYNONYM, "this synonym", place, fields.out());
            self.synonyms.push(fields.texts("words"));
            let elsewhere = "it belongs to the top of the file, above the first [[synonym]]";
            fields.finish(|key| (key == "other_occupations").then(|| elsewhere.into()));
        }
        fields.finish(|key| (key == "words").then(|| below("synonym", key)));
    }

    /// Adds `smalltalk.toml`.
    pub fn add_smalltalk(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let mut fields = whole_file(file, document, &keys::SMALLTALK, out);
        for item in fields.tables("reply") {
            let mut fields = item_fields("reply", item, &keys::REPLY, fields.out());
            self.smalltalk.push(RawSmalltalk {
                what: fields.what.clone(),
                id: fields.text("id"),
                said: fields.texts("said"),
                answer: fields.text("answer"),
            });
            fields.finish(|_| None);
        }
        fields.finish(|_| Some("start each reply with a line of its own: [[reply]]".into()));
    }

    /// Adds `out_of_scope.toml`.
    pub fn add_out_of_scope(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let mut fields = whole_file(file, document, &keys::OUT_OF_SCOPE, out);
        for item in fields.tables("topic") {
            self.out_of_scope.push(RawTopic::read("topic", item, &keys::TOPIC, fields.out()));
        }
        fields.finish(|_| Some("start each topic with a line of its own: [[topic]]".into()));
    }

    /// Adds `safety.toml`.
    pub fn add_safety(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let mut fields = whole_file(file, document, &keys::SAFETY, out);
        self.safety.harmless.extend(fields.texts("harmless"));
        for item in fields.tables("crisis") {
            self.safety.crises.push(RawTopic::read("crisis", item, &keys::SAFETY_TOPIC, fields.out()));
        }
        for item in fields.tables("harassment") {
            self.safety.harassment.push(RawTopic::read("harassment", item, &keys::SAFETY_TOPIC, fields.out()));
        }
        fields.finish(|key| match key {
            "topic" => Some("start each topic with a line of its own: [[crisis]] or [[harassment]]".into()),
            key => keys::names(&keys::SAFETY_TOPIC).any(|name| name == key).then(|| below("crisis", key)),
        });
    }

    /// Adds `standard_questions.toml`.
    pub fn add_standard_questions(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        self.standard_incomplete |= document.broken;
        let mut fields = whole_file(file, document, &keys::STANDARD_QUESTIONS, out);
        for item in fields.tables("question") {
            let mut fields = item_fields("standard question", item, &keys::STANDARD_QUESTION, fields.out());
            let id = fields.text("id");
            self.standard_incomplete |= id.is_none();
            self.standard.push(RawStandardQuestion {
                what: fields.what.clone(),
                id,
                question: fields.text("question"),
                label: fields.text("label"),
                subject: fields.text("subject"),
                phrasings: fields.texts("phrasings"),
            });
            fields.finish(|_| None);
        }
        fields.finish(|_| Some("start each question with a line of its own: [[question]]".into()));
    }

    /// Adds a file of `golden/`.
    pub fn add_golden(&mut self, file: &Arc<str>, document: Document, out: &mut Vec<Diagnostic>) {
        let set = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml").to_owned();
        let mut fields = whole_file(file, document, &keys::GOLDEN, out);
        for At { value, place } in fields.tables("case") {
            let mut fields = Fields::new(value, &keys::CASE, "this case", place, fields.out());
            let ask = fields.text("ask");
            self.golden.push(RawCase {
                set: set.clone(),
                place: ask.as_ref().map_or_else(|| fields.place.clone(), |ask| ask.place.clone()),
                ask,
                after: fields.text("after"),
                has_entries: fields.gives("entries"),
                entries: fields.texts("entries"),
                none: fields.switch("none"),
                must: fields.switch("must"),
                broken: fields.broken(),
            });
            fields.finish(|_| None);
        }
        fields.finish(|_| Some("start each golden question with a line of its own: [[case]]".into()));
    }
}

fn whole_file<'a>(
    file: &Arc<str>,
    document: Document,
    keys: &'static [Key],
    out: &'a mut Vec<Diagnostic>,
) -> Fields<'a> {
    Fields::new(document.root, keys, "this file", Place { file: file.clone(), span: 0..0 }, out)
}

fn item_fields<'a>(kind: &str, item: At<Table>, keys: &'static [Key], out: &'a mut Vec<Diagnostic>) -> Fields<'a> {
    let mut fields = Fields::new(item.value, keys, "", item.place, out);
    fields.what = named(kind, fields.peek("id"));
    fields
}

fn below(header: &str, key: &str) -> String {
    format!("`{key}` goes below a line [[{header}]]")
}

/// Whether an entry has the key and nothing above the entries has.
fn goes_into_entry(key: &str) -> bool {
    key != "id" && keys::names(&keys::ENTRY).any(|name| name == key)
}

fn lacks_an_id(entries: &[RawEntry]) -> bool {
    entries.iter().any(|entry| entry.id.is_none())
}

impl RawTopic {
    fn read(kind: &str, item: At<Table>, keys: &'static [Key], out: &mut Vec<Diagnostic>) -> RawTopic {
        let mut fields = item_fields(kind, item, keys, out);
        let topic = RawTopic {
            what: fields.what.clone(),
            id: fields.text("id"),
            examples: fields.texts("examples"),
            reply: fields.text("reply"),
            // Of what `safety.toml` lists nothing is ever kept.
            forget: keys::names(keys).any(|key| key == "forget") && fields.switch("forget"),
        };
        fields.finish(|_| None);
        topic
    }
}

impl RawEntry {
    fn read(At { value, place }: At<Table>, owner: &str, out: &mut Vec<Diagnostic>) -> RawEntry {
        let mut fields = Fields::new(value, &keys::ENTRY, "", place, out);
        fields.what = match (fields.peek("id"), fields.peek("question")) {
            (Some(id), _) if owner.is_empty() => format!("entry `{}`", shorten(id)),
            (Some(id), _) => format!("entry `{}/{}`", shorten(owner), shorten(id)),
            (None, Some(question)) => format!("the entry \"{}\"", shorten(question)),
            (None, None) => "this entry".into(),
        };
        let id = fields.text("id");
        let entry = RawEntry {
            what: fields.what.clone(),
            place: id.as_ref().map_or_else(|| fields.place.clone(), |id| id.place.clone()),
            id,
            has_sources: fields.may_give("sources"),
            has_reviewed: fields.may_give("reviewed"),
            topic: fields.text("topic"),
            question: fields.text("question"),
            gives_standard: fields.has("standard"),
            standard: fields.texts("standard"),
            also_asked: fields.texts("also_asked"),
            not_for: fields.texts("not_for"),
            answer: fields.text("answer"),
            sources: fields.texts("sources"),
            reviewed: fields.date("reviewed"),
            review_by: fields.date("review_by"),
            related: fields.texts("related"),
            retired: fields.switch("retired"),
        };
        fields.finish(|key| {
            let role = ["name", "aliases", "summary"].contains(&key);
            role.then(|| format!("`{key}` goes to the top of the file, above the first line in [brackets]"))
        });
        entry
    }
}
