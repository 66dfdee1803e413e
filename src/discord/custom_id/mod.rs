//! What a button or menu does, as text of at most 100 bytes.
//!
//! The text is all that Discord gives back, also after a restart, so it carries ids and never an index into anything.

mod task;

pub use task::Task;

use crate::knowledge::model::{Entry, EntryId, KnowledgeBase, Role, Section};
use crate::reply::TopicGroup;
use std::fmt;

/// What pressing or choosing does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomId {
    /// Shows an entry's answer to whoever presses.
    Answer(EntryRef),
    /// Puts an entry's answer in the place of the suggestions, for the member who asked.
    Choose {
        /// Who asked.
        asker: u64,
        /// The entry.
        entry: EntryRef,
    },
    /// Takes the message away, for the member who asked.
    Remove {
        /// Who asked.
        asker: u64,
    },
    /// Shows the listings of a role, or of all.
    Listings(Option<String>),
    /// Shows a page of a role's card.
    Role {
        /// The role's id.
        role: String,
        /// From 0.
        page: usize,
    },
    /// Shows one section of a role's card.
    Section {
        /// The role's id.
        role: String,
        /// Which section.
        section: Section,
    },
    /// Shows a page of two roles side by side.
    Compare {
        /// The first role.
        first: RoleRef,
        /// The second role.
        second: RoleRef,
        /// From 0.
        page: usize,
    },
    /// Opens the topics in a message of their own.
    Browse,
    /// Turns the topics to a page of roles.
    Groups(usize),
    /// Turns the topics to a role's topics.
    Topics {
        /// The role's id, or `faq`.
        group: String,
        /// From 0.
        page: usize,
    },
    /// Turns the topics to a topic's questions.
    Questions {
        /// The role's id, or `faq`.
        group: String,
        /// Which topic.
        topic: TopicRef,
        /// From 0.
        page: usize,
    },
    /// A menu of roles.
    PickGroup,
    /// A menu of a role's topics.
    PickTopic(String),
    /// A menu of entries.
    PickEntry,
    /// None of the suggestions fits, says the member who asked.
    Declined {
        /// Who asked.
        asker: u64,
    },
    /// The entry's answer helped.
    Helpful(EntryRef),
    /// The answer didn't help; said by the member who asked, the question goes to the moderators too.
    NotHelpful {
        /// Who asked, or 0 where nobody typed a question.
        asker: u64,
        /// Whose answer it is, where it is one alone.
        entry: Option<EntryRef>,
    },
    /// The moderators are to see the question, says the member who asked.
    AskModerators {
        /// Who asked.
        asker: u64,
    },
    /// What is kept of whoever presses.
    Privacy(Privacy),
    /// Something that only moderators may do.
    Moderate(Task),
}

/// What a member decides about what is kept of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Nothing is to be kept any more.
    OptOut,
    /// Questions may be kept again.
    OptIn,
    /// What is kept is to be deleted.
    Forget,
}

/// An entry's id, or its hash where the id is too long for the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRef(String);

/// A role's id, or its hash where two of them would be too long for the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRef(String);

/// Longest id of a role that stands in full beside another one.
const LONGEST_OF_TWO: usize = 40;

impl RoleRef {
    /// Refers to the role with this id.
    pub fn new(id: &str) -> Self {
        RoleRef(if id.len() <= LONGEST_OF_TWO { id.to_owned() } else { format!("#{:016x}", hash(id)) })
    }

    /// The role, where it is still served.
    pub fn resolve<'a>(&self, knowledge: &'a KnowledgeBase) -> Option<&'a Role> {
        knowledge.roles.iter().find(|role| RoleRef::new(&role.id) == *self)
    }
}

/// A topic's hash: a topic is free text of any length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicRef(u64);

/// Longest id that stands in full; leaves room for what goes before it.
const LONGEST_ID: usize = 70;

impl EntryRef {
    /// Refers to the entry with this id.
    pub fn new(id: &EntryId) -> Self {
        let id = id.as_str();
        // An id in full survives a change of the hash, and can be read in a log.
        EntryRef(if id.len() <= LONGEST_ID && !id.contains(':') {
            id.to_owned()
        } else {
            format!("#{:016x}", hash(id))
        })
    }

    /// As it came back from a menu.
    pub fn from_value(value: &str) -> Self {
        EntryRef(value.to_owned())
    }

