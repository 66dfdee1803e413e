//! The heart: a question goes in, a reply comes out. No IO, nothing asynchronous.

mod several;

use crate::knowledge::model::{KnowledgeBase, Role, Section};
use crate::matching::{self, Candidate, Decision, Embeddings, Index, Lessons, Question, Ranking, RoleNames};
use crate::messages::Words;
use crate::picture::{self, Picture, Track};
use crate::reply::{self, Answer, Comparison, Listings, Reply, RoleCard, SectionCard, TopicGroup};
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
    /// Pictures that were drawn lately.
    pictures: Mutex<Pictures>,
    clock: Clock,
}

/// Pictures of training paths, by the roles' indexes and the language; `None` for roles without a path.
type Pictures = LruCache<(Vec<usize>, Words), Option<Arc<Picture>>>;

/// How a question was read, and what was decided.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The question as it was read.
    pub question: Question,
    /// The best entries whatever the decision, and what else the question may be.
    pub ranking: Ranking,
    /// What was decided.
    pub decision: Decision,
}

/// What a message came to, and how.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The message, or its first question where it is read as several.
    pub first: Reading,
    /// The questions after the first, where the message is read as several; each of all is answered, with another entry.
    pub later: Vec<Reading>,
    /// What to say to all of it.
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

impl Reading {
    /// The entry that is shown.
    pub fn answer(&self) -> Option<usize> {
        match self.decision {
            Decision::Answer(entry) => Some(entry),
            _ => None,
        }
    }
}

impl Outcome {
    /// The questions that the message is read as, in order.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        std::iter::once(&self.first).chain(&self.later)
    }
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

    /// Answers a message of one or several questions; `after` is the same member's question before it. Takes some milliseconds
    /// for each question, less where the same was asked before, and waits until [`Advisor::learn`] is done.
    pub fn ask(&self, message: &str, after: Option<&str>) -> Outcome {
        let index = self.index.wait();
        let compared = matching::comparison(message, &self.role_names);
        let question = self.read(index, message, after);
        let outcome = self.outcome(index, message, after, question, compared);
        // Only where nothing is known, since names and figures may be understood in any language.
        if matches!(outcome.reply, Reply::Miss(_)) && matching::is_other_language(message) {
            return Outcome { reply: Reply::OtherLanguage, is_gap: false, ..outcome };
        }
        outcome
    }

    /// Like [`Advisor::ask`] for what wasn't said to the bot; nothing where the words alone show that it has no answer.
    pub fn overhear(&self, message: &str, after: Option<&str>) -> Option<Outcome> {
        let index = self.index.wait();
        let compared = matching::comparison(message, &self.role_names);
        let question = self.read(index, message, after);
        (!index.is_chatter(&question)).then(|| self.outcome(index, message, after, question, compared))
    }

    /// `compared` are the roles that the message has nothing but the names of; the reply then shows both, whatever the decision.
    fn outcome(
        &self,
        index: &Index,
        message: &str,
        after: Option<&str>,
        question: Question,
        compared: Option<(usize, usize)>,
    ) -> Outcome {
        let whole = self.reading(index, question);
        if let Some((first, second)) = compared {
            let mut compared = self.comparison([first, second]);
            compared.entry = whole.answer().map(|entry| reply::suggestion(&self.knowledge.entries[entry]));
            let reply = Reply::Compare(Box::new(compared));
            return Outcome { first: whole, later: Vec::new(), reply, is_gap: false };
        }
        let mut parts = self.parts(index, message, after, &whole).into_iter();
        let (first, later) = match parts.next() {
            Some(first) => (first, parts.collect()),
            None => (whole, Vec::new()),
        };
        let is_ours = !index.is_chatter(&first.question);
        let reply = self.reply(&first, &later, is_ours);
        let is_gap = first.decision == Decision::NoAnswer(None) && is_ours;
        Outcome { first, later, reply, is_gap }
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

    fn reading(&self, index: &Index, question: Question) -> Reading {
        let ranking = self.ranking(index, &question);
        let decision = matching::decide(&ranking);
        Reading { question, ranking, decision }
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

    fn recent(&self) -> MutexGuard<'_, LruCache<u64, Ranking>> {
        // Nothing that is done under the lock leaves it half done.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `is_ours` tells whether the words are those of the knowledge base; to others nothing is near.
    fn reply(&self, first: &Reading, later: &[Reading], is_ours: bool) -> Reply {
        let suggestions = |entries: &[usize]| {
            entries.iter().map(|entry| reply::suggestion(&self.knowledge.entries[*entry])).collect::<Vec<_>>()
        };
        let nearest = || first.ranking.candidates.iter().take(NEAREST).map(|nearest| nearest.entry).collect::<Vec<_>>();
        let answer = |entry: usize| reply::answer(&self.knowledge, &self.knowledge.entries[entry], (self.clock)());
        match &first.decision {
            Decision::Answer(entry) => {
                let later = later.iter().filter_map(Reading::answer);
                Reply::Answers(std::iter::once(*entry).chain(later).map(answer).collect())
            }
            Decision::Suggest(entries) => Reply::Suggest(suggestions(entries)),
            Decision::NoAnswer(topic) => match topic.and_then(|topic| self.knowledge.out_of_scope[topic].reply.clone())
            {
                Some(text) => Reply::OutOfScope { text },
                None if is_ours => Reply::Miss(suggestions(&nearest())),
                None => Reply::Miss(Vec::new()),
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

    /// A section of the card of the role with this id; `None` where there is no such role, or it is silent about that.
    pub fn section(&self, role: &str, section: Section) -> Option<SectionCard> {
        reply::section_card(&self.knowledge, self.knowledge.role(role)?, section)
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
    pub fn paths(&self, roles: &[&str], words: Words) -> Option<Arc<Picture>> {
        let at = |id: &&str| self.knowledge.roles.iter().position(|role| role.id == *id);
        let roles: Vec<usize> = roles.iter().filter_map(at).collect();
        let key = (roles, words);
        if let Some(drawn) = self.pictures().get(&key) {
            return drawn.clone();
        }
        let tracks: Vec<Track<'_>> = key.0.iter().map(|at| &self.knowledge.roles[*at]).map(track).collect();
        // Drawn without the lock, so that others may draw meanwhile.
        let drawn = picture::draw(&tracks, words).map(Arc::new);
        self.pictures().put(key, drawn.clone());
        drawn
    }

    fn pictures(&self) -> MutexGuard<'_, Pictures> {
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
