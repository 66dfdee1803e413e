//! The heart: a question goes in, a reply comes out. No IO, nothing asynchronous.

use crate::knowledge::model::{KnowledgeBase, Role};
use crate::matching::{self, Decision, Index, Question, Ranking, RoleNames};
use crate::reply::{self, Answer, Listings, Reply, RoleCard, TopicGroup};
use jiff::civil::Date;

/// How many of the nearest entries, or roles, a miss names.
const NEAREST: usize = 3;

/// Tells today's date; passed in so that tests own the calendar.
pub type Clock = Box<dyn Fn() -> Date + Send + Sync>;

/// A validated knowledge base with its index.
pub struct Advisor {
    knowledge: KnowledgeBase,
    index: Index,
    role_names: RoleNames,
    clock: Clock,
}

/// What a question came to, and how.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question as it was read.
    pub question: Question,
    /// The best entries whatever the decision, and what else the question may be.
    pub ranking: Ranking,
    /// What was decided.
    pub decision: Decision,
    /// What to say.
    pub reply: Reply,
}

/// What a role's name came to.
#[derive(Clone, Debug, PartialEq)]
pub enum RoleLookup {
    /// The role's card.
    Found(Box<RoleCard>),
    /// No such role; the names of the nearest, best first, may be empty.
    Unknown(Vec<String>),
}

impl Advisor {
    /// Builds the index of a knowledge base.
    pub fn new(knowledge: KnowledgeBase, clock: Clock) -> Self {
        let index = Index::build(&knowledge);
        let role_names = RoleNames::new(&knowledge);
        Advisor { knowledge, index, role_names, clock }
    }

    /// The knowledge base that is served.
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.knowledge
    }

    /// Answers a question; `after` is the same member's question before it.
    pub fn ask(&self, question: &str, after: Option<&str>) -> Outcome {
        let after = after.map(|after| self.index.read(after, None));
        let question = self.index.read(question, after.as_ref());
        let ranking = self.index.candidates(&question);
        let decision = matching::decide(&ranking);
        let reply = self.reply(&decision, &ranking);
        Outcome { question, ranking, decision, reply }
    }

    fn reply(&self, decision: &Decision, ranking: &Ranking) -> Reply {
        let suggestions = |entries: &[usize]| {
            entries.iter().map(|entry| reply::suggestion(&self.knowledge.entries[*entry])).collect::<Vec<_>>()
        };
        let nearest = || ranking.candidates.iter().take(NEAREST).map(|candidate| candidate.entry).collect::<Vec<_>>();
        match decision {
            Decision::Answer(entry) => {
                let entry = &self.knowledge.entries[*entry];
                Reply::Answer(Box::new(reply::answer(&self.knowledge, entry, (self.clock)())))
            }
            Decision::Suggest(entries) => Reply::Suggest(suggestions(entries)),
            Decision::NoAnswer(topic) => match topic.and_then(|topic| self.knowledge.out_of_scope[topic].reply.clone())
            {
                Some(text) => Reply::OutOfScope { text },
                None => Reply::Miss(suggestions(&nearest())),
            },
            Decision::Smalltalk(at) => Reply::Smalltalk { text: self.knowledge.smalltalk[*at].answer.clone() },
        }
    }

    /// The entry's phrasing that is most like a question, as the two are compared.
    pub fn nearest_phrasing(&self, entry: usize, question: &Question) -> Option<&str> {
        self.index.nearest_phrasing(entry, question)
    }

    /// The answer of the entry with this full id, where it is served.
    pub fn answer(&self, id: &str) -> Option<Answer> {
        self.knowledge.entry(id).map(|entry| reply::answer(&self.knowledge, entry, (self.clock)()))
    }

    /// The card of the role with this name, alias or id, slips forgiven, or the nearest names.
    pub fn role(&self, name: &str) -> RoleLookup {
        match self.find_role(name) {
            Ok(role) => RoleLookup::Found(Box::new(reply::role_card(&self.knowledge, role))),
            Err(nearest) => RoleLookup::Unknown(nearest),
        }
    }

    /// Names of roles for what was typed so far, best first; all of them, in order, for nothing.
    pub fn complete_role(&self, partial: &str) -> Vec<String> {
        self.names_of(&self.role_names.complete(partial))
    }

    /// Links to openings for a role, or for all roles.
    ///
    /// # Errors
    /// The nearest names of roles, when there is no role of that name.
    pub fn listings(&self, role: Option<&str>) -> Result<Listings, Vec<String>> {
        let role = role.map(|name| self.find_role(name)).transpose()?;
        Ok(reply::listings(&self.knowledge, role))
    }

    /// All served entries by role and topic.
    pub fn topics(&self) -> Vec<TopicGroup> {
        reply::topics(&self.knowledge)
    }

    fn find_role(&self, name: &str) -> Result<&Role, Vec<String>> {
        match self.role_names.find(name) {
            Some(role) => Ok(&self.knowledge.roles[role]),
            None => Err(self.names_of(&self.role_names.suggest(name, NEAREST))),
        }
    }

    fn names_of(&self, roles: &[usize]) -> Vec<String> {
        roles.iter().map(|role| self.knowledge.roles[*role].name.clone()).collect()
    }
}
