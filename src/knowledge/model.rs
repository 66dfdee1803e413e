//! The validated knowledge base: what the rest of the program may rely on.
//!
//! Every id in here resolves, every text fits its limit, every link is https. Only `validate` makes one.

use super::standard::StandardQuestion;
use crate::diagnostic::Place;
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// An entry's full id, `<role>/<id>` or `faq/<id>`; cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct EntryId(Arc<str>);

impl EntryId {
    /// From the full id's text, which is taken as it is.
    pub fn new(full: impl Into<Arc<str>>) -> Self {
        EntryId(full.into())
    }

    /// The full id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All roles, entries, sources, listings and vocabulary of a folder.
///
/// There is no way to make one but [`check`](super::check): it has no default, and no other crate can write one down.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnowledgeBase {
    /// In the order of their files' names.
    pub roles: Vec<Role>,
    /// Of the roles first, then of `faq/`; retired ones are left out.
    pub entries: Vec<Entry>,
    /// Questions that people ask about every occupation: the program's own first, in their order, then those that the folder adds.
    pub standard: Vec<StandardQuestion>,
    /// Where answers come from.
    pub sources: Vec<Source>,
    /// Job boards.
    pub boards: Vec<Board>,
    /// Synonyms, and occupations that are not ours.
    pub vocabulary: Vocabulary,
    /// Fixed replies to greetings, thanks and the like.
    pub smalltalk: Vec<Smalltalk>,
    /// What the knowledge base does not answer.
    pub out_of_scope: Vec<OutOfScope>,
    /// What is no question but a need, or an attack.
    pub safety: Safety,
    /// Golden questions.
    pub golden: Vec<GoldenCase>,
}

/// An occupation with its card of facts.
#[derive(Clone, Debug)]
pub struct Role {
    /// Short id, the first part of its entries' full ids.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Other names that members use.
    pub aliases: Vec<String>,
    /// One or two sentences; empty where the file has none.
    pub summary: String,
    /// The sections that the file fills, in the order of [`Section::ALL`].
    pub card: Vec<(Section, CardText)>,
    /// Steps of training, in order.
    pub path: Vec<PathStep>,
    /// The file and the place of its id.
    pub place: Place,
}

/// A fixed section of a role's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Section {
    Duties,
    Education,
    Certification,
    Pay,
    Outlook,
    Setting,
    OnCall,
    Similar,
    FirstStep,
}

impl Section {
    /// In the order in which a card shows them.
    pub const ALL: [Section; 9] = [
        Section::Duties,
        Section::Education,
        Section::Certification,
        Section::Pay,
        Section::Outlook,
        Section::Setting,
        Section::OnCall,
        Section::Similar,
        Section::FirstStep,
    ];

    /// The key in a role's file.
    pub fn key(self) -> &'static str {
        match self {
            Section::Duties => "duties",
            Section::Education => "education",
            Section::Certification => "certification",
            Section::Pay => "pay",
            Section::Outlook => "outlook",
            Section::Setting => "setting",
            Section::OnCall => "on_call",
            Section::Similar => "similar",
            Section::FirstStep => "first_step",
        }
    }

    /// The section with this key.
    pub fn named(key: &str) -> Option<Self> {
        Section::ALL.into_iter().find(|section| section.key() == key)
    }
}

/// What a card says in one section.
#[derive(Clone, Debug)]
pub struct CardText {
    /// The words.
    pub text: String,
    /// Indexes into [`KnowledgeBase::sources`].
    pub sources: Vec<usize>,
}

/// One step of a role's training.
#[derive(Clone, Debug, PartialEq)]
pub struct PathStep {
    /// What is done.
    pub step: String,
    /// How long it takes, where the file says so.
    pub years: Option<Years>,
}

/// A span of years; `min` equals `max` for an exact figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Years {
    /// At least.
    pub min: f64,
    /// At most.
    pub max: f64,
    /// The source calls it an estimate.
    pub estimate: bool,
}

