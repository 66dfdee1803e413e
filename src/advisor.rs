//! The heart: a question goes in, a reply comes out. No IO, nothing asynchronous.

mod several;

use crate::knowledge::model::{Entry, KnowledgeBase, Role, SafetyKind, Section};
use crate::matching::{
    self, Candidate, Decision, Effort, Embeddings, Index, Lessons, Other, Question, Ranking, RoleNames, SafetyVerdict,
};
use crate::messages::Words;
use crate::picture::{self, Picture, Track};
use crate::reply::{self, Answer, Comparison, Gap, Listings, Reply, RoleCard, SectionCard, Suggestion, TopicGroup};
use jiff::civil::Date;
use lru::LruCache;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many of the nearest entries, or roles, a miss names.
const NEAREST: usize = 3;

/// From this cosine on a question counts as one of a topic whose questions aren't kept: better one too few in the inbox than what
/// is private.
const FORGET_FROM: f32 = 0.6;

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

/// What went before a message, as far as it matters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The question whose answer the same member was shown last.
    pub after: Option<&'a str>,
    /// The same member's message just before it.
    pub said_before: Option<&'a str>,
}

/// What a message that wasn't said to the bot may be to it, as far as a glance tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Nothing.
    None,
    /// A question that an entry may answer.
    Question,
    /// Somebody may be in need.
    Safety,
}

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
    /// It got no answer, and what is asked of its kind may be kept.
    pub unanswered: bool,
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
        self.ask_in(message, Context { after, said_before: None })
    }

    /// Like [`Advisor::ask`], with more of what went before.
    pub fn ask_in(&self, message: &str, Context { after, said_before }: Context<'_>) -> Outcome {
        let index = self.index.wait();
        let outcome = match index.safety(message, said_before) {
            SafetyVerdict::Topic(topic) => return self.unsafe_outcome(topic),
            SafetyVerdict::Caution => self.cautious_outcome(index, message),
            SafetyVerdict::Harmless => {
                let compared = matching::comparison(message, &self.role_names);
                let after = after.map(|after| index.read(after, None));
                let mut effort = index.effort();
                let question = self.read(index, message, after.as_ref(), &mut effort);
                self.outcome(index, message, after.as_ref(), question, compared, effort)
            }
        };
        // Only where nothing is known, since names and figures may be understood in any language.
        if matches!(outcome.reply, Reply::Miss { .. } | Reply::Suggest(_)) && matching::is_other_language(message) {
            return Outcome { reply: Reply::OtherLanguage, unanswered: false, is_gap: false, ..outcome };
        }
        outcome
    }

    /// Whether something that wasn't said to the bot may concern it: somebody may be in need, or asks what the knowledge base may
    /// answer. Takes microseconds, so that chatter costs nothing; it concerns nobody while [`Advisor::learn`] isn't done.
    pub fn concern(&self, message: &str, Context { after, said_before }: Context<'_>) -> Concern {
        let Some(index) = self.index.get() else { return Concern::None };
        if index.may_be_unsafe(message, said_before) {
            return Concern::Safety;
        }
        let asks = matching::may_ask(message)
            && !index.is_chatter(&index.read(message, after.map(|after| index.read(after, None)).as_ref()));
        if asks { Concern::Question } else { Concern::None }
    }

    /// Like [`Advisor::ask`] for what wasn't said to the bot; nothing where it asks nothing, or the words alone show that there is
    /// no answer.
    pub fn overhear(&self, message: &str, Context { after, said_before }: Context<'_>) -> Option<Outcome> {
        let index = self.index.wait();
        match index.safety(message, said_before) {
            SafetyVerdict::Topic(topic) => {
                // Who attacks somebody else, or nobody, doesn't speak to the bot.
                let is_crisis = self.knowledge.safety.topics[topic].kind == SafetyKind::Crisis;
                return is_crisis.then(|| self.unsafe_outcome(topic));
            }
            SafetyVerdict::Caution => return None,
            SafetyVerdict::Harmless => {}
        }
        let compared = matching::comparison(message, &self.role_names);
        let after = after.map(|after| index.read(after, None));
        let mut effort = index.effort();
        let question = self.read(index, message, after.as_ref(), &mut effort);
        if compared.is_none() && !matching::may_ask(message) || index.is_chatter(&question) {
            return None;
        }
        let outcome = self.outcome(index, message, after.as_ref(), question, compared, effort);
        let is_worth_it = match &outcome.reply {
            Reply::Answers(_) => {
                let first = outcome.first.ranking.candidates.first();
                matching::is_worth_an_answer(message, first.map_or(0.0, |first| first.confidence))
            }
            Reply::Compare(_) => true,
            _ => matching::asks(message),
        };
        is_worth_it.then_some(outcome)
    }

    /// Of a message with a safety topic nothing else is read.
    fn unsafe_outcome(&self, topic: usize) -> Outcome {
        let ranking = Ranking { candidates: Vec::new(), other: None, exactly_other: None };
        let first = Reading { question: Question::default(), ranking, decision: Decision::Safety(topic) };
        let reply = self.reply(&first, &[], false);
        Outcome { first, later: Vec::new(), reply, unanswered: false, is_gap: false }
    }

    /// To somebody who may be in need nothing is said that isn't sure, and nothing is led back to.
    fn cautious_outcome(&self, index: &Index, message: &str) -> Outcome {
        let Reading { question, ranking, decision } = self.reading(index, index.read(message, None));
        let decision = matching::with_caution(decision, &ranking);
        let first = Reading { question, ranking, decision };
        let reply = self.reply(&first, &[], false);
        Outcome { first, later: Vec::new(), reply, unanswered: false, is_gap: false }
    }

    /// `compared` are the roles that the message has nothing but the names of; the reply then shows both, whatever the decision.
    fn outcome(
        &self,
        index: &Index,
        message: &str,
        after: Option<&Question>,
        question: Question,
        compared: Option<(usize, usize)>,
        mut effort: Effort<'_>,
    ) -> Outcome {
        // The whole is always read, and the parts as far as something is left.
        effort.spend(&question);
        let whole = self.reading(index, question);
        if let Some((first, second)) = compared {
            let mut compared = self.comparison([first, second]);
            compared.entry = whole.answer().map(|entry| reply::suggestion(&self.knowledge.entries[entry]));
            let reply = Reply::Compare(Box::new(compared));
            return Outcome { first: whole, later: Vec::new(), reply, unanswered: false, is_gap: false };
        }
        let mut parts = self.parts(index, message, after, &whole, effort).into_iter();
        let (first, later) = match parts.next() {
            Some(first) => (first, parts.collect()),
            None => (whole, Vec::new()),
        };
        let is_ours = !index.is_chatter(&first.question);
        let mut reply = self.reply(&first, &later, is_ours);
        if let Reply::Miss { nearest, gap } = &mut reply
            && is_ours
            && let Some(standard) = index.standard_question(&first.question)
        {
            *gap = self.gap(&first.question, standard, nearest);
        }
        let unanswered = matches!(first.decision, Decision::NoAnswer(_)) && !self.is_to_be_forgotten(&first);
        let is_gap = unanswered && first.decision == Decision::NoAnswer(None) && is_ours;
        Outcome { first, later, reply, unanswered, is_gap }
    }

    /// What the role that a standard question is about has nothing on; where it has entries on that, these are the nearest.
    fn gap(&self, question: &Question, standard: usize, nearest: &mut Vec<Suggestion>) -> Option<Gap> {
        let mut roles = question.mentions.roles.iter().copied();
        let (Some(role), None) = (roles.next(), roles.next()) else { return None };
        let answers = |entry: &&Entry| entry.role == Some(role) && entry.standard.contains(&standard);
        let mut known: Vec<Suggestion> = self.knowledge.entries.iter().filter(answers).map(reply::suggestion).collect();
        if known.is_empty() {
            return Some(reply::gap(&self.knowledge.roles[role], &self.knowledge.standard[standard]));
        }
        known.extend(nearest.drain(..).filter(|near| !known.contains(near)).collect::<Vec<_>>());
        known.truncate(NEAREST);
        *nearest = known;
        None
    }

    /// Whether the question is, or may well be, one of a topic whose questions aren't kept.
    fn is_to_be_forgotten(&self, reading: &Reading) -> bool {
        let decided = match reading.decision {
            Decision::NoAnswer(topic) => topic,
            _ => None,
        };
        let likely = match reading.ranking.other {
            Some((Other::OutOfScope(topic), cosine)) if cosine >= FORGET_FROM => Some(topic),
            _ => None,
        };
        decided.or(likely).is_some_and(|topic| self.knowledge.out_of_scope[topic].forget)
    }

    /// Whether the message is read as another question where `after` was asked before it.
    pub fn is_follow_up(&self, message: &str, after: &str) -> bool {
        let index = self.index.wait();
        let after = index.read(after, None);
        self.read(index, message, Some(&after), &mut index.effort()) != index.read(message, None)
    }

    fn read(&self, index: &Index, raw: &str, after: Option<&Question>, effort: &mut Effort<'_>) -> Question {
        let question = index.read(raw, after);
        let Some(after) = after.filter(|_| question.conversation.is_some()) else { return question };
        if !(effort.spend(after) && effort.spend(&question)) {
            // Who writes so much says what it is about, but for the role.
            return Question { conversation: None, ..question };
        }
        // Who moves on to something else isn't led back.
        if matching::is_self_contained(&question.text) {
            let alone = index.read(raw, None);
            let mut is_else =
                || effort.spend(&alone) && matching::is_about_something_else(&self.ranking(index, &alone));
            if index.is_chatter(&alone) || is_else() {
                return alone;
            }
        }
        // Ranking takes milliseconds: what was chatter, or doesn't matter here, isn't ranked.
        let decision = (!index.is_chatter(after)).then(|| matching::decide(&self.ranking(index, after)));
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
        if question.text.is_empty() {
            // A mere link, or signs: like nothing, and no greeting either.
            return Ranking { candidates: Vec::new(), other: None, exactly_other: None };
        }
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
                None if is_ours => Reply::Miss { nearest: suggestions(&nearest()), gap: None },
                None => Reply::Miss { nearest: Vec::new(), gap: None },
            },
            Decision::Smalltalk(at) => Reply::Smalltalk { text: self.knowledge.smalltalk[*at].answer.clone() },
            Decision::Safety(at) => {
                let topic = &self.knowledge.safety.topics[*at];
                Reply::Safety { kind: topic.kind, text: topic.reply.clone() }
            }
        }
    }

    /// What to say to a text in which somebody may be in need, or attacks, before anything else is made of it; `None` for all others,
    /// and while [`Advisor::learn`] isn't done. Takes microseconds for most texts.
    pub fn safety(&self, text: &str) -> Option<Reply> {
        match self.index.get()?.safety(text, None) {
            SafetyVerdict::Topic(topic) => Some(self.unsafe_outcome(topic).reply),
            SafetyVerdict::Caution | SafetyVerdict::Harmless => None,
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
