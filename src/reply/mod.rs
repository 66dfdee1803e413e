//! What the bot says, free of any platform: the terminal and Discord render the same [`Reply`].
//!
//! Every word in here was written by a moderator; interface texts are added by whoever renders.

use crate::knowledge::StandardQuestion;
use crate::knowledge::model::{Entry, EntryId, KnowledgeBase, PathStep, Role, SafetyKind, Section};
use jiff::civil::Date;

/// What a question gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// An answer to each question of the message, in order; never empty, and each of another entry.
    Answers(Vec<Answer>),
    /// Did you mean one of these? Best first, never empty.
    Suggest(Vec<Suggestion>),
    /// Nothing to say, but a fixed text of the knowledge base says so kindly.
    OutOfScope {
        /// The moderators' words.
        text: String,
    },
    /// The knowledge base doesn't know.
    Miss {
        /// The nearest entries, best first, or none where the question is about something else.
        nearest: Vec<Suggestion>,
        /// What it has nothing on, where that is known.
        gap: Option<Gap>,
    },
    /// A fixed reply to a greeting and the like.
    Smalltalk {
        /// The moderators' words.
        text: String,
    },
    /// Somebody is in need, or attacks.
    Safety {
        /// Which of the two.
        kind: SafetyKind,
        /// The words of the safety topic.
        text: String,
    },
    /// Two roles side by side.
    Compare(Box<Comparison>),
    /// Nothing to say to a question in another language than the knowledge base's.
    OtherLanguage,
}

/// A standard question to which a role has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The role's id.
    pub role: String,
    /// The standard question's id.
    pub standard: String,
    /// Both in some words, for a list: "Perfusionist: Pay".
    pub label: String,
    /// What is asked, in English and as it stands within a sentence: "what perfusionists earn".
    pub subject: String,
}

/// An entry offered as a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Full id.
    pub entry: EntryId,
    /// Its question.
    pub question: String,
}

/// An entry's answer with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Full id.
    pub entry: EntryId,
    /// The role the entry belongs to, for listings.
    pub role: Option<String>,
    /// The entry's question.
    pub question: String,
    /// The answer in Discord markdown.
    pub text: String,
    /// Where it comes from.
    pub sources: Vec<Citation>,
    /// When a person last checked it.
    pub reviewed: Option<Date>,
    /// Its `review_by` has passed.
    pub overdue: bool,
    /// Other entries of interest.
    pub related: Vec<Suggestion>,
}

/// A source as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Title.
    pub title: String,
    /// Publisher, may be empty.
    pub publisher: String,
    /// https link.
    pub url: Option<String>,
    /// When it appeared.
    pub published: Option<Date>,
}

/// A role's card: all sections in their fixed order, those the folder is silent about as `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleCard {
    /// Short id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Summary, may be empty.
    pub summary: String,
    /// Every section.
    pub sections: Vec<(Section, Option<String>)>,
    /// Steps of training.
    pub path: Vec<PathStep>,
    /// Sources of all sections, each once.
    pub sources: Vec<Citation>,
    /// The role's entries.
    pub questions: Vec<Suggestion>,
}

/// One section of a role's card.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionCard {
    /// The role's id.
    pub role: String,
    /// The role's name.
    pub role_name: String,
    /// Which section.
    pub section: Section,
    /// What is known.
    pub text: String,
    /// Where it comes from.
    pub sources: Vec<Citation>,
}

/// Two roles side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The roles' cards, in the order in which they were named; they have the same sections.
    pub roles: [RoleCard; 2],
    /// Sources of both, each once.
    pub sources: Vec<Citation>,
    /// The entry that answers the question in which both were named, where there is one.
    pub entry: Option<Suggestion>,
}

/// Links to openings for a role, or for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listings {
    /// The role's name, where one was asked for.
    pub role: Option<String>,
    /// One link a board.
    pub links: Vec<ListingLink>,
}

/// A link to a job board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingLink {
    /// The board's name.
    pub board: String,
    /// https link.
    pub url: String,
    /// The link leads to the board's front page, not to a search for the role.
    pub front_page: bool,
}

/// Entries that are listed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicGroup {
    /// The role's id, or `faq`.
    pub role: String,
    /// The role's name; empty for `faq`.
    pub role_name: String,
    /// Topics in the order of their first entries, each with its entries.
    pub topics: Vec<(String, Vec<Suggestion>)>,
}

/// A standard question to which a role has no answer.
pub(crate) fn gap(role: &Role, standard: &StandardQuestion) -> Gap {
    Gap {
        role: role.id.clone(),
        standard: standard.id.clone(),
        label: format!("{}: {}", role.name, standard.label),
        subject: standard.subject_for(&role.name),
    }
}

/// An entry as a choice.
pub fn suggestion(entry: &Entry) -> Suggestion {
    Suggestion { entry: entry.id.clone(), question: entry.question.clone() }
}

