//! The heart: a question goes in, a reply comes out. No IO, nothing asynchronous.

use crate::knowledge::model::{KnowledgeBase, Role};
use crate::matching::{self, Candidate, Decision, Embeddings, Index, Lessons, Question, Ranking, RoleNames};
use crate::picture::{self, Picture, Track};
use crate::reply::{self, Answer, Comparison, Listings, Reply, RoleCard, TopicGroup};
use jiff::civil::Date;
use lru::LruCache;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many of the nearest entries, or roles, a miss names.
const NEAREST: usize = 3;

/// How many questions are remembered, so that what everybody asks costs nothing.
const RECENT: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// How many pictures are remembered; one takes some tens of kilobytes.
const PICTURES: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// Tells today's date; passed in so that tests own the calendar.
pub type Clock = Box<dyn Fn() -> Date + Send + Sync>;

/// A validated knowledge base, and what was learnt from it.
pub struct Advisor {
    knowledge: KnowledgeBase,
    role_names: RoleNames,
    index: OnceLock<Index>,
    /// How questions that were asked lately were ranked, by a hash, so that no member's words are kept.
    recent: Mutex<LruCache<u64, Ranking>>,
    hasher: RandomState,
    /// Pictures of training paths that were drawn lately, by the roles' indexes.
    pictures: Mutex<LruCache<Vec<usize>, Option<Arc<Picture>>>>,
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
    /// Nothing is known of it although it looks like ours: its words are those of the knowledge base, and it is like nothing that
    /// must get no answer.
    pub is_gap: bool,
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
    /// Serves a knowledge base. Roles, listings and topics are there at once; questions wait for [`Advisor::learn`].
    pub fn new(knowledge: KnowledgeBase, clock: Clock) -> Self {
        let role_names = RoleNames::new(&knowledge);
        let recent = Mutex::new(LruCache::new(RECENT));
        let pictures = Mutex::new(LruCache::new(PICTURES));
        Advisor { knowledge, role_names, index: OnceLock::new(), recent, hasher: RandomState::new(), pictures, clock }
    }

    /// Learns to understand questions. `embeddings` keeps what is computed for this knowledge base, and nothing else;
    /// `progress` is called on several threads with how many of how many texts are read. To be called once. Tells whether
    /// `embeddings` has changed.
    pub fn learn(&self, embeddings: &mut Embeddings, progress: impl Fn(usize, usize) + Sync) -> bool {
        let lessons = Lessons::new(&self.knowledge, embeddings.encoder());
        let changed = embeddings.learn(lessons.texts(), progress);
        self.index.get_or_init(|| Index::train(lessons, embeddings));
        changed
    }