    /// The text, at most 70 bytes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The entry, where it is still served.
    pub fn resolve<'a>(&self, knowledge: &'a KnowledgeBase) -> Option<&'a Entry> {
        match self.0.strip_prefix('#') {
            Some(hex) => {
                let wanted = u64::from_str_radix(hex, 16).ok()?;
                knowledge.entries.iter().find(|entry| hash(entry.id.as_str()) == wanted)
            }
            None => knowledge.entry(&self.0),
        }
    }
}

impl TopicRef {
    /// Refers to the topic of this name.
    pub fn new(topic: &str) -> Self {
        TopicRef(hash(topic))
    }

    /// As it came back from a menu.
    pub fn from_value(value: &str) -> Option<Self> {
        u64::from_str_radix(value, 16).ok().map(TopicRef)
    }

    /// The topic's place in the group, where it is still there.
    pub fn resolve(self, group: &TopicGroup) -> Option<usize> {
        group.topics.iter().position(|(topic, _)| hash(topic) == self.0)
    }
}

impl fmt::Display for TopicRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CustomId::Answer(entry) => write!(f, "a:{}", entry.0),
            CustomId::Choose { asker, entry } => write!(f, "c:{asker}:{}", entry.0),
            CustomId::Remove { asker } => write!(f, "x:{asker}"),
            CustomId::Listings(None) => f.write_str("l"),
            CustomId::Listings(Some(role)) => write!(f, "l:{role}"),
            CustomId::Role { role, page } => write!(f, "r:{role}:{page}"),
            CustomId::Section { role, section } => write!(f, "s:{role}:{}", section.key()),
            CustomId::Compare { first, second, page } => write!(f, "k:{}:{}:{page}", first.0, second.0),
            CustomId::Browse => f.write_str("t"),
            CustomId::Groups(page) => write!(f, "tg:{page}"),
            CustomId::Topics { group, page } => write!(f, "tt:{group}:{page}"),
            CustomId::Questions { group, topic, page } => write!(f, "tq:{group}:{topic}:{page}"),
            CustomId::PickGroup => f.write_str("pg"),
            CustomId::PickTopic(group) => write!(f, "pt:{group}"),
            CustomId::PickEntry => f.write_str("pe"),
            CustomId::Declined { asker } => write!(f, "no:{asker}"),
            CustomId::Helpful(entry) => write!(f, "h:{}", entry.0),
            CustomId::AskModerators { asker } => write!(f, "am:{asker}"),
            CustomId::NotHelpful { asker, entry: None } => write!(f, "nh:{asker}"),
            CustomId::NotHelpful { asker, entry: Some(entry) } => write!(f, "nh:{asker}:{}", entry.0),
            CustomId::Privacy(Privacy::OptOut) => f.write_str("privacy:out"),
            CustomId::Privacy(Privacy::OptIn) => f.write_str("privacy:in"),
            CustomId::Privacy(Privacy::Forget) => f.write_str("privacy:forget"),
            CustomId::Moderate(task) => write!(f, "m:{task}"),
        }
    }
}

impl CustomId {
    /// Reads what [`fmt::Display`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        Some(match parts.as_slice() {
            ["a", entry] => CustomId::Answer(EntryRef((*entry).to_owned())),
            ["c", asker, entry] => {
                CustomId::Choose { asker: asker.parse().ok()?, entry: EntryRef((*entry).to_owned()) }
            }
            ["x", asker] => CustomId::Remove { asker: asker.parse().ok()? },
            ["l"] => CustomId::Listings(None),
            ["l", role] => CustomId::Listings(Some((*role).to_owned())),
            ["r", role, page] => CustomId::Role { role: (*role).to_owned(), page: page.parse().ok()? },
            ["s", role, section] => CustomId::Section { role: (*role).to_owned(), section: Section::named(section)? },
            ["k", first, second, page] => CustomId::Compare {
                first: RoleRef((*first).to_owned()),
                second: RoleRef((*second).to_owned()),
                page: page.parse().ok()?,
            },
            ["t"] => CustomId::Browse,
            ["tg", page] => CustomId::Groups(page.parse().ok()?),
            ["tt", group, page] => CustomId::Topics { group: (*group).to_owned(), page: page.parse().ok()? },
            ["tq", group, topic, page] => CustomId::Questions {
                group: (*group).to_owned(),
                topic: TopicRef::from_value(topic)?,
                page: page.parse().ok()?,
            },
            ["pg"] => CustomId::PickGroup,
            ["pt", group] => CustomId::PickTopic((*group).to_owned()),
            ["pe"] => CustomId::PickEntry,
            ["h", entry] => CustomId::Helpful(EntryRef((*entry).to_owned())),
            ["am", asker] => CustomId::AskModerators { asker: asker.parse().ok()? },
            ["no", asker] => CustomId::Declined { asker: asker.parse().ok()? },
            ["nh", asker] => CustomId::NotHelpful { asker: asker.parse().ok()?, entry: None },
            ["nh", asker, entry] => {
                CustomId::NotHelpful { asker: asker.parse().ok()?, entry: Some(EntryRef((*entry).to_owned())) }
            }
            ["privacy", "out"] => CustomId::Privacy(Privacy::OptOut),
            ["privacy", "in"] => CustomId::Privacy(Privacy::OptIn),
            ["privacy", "forget"] => CustomId::Privacy(Privacy::Forget),
            ["m", task @ ..] => CustomId::Moderate(Task::parse(task)?),
            _ => return None,
        })
    }
}