/// An entry's answer; `today` decides whether it is overdue for review.
pub fn answer(knowledge: &KnowledgeBase, entry: &Entry, today: Date) -> Answer {
    Answer {
        entry: entry.id.clone(),
        role: entry.role.map(|role| knowledge.roles[role].id.clone()),
        question: entry.question.clone(),
        text: entry.answer.clone(),
        sources: citations(knowledge, &entry.sources),
        reviewed: entry.reviewed,
        overdue: entry.is_overdue(today),
        related: entry.related.iter().filter_map(|id| knowledge.entry(id.as_str())).map(suggestion).collect(),
    }
}

/// A role's card.
pub fn role_card(knowledge: &KnowledgeBase, role: &Role) -> RoleCard {
    let mut sources: Vec<usize> = role.card.iter().flat_map(|(_, text)| text.sources.iter().copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    let text_of = |section| role.card.iter().find(|(filled, _)| *filled == section).map(|(_, card)| card.text.clone());
    RoleCard {
        id: role.id.clone(),
        name: role.name.clone(),
        summary: role.summary.clone(),
        sections: Section::ALL.into_iter().map(|section| (section, text_of(section))).collect(),
        path: role.path.clone(),
        sources: citations(knowledge, &sources),
        questions: entries_of(knowledge, Some(&role.id)).map(suggestion).collect(),
    }
}

/// One section of a role's card; `None` where the folder is silent about it.
pub fn section_card(knowledge: &KnowledgeBase, role: &Role, section: Section) -> Option<SectionCard> {
    let (_, card) = role.card.iter().find(|(filled, _)| *filled == section)?;
    Some(SectionCard {
        role: role.id.clone(),
        role_name: role.name.clone(),
        section,
        text: card.text.clone(),
        sources: citations(knowledge, &card.sources),
    })
}

/// Two roles side by side.
pub fn comparison(knowledge: &KnowledgeBase, roles: [&Role; 2]) -> Comparison {
    let roles = roles.map(|role| role_card(knowledge, role));
    let mut sources = roles[0].sources.clone();
    sources.extend(roles[1].sources.iter().filter(|source| !roles[0].sources.contains(source)).cloned());
    Comparison { roles, sources, entry: None }
}

impl Comparison {
    /// Each section with what is known of it for the first role and for the second.
    pub fn sections(&self) -> impl Iterator<Item = (Section, [Option<&str>; 2])> {
        let [first, second] = &self.roles;
        let pairs = first.sections.iter().zip(&second.sections);
        pairs.map(|((section, first), (_, second))| (*section, [first.as_deref(), second.as_deref()]))
    }
}

/// Links to openings; a board without a search address leads to its front page.
pub fn listings(knowledge: &KnowledgeBase, role: Option<&Role>) -> Listings {
    let link = |board: &crate::knowledge::model::Board| match (role, &board.search) {
        (Some(role), Some(search)) => ListingLink {
            board: board.name.clone(),
            url: search.replace("{role}", &percent_encode(&role.name)),
            front_page: false,
        },
        _ => ListingLink { board: board.name.clone(), url: board.url.clone(), front_page: true },
    };
    Listings { role: role.map(|role| role.name.clone()), links: knowledge.boards.iter().map(link).collect() }
}

/// All served entries, grouped by role and topic; groups without entries are left out.
pub fn topics(knowledge: &KnowledgeBase) -> Vec<TopicGroup> {
    let roles = knowledge.roles.iter().map(|role| (role.id.as_str(), role.name.as_str()));
    roles
        .chain([("faq", "")])
        .map(|(id, name)| {
            let mut topics: Vec<(String, Vec<Suggestion>)> = Vec::new();
            for entry in entries_of(knowledge, (id != "faq").then_some(id)) {
                match topics.iter_mut().find(|(topic, _)| *topic == entry.topic) {
                    Some((_, entries)) => entries.push(suggestion(entry)),
                    None => topics.push((entry.topic.clone(), vec![suggestion(entry)])),
                }
            }
            TopicGroup { role: id.to_owned(), role_name: name.to_owned(), topics }
        })
        .filter(|group| !group.topics.is_empty())
        .collect()
}

fn entries_of<'a>(knowledge: &'a KnowledgeBase, role: Option<&'a str>) -> impl Iterator<Item = &'a Entry> {
    knowledge.entries.iter().filter(move |entry| entry.role.map(|at| knowledge.roles[at].id.as_str()) == role)
}

fn citations(knowledge: &KnowledgeBase, sources: &[usize]) -> Vec<Citation> {
    let cite = |at: &usize| {
        let source = &knowledge.sources[*at];
        Citation {
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            published: source.published,
        }
    };
    sources.iter().map(cite).collect()
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_leaves_nothing_that_could_break_a_link() {
        assert_eq!(percent_encode("Surgical Tech/ä?"), "Surgical%20Tech%2F%C3%A4%3F");
    }
}