    /// The knowledge base that is served.
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.knowledge
    }

    /// Whether [`Advisor::learn`] is done, so that questions needn't wait.
    pub fn has_learnt(&self) -> bool {
        self.index.get().is_some()
    }

    /// Answers a question; `after` is the same member's question before it. Takes some milliseconds, less where the same was
    /// asked before, and waits until [`Advisor::learn`] is done.
    pub fn ask(&self, question: &str, after: Option<&str>) -> Outcome {
        let index = self.index.wait();
        let compared = matching::comparison(question, &self.role_names);
        let read = self.read(index, question, after);
        let outcome = self.outcome(index, read, compared);
        // Only where nothing is known, since names and figures may be understood in any language.
        let unknown = outcome.decision == Decision::NoAnswer(None) && compared.is_none();
        match unknown.then(|| matching::other_language(question)).flatten() {
            Some(language) => Outcome { reply: Reply::OtherLanguage(language), is_gap: false, ..outcome },
            None => outcome,
        }
    }

    /// Like [`Advisor::ask`] for what wasn't said to the bot; nothing where the words alone show that it has no answer.
    pub fn overhear(&self, question: &str, after: Option<&str>) -> Option<Outcome> {
        let index = self.index.wait();
        let compared = matching::comparison(question, &self.role_names);
        let question = self.read(index, question, after);
        (!index.is_chatter(&question)).then(|| self.outcome(index, question, compared))
    }

    fn read(&self, index: &Index, raw: &str, after: Option<&str>) -> Question {
        let Some(after) = after.map(|after| index.read(after, None)) else { return index.read(raw, None) };
        let question = index.read(raw, Some(&after));
        if question.conversation.is_none() {
            return question;
        }
        // Ranking takes milliseconds: what was chatter, or doesn't matter here, isn't ranked.
        let decision = (!index.is_chatter(&after)).then(|| matching::decide(&self.ranking(index, &after)));
        match decision {
            Some(Decision::Answer(shown)) => Question { shown_before: Some(shown), ..question },
            _ if after.mentions.roles.is_empty() => index.read(raw, None),
            _ => question,
        }
    }

    fn ranking(&self, index: &Index, question: &Question) -> Ranking {
        // Ranked without the lock, so that others may ask meanwhile.
        let key = self.hasher.hash_one(question);
        let remembered = self.recent().get(&key).cloned();
        remembered.unwrap_or_else(|| {
            let ranking = index.candidates(question);
            self.recent().put(key, ranking.clone());
            ranking
        })
    }

    /// `compared` are the roles that the question has nothing but the names of; the reply then shows both, whatever the decision.
    fn outcome(&self, index: &Index, question: Question, compared: Option<(usize, usize)>) -> Outcome {
        let ranking = self.ranking(index, &question);
        let decision = matching::decide(&ranking);
        let reply = match compared {
            Some((first, second)) => Reply::Compare(Box::new(self.comparison([first, second]))),
            None => self.reply(&decision, &ranking),
        };
        let is_gap = compared.is_none() && decision == Decision::NoAnswer(None) && !index.is_chatter(&question);
        Outcome { question, ranking, decision, reply, is_gap }
    }

    fn recent(&self) -> MutexGuard<'_, LruCache<u64, Ranking>> {
        // Nothing that is done under the lock leaves it half done.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// The phrasing that made a candidate near, as it is compared.
    pub fn phrasing(&self, candidate: &Candidate) -> Option<&str> {
        self.index.wait().phrasing(candidate)
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

    /// The cards of two roles by name, alias or id side by side; the same role twice is compared with itself.
    ///
    /// # Errors
    /// The nearest names of roles, when there is no role of one of the names.
    pub fn compare(&self, first: &str, second: &str) -> Result<Comparison, Vec<String>> {
        let roles = [self.find_role(first)?, self.find_role(second)?];
        Ok(reply::comparison(&self.knowledge, roles))
    }

    fn comparison(&self, roles: [usize; 2]) -> Comparison {
        reply::comparison(&self.knowledge, roles.map(|at| &self.knowledge.roles[at]))
    }

    /// Names of roles for what was typed so far, best first; all of them, in order, for nothing.
    pub fn complete_role(&self, partial: &str) -> Vec<String> {
        self.names_of(&self.role_names.complete(partial))
    }

    /// The training paths of the roles with these ids, one below the other; `None` where none of them has one. Takes some
    /// milliseconds for a picture that wasn't drawn lately.
    pub fn paths(&self, roles: &[&str]) -> Option<Arc<Picture>> {
        let at = |id: &&str| self.knowledge.roles.iter().position(|role| role.id == *id);
        let roles: Vec<usize> = roles.iter().filter_map(at).collect();
        if let Some(drawn) = self.pictures().get(&roles) {
            return drawn.clone();
        }
        let tracks: Vec<Track<'_>> = roles.iter().map(|at| &self.knowledge.roles[*at]).map(track).collect();
        // Drawn without the lock, so that others may draw meanwhile.
        let drawn = picture::draw(&tracks).map(Arc::new);
        self.pictures().put(roles, drawn.clone());
        drawn
    }

    fn pictures(&self) -> MutexGuard<'_, LruCache<Vec<usize>, Option<Arc<Picture>>>> {
        // Nothing that is done under the lock leaves it half done.
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner)
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

fn track(role: &Role) -> Track<'_> {
    Track { name: &role.name, path: &role.path }
}