/// FNV-1a with 64 bits: small, and the same in every version of the program, which the standard hasher isn't.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind(entry: &EntryId, role: &str) -> Vec<CustomId> {
        let entry = EntryRef::new(entry);
        let topic = TopicRef::new("pay and outlook");
        let ids = vec![
            CustomId::Answer(entry.clone()),
            CustomId::Choose { asker: u64::MAX, entry: entry.clone() },
            CustomId::Declined { asker: u64::MAX },
            CustomId::Helpful(entry.clone()),
            CustomId::AskModerators { asker: u64::MAX },
            CustomId::NotHelpful { asker: u64::MAX, entry: None },
            CustomId::NotHelpful { asker: u64::MAX, entry: Some(entry) },
            CustomId::Privacy(Privacy::OptOut),
            CustomId::Privacy(Privacy::OptIn),
            CustomId::Privacy(Privacy::Forget),
            CustomId::Remove { asker: u64::MAX },
            CustomId::Listings(None),
            CustomId::Listings(Some(role.to_owned())),
            CustomId::Role { role: role.to_owned(), page: 99_999 },
            CustomId::Section { role: role.to_owned(), section: Section::Certification },
            CustomId::Compare { first: RoleRef::new(role), second: RoleRef::new(role), page: 99_999 },
            CustomId::Browse,
            CustomId::Groups(99_999),
            CustomId::Topics { group: role.to_owned(), page: 99_999 },
            CustomId::Questions { group: role.to_owned(), topic, page: 99_999 },
            CustomId::PickGroup,
            CustomId::PickTopic(role.to_owned()),
            CustomId::PickEntry,
        ];
        let draft = "f".repeat(16);
        let tasks = [
            Task::Save(draft.clone()),
            Task::Cancel(draft.clone()),
            Task::Texts(draft.clone()),
            Task::Details(draft.clone()),
            Task::TextsForm(draft.clone()),
            Task::DetailsForm(draft),
            Task::History(u32::MAX),
            Task::PickEdit,
            Task::Undo(i64::MAX),
            Task::Check(99_999),
            Task::Inbox(99_999),
            Task::PickGroup,
            Task::PickEntry(i64::MAX),
            Task::NewEntry(i64::MAX),
            Task::Never(i64::MAX),
            Task::Dismiss(i64::MAX),
        ];
        ids.into_iter().chain(tasks.map(CustomId::Moderate)).collect()
    }

    #[test]
    fn the_longest_ids_fit_and_come_back() {
        let role = "r".repeat(60);
        for entry in ["perfusionist/pay".to_owned(), format!("{role}/{}", "e".repeat(60))] {
            for id in every_kind(&EntryId::new(entry.as_str()), &role) {
                let text = id.to_string();
                assert!(text.len() <= super::super::limits::CUSTOM_ID, "{text}");
                assert_eq!(CustomId::parse(&text), Some(id));
            }
        }
    }

    #[test]
    fn foreign_text_is_refused() {
        for text in [
            "",
            "a",
            "x:me",
            "r:role:-1",
            "s:role:wages",
            "tq:role:zz:0",
            "c:1",
            "help:1",
            "m:save",
            "m:undo:x",
            "privacy:",
        ] {
            assert_eq!(CustomId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_hash_never_changes() {
        // A message that was posted by an older version refers to its entries by this.
        assert_eq!(hash("perfusionist/training-length"), 0x6e4e_d1ed_cb02_ac3e);
    }
}