/// One question with its answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Full id.
    pub id: EntryId,
    /// Index into [`KnowledgeBase::roles`]; `None` for entries of `faq/`.
    pub role: Option<usize>,
    /// The topic it is listed under; `general` where the file names none.
    pub topic: String,
    /// The question as members see it.
    pub question: String,
    /// The [standard questions](KnowledgeBase::standard) that it answers, by their indexes.
    pub standard: Vec<usize>,
    /// Its file gives `standard`, be it an empty list.
    pub gives_standard: bool,
    /// Other ways of asking it.
    pub also_asked: Vec<String>,
    /// Near misses that must not get this answer.
    pub not_for: Vec<String>,
    /// Where each of [`Entry::phrasings`] stands.
    pub phrasing_places: Vec<Place>,
    /// Where each of `not_for` stands.
    pub not_for_places: Vec<Place>,
    /// Discord markdown.
    pub answer: String,
    /// Indexes into [`KnowledgeBase::sources`].
    pub sources: Vec<usize>,
    /// When a person last checked it.
    pub reviewed: Option<Date>,
    /// When a person should check it again.
    pub review_by: Option<Date>,
    /// Other entries of interest, all of them served.
    pub related: Vec<EntryId>,
    /// The file and the place of its id.
    pub place: Place,
}

impl Entry {
    /// The question and its other phrasings, the question first.
    pub fn phrasings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.question.as_str()).chain(self.also_asked.iter().map(String::as_str))
    }

    /// Whether the day by which it was to be checked has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by.is_some_and(|by| by < today)
    }
}

/// Where an answer comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short id.
    pub id: String,
    /// Title of the page or book.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// https link, where there is one.
    pub url: Option<String>,
    /// When it appeared.
    pub published: Option<Date>,
}

/// A job board.
#[derive(Clone, Debug)]
pub struct Board {
    /// Short id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// https link to its front page.
    pub url: String,
    /// https link to a search, with `{role}` where the role's name goes.
    pub search: Option<String>,
}

/// Words that mean the same, and occupations that are not ours.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Groups of equivalent words; the first is the one that is kept.
    pub synonyms: Vec<Vec<String>>,
    /// Never answered with our entries.
    pub other_occupations: Vec<String>,
}

/// A fixed reply to a greeting and the like.
#[derive(Clone, Debug)]
pub struct Smalltalk {
    /// Short id.
    pub id: String,
    /// What members say.
    pub said: Vec<String>,
    /// Where each of `said` stands.
    pub places: Vec<Place>,
    /// The reply.
    pub answer: String,
}

/// A topic that gets no answer.
#[derive(Clone, Debug)]
pub struct OutOfScope {
    /// Short id.
    pub id: String,
    /// Questions of its kind.
    pub examples: Vec<String>,
    /// Where each of `examples` stands.
    pub places: Vec<Place>,
    /// A fixed reply, where silence would be unkind.
    pub reply: Option<String>,
    /// What members ask of its kind is never kept.
    pub forget: bool,
}

/// How members are told apart who need help, or who attack: what the program brings along, and what the folder adds.
#[derive(Clone, Debug, Default)]
pub struct Safety {
    /// The kinds of messages that get no career answer.
    pub topics: Vec<SafetyTopic>,
    /// Messages that only sound like one of them.
    pub harmless: Vec<String>,
}

/// A kind of message that gets no career answer.
#[derive(Clone, Debug)]
pub struct SafetyTopic {
    /// Short id.
    pub id: String,
    /// Whether somebody is in need.
    pub kind: SafetyKind,
    /// Messages of its kind.
    pub examples: Vec<String>,
    /// What the bot says.
    pub reply: String,
}

/// What a message of a [`SafetyTopic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SafetyKind {
    /// Somebody is in need, or in danger.
    Crisis,
    /// An insult or a sexual approach.
    Harassment,
}

/// A question with its known right outcome.
#[derive(Clone, Debug)]
pub struct GoldenCase {
    /// The file's name without ending, such as `held-out`.
    pub set: String,
    /// The question.
    pub ask: String,
    /// The question before it.
    pub after: Option<String>,
    /// Any one of these is right; empty when nothing may be answered.
    pub entries: Vec<EntryId>,
    /// `eval` fails when this case fails.
    pub must: bool,
    /// The file and the place of its question.
    pub place: Place,
}

impl KnowledgeBase {
    /// The served entry with this full id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id.as_str() == id)
    }

    /// Whether an entry of this role, by its index, names this standard question, by its.
    pub fn answers_standard(&self, role: usize, standard: usize) -> bool {
        self.entries.iter().any(|entry| entry.role == Some(role) && entry.standard.contains(&standard))
    }

    /// Each role with each standard question that none of its entries names.
    pub fn gaps(&self) -> impl Iterator<Item = (&Role, &StandardQuestion)> {
        self.roles.iter().enumerate().flat_map(move |(role, named)| {
            let all = self.standard.iter().enumerate();
            all.filter(move |(at, _)| !self.answers_standard(role, *at)).map(move |(_, question)| (named, question))
        })
    }

    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}
